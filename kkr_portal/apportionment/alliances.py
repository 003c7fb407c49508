"""D'Hondt with alliances: an alliance's votes are summed first, its seats shared inside by the same method.

Sources: valgloven § 81 (found, as quoted in the domain's notes). A group is the tuple of its parties, so
that a party standing alone is a group of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from kkr_portal.apportionment.averages import HighestAverages, dhondt
from kkr_portal.apportionment.result import K, Tie


@dataclass(frozen=True)
class InAlliances(Generic[K]):
    """``outer`` shares the seats between groups, ``inner`` each alliance's seats between its parties."""

    votes: Mapping[K, int]
    outer: HighestAverages[tuple[K, ...]]
    inner: Mapping[tuple[K, ...], HighestAverages[K]]

    @property
    def seats(self) -> dict[K, int]:
        """The seats decided so far."""
        return {who: self.inner[group].seats[who] for group in self.outer.votes for who in group}

    @property
    def ties(self) -> dict[tuple[K, ...], Tie]:
        """The lots to draw now, by the group that they are in; () is between the groups, and comes first.

        A tie inside a group that may still win a seat may vanish with that seat, so it waits.
        """
        if self.outer.tie:
            return {(): self.outer.tie}
        return {group: result.tie for group, result in self.inner.items() if result.tie}

    def resolve(self, group: tuple[K, ...], drawn: Sequence) -> InAlliances[K]:
        """With the lot drawn that ``ties`` asks for under ``group``."""
        if group not in self.ties:
            raise ValueError(f"no lot is to be drawn in {group}")
        if not group:
            return _within(self.votes, self.outer.resolve(drawn))
        return InAlliances(self.votes, self.outer, {**self.inner, group: self.inner[group].resolve(drawn)})


def dhondt_in_alliances(
    votes: Mapping[K, int], size: int, alliances: Sequence[Sequence[K]] = ()
) -> InAlliances[K]:
    """Raises ValueError when an alliance names a party without a line in ``votes``, or one that is in two."""
    allied = [who for alliance in alliances for who in alliance]
    if len(set(allied)) != len(allied) or not set(allied) <= set(votes):
        raise ValueError("each party of an alliance is in one alliance and has its votes")
    group_of = {who: tuple(alliance) for alliance in alliances for who in alliance}
    groups = dict.fromkeys(group_of.get(who, (who,)) for who in votes)
    return _within(votes, dhondt({group: sum(votes[who] for who in group) for group in groups}, size))


def _within(votes: Mapping[K, int], outer: HighestAverages[tuple[K, ...]]) -> InAlliances[K]:
    inner = {group: dhondt({who: votes[who] for who in group}, seats) for group, seats in outer.seats.items()}
    return InAlliances(dict(votes), outer, inner)
