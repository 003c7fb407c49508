"""Populations of one or several days, as a list or as Danmarks Statistik's table by quarter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kkr_portal.danish_numbers import decimal, percent
from kkr_portal.importing.headings import Column, Line, Table, count_of, day_of, table_of
from kkr_portal.importing.places import Places
from kkr_portal.importing.plans import NO_ROWS, Plan, PlannedRow, State
from kkr_portal.registry.models import Municipality, Population
from kkr_portal.uploaded_tables import Unreadable, comments_of, rows_of

COLUMNS = [
    Column("place", "kommune", ("kommunenavn", "navn", "område"), "Navnet. Eller koden i sin egen kolonne.",
           "Eksempelkøbing"),
    Column("code", "kommunekode", ("kode", "kommunenr", "kommunenummer", "nr"),
           "Tre cifre. Er der en kode, gælder den.", 999),
    Column("persons", "indbyggere", ("indbyggertal", "folketal", "befolkning", "antal", "personer"),
           "Et helt tal, fx 12345 eller 12.345.", 12345),
    Column("day", "dato", ("opgjort", "pr", "dag", "tid", "kvartal"),
           "Den dag, tallet gælder, fx 01.01.2022. Kvartalet 2022K1 er dets første dag.", date(2022, 1, 1)),
    Column("source", "kilde", ("kilder",), "Hvor tallet står.", "Danmarks Statistik, FOLK1A"),
]  # fmt: skip
MOST_SIGNS = 300
MOST = 2_000_000  # the largest municipality has a third of that
EARLIEST = date(1900, 1, 1)
FAR = 10  # per cent from the count before: worth a look
NO_MUNICIPALITY = re.compile(
    r"(hele landet|danmark|i alt|ialt|total|(region|landsdel|provins)\b.*|411|(411 )?christians[oø])",
    re.IGNORECASE,
)
OLDER = "Portalen har nyere tal for kommunerne i tabellen. Beregningerne bruger fortsat de nyeste."
_QUARTER = re.compile(r"(?<!\d)[12]\d{3}[kq][1-4](?!\d)", re.IGNORECASE)
HEADS = ["Kommune", "Dato", "Indbyggere", "Kilde"]

Told = Callable[[Sequence[Population]], Iterable[str]]
_DEPENDENTS: list[Told] = []


def register(dependent: Told) -> None:
    """A room says in the preview what follows from counts that become the latest: its ``ready`` calls."""
    _DEPENDENTS.append(dependent)


@dataclass(frozen=True)
class Asked:
    """What the form says for rows that do not say it themselves."""

    source: str
    day: date | None


def read(text: str) -> Table:
    """Under «persons», or one column a day: «2022K1». Raises Unreadable."""
    rows = [(number, _with_place(cells)) for number, cells in rows_of(text)]
    table = table_of(rows, COLUMNS, [("place", "code")], comments=comments_of(text), spare=True)
    if "persons" not in table.columns and not _days(table):
        raise Unreadable(
            "Der mangler en kolonne med indbyggere. Den skal hedde «indbyggere», eller der skal være en "
            "kolonne for hver dato eller hvert kvartal, fx «2022K1»."
        )
    return table


def _with_place(cells: list[str]) -> list[str]:
    """Danmarks Statistik leaves the heading of the first column empty."""
    return ["kommune", *cells[1:]] if not cells[0] and any(map(_day_in, cells[1:])) else cells


def _day_in(heading: str) -> str:
    """What ``day_of`` reads of «2022K1», «Folketal 2022K1» or «01.01.2022»; empty without a day."""
    if quarter := _QUARTER.search(heading):
        return quarter[0]
    try:
        return heading if not heading.isdecimal() and day_of(heading) else ""
    except ValueError:
        return ""


def _days(table: Table) -> dict[str, str]:
    """The headings that name a day, each with its day."""
    return {heading: day for heading in table.unused if (day := _day_in(heading))}


class Stored:
    """What the portal has: by municipality, the earliest first. One query."""

    def __init__(self) -> None:
        self.of: dict[int, list[Population]] = defaultdict(list)
        for one in Population.objects.order_by("date"):
            self.of[one.municipality_id].append(one)

    def on(self, municipality: int, day: date) -> Population | None:
        return next((one for one in self.of[municipality] if one.date == day), None)

    def after(self, municipality: int, day: date) -> bool:
        return any(one.date > day for one in self.of[municipality])

    def before(self, municipality: int, day: date) -> Population | None:
        return next((one for one in reversed(self.of[municipality]) if one.date < day), None)


def plan_populations(table: Table, asked: Asked, today: date) -> Plan:
    """Three queries and those of the rooms, however many rows."""
    days = _days(table)
    facts = [("Kolonner, der ikke bruges", ", ".join(one for one in table.unused if one not in days))]
    facts.append(("Bemærkning i filen", " ".join(table.comments)))
    facts = [(label, text) for label, text in facts if text]
    if faults := _faults(table, asked, days):
        return Plan(HEADS, [], faults, (), facts)
    places, stored = Places(), Stored()
    seen: dict[tuple[int, date], int] = {}
    rows = [
        replace(_row(line, cell, day, asked, today, places, stored, seen), nth=nth)
        for line in table.lines
        for nth, (day, cell) in enumerate(
            [(day, line.get(heading)) for heading, day in days.items()] or [("", line.get("persons"))]
        )
    ]
    found = {row.does.municipality_id for row in rows if row.does}
    if not found:
        faults = ["Portalen kan ikke finde nogen kommuner i tabellen."]
    facts.insert(0, ("Kommuner", f"{len(found)} af {len(places.codes)}"))
    return Plan(HEADS, rows, faults, _notes(rows, stored), facts)


def _notes(rows: Sequence[PlannedRow], stored: Stored) -> list[str]:
    """What follows from the counts that become the latest of their municipality."""
    doing = [row.does for row in rows if row.state in (State.NEW, State.CHANGED)]
    newest = [one for one in doing if not stored.after(one.municipality_id, one.date)]
    if newest:
        return [note for told in _DEPENDENTS for note in told(newest)]
    return [OLDER] if doing else []


def _row(
    line: Line, cell: str, day_above: str, asked: Asked, today: date, places: Places, stored: Stored,
    seen: dict[tuple[int, date], int],
) -> PlannedRow:  # fmt: skip
    place, code = line.get("place"), line.get("code")
    source = line.get("source") or asked.source
    told = day_above or line.get("day") or (f"{asked.day:%d.%m.%Y}" if asked.day else "")
    cells = [" ".join(filter(None, [code, place])), told, cell, source]
    if NO_MUNICIPALITY.fullmatch(" ".join((place or code).split())):
        return PlannedRow(line.number, cells, State.SKIPPED, "er ikke en kommune")
    try:
        where, day = places.find(place, code), day_of(told)
        persons = count_of(cell, of="indbyggere", most=MOST)
        wanted = _wanted(where, day, persons, source, today)
        if earlier := seen.get((where.pk, day)):
            raise ValueError(f"{where} står også i række {earlier} med samme dato")
    except ValueError as reason:
        return PlannedRow(line.number, cells, State.REFUSED, str(reason))
    seen[where.pk, day] = line.number
    state, note = _compared(wanted, stored)
    cells = [str(where), f"{day:%d.%m.%Y}", decimal(persons, 0), source]
    return PlannedRow(line.number, cells, state, note, wanted)


def _wanted(where: Municipality, day: date, persons: int, source: str, today: date) -> Population:
    """Raises ValueError with a Danish sentence."""
    if not EARLIEST <= day <= today:
        raise ValueError(f"{day:%d.%m.%Y} ligger {'i fremtiden' if day > today else 'for langt tilbage'}")
    if not persons:
        raise ValueError("En kommune har mindst én indbygger")
    if not source or len(source) > MOST_SIGNS:
        raise ValueError(f"Kilden er for lang; højst {MOST_SIGNS} tegn" if source else "Kilden mangler")
    return Population(municipality=where, date=day, persons=persons, source=source)


def _compared(new: Population, stored: Stored) -> tuple[State, str]:
    if old := stored.on(new.municipality_id, new.date):
        changes = []
        if old.persons != new.persons:
            changes.append(f"fra {decimal(old.persons, 0)} til {decimal(new.persons, 0)}")
        if old.source != new.source:
            changes.append(f"kilden var «{old.source}»")
        return (State.CHANGED, "; ".join(changes)) if changes else (State.SAME, "")
    last = stored.before(new.municipality_id, new.date)
    if last and abs(new.persons - last.persons) * 100 > FAR * last.persons:
        away = percent(Fraction(abs(new.persons - last.persons), last.persons), 0)
        than = "flere" if new.persons > last.persons else "færre"
        return State.NEW, f"{away} {than} end {last.date:%d.%m.%Y}: se efter, om tallet er rigtigt"
    return State.NEW, ""


def _faults(table: Table, asked: Asked, days: dict[str, str]) -> list[str]:
    faults = [] if table.lines else [NO_ROWS]
    if not days and "day" not in table.columns and asked.day is None:
        faults.append("Tabellen siger ikke, hvilken dag tallene gælder. Skriv datoen nedenfor.")
    if "source" not in table.columns and not asked.source:
        faults.append("Tabellen siger ikke, hvor tallene er fra. Skriv kilden nedenfor.")
    return faults
