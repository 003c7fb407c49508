"""What-if calculations on the quotas of an issue: one to four cases beside what is known, by region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kkr_portal.danish_numbers import decimal, percent
from kkr_portal.danish_order import sort_key
from kkr_portal.law import Breach, Citation
from kkr_portal.registry.models import Council, Municipality, MunicipalityName
from quotas.models import Issue, MunicipalQuota
from quotas.rules.national_number import ANNOUNCEMENT, trigger
from quotas.rules.what_if import SCALING, WISHES, Answer, Case, per_inhabitants, tried
from quotas.sentences import listed


@dataclass(frozen=True)
class Basis:
    """The known quotas by municipality name, and what is needed to compare with. ``regions``: by name."""

    issue: Issue
    municipalities: tuple[Municipality, ...]
    known: dict[str, int]
    regions: dict[str, str]
    populations: dict[str, int]
    population_source: str
    spellings: dict[str, str]

    @property
    def national(self) -> int:
        """The sum of the known quotas."""
        return sum(self.known.values())

    @property
    def is_whole(self) -> bool:
        return len(self.known) == len(self.municipalities)


def basis_of(issue: Issue) -> Basis:
    """Three queries, however many municipalities."""
    rows = list(Municipality.objects.with_latest_population().select_related("region__council"))
    municipalities = tuple(rows)
    counts = {one.name: (one.population, one.population_source) for one in rows if one.population}  # type: ignore[attr-defined]
    in_force = MunicipalQuota.objects.filter(issue=issue).in_force()
    known = dict(in_force.values_list("municipality__name", "persons"))
    other = MunicipalityName.objects.values_list("name", "municipality__name")
    spellings = {sort_key(name): official for name, official in other}
    spellings |= {sort_key(one.name): one.name for one in municipalities}
    sources = {source for _, source in counts.values()}
    return Basis(
        issue, municipalities, known, {one.name: one.region.name for one in municipalities},
        {name: persons for name, (persons, _) in counts.items()},
        sources.pop() if len(sources) == 1 else "", spellings,
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A municipality or region in a case. ``more``: a lot could give it one more."""

    persons: int
    more: bool
    difference: int
    per: str

    @property
    def shown(self) -> str:
        return f"{decimal(self.persons, 0)}{'*' if self.more else ''}"

    @property
    def difference_shown(self) -> str:
        sign = "+" if self.difference > 0 else "−" if self.difference else "±"
        return f"{sign}{decimal(abs(self.difference), 0)}"


@dataclass(frozen=True)
class Line:
    name: str
    code: str
    known: int
    per: str
    cells: tuple[Cell, ...]
    is_region: bool = False


@dataclass(frozen=True)
class CaseShown:
    """One column: what was asked, and what is said of the answer; ``wrong`` where there is none."""

    case: Case
    number: int
    wrong: list[Breach]
    answer: Answer | None
    told: list[str]

    @property
    def title(self) -> str:
        plus = f" + {decimal(self.case.extra, 0)}" if self.case.extra else ""
        return f"{decimal(self.case.national, 0)}{plus}"

    @property
    def wishes(self) -> list[str]:
        more = [f"{name} tager {n} flere" for name, n in self.case.more.items()]
        return more + [f"{name} er fritaget" for name in sorted(self.case.exempt, key=sort_key)]


@dataclass(frozen=True)
class WhatIf:
    """``lines``: the regions, each followed by its municipalities; empty while nothing can be calculated."""

    basis: Basis
    council: Council | None
    cases: list[CaseShown]
    lines: list[Line]
    total: Line | None

    @property
    def answered(self) -> list[CaseShown]:
        return [one for one in self.cases if one.answer]

    @property
    def has_ties(self) -> bool:
        return any(cell.more for line in self.lines for cell in line.cells)

    @property
    def assumptions(self) -> list[Citation]:
        wishes = any(one.case.more or one.case.exempt for one in self.cases)
        return [SCALING, WISHES] if wishes else [SCALING]


