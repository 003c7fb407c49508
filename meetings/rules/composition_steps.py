"""§ 3, stk. 1–2, told step by step in Danish, each step with its citation, for the page and the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_portal.danish_numbers import decimal
from kkr_portal.law import Citation
from meetings.rules.composition import MEMBERS, Composition
from meetings.rules.council_size import SIZE
from meetings.rules.entitlement import ENTITLED
from meetings.rules.reduction import CAP, REDUCTION


@dataclass(frozen=True)
class Step:
    citation: Citation
    text: str


def steps(composition: Composition) -> list[Step]:
    """Entitlement, mayors outside, size, cap, reduction, lot, result: the order of § 3."""
    told = [Step(ENTITLED, one.sentence) for one in composition.entitlements]
    for party, mayors in composition.outside.items():
        text = f"{party} er ikke berettiget, men partiets {_mayors(mayors)} er medlem af KKR."
        told.append(Step(MEMBERS, text))
    told += _size(composition)
    told += _reduction(composition)
    if tie := composition.tie:
        told.append(Step(REDUCTION if composition.reduction else SIZE, _lot(tie.among, tie.seats)))
    elected = {party: n for party, n in composition.elected.items() if n}
    total = f"I alt {sum(composition.seats.values())} medlemmer: {_listed(composition.seats)}."
    told.append(Step(MEMBERS, f"{total} Vælges ud over borgmestrene: {_listed(elected)}."))
    return told


def _size(composition: Composition) -> list[Step]:
    found = composition.size
    told = []
    if found.smaller and found.short:
        mayors = {one.line.party: one.line.mayors for one in composition.entitlements}
        lacking = ", ".join(
            f"{party} får {found.smaller.seats[party]} og har {_mayors(mayors[party])}"
            for party in found.short
        )
        told.append(Step(SIZE, f"Med {found.size - 1} pladser er der for få: {lacking}."))
    if found.result:
        covered = f"Med {found.size} pladser er alle borgmestre dækket ({found.method.value})"
        told.append(Step(SIZE, f"{covered}: {_listed(found.result.seats)}."))
    return told


def _reduction(composition: Composition) -> list[Step]:
    before, most = composition.size_before, composition.cap
    if not composition.reduction:
        text = f"{before} er ikke over det dobbelte af antallet af kommuner, {most}; der reduceres ikke."
        return [Step(CAP, text)]
    told = [Step(CAP, f"{before} er over det dobbelte af antallet af kommuner; der reduceres til {most}.")]
    start = composition.reduction.start
    told.append(Step(REDUCTION, f"Mindstetal, borgmestre og mindst én til hver: {_listed(start)}."))
    given = sum(start.values()) + sum(composition.outside.values())
    for award in composition.reduction.awards:
        numbers = ", ".join(str(given + n) for n in award.numbers)
        each = f"{decimal(award.quotient, 0)} stemmer for hver plads"
        told.append(Step(REDUCTION, f"Plads {numbers}: {', '.join(award.among)}, som har {each}."))
    if worst := composition.worst_off:
        ratio = f"pladsandel / stemmeandel = {decimal(worst.ratio, 3)}"
        told.append(Step(REDUCTION, f"Mest underrepræsenteret er {worst.party}: {ratio}."))
    for party, more in composition.gains.items():
        told.append(Step(REDUCTION, f"Bemærk: {party} får {more} mere end før reduktionen."))
    return told


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{party} {n}" for party, n in numbers.items()) or "ingen"


def _mayors(number: int) -> str:
    return f"{number} borgmester" if number == 1 else f"{number} borgmestre"


def _lot(among: tuple[str, ...], seats: int) -> str:
    return f"Lige: {', '.join(among)}. Lodtrækning om {seats} {'plads' if seats == 1 else 'pladser'}."
