"""The reference data as sheets. Organisations and populations stand as their import reads them."""

from __future__ import annotations

from collections.abc import Iterable

from kkr_portal.registry.models import Council, Municipality, Organisation, Party, Population
from kkr_portal.spreadsheets import Cell, Sheet


def councils_sheet(councils: Iterable[Council]) -> Sheet:
    """Councils with their houses; both with ``municipality_count``."""
    rows: list[list[Cell]] = [
        [
            str(council), str(council.region), council.region.code,
            council.municipality_count,  # type: ignore[attr-defined]
            str(house), house.municipality_count,  # type: ignore[attr-defined]
        ]
        for council in councils
        for house in council.business_houses.all()
    ]  # fmt: skip
    head = ["KKR", "Region", "Regionskode", "Kommuner", "Erhvervshus", "Erhvervshusets kommuner"]
    return Sheet("KKR og erhvervshuse", head, rows)


def municipalities_sheet(rows: Iterable[Municipality]) -> Sheet:
    """Rows of ``with_latest_population``."""
    cells: list[list[Cell]] = [
        [
            one.code, one.name, str(one.region), str(one.region.council), str(one.business_house or ""),
            one.get_setting_display(),
            one.population, one.population_date, one.population_source,  # type: ignore[attr-defined]
        ]
        for one in rows
    ]  # fmt: skip
    head = ["Kommunekode", "Kommune", "Region", "KKR", "Erhvervshus", "By eller land", "Indbyggere", "Dato",
            "Kilde"]  # fmt: skip
    return Sheet("Kommuner", head, cells)


def organisations_sheet(rows: Iterable[Organisation]) -> Sheet:
    cells: list[list[Cell]] = [[one.name, one.get_kind_display(), one.note, one.source] for one in rows]
    return Sheet("Organisationer", ["Navn", "Art", "Bemærkning", "Kilde"], cells)


def parties_sheet(rows: Iterable[Party]) -> Sheet:
    cells: list[list[Cell]] = [
        [one.name, one.letter, one.municipality.name if one.municipality else "hele landet", one.source]
        for one in rows
    ]
    return Sheet("Partier", ["Navn", "Bogstav", "Stiller op i", "Kilde"], cells)


def populations_sheet(rows: Iterable[Population]) -> Sheet:
    cells: list[list[Cell]] = [
        [one.municipality.code, one.municipality.name, one.persons, one.date, one.source] for one in rows
    ]
    return Sheet("Folketal", ["Kommunekode", "Kommune", "Indbyggere", "Dato", "Kilde"], cells)
