"""Two at the same moment with one seat, and with one organisation's link."""

import pytest
from django.test import Client

from boards.actions.appointments import appoint_candidate
from boards.actions.tenures import appoint
from boards.models import Appointment, Candidate, Nomination, Tenure
from meetings.actions.people import Who
from meetings.actions.periods import Refused
from tests.boards import in_round, made
from tests.boards.views.test_answer import BOTH
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def told(results):
    """How many were refused in words; anything else that was raised is an error of the test."""
    assert [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    return sum(isinstance(one, Refused) for one in results)


def test_two_appoint_somebody_to_the_same_seat(seat_of, house_board):
    seat, term = seat_of("business"), house_board.terms.get()

    def put(name):
        who = Who(given_name=name, family_name="Ahorn")
        return lambda: appoint(seat=seat, who=who, term=term, since=made.FIRST, anyway=True)

    assert told(at_once(put("Ane"), put("Bo"))) == 1
    assert seat.tenures.count() == 1


def test_one_candidate_is_appointed_once(round_2022, seat_of):
    nomination = in_round.nominated(in_round.asked(in_round.entitled(round_2022)))
    candidate, item = nomination.candidates.get(given_name="Mads"), in_round.item()

    def put():
        return appoint_candidate(
            candidate=candidate, seat=seat_of("business"), decided_at=item, since=made.FIRST
        )

    assert told(at_once(put, put)) == 0
    assert (Tenure.objects.count(), Appointment.objects.count()) == (1, 1)


def test_one_link_is_answered_once(round_2022):
    request = in_round.asked(in_round.entitled(round_2022))
    url = f"/boards/answer/{request.token}/"
    answers = at_once(
        *[lambda who=who: Client().post(url, BOTH | {"answered_by": who}) for who in ("Else Elm", "Per Pil")]
    )
    assert max(answer.status_code for answer in answers) < 500
    assert (Nomination.objects.count(), Candidate.objects.count()) == (1, 2)
    assert sum("Det kan kun bruges én gang." in answer.text for answer in answers) == 1
