"""Quotas as sheets for a spreadsheet and as open data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kkr_portal.registry.models import Council, Municipality
from kkr_portal.spreadsheets import Cell, Sheet
from quotas.agreement_of import Comes
from quotas.model_of import Modelled
from quotas.models import Agreement, Issue, MunicipalQuota, RegionQuota
from quotas.numbers_of import IssueNumbers, Line
from quotas.what_if_of import WhatIf

HEAD = ["Kode", "Kommune", "Region", "Beregnet", "Aftalt", "Fastsat", "Gældende kvote", "Art", "Oplyst den",
        "Kilde"]  # fmt: skip


def issue_sheet(numbers: IssueNumbers) -> Sheet:
    """One row a municipality; the import reads it back."""
    rows = [_cells(line, region.council.region.name) for region in numbers.regions for line in region.lines]
    return Sheet(f"Kommunekvoter {numbers.issue.year}", HEAD, rows)


def _cells(line: Line, region: str) -> list[Cell]:
    kinds = line.by_kind
    held = line.in_force
    return [
        line.municipality.code, line.municipality.name, region,
        *(kinds[kind].persons if kind in kinds else None for kind in MunicipalQuota.Kind.values),
        line.persons, held.get_kind_display() if held else "", held.dated if held else None,
        held.source if held else "",
    ]  # fmt: skip


def regions_sheet(numbers: IssueNumbers) -> Sheet:
    rows: list[list[Cell]] = [
        [str(one.council.region), one.quota, one.total if one.known else None, len(one.known), len(one.lines)]
        for one in numbers.regions
    ]
    head = ["Region", "Regionskvote", "Kommunekvoter i alt", "Kommuner med tal", "Kommuner"]
    return Sheet(f"Regionskvoter {numbers.issue.year}", head, rows)


def years_sheet(issues: Iterable[Issue]) -> Sheet:
    """All years' issues and their numbers, the newest year first."""
    head = ["År", "Udmelding", "Art", "Landstal", "Dateret", "Meddelelse", "Sagsnummer", "Status",
            "Hvad der mangler", "Kilde"]  # fmt: skip
    rows: list[list[Cell]] = [
        [one.year.year, one.number, one.get_kind_display(), one.national_number, one.announcement.dated,
         one.announcement.title, one.announcement.reference, one.get_status_display(), one.lacks,
         one.announcement.source]
        for one in issues
    ]  # fmt: skip
    return Sheet("Landstal", head, rows)


def model_sheet(found: Modelled) -> Sheet:
    """The model's arithmetic; exact fractions as text beside the rounded numbers."""
    head = ["Kode", "Kommune", "Region", "Indbyggere", "Indvandrere", "Familiesammenførte", "a (andel)",
            "b = a·(L + F)", "c = b − F for kommunen", "d (fordelt)", "d som brøk", "Hele personer", "Rest",
            "Restens nr.", "Kvote", "Beregnet af myndigheden"]  # fmt: skip
    rows: list[list[Cell]] = [
        [line.municipality.code, line.municipality.name, line.row.facts.region, line.row.facts.population,
         line.row.facts.immigrants, line.row.facts.reunified, line.row.share, line.row.gross,
         line.row.calculated, line.row.distributed, str(line.row.distributed), line.remainder.whole,
         line.remainder.rest, line.rank, line.persons, line.annex]
        for line in found.lines
    ]  # fmt: skip
    return Sheet("Matematisk model", head, rows)


def agreements_sheet(lines: Iterable[tuple[Council, Agreement | None]]) -> Sheet:
    """Each region's agreement, as far as the reader may see it."""
    rows: list[list[Cell]] = [
        [
            str(council.region), (one.sentences or "De beregnede kvoter er tiltrådt") if one else "",
            one.decided_on if one else None, one.notified_on if one else None,
        ]
        for council, one in lines
    ]  # fmt: skip
    return Sheet("Aftaler", ["Region", "Aftale", "Besluttet", "Meddelt"], rows)


def agreement_sheet(comes: Comes) -> Sheet:
    """Every municipality of the region before and after; None where a number isn't known."""
    rows: list[list[Cell]] = [
        [row.name, row.before, "hele kvoten" if row.gives is None else row.gives, row.gets, row.after]
        for row in comes.rows
    ]
    rows.append(["I alt", comes.before, comes.moved, comes.moved, comes.total])
    return Sheet("Aftale", ["Kommune", "Beregnet", "Afgiver", "Overtager", "Efter aftalen"], rows)


def what_if_sheet(shown: WhatIf) -> Sheet:
    """What is known beside each case. A star: a lot could give one more."""
    head = ["Kode", "Kommune", "Kvote", "Pr. 10.000 indbyggere"]
    for one in shown.answered:
        start = f"{one.number}: {one.title}"
        head += [start, f"{start}, forskel", f"{start}, pr. 10.000"]
    lines = [*shown.lines, *([shown.total] if shown.total else [])]
    rows: list[list[Cell]] = []
    for line in lines:
        cells: list[Cell] = []
        for cell in line.cells:
            cells += [cell.shown if cell.more else cell.persons, cell.difference, cell.per]
        rows.append([line.code, line.name, line.known, line.per, *cells])
    return Sheet("Hvad nu hvis", head, rows)


def open_data(issues: Iterable[Issue]) -> dict[str, Any]:
    """Published numbers in plain JSON; the same number of queries for one year and for thirty."""
    wanted = list(issues)
    places = list(Municipality.objects.select_related("region"))
    councils = {one.pk: one for one in Council.objects.select_related("region")}
    quotas: dict[tuple[int, int], dict[str, MunicipalQuota]] = {}
    for quota in MunicipalQuota.objects.filter(issue__in=wanted):
        quotas.setdefault((quota.issue_id, quota.municipality_id), {})[quota.kind] = quota
    regions: dict[int, list[RegionQuota]] = {}
    for one in RegionQuota.objects.filter(issue__in=wanted).order_by("council__sort_key"):
        regions.setdefault(one.issue_id, []).append(one)
    return {
        "issues": [
            {
                "year": issue.year.year,
                "number": issue.number,
                "kind": issue.kind,
                "status": issue.status,
                "announced_on": issue.announcement.dated and issue.announcement.dated.isoformat(),
                "national_number": issue.national_number,
                "lacks": issue.lacks,
                "source": issue.announcement.source,
                "regions": [
                    {"region": councils[one.council_id].region.code, "persons": one.persons}
                    for one in regions.get(issue.pk, [])
                ],
                "municipalities": [
                    _open(place, quotas[issue.pk, place.pk])
                    for place in places
                    if (issue.pk, place.pk) in quotas
                ],
            }
            for issue in wanted
        ]
    }


def _open(place: Municipality, kinds: dict[str, MunicipalQuota]) -> dict[str, Any]:
    held = next(kinds[kind] for kind in MunicipalQuota.STRONGEST_FIRST if kind in kinds)
    return {
        "code": place.code,
        "name": place.name,
        "region": place.region.code,
        **{kind: kinds[kind].persons for kind in MunicipalQuota.Kind.values if kind in kinds},
        "in_force": held.persons,
        "in_force_kind": held.kind,
        "source": held.source,
    }
