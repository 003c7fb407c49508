"""To the first 1 April after the election, and never more than four years."""

from datetime import date

import pytest

from boards.rules.balance import board_warnings, nomination_warnings
from boards.rules.terms import board_term_breaches, longest, tenure_breaches, term_end

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


@pytest.mark.parametrize(
    ("first_day", "until", "message"),
    [
        (date(2022, 4, 1), date(2026, 4, 1), None),
        (date(2024, 2, 29), date(2026, 4, 1), None),
        (date(2022, 4, 1), date(2027, 4, 1),
         "Funktionsperioden er længere end 4 år; den kan højst løbe til 01.04.2026"),
        (date(2022, 4, 1), date(2026, 3, 31),
         "Funktionsperioden løber til den første 1. april efter kommunalvalget, 01.04.2026, ikke 31.03.2026"),
        (date(2022, 4, 1), date(2022, 3, 31), "Funktionsperioden slutter, før den begynder"),
    ],
)  # fmt: skip
def test_a_boards_term(first_day, until, message):
    found = board_term_breaches(first_day=first_day, until=until, next_election=NEXT)
    assert [one.message for one in found] == ([message] if message else [])


def test_another_bodys_term_ends_when_it_likes():
    days = {"first_day": date(2022, 4, 1), "until": date(2026, 3, 31)}
    assert board_term_breaches(**days, next_election=None) == []


@pytest.mark.parametrize(
    ("women", "men", "unknown", "reason", "warns"),
    [
        (5, 6, 0, "", False), (4, 7, 0, "", True), (4, 7, 0, "Få kandidater", False), (4, 6, 1, "", False),
        (3, 6, 2, "", False), (3, 6, 1, "", True), (0, 0, 11, "", False), (7, 4, 0, " ", True),
    ],
)  # fmt: skip
def test_the_balance_of_a_board(women, men, unknown, reason, warns):
    assert bool(board_warnings(women=women, men=men, unknown=unknown, reason=reason)) is warns