def what_if(basis: Basis, cases: Sequence[Case], council: Council | None = None) -> WhatIf:
    """Pure but for the rows in ``basis``. ``council`` narrows the municipalities that are shown."""
    shown = [_case(basis, case, number, council) for number, case in enumerate(cases, 1)]
    answers = [one.answer for one in shown if one.answer]
    lines: list[Line] = []
    for region in sorted(set(basis.regions.values())) if answers else ():
        inside = [one for one in basis.municipalities if one.region.name == region]
        lines.append(_region(basis, answers, region, inside))
        if council is None or inside[0].region_id == council.region_id:
            lines += [_municipality(basis, answers, one) for one in inside]
    return WhatIf(basis, council, shown, lines, _total(basis, answers) if answers else None)


def _case(basis: Basis, case: Case, number: int, council: Council | None) -> CaseShown:
    if not basis.is_whole:
        lacks = "Udmeldingen har ikke kvoter for alle kommuner at regne ud fra"
        return CaseShown(case, number, [Breach(SCALING, lacks)], None, [])
    found, wrong = tried(case, basis.known, basis.regions)
    if found is None:
        return CaseShown(case, number, wrong, None, [])
    return CaseShown(case, number, [], found, [*_told(found, council), *_must_change(basis, case)])


def _told(found: Answer, council: Council | None) -> list[str]:
    """The region's number, the largest receivers, how many get nobody, and what a lot would settle."""
    own = str(council.region) if council else ""
    ranked = sorted(found.quotas.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
    largest = listed([f"{name} ({decimal(n, 0)})" for name, n in ranked[:3]])
    nobody = sum(n == 0 for n in found.quotas.values())
    said = [f"{own} får {decimal(found.regions[own], 0)}."] if own in found.regions else []
    said += [f"I hele landet får {largest} flest.", f"{nobody} kommuner får ingen."]
    for region, tie in found.ties.items():
        if own and region not in ("", own):
            continue
        persons = "1 person" if tie.seats == 1 else f"{tie.seats} personer"
        where = f" i {region}" if region else ""
        said.append(
            f"{persons}{where} står åben mellem {listed(tie.among)}, som står lige; lodtrækning afgør."
        )
    return said


def _must_change(basis: Basis, case: Case) -> list[str]:
    """Integrationsloven § 6: when the expected number differs so much that the number must be changed."""
    if not basis.issue.national_number or case.total == basis.issue.national_number:
        return []
    found = trigger(basis.issue.national_number, case.total)
    over = "mere end" if found.must_change else "ikke mere end"
    ends = "skal ændres" if found.must_change else "behøver ikke at blive ændret"
    return [
        f"Forskellen til det udmeldte landstal er {percent(found.change)}, {over} {percent(found.limit, 0)}: "
        f"Landstallet {ends} ({ANNOUNCEMENT})."
    ]


def _per(persons: int, population: int | None) -> str:
    found = per_inhabitants(persons, population)
    return "–" if found is None else decimal(found, 1)


def _municipality(basis: Basis, answers: Sequence[Answer], one: Municipality) -> Line:
    known, people = basis.known[one.name], basis.populations.get(one.name)
    cells = tuple(
        Cell(
            found.quotas[one.name], found.may_get_more(one.name), found.quotas[one.name] - known,
            _per(found.quotas[one.name], people),
        )
        for found in answers
    )  # fmt: skip
    return Line(one.name, one.code, known, _per(known, people), cells)


def _region(basis: Basis, answers: Sequence[Answer], region: str, inside: Sequence[Municipality]) -> Line:
    known = sum(basis.known[one.name] for one in inside)
    people = _people(basis, inside)
    cells = []
    for found in answers:
        persons, tie = found.regions.get(region, 0), found.ties.get("")
        more = tie is not None and region in tie.among
        cells.append(Cell(persons, more, persons - known, _per(persons, people)))
    return Line(region, inside[0].region.code, known, _per(known, people), tuple(cells), is_region=True)


def _total(basis: Basis, answers: Sequence[Answer]) -> Line:
    people = _people(basis, basis.municipalities)
    cells = [
        Cell(one.case.total, False, one.case.total - basis.national, _per(one.case.total, people))
        for one in answers
    ]
    return Line("Hele landet", "", basis.national, _per(basis.national, people), tuple(cells))


def _people(basis: Basis, municipalities: Sequence[Municipality]) -> int | None:
    """None where one of the populations isn't known."""
    numbers = [basis.populations.get(one.name) for one in municipalities]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
