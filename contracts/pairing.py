"""Which goal and which point of one content is which of another: identity first, likeness last. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

Row = dict[str, Any]
Pair = tuple[Row | None, Row | None]
ALIKE = (3, 5)  # from three fifths of the words on, two wordings are one


def paired(old: Sequence[Row], new: Sequence[Row], keys: Sequence[Callable[[Row], Hashable]]) -> list[Pair]:
    """In the order of ``new``, what is gone after what stood before it.

    A key pairs only what it names once on either side; None names nothing.
    """
    left, right = list(old), list(new)
    of_new: dict[int, Row] = {}
    for key in keys:
        before, after = Counter(key(row) for row in left), Counter(key(row) for row in right)
        for row in list(right):
            name = key(row)
            if name is not None and before[name] == after[name] == 1:
                match = next(one for one in left if key(one) == name)
                of_new[id(row)] = match
                left.remove(match)
                right.remove(row)
    return _in_order(old, new, of_new)


def _in_order(old: Sequence[Row], new: Sequence[Row], of_new: dict[int, Row]) -> list[Pair]:
    taken = {id(row) for row in of_new.values()}
    gone = [row for row in old if id(row) not in taken]
    pairs: list[Pair] = []
    for row in new:
        match = of_new.get(id(row))
        pairs.append((match, row))
        if match is not None:
            place = next(n for n, one in enumerate(old) if one is match)
            while place + 1 < len(old) and any(one is old[place + 1] for one in gone):
                place += 1
                pairs.append((old[place], None))
                gone = [one for one in gone if one is not old[place]]
    return [*((one, None) for one in gone), *pairs]


def paired_goals(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The same row, else the same national goal, else the same title."""
    return paired(
        old, new,
        [
            lambda goal: goal["id"],
            lambda goal: (goal["scope"], goal["framework_goal"]) if goal["framework_goal"] else None,
            lambda goal: str(goal["title"]).casefold(),
        ],
    )  # fmt: skip


class Points:
    """The paired points by the ids of the goals they stand under."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[int | None, int | None], list[Pair]] = {}

    def put(self, goals: tuple[int | None, int | None], pairs: list[Pair]) -> None:
        self._pairs[goals] = pairs

    def get(self, old_goal: int | None, new_goal: int | None) -> list[Pair]:
        return self._pairs.get((old_goal, new_goal), [])


def paired_targets(old: Row, new: Row, goals: Sequence[Pair]) -> Points:
    """Within goals that are the same: the same row, a copy, the same measure for a year that moved along."""
    later = new["year"] - old["year"]

    def moved(shift: int) -> Callable[[Row], Hashable]:
        def key(point: Row) -> Hashable:
            due = point["due_year"] and point["due_year"] - shift
            return (point["measure"], point["kind"], point["segments"], due) if point["measure"] else None

        return key

    points = Points()
    for one, other in goals:
        before, after = one["targets"] if one else [], other["targets"] if other else []
        ids = {point["id"] for point in before}
        origin = {point["id"]: point["copied_from"] for point in after if point["copied_from"] in ids}
        shift = {id(point): later for point in after}
        keys: list[Callable[[Row], Hashable]] = [
            lambda point, origin=origin: origin.get(point["id"], point["id"]),  # type: ignore[misc]
            lambda point, shift=shift: moved(shift.get(id(point), 0))(point),  # type: ignore[misc]
            moved(0),
            lambda point: (point["measure"], point["kind"]) if point["measure"] else None,
            lambda point: str(point["wording"]).casefold(),
        ]
        pairs = _with_alike(paired(before, after, keys))
        points.put(((one or {}).get("id"), (other or {}).get("id")), pairs)
    return points


def _with_alike(pairs: list[Pair]) -> list[Pair]:
    """What is left on both sides and says nearly the same is one point that was rewritten."""
    gone = [one for one, other in pairs if one and other is None]
    found: dict[int, Row] = {}
    for one, other in pairs:
        if one is None and other is not None:
            for lost in gone:
                if _alike(lost["wording"], other["wording"]):
                    found[id(other)] = lost
                    gone = [row for row in gone if row is not lost]
                    break
    taken = {id(row) for row in found.values()}
    return [
        (found.get(id(other), one), other) for one, other in pairs if not (other is None and id(one) in taken)
    ]


def _alike(one: str, other: str) -> bool:
    words, others = one.casefold().split(), other.casefold().split()
    same = sum(
        block.size for block in SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    )
    part, whole = ALIKE
    return 2 * same * whole >= part * (len(words) + len(others))
