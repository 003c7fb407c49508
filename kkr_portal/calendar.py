"""Danish working days (hverdage), and counting back from a date. Dates only: summer time changes nothing.

The rules of procedure say «hverdage» and don't say which. The strict way is taken: Saturdays, Sundays,
public holidays, Grundlovsdag, 24 and 31 December do not count, so that a deadline kept here is kept under
every reading. The five kinds are those that forældelsesloven § 27, stk. 2, sets against «hverdag»
(found at danskelove.dk); that it carries over to a KKR is our reading. 1 May counts.
Store bededag was a public holiday up to and including 2023 (act no. 214 of 6 March 2023).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

from kkr_portal.law import Certainty, Citation

WORKING_DAY = Citation(
    "forældelsesloven",
    "27",
    "2",
    certainty=Certainty.FOUND,
    note="Teksten siger ikke, hvad en hverdag er. Der tælles strengt: lørdage, søndage, helligdage, "
    "grundlovsdag, 24. og 31. december tæller ikke med",
)
CLOSED_BY_CUSTOM = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def _public_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language="da", expand=False))


def holiday_name(day: date) -> str:
    """The name of the holiday or day of custom; empty on other days, Saturdays and Sundays too."""
    return _public_holidays(day.year).get(day) or CLOSED_BY_CUSTOM.get((day.month, day.day), "")


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not holiday_name(day)


def working_days_before(day: date, n: int) -> date:
    """The last date on which ``n`` whole working days are left before ``day``.

    ``day`` itself does not count, the date that is returned does, as in «10 days before»: three
    working days before a Friday is the Tuesday. The date is itself a working day (for n ≥ 1).
    """
    if n < 0:
        raise ValueError("cannot count back a negative number of working days")
    while n:
        day -= ONE_DAY
        n -= is_working_day(day)
    return day


def days_before(day: date, n: int) -> date:
    """Every day counts: the tenth day before the 21st is the 11th."""
    return day - timedelta(days=n)


def weeks_before(day: date, n: int) -> date:
    """The same day of the week, ``n`` weeks earlier."""
    return day - timedelta(weeks=n)


def months_after(day: date, n: int) -> date:
    """The same day of the month ``n`` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - ONE_DAY)
