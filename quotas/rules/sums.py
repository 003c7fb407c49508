"""Whether an issue's numbers fit each other: every municipality, every region, and the national number.

Integrationsloven § 6 has the national number shared among the regions and boligplaceringsbekendtgørelsen § 4
each region's quota among all its municipalities [found]; so the sums must be equal at every level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kkr_portal.danish_numbers import decimal
from kkr_portal.law import Breach
from quotas.rules.sources import act, regulation

SHARED = act("6")
WITHIN = regulation("4")


def sum_breaches(
    national: int | None,
    regions: Mapping[str, int],
    municipal: Mapping[str, int],
    *,
    places: Mapping[str, Sequence[str]],
) -> list[Breach]:
    """What is missing and which sums differ.

    ``regions`` and ``municipal``: persons by name; ``places``: each region's municipalities, all of them.
    """
    wrong = []
    if national is None:
        wrong.append(Breach(SHARED, "Landstallet mangler"))
    if missing := [region for region in places if region not in regions]:
        wrong.append(Breach(SHARED, f"Regionskvoten mangler for {_listed(missing)}"))
    elif national is not None and (total := sum(regions.values())) != national:
        wrong.append(Breach(SHARED, _differ("Regionskvoterne", total, "landstallet", national)))
    for region, names in places.items():
        if lacking := [name for name in names if name not in municipal]:
            wrong.append(Breach(WITHIN, f"{region}: kvoten mangler for {_listed(lacking)}"))
        elif region in regions and (total := sum(municipal[name] for name in names)) != regions[region]:
            said = _differ("kommunekvoterne", total, "regionskvoten", regions[region])
            wrong.append(Breach(WITHIN, f"{region}: {said}"))
    return wrong


def _differ(what: str, total: int, against: str, number: int) -> str:
    more = "for meget" if total > number else "for lidt"
    return (
        f"{what} giver {decimal(total, 0)}, men {against} er {decimal(number, 0)}: "
        f"{decimal(abs(total - number), 0)} {more}"
    )


def _listed(names: Sequence[str], most: int = 6) -> str:
    """«A, B og C»; a long list is cut with the number of the rest."""
    if len(names) > most:
        return f"{', '.join(names[:most])} og {len(names) - most} til"
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
