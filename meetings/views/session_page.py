"""The page during the meeting: what it shows at one item, and the parts of it that a script swaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kkr_portal.law import Breach
from meetings import votes_told
from meetings.actions.sitting import Refused, closed_because
from meetings.agenda import NumberedItem
from meetings.attendance_of import Attendance, SeatRow, attendance
from meetings.deciding import shown_effects
from meetings.forms.sitting import DecisionForm, SessionFactsForm
from meetings.forms.votes import OpenVoteForm
from meetings.models import Decision, Meeting, Vote
from meetings.rules import editions
from meetings.rules.quorum import Quorum


@dataclass(frozen=True)
class ShownSeat:
    """A row of the table. ``holder``: member, substitute or nobody at the item; empty while not looked at."""

    row: SeatRow
    holder: str
    breaches: list[Breach]
    refused: Refused | None

    @property
    def state(self) -> str:
        """What the row looks like: another page shows it anew when this differs."""
        return f"{self.row.token} {self.holder} {self.refused or ''}"


@dataclass(frozen=True)
class ShownItem:
    """A line of the overview. ``quorum`` is None on a day whose rules the portal does not know."""

    numbered: NumberedItem
    quorum: Quorum | None
    votes: int
    decided: bool


@dataclass(frozen=True)
class ShownVote:
    vote: Vote

    @property
    def sentence(self) -> str:
        return votes_told.sentence(self.vote)

    @property
    def counted(self) -> bool:
        return votes_told.is_counted(self.vote)

    @property
    def named(self) -> list[tuple[str, list[str]]]:
        return votes_told.by_answer(self.vote)


def session_address(meeting: Meeting, item: NumberedItem | None = None) -> str:
    address = reverse("meetings:in_session", args=[meeting.council.slug, meeting.date])
    return f"{address}?item={item.item.pk}" if item else address


def hold(meeting: Meeting) -> Meeting:
    """The meeting as it is, locked until the transaction ends: before any other row, so that nobody waits
    in a ring."""
    return Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)


def is_fetch(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def item_named(there: Attendance, typed: str | None) -> NumberedItem | None:
    """The item of ``?item=``; None, the meeting's beginning, where there is no such item."""
    return next((one for one in there.items if str(one.item.pk) == typed), None)


def render_session(
    request: HttpRequest,
    meeting: Meeting,
    item_id: str | None,
    *,
    refused: tuple[int, Refused] | None = None,
    **forms: Any,
) -> HttpResponse:
    """The page at an item; to a script only the parts that attendance changes.

    ``refused``: a seat's id, and why nothing was done to it. ``forms`` are bound ones that came back.
    """
    there = attendance(meeting)
    current = item_named(there, item_id)
    context = _attendance(request, there, current, refused)
    if is_fetch(request):
        return render(request, "meetings/_in_session_parts.html", context)
    if current:
        context |= _item(there, current)
    context["facts_form"] = SessionFactsForm(instance=meeting, roster=there.roster)
    return render(request, "meetings/in_session.html", context | forms)


def _attendance(
    request: HttpRequest, there: Attendance, current: NumberedItem | None, refused: tuple[int, Refused] | None
) -> dict[str, Any]:
    meeting, place = there.meeting, there.place_of(current)
    has_rules = editions.has_rules(meeting.date)
    lines = [_shown(there, row, place, refused) for row in there.rows]
    around = _around(there, current)
    shown_item = f"?item={current.item.pk}" if current else ""
    untouched = {token for row in there.rows for token in row.token.split("-")}
    undo = [pk for pk in request.session.get(undo_key(meeting), []) if f"{pk}.1" in untouched]
    return {
        "meeting": meeting,
        "there": there,
        "current": current,
        "previous": around[0],
        "next": around[1],
        "address": session_address(meeting),
        "shown_item": shown_item,
        "closed_because": closed_because(meeting),
        "rules_before": "" if has_rules else editions.BEFORE,
        "quorum": there.quorum(place) if has_rules else None,
        "lines": lines,
        "unset": len(there.unset),
        "waiting": sum(not row.notice for row in there.unset),
        "vacant": len(there.roster.vacant),
        "undo": undo,
        "overview": _overview(there, has_rules),
    }


def undo_key(meeting: Meeting) -> str:
    """Where the session keeps which stays «Alle er til stede» made."""
    return f"all_present_{meeting.pk}"


def _shown(there: Attendance, row: SeatRow, place: int, refused: tuple[int, Refused] | None) -> ShownSeat:
    person = there.holder(row, place)
    if person is None:
        holder = "" if row.is_unset else "nobody"
    else:
        holder = "member" if person == row.acting else "substitute"
    mine = there.breaches(there.rule_stays(row, row.spans)) if row.spans else []
    return ShownSeat(row, holder, mine, refused[1] if refused and refused[0] == row.seat.pk else None)


def _around(
    there: Attendance, current: NumberedItem | None
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """(name, address) of what comes before and after on the agenda; the beginning comes before the first."""
    stops = [("Mødets begyndelse", session_address(there.meeting))]
    stops += [(f"Punkt {one.number}", session_address(there.meeting, one)) for one in there.items]
    at = there.place_of(current) + 1 if current else 0
    return stops[at - 1] if at else None, stops[at + 1] if at + 1 < len(stops) else None


def _overview(there: Attendance, has_rules: bool) -> list[ShownItem]:
    items = [one.item.pk for one in there.items]
    votes = dict(
        Vote.objects.filter(item__in=items).values("item").annotate(n=Count("pk")).values_list("item", "n")
    )
    decided = set(Decision.objects.filter(item__in=items).exclude(text="").values_list("item", flat=True))
    return [
        ShownItem(
            one, there.quorum(place) if has_rules else None, votes.get(one.item.pk, 0), one.item.pk in decided
        )
        for place, one in enumerate(there.items)
    ]


def _item(there: Attendance, current: NumberedItem) -> dict[str, Any]:
    votes = [ShownVote(vote) for vote in votes_told.votes_of(current.item)]
    decision = Decision.objects.filter(item=current.item).first()
    return {
        "votes": votes,
        "decision": decision,
        "decision_form": DecisionForm(instance=decision),
        "effects": shown_effects(current.item),
        "vote_form": OpenVoteForm(initial={"number": votes[-1].vote.number + 1 if votes else 1}),
    }
