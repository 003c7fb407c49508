"""Agreements inside a region: integrationsloven § 8 and boligplaceringsbekendtgørelsen § 6.

[found, 2020] Valid only when it names every municipality of the region, adds up to the region quota, and is
written and signed; notified before 10 September [stated in the letter of 2021]. It lapses when the national
number changes, unless it says how to distribute then and the authority knew it beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kkr_portal.law import Breach
from quotas.rules.sources import act, regulation

AGREEING = act("8", "1")
VALID = regulation("6")
NOTIFY_BEFORE = (9, 10)  # month and day, in the year before the quota's
FIXED_BEFORE = (9, 30)
ANNOUNCED_BY = (5, 1)


@dataclass(frozen=True)
class Transfer:
    """``persons`` of ``giver``'s quota go to ``taker``; None: the whole quota, whatever it is."""

    giver: str
    taker: str
    persons: int | None = None


def agreed(calculated: Mapping[str, int], transfers: Iterable[Transfer]) -> dict[str, int]:
    """The quotas after the transfers. Each giver gives of its calculated quota, never of what it was given.

    The transfers must be without ``transfer_breaches``.
    """
    left, result = dict(calculated), dict(calculated)
    for transfer in transfers:
        persons = left[transfer.giver] if transfer.persons is None else transfer.persons
        left[transfer.giver] -= persons
        result[transfer.giver] -= persons
        result[transfer.taker] += persons
    return result


def transfer_breaches(
    calculated: Mapping[str, int], transfers: Sequence[Transfer], *, regions: Mapping[str, str]
) -> list[Breach]:
    """More than the quota, to itself, across regions, in a circle, nobody, or an unknown municipality."""
    wrong = []
    given: dict[str, int] = {}
    takers = {one.taker for one in transfers}
    for one in transfers:
        if unknown := [name for name in (one.giver, one.taker) if name not in calculated]:
            wrong.append(Breach(AGREEING, f"{' og '.join(unknown)} har ingen kvote i aftalen"))
            continue
        if one.giver == one.taker:
            wrong.append(Breach(AGREEING, f"{one.giver} kan ikke overtage sin egen kvote"))
        elif one.giver in takers:
            wrong.append(Breach(AGREEING, f"{one.giver} både afgiver og overtager"))
        if regions[one.giver] != regions[one.taker]:
            text = f"{one.taker} ligger ikke i samme region som {one.giver}"
            wrong.append(Breach(AGREEING, f"{text}; en aftale gælder inden for regionen"))
        persons = calculated[one.giver] if one.persons is None else one.persons
        if one.persons is not None and one.persons <= 0:
            wrong.append(Breach(AGREEING, f"{one.giver} skal afgive mindst én person"))
        given[one.giver] = given.get(one.giver, 0) + max(persons, 0)
    wrong += [
        Breach(AGREEING, f"{name} afgiver {n}, men kvoten er {calculated[name]}")
        for name, n in given.items()
        if n > calculated[name]
    ]
    return wrong


def agreement_breaches(
    quotas: Mapping[str, int],
    *,
    municipalities: Sequence[str],
    region_quota: int,
    signed_by: Sequence[str],
    notified: date | None,
    year: int,
) -> list[Breach]:
    """``municipalities`` of the region; ``notified``: the day the authority was told (None: not yet)."""
    return [
        *breaches_of_naming(quotas, municipalities),
        *breaches_of_the_sum(quotas, region_quota),
        *breaches_of_signing(municipalities, signed_by),
        *breaches_of_the_deadline(notified, year),
    ]


def breaches_of_naming(quotas: Mapping[str, int], municipalities: Sequence[str]) -> list[Breach]:
    """§ 6: every municipality of the region, no other, and no quota below nought."""
    wrong = [Breach(VALID, f"{name} er ikke nævnt") for name in municipalities if name not in quotas]
    wrong += [
        Breach(VALID, f"{name} hører ikke til regionen") for name in quotas if name not in municipalities
    ]
    return wrong + [Breach(VALID, f"{name} har en negativ kvote") for name, n in quotas.items() if n < 0]


def breaches_of_the_sum(quotas: Mapping[str, int], region_quota: int) -> list[Breach]:
    """§ 6: the municipal quotas add up to the region's."""
    if (total := sum(quotas.values())) == region_quota:
        return []
    text = f"Kvoterne giver {total}, og regionskvoten er {region_quota} (forskel {total - region_quota:+d})"
    return [Breach(VALID, text)]


def breaches_of_signing(municipalities: Sequence[str], signed_by: Sequence[str]) -> list[Breach]:
    """§ 6: signed by all."""
    unsigned = [name for name in municipalities if name not in signed_by]
    return [Breach(VALID, f"Ikke underskrevet af {', '.join(unsigned)}")] if unsigned else []


def breaches_of_the_deadline(notified: date | None, year: int) -> list[Breach]:
    """§ 8: before 10 September of the year before. The 10th is too late; not yet is no breach."""
    before = date(year - 1, *NOTIFY_BEFORE)
    if notified is None or notified < before:
        return []
    return [Breach(AGREEING, f"Meddelt den {notified:%d.%m.%Y}; det skulle ske før {before:%d.%m.%Y}")]


def lapses(*, says_how: bool, known_beforehand: bool) -> bool:
    """Whether a changed national number ends the agreement."""
    return not (says_how and known_beforehand)
