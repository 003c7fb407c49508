"""An issue's life: published, withdrawn, closed, reopened. Which may follow which: ``Issue.TRANSITIONS``."""

from __future__ import annotations

from django.db import transaction

from kkr_portal.access.models import User
from quotas.models import Issue, Reopening
from quotas.numbers_of import numbers_of
from quotas.refused import Refused

Status = Issue.Status


def held(issue: Issue) -> Issue:
    """The issue as it is now, held until the transaction ends."""
    return Issue.objects.select_for_update(of=("self",)).select_related("year").get(pk=issue.pk)


@transaction.atomic
def publish(*, issue: Issue) -> Issue:
    """Under entry → published: everyone may read it. What is missing must be said first."""
    now = held(issue)
    if now.status == Status.PUBLISHED:
        return now
    _must(now, Status.PUBLISHED, begins=Status.DRAFT)
    if not now.lacks and (breaches := numbers_of(now).breaches):
        raise Refused(
            f"{breaches[0]} Ret tallene, eller skriv under «hvad der mangler», hvad der ikke er kendt."
        )
    return _goes(now, Status.PUBLISHED)


@transaction.atomic
def withdraw(*, issue: Issue) -> Issue:
    """Published → under entry: only KL sees it again."""
    now = held(issue)
    if now.status == Status.DRAFT:
        return now
    _must(now, Status.DRAFT, begins=Status.PUBLISHED)
    return _goes(now, Status.DRAFT)


@transaction.atomic
def close(*, issue: Issue) -> Issue:
    """Published → closed: the quotas stand, and the database refuses changes from now on.

    Raises Refused while something is missing or a sum differs, unless the issue says that it is partial.
    """
    now = held(issue)
    if now.is_closed:
        return now
    _must(now, Status.CLOSED, begins=Status.PUBLISHED)
    if not now.lacks and (breaches := numbers_of(now).breaches):
        raise Refused(f"Udmeldingen kan ikke afsluttes: {breaches[0]}")
    return _goes(now, Status.CLOSED)


@transaction.atomic
def reopen(*, issue: Issue, reason: str, by: User | None) -> Issue:
    """Closed → published, as an event with its reason."""
    now = held(issue)
    if not reason.strip():
        raise Refused("Skriv, hvorfor udmeldingen genåbnes.", "reason")
    if not now.is_closed:
        return now
    Reopening.objects.create(issue=now, reason=reason.strip(), by=by)
    return _goes(now, Status.PUBLISHED)


def _must(now: Issue, status: Issue.Status, *, begins: Issue.Status) -> None:
    if now.status != begins or status not in Issue.TRANSITIONS[Status(now.status)]:
        stands = now.get_status_display().lower()
        raise Refused(f"Udmeldingen er «{stands}» og kan ikke blive «{status.label.lower()}».")


def _goes(now: Issue, status: Issue.Status) -> Issue:
    now.status = status
    now.save(update_fields=["status"])
    return now
