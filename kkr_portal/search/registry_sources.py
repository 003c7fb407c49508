"""What of the reference data is found: organisations, for those who are signed in and may open their page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Organisation
from kkr_portal.search.sources import Hit, Source, Stream, words

NAMES = ["name", "note"]


def _organisations(user: AnyUser) -> QuerySet[Any]:
    return Organisation.objects.all() if user.is_authenticated else Organisation.objects.none()


def _organisation(row: Organisation) -> Hit:
    return Hit(row.name, row.get_kind_display().capitalize(), reverse("registry:organisations"))


SOURCE = Source(
    "organisations",
    "Organisationer",
    [Stream(_organisations, words(*NAMES), NAMES, _organisation)],
    place=90,
)
