"""Whether the people put in make a lawful board: standardvedtægterne § 5.2. [stated]

Eleven members and an observer; the chair and the municipal members elected politicians, the business members
active in business, one at least nominated from an SME, the employees' nominated by FH and AC jointly; nobody
twice, no director, no substitutes. Members are appointed in a personal capacity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from boards.rules.statutes import BUSINESS_HOUSE_BOARD, COMPOSITION, Kind, Place
from kkr_portal.law import Breach


@dataclass(frozen=True)
class Candidate:
    """A person in a seat of some kind, with what makes them eligible. ``person`` prints as the name."""

    person: Hashable
    kind: Kind
    council_member: bool = False  # of a municipal council
    active_in_business: bool = False
    from_sme: bool = False  # nominated by a business organisation from a small or medium-sized company
    nominated_by: tuple[str, ...] = ()
    director: bool = False  # of this very erhvervshus
    substitute: bool = False
    on_behalf_of: str = ""  # of whom, where somebody is put in for an organisation or an office


def composition_breaches(
    candidates: Sequence[Candidate],
    *,
    statutes: Sequence[Place] = BUSINESS_HOUSE_BOARD,
    complete: bool = True,
) -> list[Breach]:
    """``complete``: the board is to be full; while names are being put in, empty seats are no breach."""
    return [
        *_count_breaches(candidates, statutes, complete),
        *(wrong for one in candidates for wrong in person_breaches(one)),
        *_sme_breaches(candidates, statutes, complete),
    ]


def person_breaches(one: Candidate) -> list[Breach]:
    """What this person lacks for the seat, whoever else sits in the board."""
    return [Breach(COMPOSITION, f"{one.person} {what}") for what in [*lasting(one), *mendable(one)]]


def lasting(one: Candidate) -> list[str]:
    """What nobody can mend: another person must have the seat."""
    wrong = []
    if one.kind is Kind.CHAIR and not one.council_member:
        wrong.append("er ikke folkevalgt; formanden skal være det")
    if one.kind is Kind.MUNICIPAL and not one.council_member:
        wrong.append("er ikke kommunal politisk repræsentant")
    if one.kind is Kind.BUSINESS and not one.active_in_business:
        wrong.append("er ikke aktiv erhvervsdrivende")
    if one.director:
        wrong.append("er direktør i erhvervshuset og kan ikke sidde i bestyrelsen")
    if one.substitute:
        wrong.append("er suppleant; der udpeges ikke suppleanter")
    return wrong


def mendable(one: Candidate) -> list[str]:
    """What is put right by asking for it: a nomination, an appointment in the person's own name."""
    wrong = []
    if one.kind is Kind.BUSINESS and not one.nominated_by:
        wrong.append("er ikke indstillet af en erhvervsorganisation")
    if one.kind is Kind.EMPLOYEES and not {"FH", "AC"} <= set(one.nominated_by):
        wrong.append("er ikke indstillet af FH og AC i fællesskab")
    if one.on_behalf_of:
        wrong.append(f"sidder på vegne af {one.on_behalf_of}; medlemmer udpeges personligt")
    return wrong


def vacancies(candidates: Sequence[Candidate], statutes: Sequence[Place]) -> dict[Kind, int]:
    """How many seats of each kind are empty."""
    taken = Counter(one.kind for one in candidates)
    left = {place.kind: place.count - taken[place.kind] for place in statutes}
    return {kind: n for kind, n in left.items() if n > 0}


def _count_breaches(
    candidates: Sequence[Candidate], statutes: Sequence[Place], complete: bool
) -> list[Breach]:
    seats = {place.kind: place.count for place in statutes}
    taken = Counter(one.kind for one in candidates)
    wrong = [
        Breach(COMPOSITION, f"{n} på pladser som {kind.value}; vedtægterne har {seats.get(kind, 0)}")
        for kind, n in taken.items()
        if n > seats.get(kind, 0)
    ]
    voting = {place.kind for place in statutes if place.voting}
    members, most = sum(taken[kind] for kind in voting), sum(p.count for p in statutes if p.voting)
    if members > most:
        wrong.insert(0, Breach(COMPOSITION, f"Bestyrelsen har {members} medlemmer; vedtægterne har {most}"))
    people = Counter(one.person for one in candidates)
    wrong += [Breach(COMPOSITION, f"{who} sidder på {n} pladser") for who, n in people.items() if n > 1]
    if complete:
        wrong += [
            Breach(COMPOSITION, f"Der mangler {n} på {'pladsen' if n == 1 else 'pladserne'} som {kind.value}")
            for kind, n in vacancies(candidates, statutes).items()
        ]
    return wrong


def _sme_breaches(candidates: Sequence[Candidate], statutes: Sequence[Place], complete: bool) -> list[Breach]:
    """At least one business seat from an SME; while a seat is empty it may still be filled so."""
    business = [one for one in candidates if one.kind is Kind.BUSINESS]
    seats = sum(place.count for place in statutes if place.kind is Kind.BUSINESS)
    still_open = not complete and len(business) < seats
    if not business or any(one.from_sme for one in business) or still_open:
        return []
    return [
        Breach(
            COMPOSITION,
            "Ingen af virksomhedsrepræsentanterne er indstillet fra en lille eller mellemstor virksomhed",
        )
    ]
