"""The quota room's live documents."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice, LiveKind, row_of
from kkr_portal.registry.models import Council
from quotas import prints
from quotas.models import Issue


def _issue(ref: str) -> Issue:
    rows = Issue.objects.select_related("year", "announcement")
    return row_of(rows, ref, "Udmeldingen findes ikke længere.")


def _issues(user: AnyUser, council: Council) -> Iterator[Choice]:
    """Published ones: an agenda is read by everyone."""
    rows = Issue.objects.exclude(status=Issue.Status.DRAFT).select_related("year")
    for issue in rows.order_by("-year__year", "-number"):
        yield Choice(str(issue.pk), prints.name_of(issue))


KINDS = [
    LiveKind(
        name="quota_annex",
        label="Kommunekvoter",
        choices=_issues,
        html=lambda ref: prints.annex_html(_issue(ref)),
        url=lambda ref: _issue(ref).get_absolute_url(),
    ),
]
