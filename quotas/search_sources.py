"""What of the quotas is found: the announcements of each year, and the municipalities that have quotas."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Municipality
from kkr_portal.search.sources import Hit, Source, Stream, Ways, words
from quotas.models import Issue, MunicipalQuota

TOLD = ["announcement__title", "announcement__reference", "reason"]
OF_YEAR = Ways(year="year__year", date="year__year")
REFERENCE = ["announcement__reference"]


def _issues(user: AnyUser) -> QuerySet[Any]:
    return Issue.objects.visible_to(user).select_related("year", "announcement")


def _municipalities(user: AnyUser) -> QuerySet[Any]:
    """Those with a number in an issue that the user may read."""
    quotas = MunicipalQuota.objects.filter(
        municipality=OuterRef("pk"), issue__in=Issue.objects.visible_to(user).order_by().values("pk")
    )
    return Municipality.objects.filter(Exists(quotas)).select_related("region")


def _issue(row: Issue) -> Hit:
    return Hit(row.announcement.title, f"Flygtningekvoter for {row}", row.get_absolute_url())


def _municipality(row: Municipality) -> Hit:
    place = f"Flygtningekvoter år for år, {row.region}"
    return Hit(str(row), place, reverse("quotas:municipality", args=[row.code]))


SOURCE = Source(
    "quotas",
    "Flygtningekvoter",
    [
        Stream(_issues, words(*TOLD), TOLD, _issue, OF_YEAR, exact=REFERENCE),
        Stream(
            _municipalities, words("name"), ["name"], _municipality, Ways("region__council"),
        ),
    ],
)  # fmt: skip
