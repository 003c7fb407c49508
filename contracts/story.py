"""All that has happened to a contract, newest first, out of the rows that are never rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from contracts.models import Approval, ResultContract, Signature, TargetRevision
from kkr_portal.access.predicates import AnyUser
from kkr_portal.history.tracked import events_of
from meetings.decided_at import DecidedAt, decided_at


@dataclass(frozen=True)
class Happened:
    """``at`` is when it was written down; ``what`` says when it happened, where that is another day."""

    at: datetime
    what: str
    by: str = ""
    reason: str = ""
    item: DecidedAt | None = None


def story(contract: ResultContract, user: AnyUser) -> list[Happened]:
    """A constant number of queries."""
    approvals = list(events_of(Approval).filter(pgh_label="insert", contract_id=contract.pk))
    revisions = list(
        TargetRevision.objects.filter(target__goal__contract=contract).select_related("by", "target")
    )
    addenda = list(contract.addenda.exclude(decided_at=None))
    items = decided_at([one.decided_at_id for one in [*approvals, *revisions, *addenda]], user)
    found = [
        *_steps(contract), *_approvals(approvals, items), *_signatures(contract), *_sent(contract),
        *_versions(contract), *_revisions(revisions, items),
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.at, reverse=True)


def _steps(contract: ResultContract) -> Iterator[Happened]:
    for step in contract.status_changes.select_related("by"):
        same = step.from_status == step.to_status
        what = "Ført til forløbet" if same else (
            f"{step.get_from_status_display()} → {step.get_to_status_display().lower()}"
        )  # fmt: skip
        yield Happened(step.at, what, str(step.by or ""), step.reason)


def _approvals(events: list, items: dict[int, DecidedAt]) -> Iterator[Happened]:  # type: ignore[type-arg]
    for event in events:
        who = Approval.Body(event.body).label
        what = f"Godkendt af {who if who == 'KKR' else 'erhvervshusets bestyrelse'} den {event.on:%d.%m.%Y}"
        yield Happened(event.pgh_created_at, what, "", event.note, items.get(event.decided_at_id))


def _signatures(contract: ResultContract) -> Iterator[Happened]:
    for event in events_of(Signature).filter(pgh_label="insert", contract_id=contract.pk):
        what = f"Underskrevet den {event.on:%d.%m.%Y} af {event.name}, {event.office}"
        yield Happened(event.pgh_created_at, what)


def _sent(contract: ResultContract) -> Iterator[Happened]:
    events = {event.pgh_obj_id: event.pgh_created_at for event in _inserted(contract)}
    for one in contract.dispatches.select_related("by"):
        what = f"Sendt til {one.get_receiver_display()} den {one.on:%d.%m.%Y}"
        yield Happened(events.get(one.pk, timezone.now()), what, str(one.by or ""), one.how)


def _inserted(contract: ResultContract):  # type: ignore[no-untyped-def]
    return events_of(contract.dispatches.model).filter(pgh_label="insert", contract_id=contract.pk)


def _versions(contract: ResultContract) -> Iterator[Happened]:
    for version in contract.versions.select_related("by").defer("content"):
        yield Happened(
            version.at, f"Version {version.number} gemt: {version.occasion}", str(version.by or "")
        )


def _revisions(revisions: list[TargetRevision], items: dict[int, DecidedAt]) -> Iterator[Happened]:
    if not revisions:
        return
    events = events_of(TargetRevision).filter(
        pgh_label="insert", pgh_obj_id__in=[one.pk for one in revisions]
    )
    at = {event.pgh_obj_id: event.pgh_created_at for event in events}
    for one in revisions:
        what = f"Målepunkt revideret: «{one.target.wording[:80]}»"
        yield Happened(
            at.get(one.pk, timezone.now()), what, str(one.by or ""), one.reason,
            items.get(one.decided_at_id or 0),
        )  # fmt: skip
