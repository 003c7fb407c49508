"""Which roles the groups of a work account give: written down by those who run the portal, in OIDC_ROLES.

``sekretariat-midtjylland=secretariat:midtjylland, kl-centralt=kl``: the group as the provider tells it, the
kind of role, and the KKR or business house by its name in addresses. Plain Python, for the settings read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OF_COUNCIL, OF_HOUSE, OF_NOTHING = ("secretariat", "member"), ("board_member", "business_house"), ("kl",)


@dataclass(frozen=True, order=True)
class Granted:
    """A role of ``kind`` at ``place``, a slug; "" for KL."""

    kind: str
    place: str


def parsed(lines: Iterable[str]) -> dict[str, set[Granted]]:
    """What each group gives. Raises ValueError, in Danish, for a line that gives nothing."""
    found: dict[str, set[Granted]] = {}
    for line in lines:
        group, _, role = line.strip().rpartition("=")
        kind, _, place = role.strip().partition(":")
        fits = kind in OF_NOTHING if not place else kind in OF_COUNCIL + OF_HOUSE
        if not group or not fits:
            raise ValueError(
                f"«{line.strip()}» i OIDC_ROLES er ikke en gruppe og dens rolle, fx "
                "sekretariat-midtjylland=secretariat:midtjylland"
            )
        found.setdefault(group.strip(), set()).add(Granted(kind, place))
    return found


def granted(groups: Iterable[str], roles: Mapping[str, set[Granted]]) -> set[Granted]:
    """All that the groups give together."""
    return {one for group in groups for one in roles.get(group, ())}
