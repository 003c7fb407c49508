"""What an import of the model's statistics would do, row by row; all 98 municipalities or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kkr_portal.danish_numbers import decimal
from quotas.annex import STATISTICS, Annex, Kind, Line, read_annex, read_number
from quotas.annex_import import PlannedRow, State, found_in
from quotas.places import Places
from quotas.rules.distribution import Facts, facts_breaches

LABELS = ("indbyggere", "indvandrere", "familiesammenførte")
MOST = 20_000_000
Numbers = tuple[int, int, int]


@dataclass(frozen=True)
class StatisticsPlan:
    """``numbers``: population, immigrants and reunified by municipality id."""

    rows: list[PlannedRow]
    numbers: Mapping[int, Numbers]
    faults: list[str] = field(default_factory=list)

    @property
    def stopped(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state.stops]

    @property
    def may_be_done(self) -> bool:
        return bool(self.numbers) and not self.stopped and not self.faults

    @property
    def changes_nothing(self) -> bool:
        """The source may be another; the earlier statistics make way each time."""
        return False

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(repr((self.rows, sorted(self.numbers.items()))).encode()).hexdigest()

    @property
    def totals(self) -> list[tuple[str, int]]:
        return [(label, sum(row[n] for row in self.numbers.values())) for n, label in enumerate(LABELS)]


def read(text: str, places: Places) -> Annex:
    """Raises Unreadable for what is no table at all."""
    return read_annex(text, columns=STATISTICS, is_name=lambda name: places.named(name) is not None)


def plan_statistics(annex: Annex, places: Places, stored: Mapping[int, Numbers]) -> StatisticsPlan:
    """``stored``: what the issue has now, by municipality id."""
    rows: list[PlannedRow] = []
    found: dict[int, Numbers] = {}
    lines: dict[int, int] = {}
    for line in annex.lines:
        if line.kind is Kind.MUNICIPALITY:
            row, numbers = _row(line, places, stored, lines)
            if row.municipality and numbers:
                found[row.municipality] = numbers
            rows.append(row)
        elif line.kind is Kind.TOTAL and line.values and not line.region:
            rows.append(_total(line, list(found.values())))
        else:
            rows.append(PlannedRow(line.number, line.text, State.TITLE))
    return StatisticsPlan(rows, found, _faults(found, places))


def _row(
    line: Line, places: Places, stored: Mapping[int, Numbers], lines: dict[int, int]
) -> tuple[PlannedRow, Numbers | None]:
    def wrong(why: str) -> tuple[PlannedRow, None]:
        return PlannedRow(line.number, line.text, State.WRONG, why), None

    who, note = found_in(line, places)
    if who is None:
        return wrong(note)
    if who.pk in lines:
        return wrong(f"{who} står også i linje {lines[who.pk]}")
    lines[who.pk] = line.number
    if len(line.values) != len(LABELS):
        return wrong(f"{who}: der skal være tre tal ({', '.join(LABELS)})")
    try:
        population, immigrants, reunified = map(read_number, line.values)
    except ValueError as reason:
        return wrong(str(reason))
    numbers = (population, immigrants, reunified)
    if max(numbers) > MOST:
        return wrong(f"{decimal(max(numbers), 0)} er flere, end der bor i landet")
    old = stored.get(who.pk)
    state = State.NEW if old is None else State.SAME if old == numbers else State.CHANGED
    return PlannedRow(line.number, line.text, state, note, who.pk, numbers[0]), numbers


def _total(line: Line, numbers: list[Numbers]) -> PlannedRow:
    try:
        told = [read_number(value) for value in line.values]
    except ValueError as reason:
        return PlannedRow(line.number, line.text, State.WRONG, str(reason))
    sums = [sum(row[n] for row in numbers) for n in range(len(LABELS))]
    differing = [
        f"{label} giver {decimal(total, 0)}, men der står {decimal(said, 0)}"
        for label, said, total in zip(LABELS, told, sums, strict=False)
        if said != total
    ]
    state = State.DIFFERS if differing else State.FITS
    return PlannedRow(line.number, line.text, state, "; ".join(differing).capitalize())


def _faults(found: Mapping[int, Numbers], places: Places) -> list[str]:
    if not found:
        return ["Portalen kan ikke finde nogen kommuner i tabellen."]
    missing = [one.name for one in places.municipalities if one.pk not in found]
    if missing:
        more = f" og {len(missing) - 6} til" if len(missing) > 6 else ""
        return [f"Der mangler tal for {', '.join(missing[:6])}{more}."]
    facts = [Facts(one.code, str(one.region), *found[one.pk]) for one in places.municipalities]
    codes = [one.code for one in places.municipalities]
    return [str(one) for one in facts_breaches(facts, municipalities=codes, national=0)]
