"""What happens in a term, each on a page that first tells what follows: leaving, another party, absence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings import member_consequences as consequences
from meetings.actions.absences import begin_absence, decide_absence, member_returns
from meetings.actions.memberships import mayor_changes_party, member_leaves
from meetings.actions.periods import in_words, latest_substitute, substitute_on
from meetings.actions.substitutes import substitute_leaves
from meetings.forms.member_changes import (
    AbsenceForm,
    MemberLeavesForm,
    PartyChangeForm,
    ReturnForm,
    SubstituteLeavesForm,
)
from meetings.forms.members import DecisionForm
from meetings.models import Absence, Membership, Seat, Substitute
from meetings.party_changes import party_change_on
from meetings.views.members_found import asked_day, done, editable


def _page(request: HttpRequest, seat: Seat, **context: Any) -> HttpResponse:
    """``heading``, ``button``, ``branches`` and ``form`` make the page of a step."""
    back = reverse("meetings:member", args=[seat.pk])
    context |= {"seat": seat, "council": seat.term.council, "back": back}
    return render(request, "meetings/member_step.html", context)


@keeps_typed
def leaves(request: HttpRequest, pk: int) -> HttpResponse:
    membership = editable(request, Membership, pk)
    seat, day = membership.seat, asked_day(request, membership.seat.term)[0]
    substitute = latest_substitute(seat)
    form = MemberLeavesForm(request.POST or take_kept(request), membership=membership, substitute=substitute)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def leave() -> tuple[Membership | None]:
            return (
                member_leaves(
                    membership=membership, because=given["because"], day=given["day"],
                    substitute_enters=given.get("substitute_enters", False), note=given["note"],
                ),
            )  # fmt: skip

        if left := done(form, leave):
            return _after_leaving(request, membership, left[0], in_words(given["day"]))
    return _page(
        request, seat, form=form, heading=f"{membership} udtræder", button="Registrér udtrædelsen",
        branches=consequences.of_leaving(membership, substitute, day), draft=f"leaves-{pk}",
    )  # fmt: skip


def _after_leaving(
    request: HttpRequest, membership: Membership, new: Membership | None, day: str
) -> HttpResponse:
    """On to what is now to be done: § 3, stk. 11."""
    saved = f"saved:leaves-{membership.pk}"
    if new:
        text = f"{membership} er udtrådt {day}, og {new} er indtrådt. Vælg nu en ny stedfortræder."
        messages.success(request, text, extra_tags=saved)
        return redirect("meetings:choose_substitute", membership.seat_id)
    messages.success(request, f"{membership} er udtrådt {day}. Vælg nu det nye medlem.", extra_tags=saved)
    return redirect("meetings:fill_seat", membership.seat_id)


@keeps_typed
def changes_party(request: HttpRequest, pk: int) -> HttpResponse:
    membership = editable(request, Membership, pk)
    if membership.seat.kind != Seat.Kind.MAYOR:
        raise Http404
    follows = party_change_on(membership, asked_day(request, membership.seat.term)[0])
    form = PartyChangeForm(
        request.POST or take_kept(request), membership=membership, offers_seat=follows.elects_one_more
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = done(form, lambda: mayor_changes_party(
            membership=membership, party=given["party"], day=given["day"],
            adds_seat=given.get("adds_seat", False),
        ))  # fmt: skip
        if new:
            text = f"{new} bliver i KKR, fra {in_words(new.period.lower)} for {new.party or 'intet parti'}."
            messages.success(request, text, extra_tags=f"saved:party-{pk}")
            return redirect("meetings:member", membership.seat_id)
    return _page(
        request, membership.seat, form=form, heading=f"{membership} skifter parti",
        button="Registrér skiftet", branches=consequences.of_party_change(follows), draft=f"party-{pk}",
    )  # fmt: skip


@keeps_typed
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    membership = editable(request, Membership, pk)
    seat, day = membership.seat, asked_day(request, membership.seat.term)[0]
    form = AbsenceForm(request.POST or take_kept(request), membership=membership, since=day)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = done(form, lambda: begin_absence(membership=membership, **given))
        if new:
            text = f"{membership} er fraværende fra {in_words(new.period.lower)}. Stedfortræderen indtræder."
            messages.success(request, text, extra_tags=f"saved:absent-{pk}")
            return redirect("meetings:member", seat.pk)
    return _page(
        request, seat, form=form, heading=f"{membership} er fraværende i mindst 3 måneder",
        button="Registrér fraværet", draft=f"absent-{pk}",
        branches=consequences.of_absence(membership, substitute_on(seat, day), day),
    )  # fmt: skip


@keeps_typed
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    absence = editable(request, Absence, pk)
    member, seat = absence.membership, absence.membership.seat
    first = absence.period.lower
    form = DecisionForm(request.POST or take_kept(request), term=seat.term, first=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def decided() -> bool:
            decide_absence(absence=absence, item=given["item"], conditions_met=given["met"])
            return True

        if done(form, decided):
            ended = "" if given["met"] else " Fraværet er ophørt."
            text = f"KKR's afgørelse om {member} er registreret.{ended}"
            messages.success(request, text, extra_tags=f"saved:decide-{pk}")
            return redirect("meetings:member", seat.pk)
    return _page(
        request, seat, form=form, heading=f"KKR's afgørelse om {member}s fravær",
        button="Registrér afgørelsen", branches=consequences.of_decision(), draft=f"decide-{pk}",
    )  # fmt: skip


@keeps_typed
def returns(request: HttpRequest, pk: int) -> HttpResponse:
    absence = editable(request, Absence, pk)
    member, seat = absence.membership, absence.membership.seat
    initial = {"day": absence.expected_back or timezone.localdate()}
    form = ReturnForm(request.POST or take_kept(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        posts = done(form, lambda: member_returns(absence=absence, day=form.cleaned_data["day"]))
        if posts is not None:
            text = f"{member} er tilbage {in_words(form.cleaned_data['day'])}."
            text += "".join(f" {one.person} er ikke længere {one.get_post_display()}." for one in posts)
            messages.success(request, text, extra_tags=f"saved:returns-{pk}")
            return redirect("meetings:member", seat.pk)
    return _page(
        request, seat, form=form, heading=f"{member} vender tilbage", button="Registrér tilbagevenden",
        branches=consequences.of_return(member), draft=f"returns-{pk}",
    )  # fmt: skip


@keeps_typed
def stops(request: HttpRequest, pk: int) -> HttpResponse:
    substitute = editable(request, Substitute, pk)
    form = SubstituteLeavesForm(request.POST or take_kept(request), substitute=substitute)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: substitute_leaves(substitute=substitute, **given)):
            text = f"{substitute} er ikke længere stedfortræder. Vælg nu en ny."
            messages.success(request, text, extra_tags=f"saved:stops-{pk}")
            return redirect("meetings:choose_substitute", substitute.seat_id)
    return _page(
        request, substitute.seat, form=form, heading=f"{substitute} stopper som stedfortræder",
        button="Registrér det", branches=consequences.of_substitute_leaving(substitute), draft=f"stops-{pk}",
    )  # fmt: skip
