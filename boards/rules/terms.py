"""How long a board sits: standardvedtægterne § 5.2. [stated]

The term runs to the first 1 April after the municipal election; a person is appointed for up to four years
and may be re-appointed; members stay until their successors are appointed. Who takes over gets the rest.
"""

from __future__ import annotations

from datetime import date

from boards.rules.statutes import COMPOSITION
from kkr_portal.law import Breach

END = (4, 1)  # month and day
YEARS = 4


def term_end(election: date) -> date:
    """The first 1 April after the election: the first day of the next board."""
    this_year = date(election.year, *END)
    return this_year if this_year > election else date(election.year + 1, *END)


def longest(first_day: date) -> date:
    """Four years on; 29 February becomes 1 March, the day after the last whole day."""
    try:
        return first_day.replace(year=first_day.year + YEARS)
    except ValueError:
        return date(first_day.year + YEARS, 3, 1)


def board_term_breaches(*, first_day: date, until: date, next_election: date | None) -> list[Breach]:
    """Of a board's term. ``until``: the first day of the next board. ``next_election``: the first election
    after ``first_day``, where the statutes tie the term to it; None for other bodies.
    """
    if until <= first_day:
        return [Breach(COMPOSITION, "Funktionsperioden slutter, før den begynder")]
    if until > (latest := longest(first_day)):
        text = f"Funktionsperioden er længere end {YEARS} år; den kan højst løbe til {latest:%d.%m.%Y}"
        return [Breach(COMPOSITION, text)]
    if next_election is not None and until != (end := term_end(next_election)):
        text = (
            f"Funktionsperioden løber til den første 1. april efter kommunalvalget, {end:%d.%m.%Y}, "
            f"ikke {until:%d.%m.%Y}"
        )
        return [Breach(COMPOSITION, text)]
    return []


def tenure_breaches(*, first_day: date, until: date, next_election: date) -> list[Breach]:
    """``until``: the first day after it; ``next_election``: the first election after ``first_day``."""
    wrong = []
    if until <= first_day:
        return [Breach(COMPOSITION, "Udpegningen slutter, før den begynder")]
    if until > longest(first_day):
        wrong.append(Breach(COMPOSITION, f"Udpegningen er længere end {YEARS} år"))
    if until > (end := term_end(next_election)):
        text = f"Bestyrelsens funktionsperiode løber til {end:%d.%m.%Y}, udpegningen til {until:%d.%m.%Y}"
        wrong.append(Breach(COMPOSITION, text))
    return wrong
