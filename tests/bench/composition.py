"""How long it takes to compose the five KKR: rules alone, from votes to seats with every step told.

Midtjylland's are the published votes of 2021 (incomplete: 14 of 19 municipalities); the other four and the
mayors are made up, with as many municipalities as each has. ``python -m tests.bench.composition``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from meetings.rules.composition import compose
from meetings.rules.composition_steps import steps
from meetings.rules.council_size import Method
from meetings.rules.entitlement import PartyVotes
from tests.bench.measuring import Row, best, show

VOTES_2021 = Path(__file__).resolve().parents[1] / "cases/votes-2021-midtjylland.csv"
DAY = date(2022, 1, 19)
MUNICIPALITIES = {"Hovedstaden": 29, "Sjælland": 17, "Syddanmark": 22, "Nordjylland": 11}
PARTIES = "AVCFØBDOIÅKMLHJPQRST"


def published() -> list[PartyVotes]:
    """The votes of 2021 by party, with the mayors that are known by party."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with VOTES_2021.open(encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            sums[row["parti"]][0] += int(row["stemmer"])
            sums[row["parti"]][1] += int(row["mandater"])
    mayors = {"A": 9, "V": 9, "C": 1}
    return [PartyVotes(party, votes, seats, mayors.get(party, 0)) for party, (votes, seats) in sums.items()]


def made_up(municipalities: int) -> list[PartyVotes]:
    """Twenty parties, each with four fifths of the votes of the one before; mayors in turn."""
    votes, lines = 30_000 * municipalities, []
    for n, party in enumerate(PARTIES):
        mayors = sum(1 for m in range(municipalities) if m % 4 == n)
        lines.append(PartyVotes(party, votes, max(mayors, 1), mayors))
        votes = votes * 4 // 5
    return lines


def rows() -> Iterator[Row]:
    """Each KKR by the largest remainder beside d'Hondt, at last all five."""
    councils = {"Midtjylland": (published(), 19)}
    councils |= {name: (made_up(number), number) for name, number in MUNICIPALITIES.items()}
    for name, (lines, municipalities) in councils.items():
        yield _row(f"KKR {name}, {len(lines)} parties", municipalities, [(lines, municipalities)])
    yield _row("all five", sum(number for _, number in councils.values()), list(councils.values()))


def _row(what: str, size: int, councils: list[tuple[list[PartyVotes], int]]) -> Row:
    def milliseconds(method: Method) -> float:
        def composed() -> None:
            for lines, municipalities in councils:
                steps(compose(lines, municipalities=municipalities, on=DAY, method=method))

        return best(composed) * 1000

    ours, theirs = milliseconds(Method.LARGEST_REMAINDER), milliseconds(Method.DHONDT)
    return Row(what, f"{size} municipalities", ours, "ms", "the same by d'Hondt", theirs)


if __name__ == "__main__":
    show(rows())
