"""What the database itself refuses of a round, whichever way it is written."""

from datetime import date

import pytest

from boards.models import (
    Appointment,
    Candidate,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
    Round,
    Step,
)
from tests.boards import in_round, made
from tests.boards.models.test_refused import refused_by

pytestmark = pytest.mark.django_db


def test_one_round_of_a_kkr_at_a_time(round_2022):
    def opens(first, until, council=round_2022.council):
        return refused_by(lambda: Round.objects.create(council=council, period=(first, until)))

    assert opens(date(2024, 4, 1), date(2028, 4, 1)) == "one_round_of_a_term"
    assert opens(date(2026, 4, 1), date(2030, 4, 2)) == "round_at_most_four_years"
    assert opens(date(2026, 4, 1), None) == "round_has_end"
    assert opens(date(2026, 4, 1), date(2030, 4, 1)) == ""


@pytest.mark.parametrize(
    ("kind", "first", "last", "refused"),
    [
        ("clarification", date(2022, 3, 15), date(2022, 3, 14), "step_ends_after_it_starts"),
        ("clarification", date(2022, 3, 15), date(2022, 3, 15), ""),
        ("clarification", date(2024, 2, 29), date(2024, 2, 29), ""),
        ("new_boards", date(2022, 4, 1), date(2022, 4, 2), "step_of_a_day_is_a_day"),
    ],
)
def test_a_step_ends_after_it_starts(round_2022, kind, first, last, refused):
    steps = Step.objects.filter(round=round_2022, kind=kind)
    assert refused_by(lambda: steps.update(first=first, last=last)) == refused


def test_a_round_has_each_step_once(round_2022):
    day = date(2022, 4, 1)
    again = {"round": round_2022, "kind": "new_boards", "first": day, "last": day}
    assert refused_by(lambda: Step.objects.create(**again)) == "step_once_a_round"


def test_an_organisation_is_entitled_once(round_2022):
    one = in_round.entitled(round_2022)
    again = {"round": round_2022, "seat_kind": one.seat_kind, "organisation": one.organisation}
    assert refused_by(lambda: NominatingOrganisation.objects.create(**again)) == "entitled_once"
    rows = NominatingOrganisation.objects.filter(pk=one.pk)
    assert refused_by(lambda: rows.update(together_with=one.organisation)) == "together_with_another"


def test_an_organisation_is_asked_once_unless_withdrawn(round_2022):
    one = in_round.asked(in_round.entitled(round_2022))
    fields = {"nominating": one.nominating, "deadline": in_round.DEADLINE, "sent_on": in_round.SENT}
    assert refused_by(lambda: NominationRequest.objects.create(**fields)) == "one_request_at_a_time"
    rows = NominationRequest.objects.filter(pk=one.pk)
    assert refused_by(lambda: rows.update(deadline=date(2022, 1, 19))) == "request_deadline_after_letter"
    assert refused_by(lambda: rows.update(expires_on=None)) == "request_link_expires"
    rows.update(withdrawn_on=date(2022, 2, 1))
    assert refused_by(lambda: NominationRequest.objects.create(**fields)) == ""


@pytest.mark.parametrize(
    ("received_on", "women", "men", "reason", "refused"),
    [
        (in_round.DEADLINE, 1, 1, "", ""),
        (date(2022, 3, 1), 1, 1, "", "nomination_in_time"),
        (in_round.DEADLINE, 1, 0, "", "nomination_of_both_or_reason"),
        (in_round.DEADLINE, 0, 3, "", "nomination_of_both_or_reason"),
        (in_round.DEADLINE, 0, 1, "Kun én ville", ""),
        (in_round.DEADLINE, 0, 0, "Ingen", "nomination_of_somebody"),
    ],
)
def test_a_nomination_is_in_time_and_of_both(round_2022, received_on, women, men, reason, refused):
    request = in_round.asked(in_round.entitled(round_2022))
    row = Nomination(request=request, received_on=received_on, women=women, men=men, reason=reason)
    row.deadline = date(2099, 1, 1)  # whatever is claimed: the request's own deadline counts
    assert refused_by(row.save) == refused


def test_a_request_is_answered_once(round_2022):
    one = in_round.nominated(in_round.asked(in_round.entitled(round_2022)))
    again = Nomination(request=one.request, received_on=in_round.DEADLINE, women=1, men=1)
    assert refused_by(again.save) == "one_nomination_of_a_request"
    nameless = Candidate(nomination=one, given_name="", family_name="Måge", counts_as="man")
    assert refused_by(nameless.save) == "candidate_has_a_name"


def test_no_appointment_without_a_decision(round_2022, house_board, seat_of, ane):
    tenure = made.tenure(seat_of("chair"), ane, house_board.terms.get())
    with pytest.raises(Exception, match="decided_at_id"):
        Appointment.objects.create(round=round_2022, tenure=tenure)
