"""The election that an address names, if this person may have it; and its page with the forms of the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from meetings.actions.elections_refused import Refused
from meetings.agenda import NumberedItem, agenda_for
from meetings.counting import count, read
from meetings.counting_majority import MajorityCount
from meetings.counting_proportional import ProportionalCount
from meetings.elections_told import sentences
from meetings.forms.elections import ConcludeForm
from meetings.forms.elections_counting import (
    AllianceForm,
    CandidateForm,
    LotForm,
    RoundForm,
    groups_form,
)
from meetings.models import Election, Term
from meetings.models.closing import MESSAGE
from meetings.roster import roster_on
from meetings.rules import editions
from meetings.rules.deadlines import alliance_deadline
from meetings.votes_of_term import seated_lines_of, term_on


def visible_election(request: HttpRequest, pk: int) -> Election:
    return get_object_or_404(read(Election.objects.visible_to(request.user)), pk=pk)


def editable_election(request: HttpRequest, pk: int) -> Election:
    return get_object_or_404(read(Election.objects.editable_by(request.user)), pk=pk)


def item_of(user: AnyUser, election: Election) -> NumberedItem | None:
    """The agenda item that the election stands under, with its number."""
    if election.item_id is None:
        return None
    agenda = agenda_for(election.meeting, user)
    return next((one for one in agenda.items if one.item.pk == election.item_id), None)


def facts(user: AnyUser, election: Election) -> dict[str, Any]:
    """What the page and the counting sheet show alike."""
    meeting = election.meeting
    context: dict[str, Any] = {
        "election": election,
        "meeting": meeting,
        "item": item_of(user, election),
        "told": sentences(election),
        "rules_before": "" if editions.has_rules(meeting.date) else editions.BEFORE,
    }
    if context["rules_before"]:
        return context
    members = None
    if election.kind == Election.Kind.PROPORTIONAL:
        members = len(roster_on(meeting.council, meeting.date).members) or None
    context |= {"count": count(election, members=members), "members": members}
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        term = term_on(meeting.council, meeting.date)
        context |= {"term": term, "alliances_by": alliance_deadline(meeting.date)}
        context["newer_votes"] = _newer_votes(election, term)
    return context


def _newer_votes(election: Election, term: Term | None) -> bool:
    """The term's votes are others than those that stand in the election."""
    if term is None or election.concluded:
        return False
    kept = {line.name: line.number for line in election.lines.all()}
    return seated_lines_of(term, election.meeting.date) != kept


def show(request: HttpRequest, election: Election, **bound: BaseForm | BaseFormSet) -> HttpResponse:
    """The counting page. ``bound`` are forms that were posted and refused, by their name on the page."""
    context = facts(request.user, election)
    may_edit = predicates.may_edit_council(request.user, election.meeting.council_id)
    counts_on = may_edit and not (election.concluded or election.meeting.is_locked)
    context |= {
        "may_edit": may_edit,
        "counts_on": counts_on,
        "may_read_history": predicates.may_read_history(request.user, election.meeting.council_id),
    }
    if counts_on and "count" in context:
        context |= _forms(context["count"], bound)
    context["refused"] = next((form for form in bound.values()), None)
    return render(request, "meetings/election_detail.html", context)


def _forms(counted: ProportionalCount | MajorityCount, bound: Mapping[str, Any]) -> dict[str, Any]:
    election = counted.election
    posted = bound.get("lot_form")
    forms: dict[str, Any] = {
        "lot_forms": [
            posted if posted and posted.lot.key == lot.key else LotForm(lot=lot) for lot in counted.open_lots
        ]
    }
    if isinstance(counted, MajorityCount):
        forms["candidate_form"] = bound.get("candidate_form") or CandidateForm(election=election)
        if counted.next_round and counted.candidates:
            forms["round_form"] = RoundForm(count=counted, number=counted.next_round)
        if "round_form" in bound:
            forms["round_form"] = bound["round_form"]
        return forms
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        forms["alliance_form"] = bound.get("alliance_form") or AllianceForm(count=counted)
    else:
        forms["groups_form"] = bound.get("groups_form") or groups_form(None, counted)
    if counted.decided:
        forms["conclude_form"] = bound.get("conclude_form") or ConcludeForm(count=counted)
    return forms


def closed_to_changes(request: HttpRequest, election: Election) -> HttpResponse | None:
    """The answer where nothing of the election can be changed, with the reason in a message."""
    if not editions.has_rules(election.meeting.date):
        messages.error(request, editions.BEFORE)
    elif election.meeting.is_locked:
        messages.error(request, MESSAGE)
    elif election.concluded:
        messages.error(request, "Valget er afsluttet. Genåbn det, før noget rettes.")
    else:
        return None
    return redirect(election)


def take(
    request: HttpRequest,
    election: Election,
    form: Any,
    *,
    name: str,
    do: Callable[[], object],
    done: str,
) -> HttpResponse:
    """The answer to one of the page's forms: it is done, or the page again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except Refused as refused:
            refuse(form, refused)
            election = editable_election(request, election.pk)  # as it is now
            if answer := closed_to_changes(request, election):
                return answer
        else:
            messages.success(request, done)
            return redirect(election)
    elif not form.is_bound:
        return redirect(election)
    return show(request, election, **{name: form})


def refuse(form: Any, refused: Refused) -> None:
    """Put the sentences at the head of the form; a formset has no ``add_error``."""
    if isinstance(form, BaseFormSet):
        form._non_form_errors = form.error_class(refused.sentences)  # type: ignore[attr-defined]
    else:
        for sentence in refused.sentences:
            form.add_error(None, sentence)


def as_now(data: QueryDict, name: str, value: str) -> QueryDict:
    """The posted data, with a hidden field brought up to date."""
    copy = data.copy()
    copy[name] = value
    return copy
