"""One reading of who sat where: rows, table, calendar."""

from datetime import date

import pytest

from boards.actions.tenures import appoint, end_tenure, open_past
from boards.drawing.tenures import Kind
from boards.timeline import board_events, board_timeline, person_events, person_timeline
from kkr_portal.registry.models import Person
from meetings.actions.people import Who
from tests.boards import made
from tests.boards.test_seating import many_boards

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 15)


@pytest.fixture
def body():
    """Ane sits from the first day and leaves; the seat is vacant; Bo has the rest."""
    body = made.board()
    seat, term = made.seat(body), made.term(body)
    ane, bo = made.person(), made.person("Bo Bregne")
    first = appoint(seat=seat, who=Who(known=ane), term=term, since=made.FIRST)
    end_tenure(tenure=first, day=date(2023, 1, 1), because="died")
    appoint(seat=seat, who=Who(known=bo), term=term, since=date(2023, 6, 1))
    return body


def test_of_a_board(body):
    timeline = board_timeline(body, TODAY)
    assert [(str(one.tenure), one.seat, one.when) for one in timeline.posts] == [
        ("Ane Ahorn", "Medlem", "1. april 2022 – 31. december 2022"),
        ("Bo Bregne", "Medlem", "siden 1. juni 2023, udpeget til 1. april 2026"),
    ]
    assert [(one.kind, one.first, one.last) for one in timeline.rows[0].spans] == [
        (Kind.SITS, made.FIRST, date(2023, 1, 1)),
        (Kind.VACANT, date(2023, 1, 1), date(2023, 6, 1)),
        (Kind.SITS, date(2023, 6, 1), made.UNTIL),
    ]


def test_carried_over_is_said(body):
    timeline = board_timeline(body, date(2026, 5, 4))
    assert timeline.posts[-1].when == "siden 1. juni 2023; udpegningen udløb 1. april 2026"
    assert [(one.kind, one.last) for one in timeline.rows[0].spans][-2:] == [
        (Kind.SITS, made.UNTIL), (Kind.CARRIES_OVER, date(2026, 5, 4)),
    ]  # fmt: skip


def test_of_a_person(body):
    ane = Person.objects.get(given_name="Ane")
    timeline = person_timeline(ane, TODAY)
    assert [(row.name, [one.kind for one in row.spans]) for row in timeline.rows] == [
        ("Vækstforum", [Kind.SITS])
    ]


def test_a_board_that_nobody_has_sat_on():
    timeline = board_timeline(made.board(), TODAY)
    assert (timeline.posts, timeline.rows, timeline.drawing.lines) == ([], [], ())


def test_the_boards_dates(body):
    events = board_events(body, board_timeline(body, TODAY), "https://portal.example/")
    assert [(one.first, one.summary, one.description) for one in events] == [
        (made.FIRST, "Ny funktionsperiode begynder: Vækstforum", "Perioden løber til 1. april 2026."),
        (made.UNTIL, "Udpegninger udløber: Vækstforum", "Bo Bregne (Medlem)"),
    ]
    assert len({one.uid for one in events}) == 2


def test_a_persons_dates_and_a_rising_sequence(body):
    ane = Person.objects.get(given_name="Ane")
    events = person_events(ane, person_timeline(ane, TODAY), "https://portal.example/")
    assert [(one.first, one.summary) for one in events] == [
        (made.FIRST, "Ane Ahorn, Vækstforum: tiltræder"),
        (date(2022, 12, 31), "Ane Ahorn, Vækstforum: sidste dag"),
    ]
    before = events[0].sequence
    tenure = ane.tenures.get()
    open_past(seat=tenure.seat, reason="Datoen var forkert.", by=None)
    tenure.period = (made.FIRST, date(2022, 12, 1))
    tenure.save()
    after = person_events(ane, person_timeline(ane, TODAY), "")
    assert after[0].uid == events[0].uid
    assert after[0].sequence > before


def test_forty_years_cost_four_queries(django_assert_num_queries):
    [body] = many_boards(number=1)
    with django_assert_num_queries(3):
        timeline = board_timeline(body, TODAY)
    assert (len(timeline.posts), len(timeline.drawing.lines), len(timeline.printed)) == (120, 12, 1)
