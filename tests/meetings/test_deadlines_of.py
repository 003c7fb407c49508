"""The deadlines as a meeting's page shows them: worked dates, kept or not, and what may be waived."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from meetings.deadlines_of import breaches_of, deadlines, election_is_unknown, next_deadline, with_facts
from meetings.models import Meeting, Term, Version
from tests.meetings.seated import seat_members


@pytest.fixture
def on(council):
    def make(day: date, **fields) -> Meeting:
        return Meeting.objects.create(council=council, date=day, **fields)

    return make


@pytest.fixture
def send(stored_pdf):
    def make(meeting: Meeting, *days: date) -> None:
        for number, day in enumerate(days, 1):
            at = timezone.make_aware(datetime(day.year, day.month, day.day, 23, 30))
            Version.objects.create(meeting=meeting, number=number, sent_at=at, snapshot={}, agenda=stored_pdf())
        Meeting.objects.filter(pk=meeting.pk).update(status="sent")
        meeting.refresh_from_db()

    return make


def _days(meeting, today=date(2022, 1, 1)):
    return [(one.day.isoformat(), one.citation.place) for one in deadlines(meeting, today)]


# § 5, stk. 4: the tenth day before; stk. 5: the same weekday the week before. Calendar days, holidays too.
ORDINARY = [
    (date(2022, 4, 22), "2022-04-12", "2022-04-15", "over Easter: the agenda's day is Good Friday"),
    (date(2024, 1, 3), "2023-12-24", "2023-12-27", "proposals until 24 December"),
    (date(2024, 1, 7), "2023-12-28", "2023-12-31", "the agenda's day is 31 December"),
    (date(2022, 3, 29), "2022-03-19", "2022-03-22", "the night to summer time lies between"),
    (date(2022, 11, 1), "2022-10-22", "2022-10-25", "and the night back"),
    (date(2024, 3, 5), "2024-02-24", "2024-02-27", "over a leap day"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "proposals", "agenda", "why"), ORDINARY)
def test_par_5_stk_4_and_5(day, proposals, agenda, why, on):
    assert _days(on(day)) == [(proposals, "§ 5, stk. 4"), (agenda, "§ 5, stk. 5")], why


# § 4, stk. 2: three working days before; neither holidays, 24 and 31 December nor weekends count.
ALLIANCES = [
    (date(2022, 1, 4), "2021-12-29", "over the new year: 3 January, 30 and 29 December; 31 does not count"),
    (date(2022, 4, 19), "2022-04-11", "over Easter: Maundy Thursday to Easter Monday do not count"),
    (date(2025, 12, 29), "2025-12-19", "over Christmas with 24 December"),
    (date(2022, 1, 21), "2022-01-18", "an ordinary week"),
]


@pytest.mark.parametrize(("day", "by", "why"), ALLIANCES)
def test_par_4_stk_2(day, by, why, on):
    [row] = [one for one in deadlines(on(day, kind="constitutive"), day) if one.citation.part == "2"]
    assert row.citation.caveat
    assert row.day.isoformat() == by, why


@pytest.mark.parametrize(("day", "state"), [(date(2022, 1, 31), "met"), (date(2022, 2, 1), "late")])
def test_par_4_stk_1_by_31_january_after_the_election(day, state, on, council):
    Term.objects.create(council=council, election_date=date(2021, 11, 16), period=(date(2022, 3, 1), None))
    meeting = on(day, kind="constitutive")
    found = deadlines(meeting, day)
    row = next(one for one in found if one.citation.part == "1")
    assert (row.day, row.state, bool(breaches_of(meeting, found))) == (date(2022, 1, 31), state, state == "late")


def test_without_the_term_of_its_election_the_31_january_is_not_guessed(on, council):
    Term.objects.create(council=council, election_date=date(2021, 11, 16), period=(date(2022, 1, 19), None))
    meeting = on(date(2026, 1, 20), kind="constitutive")
    found = deadlines(meeting, date(2026, 1, 1))
    assert [one.citation.part for one in found] == ["2"]
    assert election_is_unknown(meeting, found)


# Meeting on 7 March 2022: the agenda by Monday 28 February.
AGENDA = [
    ((date(2022, 2, 28),), "", date(2022, 3, 1), "met", False),
    ((date(2022, 3, 1),), "", date(2022, 3, 1), "late", True),
    ((date(2022, 3, 1),), "Valgets dag.", date(2022, 3, 1), "late", False),
    ((date(2022, 2, 25), date(2022, 3, 4)), "", date(2022, 3, 5), "met", False),  # version 2 breaks nothing
    ((), "", date(2022, 2, 27), "coming", False),
    ((), "", date(2022, 2, 28), "today", False),
    ((), "", date(2022, 3, 1), "late", True),
    ((), "Valgets dag.", date(2022, 3, 1), "late", False),
]


@pytest.mark.parametrize(("sent", "because", "today", "state", "breach"), AGENDA)
def test_the_agenda_kept_late_or_waived(sent, because, today, state, breach, on, send):
    meeting = on(date(2022, 3, 7), agenda_late_because=because)
    if sent:
        send(meeting, *sent)
    found = deadlines(meeting, today)
    assert (found[1].state, found[1].happened) == (state, sent[0] if sent else None)
    assert bool(breaches_of(meeting, found)) is breach
    assert (found[1].said == "Fraveget") is (state == "late" and bool(because))


def test_sent_late_in_the_evening_counts_as_that_day_in_denmark(on, send):
    """23.30 in Denmark is the same day, also where the server counts in UTC."""
    meeting = on(date(2022, 7, 7))
    send(meeting, date(2022, 6, 30))
    assert deadlines(meeting, date(2022, 7, 1))[1].state == "met"


@pytest.mark.parametrize(
    ("wanting", "chair", "lawful"), [(12, False, False), (13, False, True), (0, True, True), (0, False, False)]
)
def test_par_5_stk_2_an_extra_meeting_of_38_needs_13(wanting, chair, lawful, on, council):
    seat_members(council, 38)
    meeting = on(
        date(2022, 5, 2), kind="extraordinary", wanted_by_members=wanting, wanted_by_chair=chair
    )
    found = breaches_of(meeting, deadlines(meeting, date(2022, 5, 1)))
    assert [breach.citation.place for breach in found] == ([] if lawful else ["§ 5, stk. 2"])


def test_an_extra_meeting_of_unknown_members_is_not_judged(on):
    meeting = on(date(2022, 5, 2), kind="extraordinary")
    assert breaches_of(meeting, deadlines(meeting, date(2022, 5, 1))) == []


def test_before_the_first_edition_and_when_cancelled_there_are_none(on):
    before = on(date(2021, 10, 11))
    off = on(date(2022, 3, 7), status="cancelled", status_before="sent", cancelled_because="Sne.")
    assert (deadlines(before, date(2021, 9, 1)), deadlines(off, date(2022, 2, 1))) == ([], [])
    assert breaches_of(before, []) == []


def test_what_comes_next(on):
    meeting = on(date(2022, 3, 7))
    days = [date(2022, 2, 1), date(2022, 2, 26), date(2022, 3, 2)]
    assert [next_deadline(meeting, today).what for today in days] == [
        "Forslag til dagsordenen", "Udsendelse af dagsordenen", "Udsendelse af dagsordenen",
    ]  # fmt: skip


def test_no_query_for_meetings_that_bring_their_facts(on, django_assert_num_queries):
    for day in range(1, 20):
        on(date(2022, 9, day))
    with django_assert_num_queries(1):
        found = [deadlines(one, date(2022, 8, 1)) for one in with_facts(Meeting.objects.all())]
    assert [len(one) for one in found] == [2] * 19
