"""What waits in the board room: late steps, requests without an answer, appointments not announced."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from boards.models import Appointment, NominationRequest, Step
from boards.told import in_words
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.waiting import Waiting
from meetings.models.meetings import in_councils


def waiting(user: AnyUser) -> Iterator[Waiting]:
    """For the secretariats. Three queries."""
    edited = predicates.councils_edited_by(user)
    if edited is None or edited:
        yield from _late_steps(edited)
        yield from _unanswered(edited)
        yield from _untold(edited)


def _late_steps(edited: frozenset[int] | None) -> Iterator[Waiting]:
    rows = Step.objects.filter(
        in_councils("round__council", edited), done_on=None, last__lt=timezone.localdate()
    )
    for step in rows.select_related("round__council").order_by("last", "pk"):
        yield Waiting(
            f"Udpegning {step.round.years}: {step.rule.title}", f"skulle være gjort {in_words(step.last)}",
            f"{step.round.get_absolute_url()}#step-{step.pk}", step.round.council_id,
        )  # fmt: skip


def _unanswered(edited: frozenset[int] | None) -> Iterator[Waiting]:
    rows = NominationRequest.objects.filter(
        in_councils("nominating__round__council", edited), withdrawn_on=None, nominations=None,
        deadline__lt=timezone.localdate(),
    )  # fmt: skip
    related = ("nominating__round", "nominating__organisation", "nominating__together_with")
    for one in rows.select_related(*related).order_by("deadline", "pk"):
        yield Waiting(
            f"{one.nominating} har ikke indstillet", f"fristen var {in_words(one.deadline)}",
            reverse("boards:request", args=[one.pk]), one.nominating.round.council_id,
        )  # fmt: skip


def _untold(edited: frozenset[int] | None) -> Iterator[Waiting]:
    rows = Appointment.objects.filter(in_councils("round__council", edited), announced_on=None)
    for row in rows.values("round", "round__council").annotate(number=Count("pk")).order_by("round"):
        number = row["number"]
        yield Waiting(
            f"Meddel {number} {'udpegning' if number == 1 else 'udpegninger'}", "de har ikke fået besked",
            reverse("boards:round_appointments", args=[row["round"]]), row["round__council"],
        )  # fmt: skip
