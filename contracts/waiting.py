"""What waits in the contracts room: the next step of each contract, and reports to write or to read."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from contracts.models import Report, ResultContract
from contracts.rules import life
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.waiting import Waiting
from meetings.models.meetings import in_councils

Status = ResultContract.Status


def waiting(user: AnyUser) -> Iterator[Waiting]:
    """The secretariat's contracts and submitted reports; the house's reports. Four queries."""
    edited = predicates.councils_edited_by(user)
    if edited is None or edited:
        yield from _contracts(edited)
        yield from _submitted(edited)
    if houses := predicates.roles_of(user).business_house_of:
        yield from _to_write(houses)


def _contracts(edited: frozenset[int] | None) -> Iterator[Waiting]:
    """Contracts of this year and later that can move, and what the next step is."""
    rows = ResultContract.objects.filter(in_councils("council", edited), invented=False)
    moving = rows.exclude(status__in=(Status.IN_FORCE, Status.REPORTED))
    for one in moving.select_related("business_house").prefetch_related("approvals").order_by("year", "pk"):
        given = {f"approve-{row.body}" for row in one.approvals.all()}
        steps = [
            step.heading for name, step in life.STEPS.items()
            if one.status in step.begins and name != "back" and name not in given
        ]  # fmt: skip
        if steps:
            yield Waiting(
                f"Resultatkontrakt {one.year} med {one.business_house}",
                f"næste trin: {' og '.join(f'«{step}»' for step in steps)}",
                reverse("contracts:life", args=[one.business_house.slug, one.year]), one.council_id,
            )  # fmt: skip


def _submitted(edited: frozenset[int] | None) -> Iterator[Waiting]:
    rows = Report.objects.filter(in_councils("contract__council", edited), status=Report.Status.SUBMITTED)
    for one in rows.select_related("contract__business_house").order_by("due_on"):
        yield Waiting(
            f"Læs og godkend «{one.title}»", f"{one.contract.business_house}, {one.contract.year}",
            one.get_absolute_url(), one.contract.council_id,
        )  # fmt: skip


def _to_write(houses: frozenset[int]) -> Iterator[Waiting]:
    rows = Report.objects.filter(
        contract__business_house__in=houses, status__in=Report.WRITABLE, opens_on__lte=timezone.localdate()
    )
    for one in rows.select_related("contract").order_by("due_on"):
        returned = one.status == Report.Status.RETURNED
        yield Waiting(
            f"Ret «{one.title}» og indsend igen" if returned else f"Indtast tal til «{one.title}»",
            f"kontrakten for {one.contract.year}, frist {one.due_on:%d.%m.%Y}",
            one.get_absolute_url(), one.contract.council_id,
        )  # fmt: skip
