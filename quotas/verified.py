"""Whether what is stored can be computed again: the model's results to the digit, and the sums."""

from __future__ import annotations

from collections.abc import Iterator

from quotas.model_of import Reading, facts_of, modelled
from quotas.models import CalculatedRow, Calculation, Issue
from quotas.numbers_of import numbers_of


def differences_of(calculation: Calculation) -> Iterator[str]:
    """Every stored number that is another one now, in Danish."""
    statistics = calculation.statistics
    key, order = calculation.reading
    result = modelled(facts_of(statistics), calculation.national_number, Reading(key, order))
    issue = statistics.issue
    if calculation.national_number != issue.national_number:
        yield f"beregnet for landstallet {calculation.national_number}, som nu er {issue.national_number}"
    stored = {row.municipality_id: row for row in calculation.rows.select_related("municipality")}
    for line in result.lines:
        if (row := stored.pop(line.municipality.pk, None)) is None:
            yield f"{line.municipality} mangler i det gemte"
            continue
        exact = (line.row.share, line.row.calculated, line.row.distributed)
        for name, kept, made in zip(("andel", "beregnet", "fordelt"), _stored(row), exact, strict=True):
            if kept != str(made):
                yield f"{line.municipality}: {name} er gemt som {kept} og bliver {made}"
        if row.persons != line.persons:
            then, now = _persons(row.persons), _persons(line.persons)
            yield f"{line.municipality}: {then} er gemt, og det bliver {now}"
    for row in stored.values():
        yield f"{row.municipality} er gemt, men står ikke i statistikken"


def _stored(row: CalculatedRow) -> tuple[str, str, str]:
    return row.share, row.calculated, row.distributed


def _persons(number: int | None) -> str:
    return "lodtrækning" if number is None else f"{number} personer"


def differing_sums(issue: Issue) -> Iterator[str]:
    """Of an issue that does not itself say that something lacks."""
    if not issue.lacks:
        yield from map(str, numbers_of(issue).breaches)
