"""Pages of the reference data, for everyone who is signed in. Edited in the admin."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.views.generic import DetailView, ListView

from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import BusinessHouse, Council, Municipality, Organisation, Party


def population_in_words(rows: Sequence[Municipality]) -> dict[str, object]:
    """Sum (persons), dates, sources and the rows without a count, of ``with_latest_population``."""
    counted = [row for row in rows if row.population is not None]  # type: ignore[attr-defined]
    return {
        "persons": sum(row.population for row in counted),  # type: ignore[attr-defined]
        "dates": sorted({row.population_date for row in counted}),  # type: ignore[attr-defined]
        "sources": sorted({row.population_source for row in counted}),  # type: ignore[attr-defined]
        "missing": [row for row in rows if row.population is None],  # type: ignore[attr-defined]
    }


class Index(ListView):
    """The five KKR with their business houses and how many municipalities each has."""

    template_name = "registry/index.html"
    context_object_name = "councils"

    def get_queryset(self) -> QuerySet[Council]:
        # A query that counts forgets the model's own order, hence order_by.
        houses = BusinessHouse.objects.annotate(municipality_count=Count("municipalities"))
        return (
            Council.objects.select_related("region")
            .annotate(municipality_count=Count("region__municipalities"))
            .order_by("sort_key")
            .prefetch_related(Prefetch("business_houses", houses.order_by("sort_key")))
        )


class CouncilPage(DetailView):
    """One KKR: its region, business houses with offices, and municipalities."""

    queryset = Council.objects.select_related("region").prefetch_related(
        "business_houses__offices__municipality"
    )
    template_name = "registry/council.html"
    context_object_name = "council"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(
            self.object.region.municipalities.with_latest_population().select_related("business_house")
        )
        return super().get_context_data(
            municipalities=rows,
            population=population_in_words(rows),
            sources=sorted({row.source for row in rows}),
            **kwargs,
        )


class Municipalities(ListView):
    """All municipalities, or those of one KKR (``?kkr=slug``; an unknown one is not found)."""

    template_name = "registry/municipalities.html"
    context_object_name = "municipalities"

    def get_queryset(self) -> QuerySet[Municipality]:
        rows = Municipality.objects.with_latest_population().select_related(
            "business_house", "region__council"
        )
        self.council = chosen_council(self.request)
        return rows.filter(region__council=self.council) if self.council else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.object_list)
        return super().get_context_data(
            councils=Council.objects.all(),
            council=self.council,
            every_council=self.council is None,
            population=population_in_words(rows),
            sources=sorted({row.source for row in rows}),
            **kwargs,
        )


class Organisations(ListView):
    """Organisations and authorities, and the parties and local lists."""

    queryset = Organisation.objects.all()
    template_name = "registry/organisations.html"
    context_object_name = "organisations"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parties = Party.objects.select_related("municipality")
        return super().get_context_data(parties=parties, **kwargs)
