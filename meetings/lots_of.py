"""Lots of an election: those that people must draw now, and those that are drawn.

A lot is kept under the group it was drawn in and its number. When what was counted is corrected, a lot may no
longer be asked for, or no longer fit: it is then named and never used in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from kkr_portal.apportionment import Tie
from meetings.models import ElectionLot

Key = tuple[tuple[str, ...], int]


def together(names: Iterable[str]) -> str:
    """«A», «A og B», «A, B og C»."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} og {last}" if first else last


@dataclass(frozen=True)
class OpenLot:
    """A lot to draw. ``choices`` are (what is kept, what is shown); ``places`` how many names are drawn."""

    within: tuple[str, ...]
    number: int
    choices: tuple[tuple[str, str], ...]
    places: int
    about: str

    @property
    def key(self) -> Key:
        return self.within, self.number

    @property
    def name(self) -> str:
        """What tells the forms of several open lots apart."""
        return f"lot-{self.number}-{crc32('|'.join(self.within).encode()):x}"

    @property
    def among(self) -> str:
        return together(label for _, label in self.choices)


@dataclass(frozen=True)
class DrawnLot:
    """A lot with the names as they are shown. ``used`` is False where nothing asks for it any longer."""

    lot: ElectionLot
    order: tuple[str, ...]
    among: str
    about: str
    used: bool


def settle(kept: Iterable[ElectionLot], count: Callable[[dict], Sequence[tuple[OpenLot, Tie]]]) -> tuple[
    dict[Key, tuple], list[OpenLot], list[DrawnLot]
]:  # fmt: skip
    """Use the kept lots one after another, as far as the counting asks for them.

    ``count`` takes the lots used so far and answers with those that it asks for now. Returns the used
    lots as the rules want them, the lots still open, and every kept lot as it is shown.
    """
    by_key: dict[Key, ElectionLot] = {(tuple(lot.within), lot.number): lot for lot in kept}
    used: dict[Key, tuple] = {}
    shown: dict[Key, DrawnLot] = {}
    while True:
        asked = count(used)
        fitting = [pair for pair in asked if pair[0].key in by_key and pair[0].key not in shown]
        if not fitting:
            break
        for open_lot, tie in fitting:
            lot = by_key[open_lot.key]
            drawn = order_in(tie, lot.order)
            if drawn is not None:
                used[open_lot.key] = drawn
            names = dict(open_lot.choices)
            shown[open_lot.key] = DrawnLot(
                lot,
                tuple(names.get(name, name) for name in lot.order),
                open_lot.among,
                open_lot.about,
                drawn is not None,
            )
    stale = [
        DrawnLot(lot, tuple(lot.order), "", "", used=False) for key, lot in by_key.items() if key not in shown
    ]
    return used, [open_lot for open_lot, _ in asked], [*shown.values(), *stale]


def kept_name(one: str | tuple[str, ...]) -> str:
    """How one of those who share a lot is kept: a group of parties by its first."""
    return one if isinstance(one, str) else one[0]


def order_in(tie: Tie, kept: Sequence[str]) -> tuple | None:
    """The kept order as the tie's own values; None where it does not settle this tie."""
    by_name: Mapping[str, object] = {kept_name(one): one for one in tie.among}
    if not set(kept) <= set(by_name):
        return None
    order = tuple(by_name[name] for name in kept)
    try:
        tie.winners(order)
    except ValueError:
        return None
    return order
