"""What is written into an election: each form of the counting page has an address of its own.

A GET shows the page again, with what a person had typed before the sign-in ran out.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import elections as actions
from meetings.actions import elections_counting as counting
from meetings.actions.elections_refused import Refused
from meetings.counting import count
from meetings.counting_majority import MajorityCount
from meetings.counting_proportional import ProportionalCount
from meetings.forms.elections import ConcludeForm
from meetings.forms.elections_counting import (
    AllianceForm,
    CandidateForm,
    LotForm,
    RoundForm,
    groups_form,
)
from meetings.models import Election
from meetings.views.elections_found import as_now, closed_to_changes, editable_election, show, take


def _proportional(election: Election) -> ProportionalCount:
    """The count of an election that has groups. 404 for a majority election."""
    counted = count(election)
    if not isinstance(counted, ProportionalCount):
        raise Http404
    return counted


def _majority(election: Election) -> MajorityCount:
    counted = count(election)
    if not isinstance(counted, MajorityCount):
        raise Http404
    return counted


@keeps_typed
def alliances(request: HttpRequest, pk: int) -> HttpResponse:
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    if election.kind != Election.Kind.CHAIR_AND_DEPUTY:
        raise Http404
    form = AllianceForm(request.POST or take_kept(request), count=_proportional(election))
    return take(
        request, election, form, name="alliance_form", done="Valgforbundet er skrevet ind.",
        do=lambda: counting.add_alliance(
            election=election, groups=form.cleaned_data["groups"],
            notified_on=form.cleaned_data["notified_on"],
        ),
    )  # fmt: skip


@keeps_typed
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    if election.kind != Election.Kind.PROPORTIONAL:
        raise Http404
    typed = request.POST or take_kept(request)
    form = groups_form(typed, _proportional(election))
    return take(
        request, election, form, name="groups_form", done="Grupperne er gemt.",
        do=lambda: actions.save_groups(
            election=election, groups=form.groups, seen=request.POST.get("seen", "")
        ),
    )  # fmt: skip


@keeps_typed
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    _majority(election)
    form = CandidateForm(request.POST or take_kept(request), election=election)
    return take(
        request, election, form, name="candidate_form", done="Kandidaten er skrevet ind.",
        do=lambda: counting.add_candidate(election=election, person=form.chosen, where=form.place),
    )  # fmt: skip


@keeps_typed
def round_(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A round, new or corrected. Later rounds that no longer fit are named on the page, and stay."""
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    counted = _majority(election)
    typed = request.POST or take_kept(request)
    form = RoundForm(typed, count=counted, number=number)
    if not typed:
        if form.there is None:
            return redirect(election)
        return _round_page(request, election, form)
    if request.method == "POST" and form.is_valid():
        try:
            counting.save_round(
                election=election, number=number, present=form.cleaned_data["present"], votes=form.votes,
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except Refused as refused:
            election = editable_election(request, pk)
            if answer := closed_to_changes(request, election):
                return answer
            now = RoundForm(count=_majority(election), number=number).initial["seen"]
            form = RoundForm(as_now(request.POST, "seen", now), count=_majority(election), number=number)
            form.is_valid()
            for sentence in refused.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, f"{number}. afstemning er gemt.")
            return redirect(election)
    if form.there:
        return _round_page(request, election, form)
    return show(request, election, round_form=form)


def _round_page(request: HttpRequest, election: Election, form: RoundForm) -> HttpResponse:
    context = {"election": election, "meeting": election.meeting, "form": form}
    return render(request, "meetings/election_round.html", context)


@keeps_typed
def lots(request: HttpRequest, pk: int) -> HttpResponse:
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    typed = request.POST or take_kept(request)
    if not typed:
        return redirect(election)
    within, number = typed.getlist("within"), typed.get("number", "")
    key = int(number) if number.isdecimal() and len(number) < 6 else 0
    asked = counting.open_lot(count(election).open_lots, within, key)
    if asked is None:
        messages.error(request, "Lodtrækningen er skrevet ind, eller der skal ikke trækkes lod mere.")
        return redirect(election)
    form = LotForm(typed, lot=asked)
    return take(
        request, election, form, name="lot_form", done="Lodtrækningen er skrevet ind.",
        do=lambda: counting.draw_lot(
            election=election, within=within, number=asked.number, order=form.order,
            note=form.cleaned_data["note"],
        ),
    )  # fmt: skip


@keeps_typed
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the result. Twice by a double click, it is concluded once."""
    election = editable_election(request, pk)
    if election.concluded and request.method == "POST" and not election.meeting.is_locked:
        messages.success(request, "Valget er afsluttet.")
        return redirect(election)
    if answer := closed_to_changes(request, election):
        return answer
    counted = count(election)
    if isinstance(counted, MajorityCount) or not counted.decided:
        if request.method != "POST":
            return redirect(election)
        try:
            actions.conclude(election=election, persons={})
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Valget er afsluttet.")
        return redirect(election)
    form = ConcludeForm(request.POST or take_kept(request), count=counted)
    return take(
        request, election, form, name="conclude_form", done="Valget er afsluttet.",
        do=lambda: actions.conclude(election=election, persons=form.persons),
    )  # fmt: skip


@require_POST
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the votes, or the groups, once more as they are now."""
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    try:
        actions.refresh_lines(election=election)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Tallene er hentet igen.")
    return redirect(election)


ASKING = {
    "alliance": ("Fjern valgforbundet {}?", "Partierne tæller derefter hver for sig.", "Fjern valgforbundet"),
    "candidate": ("Fjern kandidaten {}?", "Kandidaten kan skrives ind igen.", "Fjern kandidaten"),
    "round": ("Fjern {}?", "De talte stemmer slettes.", "Fjern afstemningen"),
    "lot": (
        "Fjern lodtrækningen {}?",
        "Udfaldet og oplysningen om, hvem der trak, slettes.",
        "Fjern lodtrækningen",
    ),
}


def remove(request: HttpRequest, pk: int, kind: str, child: int) -> HttpResponse:
    """Ask first, then remove an alliance, a candidate, a round or a lot. Gone already: the page as it is."""
    if kind not in ASKING:
        raise Http404
    election = editable_election(request, pk)
    if answer := closed_to_changes(request, election):
        return answer
    if request.method == "POST":
        try:
            counting.remove(election=election, kind=kind, pk=child)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Det er fjernet.")
        return redirect(election)
    row = counting.CHILDREN[kind].objects.filter(election=election, pk=child).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    heading, text, button = ASKING[kind]
    context = {"election": election, "meeting": election.meeting, "heading": heading.format(f"«{row}»"),
               "text": text, "button": button}  # fmt: skip
    return render(request, "meetings/election_confirm.html", context)
