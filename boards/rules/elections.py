"""When municipal elections are: the third Tuesday of November, every fourth year (kommunal- og
regionsvalgloven § 6). [general knowledge]

The election of 16 November 2021 is the source's; the others are counted from the rule.
"""

from __future__ import annotations

from datetime import date, timedelta

from kkr_portal.law import Certainty, Citation

ELECTION_DAY = Citation("kommunal- og regionsvalgloven", "6", certainty=Certainty.GENERAL_KNOWLEDGE)
KNOWN = 2021  # an election year
EVERY = 4  # years
TUESDAY = 1


def election_of(year: int) -> date:
    """The third Tuesday of November of an election year. Raises ValueError for another year."""
    if (year - KNOWN) % EVERY:
        raise ValueError(f"no municipal election in {year}")
    first = date(year, 11, 1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7 + 14)


def next_election(day: date) -> date:
    """The first election after ``day``."""
    year = day.year + (KNOWN - day.year) % EVERY
    this = election_of(year)
    return this if this > day else election_of(year + EVERY)


def latest_election(day: date) -> date:
    """The last election on or before ``day``."""
    return election_of(next_election(day).year - EVERY)
