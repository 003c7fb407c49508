"""Mails that wait until a person of the secretariat releases them, or looks into what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.outbox.models import Mail
from kkr_portal.year.waiting import Waiting


def waiting(user: AnyUser) -> Iterator[Waiting]:
    """One query."""
    if not predicates.has_outbox(user):
        return
    mails = Mail.objects.of_councils(predicates.councils_edited_by(user))
    found = mails.aggregate(
        drafts=Count("pk", filter=Q(state=Mail.State.DRAFT)),
        failed=Count("pk", filter=Q(state=Mail.State.FAILED)),
    )
    url = reverse("outbox:list")
    if number := found["drafts"]:
        yield Waiting("Frigiv mails", f"{number} {'mail venter' if number == 1 else 'mails venter'}", url)
    if number := found["failed"]:
        yield Waiting(
            "Se på mails, der ikke kunne sendes", f"{number} {'mail' if number == 1 else 'mails'}", url
        )
