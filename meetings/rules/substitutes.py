"""Stand-ins: § 3, stk. 3–4. [stated] And absence of at least three months: stk. 5–6. [stated]

Three months run from the first day away to the same day of the month three months later [computed].
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from kkr_portal.calendar import months_after
from kkr_portal.law import Breach, ByDate
from meetings.rules.editions import BEFORE, EDITION_2022, cite

PERSONAL = cite(3, 3)
ONE_ONLY = cite(3, 4)
EXEMPT = cite(3, 5)
PREVENTED = cite(3, 6)
MONTHS = ByDate({EDITION_2022.in_force: 3}, before=BEFORE)


@dataclass(frozen=True)
class Substitute:
    """``person`` stands in for ``member``. Both print as their names."""

    person: Hashable
    member: Hashable


def substitute_breaches(substitutes: Iterable[Substitute], *, members: Collection[Hashable]) -> list[Breach]:
    """As of one date: one stand-in for one member only, who is no member; and one for each member."""
    wrong = []
    stands_for: dict[Hashable, Hashable] = {}
    has: dict[Hashable, Hashable] = {}
    for one in substitutes:
        if one.person in members:
            message = f"{one.person} er selv medlem og kan ikke være stedfortræder for {one.member}"
            wrong.append(Breach(ONE_ONLY, message))
        if one.member not in members:
            wrong.append(Breach(PERSONAL, f"{one.member} er ikke medlem og har ingen stedfortræder"))
        if one.person in stands_for:
            already = stands_for[one.person]
            message = (
                f"{one.person} er stedfortræder for {already} og kan ikke også være det for {one.member}"
            )
            wrong.append(Breach(ONE_ONLY, message))
        if one.member in has and has[one.member] != one.person:
            wrong.append(Breach(PERSONAL, f"{one.member} har allerede {has[one.member]} som stedfortræder"))
        stands_for.setdefault(one.person, one.member)
        has.setdefault(one.member, one.person)
    return wrong


def mayors_substitute(
    first_deputy: Any, second_deputy: Any, *, elected: Collection[Hashable]
) -> Hashable | None:
    """The first deputy mayor; the second if the first is elected by a party; None: the council elects one.

    A deputy mayor who is None (the municipality has none) is passed over like one who is elected [computed].
    """
    for deputy in (first_deputy, second_deputy):
        if deputy is not None and deputy not in elected:
            return deputy
    return None


def mayors_substitute_breaches(
    person: Hashable, first_deputy: Any, second_deputy: Any, *, elected: Collection[Hashable]
) -> list[Breach]:
    right = mayors_substitute(first_deputy, second_deputy, elected=elected)
    if right is None or person == right:
        return []
    which = "1. viceborgmester" if right == first_deputy else "2. viceborgmester"
    return [Breach(PERSONAL, f"Borgmesterens stedfortræder er {which}, {right}, og ikke {person}")]


class Absence(Enum):
    """Exempt from municipal duties (stk. 5), or prevented from the seat in the council (stk. 6)."""

    EXEMPT = "fritaget for sine kommunale hverv"
    PREVENTED = "forhindret i at varetage hvervet"


def is_long(first_day: date, back: date) -> bool:
    """At least three months. ``back``: the first day on which the member is expected to be back."""
    return back >= months_after(first_day, MONTHS.on(first_day))


def absence_breaches(
    kind: Absence, *, is_mayor: bool, first_day: date, back: date, decided_by_council: bool
) -> list[Breach]:
    """What is missing before a stand-in may take the seat for the time of an absence."""
    place = EXEMPT if kind is Absence.EXEMPT else PREVENTED
    wrong = []
    if not is_long(first_day, back):
        message = (
            f"Fraværet ventes at vare fra {first_day:%d.%m.%Y} til {back:%d.%m.%Y}, under "
            f"{MONTHS.on(first_day)} måneder; stedfortræderen kan kun deltage fra møde til møde"
        )
        wrong.append(Breach(place, message))
    if kind is Absence.PREVENTED and is_mayor:
        message = "Reglen gælder medlemmer, som et parti har valgt; en borgmester skal være fritaget (stk. 5)"
        wrong.append(Breach(PREVENTED, message))
    elif kind is Absence.PREVENTED and not decided_by_council:
        wrong.append(Breach(PREVENTED, "KKR skal på sit næste møde afgøre, om betingelserne er til stede"))
    return wrong
