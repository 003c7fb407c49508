"""What waits in the board room: requests without an answer, appointments that were not announced."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from boards.models import Appointment, NominationRequest
from boards.told import in_words
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.waiting import Waiting
from meetings.models.meetings import in_councils


def waiting(user: AnyUser) -> Iterator[Waiting]:
    """For the secretariats. Late steps are told by ``due_dates``. Two queries."""
    edited = predicates.councils_edited_by(user)
    if edited is None or edited:
        yield from _unanswered(edited)
        yield from _untold(edited)


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
