"""What an import of municipal quotas would do, row by row, before anybody says yes to it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kkr_portal.danish_numbers import decimal
from kkr_portal.registry.models import Council, Municipality
from quotas.annex import QUOTA, Annex, Kind, Line, read_annex, read_number
from quotas.models import Issue, MunicipalQuota
from quotas.models.issues import MOST_PERSONS
from quotas.places import Places


class State(Enum):
    NEW = "ny"
    CHANGED = "ændres"
    SAME = "uændret"
    TITLE = "overskrift"
    FITS = "summen passer"
    DIFFERS = "summen passer ikke"
    WRONG = "kan ikke læses"

    @property
    def stops(self) -> bool:
        return self in (State.WRONG, State.DIFFERS)


@dataclass(frozen=True)
class PlannedRow:
    """One line of the table. ``note`` tells what changes, or what is wrong with it."""

    number: int
    text: str
    state: State
    note: str = ""
    municipality: int | None = None
    persons: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What the person chose beside the table. ``council``: only that region; None: the whole country."""

    kind: MunicipalQuota.Kind
    source: str
    dated: date | None = None
    council: Council | None = None


@dataclass(frozen=True)
class Plan:
    """``regions``: region quotas that the annex's totals would add, by council id."""

    rows: list[PlannedRow]
    wanted: Wanted
    quotas: Mapping[int, int]
    regions: Mapping[int, int]
    changes_source: bool = False
    faults: list[str] = field(default_factory=list)

    @property
    def stopped(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state.stops]

    @property
    def may_be_done(self) -> bool:
        return bool(self.quotas) and not self.stopped and not self.faults

    @property
    def changes_nothing(self) -> bool:
        states = {row.state for row in self.rows if row.municipality}
        return self.may_be_done and states == {State.SAME} and not self.regions and not self.changes_source

    @property
    def fingerprint(self) -> str:
        """Different whenever the rows, or what they would do, are different."""
        told = (self.rows, self.wanted, sorted(self.quotas.items()), sorted(self.regions.items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def total(self) -> int:
        return sum(self.quotas.values())

    @property
    def summary(self) -> list[tuple[str, int]]:
        words = {State.NEW: ("ny", "nye"), State.SAME: ("uændret", "uændrede")}
        counted = [(state, sum(row.state is state for row in self.rows)) for state in State]
        return [
            (words.get(state, (state.value, state.value))[n > 1], n)
            for state, n in counted
            if n and state is not State.TITLE
        ]


def read(text: str, places: Places) -> Annex:
    """Raises Unreadable for what is no table at all."""
    return read_annex(text, columns=QUOTA, is_name=lambda name: places.named(name) is not None)


def plan_import(issue: Issue, annex: Annex, wanted: Wanted, places: Places) -> Plan:
    """Each line with its state. ``issue`` with its ``year``; two queries."""
    stored = {
        one.municipality_id: one for one in MunicipalQuota.objects.filter(issue=issue, kind=wanted.kind)
    }
    announced = {one.council_id: one.persons for one in issue.region_quotas.all()}
    rows: list[PlannedRow] = []
    found: dict[int, int] = {}
    lines: dict[int, int] = {}
    sums: dict[int, int] = defaultdict(int)
    totals: dict[int | None, int] = {}
    for line in annex.lines:
        if line.kind is Kind.MUNICIPALITY:
            row, who = _municipality(line, wanted, places, stored, lines)
            if who and row.persons is not None and not row.state.stops:
                found[who.pk] = row.persons
                sums[places.council_of(who).pk] += row.persons
            rows.append(row)
        elif line.values and line.kind in (Kind.HEADING, Kind.TOTAL):
            rows.append(_total(line, places, totals))
        else:
            rows.append(PlannedRow(line.number, line.text, State.TITLE))
    rows = _check_totals(rows, totals, sums, annex, places)
    new = {pk: n for pk, n in totals.items() if pk is not None and pk not in announced}
    faults = _faults(issue, annex, wanted, places, found, sums, announced, totals)
    changes_source = any(
        (one.source, one.dated) != (wanted.source, wanted.dated) for pk, one in stored.items() if pk in found
    )
    return Plan(rows, wanted, found, new, changes_source, faults)


def _municipality(
    line: Line, wanted: Wanted, places: Places, stored: Mapping[int, MunicipalQuota], lines: dict[int, int]
) -> tuple[PlannedRow, Municipality | None]:
    """The row, and the municipality that it is about, if that is certain."""

    def wrong(why: str) -> tuple[PlannedRow, None]:
        return PlannedRow(line.number, line.text, State.WRONG, why), None

    who, note = found_in(line, places)
    if who is None:
        return wrong(note)
    heading = places.council(line.region) if line.region else None
    if heading and heading.region_id != who.region_id:
        return wrong(f"{who} ligger i {who.region} og ikke i {heading.region}")
    if wanted.council and wanted.council.region_id != who.region_id:
        return wrong(f"{who} ligger ikke i {wanted.council.region}")
    if who.pk in lines:
        return wrong(f"{who} står også i linje {lines[who.pk]}")
    lines[who.pk] = line.number
    if not line.values:
        return wrong(f"{who}: kvoten mangler; skriv 0 eller en streg, hvis kommunen ingen har")
    try:
        persons = read_number(line.values[-1])
    except ValueError as reason:
        return wrong(str(reason))
    if persons > MOST_PERSONS:
        return wrong(f"{decimal(persons, 0)} er for stort til at være en kvote")
    old = stored.get(who.pk)
    state = State.NEW if old is None else State.SAME if old.persons == persons else State.CHANGED
    if old and state is State.CHANGED:
        change = f"fra {decimal(old.persons, 0)} til {decimal(persons, 0)}"
        note = "; ".join(filter(None, [change, note]))
    return PlannedRow(line.number, line.text, state, note, who.pk, persons), who


def found_in(line: Line, places: Places) -> tuple[Municipality | None, str]:
    """The line's municipality, and a note on its name; None with the reason. The code decides."""
    coded, named = places.coded(line.code), places.named(line.name)
    if line.code and coded is None:
        return None, f"Der findes ingen kommune med koden {line.code}"
    if coded and named and coded != named:
        return None, f"Koden {line.code} er {coded}, men der står «{line.name[:40]}»"
    if coded and not named and line.name:
        return coded, f"koden er {coded}; navnet står som «{line.name[:40]}»"
    if found := coded or named:
        return found, ""
    if line.name.startswith(("=", "+", "@")):
        return None, f"«{line.name[:40]}» er en formel og læses ikke"
    return None, f"Der findes ingen kommune med navnet «{line.name[:40]}»"


def _total(line: Line, places: Places, totals: dict[int | None, int]) -> PlannedRow:
    council = places.council(line.region) if line.region else None
    if line.region and council is None:
        return PlannedRow(
            line.number, line.text, State.WRONG, f"Der findes ingen region med navnet «{line.region[:40]}»"
        )
    try:
        total = read_number(line.values[-1])
    except ValueError as reason:
        return PlannedRow(line.number, line.text, State.WRONG, str(reason))
    key = council.pk if council else None
    if totals.get(key, total) != total:
        return PlannedRow(
            line.number, line.text, State.WRONG,
            f"Tallet står også som {decimal(totals[key], 0)} længere oppe",
        )  # fmt: skip
    totals[key] = total
    return PlannedRow(line.number, line.text, State.FITS, persons=total)


def _check_totals(
    rows: list[PlannedRow], totals: Mapping[int | None, int], sums: Mapping[int, int], annex: Annex,
    places: Places,
) -> list[PlannedRow]:  # fmt: skip
    """The lines with totals, now that all sums are known."""
    by_number = {line.number: line for line in annex.lines}
    checked = []
    for row in rows:
        if row.state is State.FITS:
            region = by_number[row.number].region
            council = places.council(region) if region else None
            total = sums.get(council.pk, 0) if council else sum(sums.values())
            if total != row.persons:
                note = f"Kommunerne giver {decimal(total, 0)}, men der står {decimal(row.persons or 0, 0)}"
                row = PlannedRow(row.number, row.text, State.DIFFERS, note, persons=row.persons)
        checked.append(row)
    return checked


def _faults(
    issue: Issue, annex: Annex, wanted: Wanted, places: Places, found: Mapping[int, int],
    sums: Mapping[int, int], announced: Mapping[int, int], totals: Mapping[int | None, int],
) -> list[str]:  # fmt: skip
    """What is wrong with the table as a whole."""
    faults = []
    years = annex.years
    if years and issue.year.year not in years:
        faults.append(f"Bilaget gælder {years[0]}, og udmeldingen gælder {issue.year}.")
    if not found:
        return [*faults, "Portalen kan ikke finde nogen kommuner i tabellen."]
    if missing := [one.name for one in places.inside(wanted.council) if one.pk not in found]:
        more = f" og {len(missing) - 6} til" if len(missing) > 6 else ""
        faults.append(f"Der mangler et tal for {', '.join(missing[:6])}{more}.")
        return faults
    for council in places.councils:
        quota, total = announced.get(council.pk), sums.get(council.pk)
        if quota is not None and total is not None and quota != total:
            faults.append(
                f"{council.region}: Kommunerne giver {decimal(total, 0)}, men regionskvoten er "
                f"{decimal(quota, 0)}."
            )
    national = issue.national_number
    if wanted.council is None and national is not None and sum(sums.values()) != national:
        faults.append(
            f"Kommunerne giver {decimal(sum(sums.values()), 0)}, men landstallet er {decimal(national, 0)}."
        )
    return faults
