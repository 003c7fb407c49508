"""What the KKR's own people find besides the agendas: minutes that are not approved yet, decisions under
way, follow-up, members' proposals, written consultations and initiatives. Each by the rights of its page.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import Hit, Source, Stream, Ways, words
from meetings.follow_up_list import MINUTES_READ, visible_follow_ups
from meetings.models import (
    Consultation,
    Decision,
    Initiative,
    InitiativeTable,
    Meeting,
    MinutesPart,
    Proposal,
)
from meetings.models.meetings import in_councils
from meetings.numbers import number_of

NOT_APPROVED = "ikke godkendt"


def when(meeting: Meeting) -> str:
    return f"{meeting.council}, {date_format(meeting.date, 'j. F Y')}"


def of_meeting(path: str) -> Ways:
    return Ways(f"{path}__council", f"{path}__date__year", f"{path}__date")


def _unapproved(path: str, user: AnyUser) -> Q:
    """Minutes under way, by the way to their meeting: a shared draft is read by the KKR's own people."""
    drafts = in_councils(f"{path}__council", predicates.councils_with_drafts_for(user))
    inside = in_councils(f"{path}__council", predicates.councils_with_closed_for(user))
    shared = Q(**{f"{path}__status__in": MINUTES_READ})
    return (drafts | inside & shared) & ~Q(**{f"{path}__status__in": Meeting.LOCKED})


def _minutes_url(meeting: Meeting, item_pk: int | None) -> str:
    address = reverse("meetings:minutes", args=[meeting.council.slug, meeting.date])
    return f"{address}#item-{item_pk}" if item_pk else address


def _parts(user: AnyUser) -> QuerySet[Any]:
    rows = MinutesPart.objects.filter(_unapproved("meeting", user))
    return rows.select_related("meeting__council", "item")


def _part(row: MinutesPart) -> Hit:
    place = f"Referat ({NOT_APPROVED}), {when(row.meeting)}"
    return Hit(str(row), place, _minutes_url(row.meeting, row.item_id))


def _decisions(user: AnyUser) -> QuerySet[Any]:
    """Not those whose part of the minutes was written by hand: that text is found instead."""
    rows = Decision.objects.filter(_unapproved("item__section__meeting", user), item__minutes_parts=None)
    return rows.select_related("item__section__meeting__council").annotate(search_number=number_of("item__"))


def _decision(row: Decision) -> Hit:
    meeting = row.item.meeting
    place = f"Beslutning, punkt {row.search_number}, {when(meeting)} ({NOT_APPROVED})"  # type: ignore[attr-defined]
    return Hit(row.item.title, place, _minutes_url(meeting, row.item_id))


UNAPPROVED = [
    Stream(_parts, words("text"), ["text"], _part, of_meeting("meeting")),
    Stream(_decisions, words("text"), ["text"], _decision, of_meeting("item__section__meeting")),
]

FOLLOW_UP = ["what", "owner", "note"]


def _follow_up(row: Any) -> Hit:
    meeting = row.item.section.meeting
    place = f"Ansvarlig: {row.owner}. Punkt {row.number}, {when(meeting)}"
    return Hit(row.what, place, f"{reverse('meetings:follow_ups', args=[meeting.council.slug])}?state=all")


PROPOSAL = ["title", "text", "reason"]


def _proposals(user: AnyUser) -> QuerySet[Any]:
    """To the secretariat and KL; the member who made one reads it on the meeting's page."""
    drafts = in_councils("meeting__council", predicates.councils_with_drafts_for(user))
    return Proposal.objects.filter(drafts).select_related("meeting__council", "person")


def _proposal(row: Proposal) -> Hit:
    place = f"Forslag fra {row.person}, {when(row.meeting)}"
    address = reverse("meetings:proposals", args=[row.meeting.council.slug, row.meeting.date])
    return Hit(row.title, place, f"{address}#forslag-{row.pk}")


CONSULTATION = ["title", "text", "question", "decision"]


def _consultations(user: AnyUser) -> QuerySet[Any]:
    return Consultation.objects.visible_to(user).select_related("council")


def _consultation(row: Consultation) -> Hit:
    place = f"Skriftlig høring, {row.council}, svar senest {date_format(row.answer_by, 'j. F Y')}"
    return Hit(row.title, place, row.get_absolute_url())


INITIATIVE = ["name", "run_by", "status"]


def _initiatives(user: AnyUser) -> QuerySet[Any]:
    tables = InitiativeTable.objects.visible_to(user)
    return Initiative.objects.filter(table__in=tables.order_by().values("pk")).select_related(
        "table__council"
    )


def _initiative(row: Initiative) -> Hit:
    return Hit(row.name, f"{row.table}, {row.table.council}", row.table.get_absolute_url())


SOURCES = [
    Source("follow_ups", "Opfølgning", [
        Stream(visible_follow_ups, words(*FOLLOW_UP), FOLLOW_UP, _follow_up,
               of_meeting("item__section__meeting")),
    ]),
    Source("proposals", "Forslag til dagsordenen", [
        Stream(_proposals, words(*PROPOSAL), PROPOSAL, _proposal, of_meeting("meeting")),
    ]),
    Source("consultations", "Skriftlige høringer", [
        Stream(_consultations, words(*CONSULTATION), CONSULTATION, _consultation,
               Ways("council", "answer_by__year", "answer_by")),
    ]),
    Source("initiatives", "Initiativer", [
        Stream(_initiatives, words(*INITIATIVE), INITIATIVE, _initiative, Ways("table__council")),
    ]),
]  # fmt: skip
