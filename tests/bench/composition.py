"""How long it takes to compose all five KKR: rules alone, from votes to seats with every step told.

Midtjylland's are the published votes of 2021 (incomplete: 14 of 19 municipalities); the other four and the
mayors are made up, with as many municipalities as each has. ``python -m tests.bench.composition``.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from meetings.rules.composition import compose
from meetings.rules.composition_steps import steps
from meetings.rules.council_size import Method
from meetings.rules.entitlement import PartyVotes

VOTES_2021 = Path(__file__).resolve().parents[1] / "cases/votes-2021-midtjylland.csv"
DAY = date(2022, 1, 19)
MUNICIPALITIES = {"Hovedstaden": 29, "Sjælland": 17, "Syddanmark": 22, "Nordjylland": 11}
PARTIES = "AVCFØBDOIÅKMLHJPQRST"
ROUNDS = 5


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


def all_five() -> dict[str, tuple[list[PartyVotes], int]]:
    councils = {name: (made_up(n), n) for name, n in MUNICIPALITIES.items()}
    return {"Midtjylland": (published(), 19), **councils}


def seconds(councils: dict[str, tuple[list[PartyVotes], int]], method: Method) -> float:
    """The shortest of some rounds: what else the machine does only adds to it."""
    best = None
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for lines, municipalities in councils.values():
            steps(compose(lines, municipalities=municipalities, on=DAY, method=method))
        taken = time.perf_counter() - begun
        best = taken if best is None else min(best, taken)
    return best or 0


def main() -> None:
    councils = all_five()
    line = "{:<46}{:<26}{:>9}".format
    print(line("composition, every step told", "method", "seconds"))  # noqa: T201
    for method in Method:
        for name, one in councils.items():
            taken = seconds({name: one}, method)
            print(line(f"KKR {name}, {len(one[0])} parties", method.name.lower(), f"{taken:.4f}"))  # noqa: T201
        print(line("all five", method.name.lower(), f"{seconds(councils, method):.4f}"))  # noqa: T201
    print()  # noqa: T201


if __name__ == "__main__":
    main()
