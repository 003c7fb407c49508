"""What waits in the meetings room: proposals, minutes, consultations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.waiting import Waiting
from meetings.models import Consultation, ConsultationAnswer, Meeting, Proposal
from meetings.models.meetings import in_councils

PAST = timedelta(days=366)  # what has lain for longer is not what one opens the portal for
Status = Meeting.Status


def waiting(user: AnyUser) -> Iterator[Waiting]:
    """For the secretariat what it must answer and write, for a member what it is asked. Five queries."""
    edited = predicates.councils_edited_by(user)
    if edited is None or edited:
        yield from _for_the_secretariat(edited)
    yield from _for_a_member(user)


def _for_the_secretariat(edited: frozenset[int] | None) -> Iterator[Waiting]:
    today = timezone.localdate()
    proposals = Proposal.objects.filter(
        in_councils("meeting__council", edited), status=Proposal.Status.RECEIVED, meeting__date__gte=today
    )
    for one in proposals.select_related("meeting__council", "person"):
        yield Waiting(
            f"Tag stilling til forslaget «{one.title}»",
            f"{one.person}, mødet den {one.meeting.date:%d.%m.%Y}",
            one.meeting.get_absolute_url(), one.meeting.council_id,
        )  # fmt: skip
    recent = Meeting.objects.filter(in_councils("council", edited), date__range=(today - PAST, today))
    for meeting in recent.filter(status__in=(Status.SENT, Status.HELD)).select_related("council"):
        said = "Skriv referatet" if meeting.status == Status.HELD else "Markér mødet som afholdt"
        if meeting.date < today or meeting.status == Status.HELD:
            yield Waiting(
                said, f"{meeting.council}, {meeting.date:%d.%m.%Y}", meeting.get_absolute_url(),
                meeting.council_id,
            )  # fmt: skip
    asked = Consultation.objects.filter(
        in_councils("council", edited), status=Consultation.Status.OPEN, answer_by__lt=today
    )
    for consultation in asked:
        yield Waiting(
            f"Afslut høringen «{consultation.title}»", f"fristen var {consultation.answer_by:%d.%m.%Y}",
            consultation.get_absolute_url(), consultation.council_id,
        )  # fmt: skip


def _for_a_member(user: AnyUser) -> Iterator[Waiting]:
    councils = predicates.roles_of(user).member_of
    person = getattr(user, "person_id", None)
    if not councils or person is None:
        return
    unanswered = ConsultationAnswer.objects.filter(
        consultation__status=Consultation.Status.OPEN, consultation__council__in=councils, person=person,
        answer="",
    )  # fmt: skip
    for one in unanswered.select_related("consultation"):
        asked = one.consultation
        yield Waiting(
            f"Svar på høringen «{asked.title}»", f"senest {asked.answer_by:%d.%m.%Y}",
            reverse("meetings:consultation", args=[asked.pk]), asked.council_id,
        )  # fmt: skip
