"""Pages of the reference data, for everyone who is signed in. Edited in the admin."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.generic import DetailView, ListView

from kkr_portal.registry import list_sheets
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import BusinessHouse, Council, Municipality, Organisation, Party, Population
from kkr_portal.spreadsheets import download


def population_in_words(rows: Sequence[Municipality]) -> dict[str, object]:
    """Sum (persons), dates, sources and the rows without a count, of ``with_latest_population``."""
    counted = [row for row in rows if row.population is not None]  # type: ignore[attr-defined]
    return {
        "persons": sum(row.population for row in counted),  # type: ignore[attr-defined]
        "dates": sorted({row.population_date for row in counted}),  # type: ignore[attr-defined]
        "sources": sorted({row.population_source for row in counted}),  # type: ignore[attr-defined]
        "missing": [row for row in rows if row.population is None],  # type: ignore[attr-defined]
    }


def _councils() -> QuerySet[Council]:
    """The five KKR with their business houses and how many municipalities each has."""
    # A query that counts forgets the model's own order, hence order_by.
    houses = BusinessHouse.objects.annotate(municipality_count=Count("municipalities"))
    return (
        Council.objects.select_related("region")
        .annotate(municipality_count=Count("region__municipalities"))
        .order_by("sort_key")
        .prefetch_related(Prefetch("business_houses", houses.order_by("sort_key")))
    )


class Index(ListView):
    template_name = "registry/index.html"
    context_object_name = "councils"

    def get_queryset(self) -> QuerySet[Council]:
        return _councils()


def councils_file(request: HttpRequest, kind: str) -> HttpResponse:
    """A row for each business house."""
    return download(list_sheets.councils_sheet(_councils()), name="KKR og erhvervshuse", kind=kind)


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
            query=f"kkr={self.object.slug}",
            **kwargs,
        )


def _municipalities(council: Council | None) -> QuerySet[Municipality]:
    rows = Municipality.objects.with_latest_population().select_related("business_house", "region__council")
    return rows.filter(region__council=council) if council else rows


class Municipalities(ListView):
    """All municipalities, or those of one KKR (``?kkr=slug``; an unknown one is not found)."""

    template_name = "registry/municipalities.html"
    context_object_name = "municipalities"

    def get_queryset(self) -> QuerySet[Municipality]:
        self.council = chosen_council(self.request)
        return _municipalities(self.council)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.object_list)
        return super().get_context_data(
            councils=Council.objects.all(),
            council=self.council,
            query=self.request.GET.urlencode(),
            every_council=self.council is None,
            population=population_in_words(rows),
            sources=sorted({row.source for row in rows}),
            **kwargs,
        )


def municipalities_file(request: HttpRequest, kind: str) -> HttpResponse:
    council = chosen_council(request)
    sheet = list_sheets.municipalities_sheet(_municipalities(council))
    return download(sheet, name=f"Kommuner {council or ''}".strip(), kind=kind)


class Organisations(ListView):
    """Organisations and authorities, and the parties and local lists."""

    queryset = Organisation.objects.all()
    template_name = "registry/organisations.html"
    context_object_name = "organisations"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parties = Party.objects.select_related("municipality")
        return super().get_context_data(parties=parties, **kwargs)


def organisations_file(request: HttpRequest, kind: str) -> HttpResponse:
    """As the import reads it."""
    sheet = list_sheets.organisations_sheet(Organisation.objects.all())
    return download(sheet, name="Organisationer", kind=kind)


def parties_file(request: HttpRequest, kind: str) -> HttpResponse:
    sheet = list_sheets.parties_sheet(Party.objects.select_related("municipality"))
    return download(sheet, name="Partier og lokallister", kind=kind)


def populations_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Every count of every municipality, as the import reads it; ``?kkr=`` narrows it."""
    council = chosen_council(request)
    rows = Population.objects.select_related("municipality")
    if council:
        rows = rows.filter(municipality__region__council=council)
    return download(list_sheets.populations_sheet(rows), name=f"Folketal {council or ''}".strip(), kind=kind)
