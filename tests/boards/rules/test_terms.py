"""To the first 1 April after the election, and never more than four years."""

from datetime import date

import pytest

from boards.rules.balance import nomination_warnings
from boards.rules.terms import longest, tenure_breaches, term_end

NEXT = date(2025, 11, 18)


@pytest.mark.parametrize(
    ("election", "end"),
    [(date(2021, 11, 16), date(2022, 4, 1)), (NEXT, date(2026, 4, 1)), (date(2026, 4, 1), date(2027, 4, 1))],
)
def test_the_term_ends_on_the_first_of_april_after_the_election(election, end):
    assert term_end(election) == end


@pytest.mark.parametrize(
    ("first_day", "until", "messages"),
    [
        (date(2022, 4, 1), date(2026, 4, 1), []),
        (date(2023, 9, 1), date(2026, 4, 1), []),  # the rest of the term
        (date(2022, 4, 1), date(2026, 4, 2), [
            "Udpegningen er længere end 4 år",
            "Bestyrelsens funktionsperiode løber til 01.04.2026, udpegningen til 02.04.2026",
        ]),
        (date(2022, 4, 1), date(2022, 4, 1), ["Udpegningen slutter, før den begynder"]),
    ],
)  # fmt: skip
def test_an_appointment_keeps_to_its_term(first_day, until, messages):
    found = tenure_breaches(first_day=first_day, until=until, next_election=NEXT)
    assert [one.message for one in found] == messages


def test_four_years_from_a_leap_day():
    assert longest(date(2024, 2, 29)) == date(2028, 2, 29)
    assert longest(date(2096, 2, 29)) == date(2100, 3, 1)


@pytest.mark.parametrize(
    ("women", "men", "reason", "warns"),
    [
        (1, 1, "", False), (2, 1, "", False), (0, 0, "", False), (1, 0, "", True), (0, 1, "", True),
        (3, 1, "", True), (0, 2, "", True), (0, 1, "Kun én kandidat.", False), (0, 1, "  ", True),
    ],
)  # fmt: skip
def test_the_balance_warns_and_a_reason_silences_it(women, men, reason, warns):
    assert bool(nomination_warnings(women=women, men=men, reason=reason, by="Foreningen")) is warns
