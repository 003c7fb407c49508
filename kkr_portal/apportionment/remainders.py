"""Largest remainder (Hare's quota), with or without a floor of one seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kkr_portal.apportionment.result import Apportionment, K, Tie, check, resolved


@dataclass(frozen=True)
class Remainder:
    """One party's line: its exact share, the whole seats, what is left, and whether that gave a seat.

    ``extra`` is None while a lot decides. ``raised``: under one whole seat, set aside with one.
    """

    share: Fraction
    whole: int
    rest: Fraction
    extra: bool | None
    raised: bool = False


@dataclass(frozen=True)
class LargestRemainder(Apportionment[K]):
    quota: Fraction  # votes for one seat
    rows: Mapping[K, Remainder]

    def resolve(self, drawn: Sequence[K]) -> LargestRemainder[K]:
        change = resolved(self, drawn)
        rows = {
            who: replace(row, extra=who in change["drawn"]) if row.extra is None else row
            for who, row in self.rows.items()
        }
        return replace(self, rows=rows, **change)


def largest_remainder(votes: Mapping[K, int], size: int, *, floor: int = 0) -> LargestRemainder[K]:
    """Whole seats by exact share, the rest to the largest remainders (Hare's quota).

    With ``floor=1``, parties under one whole seat are set aside with one, and the others share what is
    left in the same way. Raises ValueError when there are more parties with votes than seats for them.
    """
    check(votes, size)
    if floor not in (0, 1):
        raise ValueError("a floor is 0 or 1")
    having = {who: n for who, n in votes.items() if n}
    if floor * len(having) > size:
        raise ValueError(f"{size} seats are too few for {len(having)} parties with one each")
    sharing = dict(having)
    while True:
        left = size - (len(having) - len(sharing))
        total = sum(sharing.values())
        under = [who for who, n in sharing.items() if floor and n * left < total]
        if not under:
            break
        for who in under:
            del sharing[who]
    quota = Fraction(total, left) if total and left else Fraction(0)
    shares = {who: Fraction(n * left, total) for who, n in sharing.items()}
    seats = {who: int(shares.get(who, floor if who in having else 0)) for who in votes}
    rests = {who: shares.get(who, Fraction(seats[who])) - seats[who] for who in votes}
    extra, among = _largest({who: rests[who] for who in sharing}, left - sum(map(int, shares.values())))
    for who in extra:
        seats[who] += 1
    open_for = (left - sum(map(int, shares.values())) - len(extra)) if total else 0
    rows = {
        who: Remainder(
            share=shares.get(who, Fraction(votes[who] * size, sum(having.values()) or 1)),
            whole=seats[who] - (who in extra),
            rest=rests[who],
            extra=None if who in among else who in extra,
            raised=who in having and who not in sharing,
        )
        for who in votes
    }
    tie = Tie(among, open_for) if among else None
    return LargestRemainder(dict(votes), size, seats, quota, rows, tie=tie, unfilled=0 if having else size)


def _largest(rests: Mapping[K, Fraction], seats: int) -> tuple[set[K], tuple[K, ...]]:
    """Those who surely have one of ``seats``, and those equal ones who compete for the rest."""
    ranked = sorted(rests.values(), reverse=True)
    if not seats or not ranked:
        return set(), ()
    cut = ranked[seats - 1]
    at_the_cut = tuple(who for who, rest in rests.items() if rest == cut)
    above = {who for who, rest in rests.items() if rest > cut}
    if len(above) + len(at_the_cut) == seats:
        return above | set(at_the_cut), ()
    return above, at_the_cut
