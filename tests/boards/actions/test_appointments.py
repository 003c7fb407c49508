"""Appointed in a round: with the decision, from among the candidates; then announced."""

from datetime import date

import pytest

from boards.actions.appointments import announce, appoint_candidate, appoint_politician
from boards.actions.nominations import take_back_nomination, withdraw_candidate
from boards.actions.tenures import Eligible, take_back
from boards.models import Appointment, Candidate, Tenure
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Municipality
from meetings.actions.people import Who
from tests.boards import in_round, made
from tests.boards.actions.test_rounds import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidates(round_2022):
    return list(in_round.nominated(in_round.asked(in_round.entitled(round_2022))).candidates.all())


@pytest.fixture
def decision(round_2022):
    return in_round.item()


def test_a_candidate_becomes_a_member(candidates, seat_of, decision):
    made_ = appoint_candidate(
        candidate=candidates[1], seat=seat_of("business"), decided_at=decision, since=made.FIRST
    )
    tenure = made_.tenure
    assert (str(tenure.person), tenure.person.email, tenure.since, tenure.until) == (
        "Mads Måge", "mads@example.dk", made.FIRST, made.UNTIL,
    )  # fmt: skip
    assert (tenure.decided_at, tenure.from_sme, tenure.counts_as) == (decision, True, "man")
    assert [str(one) for one in tenure.nominators.all()] == ["DI"]
    again = appoint_candidate(
        candidate=candidates[1], seat=seat_of("business"), decided_at=decision, since=made.FIRST
    )
    assert (again, Tenure.objects.count()) == (made_, 1)


def test_without_a_decision(candidates, seat_of):
    message, field = refused(
        lambda: appoint_candidate(
            candidate=candidates[0], seat=seat_of("business"), decided_at=None, since=made.FIRST
        )
    )
    assert message == (
        "KKR udpeger på et møde: vælg det punkt, hvor det blev besluttet "
        "(standardvedtægterne for erhvervshusene § 5.2)."
    )
    assert field == "decided_at"
    assert (Tenure.objects.count(), Appointment.objects.count()) == (0, 0)


def test_a_meeting_that_is_not_held_has_decided_nothing(candidates, seat_of):
    for decided_at, said in (
        (in_round.item(day=date(2022, 3, 21)), "Mødet er ikke holdt endnu."),
        (in_round.item(day=date(2022, 2, 8), cancelled=True), "Mødet er aflyst og har ikke besluttet noget."),
    ):
        told = refused(
            lambda at=decided_at: appoint_candidate(
                candidate=candidates[0], seat=seat_of("business"), decided_at=at, since=made.FIRST
            )
        )
        assert told == (said, "decided_at")
    assert (Tenure.objects.count(), Appointment.objects.count()) == (0, 0)


def test_decided_by_another_kkr(candidates, seat_of):
    elsewhere = in_round.item("sjaelland")
    told = refused(
        lambda: appoint_candidate(
            candidate=candidates[0], seat=seat_of("business"), decided_at=elsewhere, since=made.FIRST
        )
    )
    assert told == ("Punktet hører til et andet KKR. Vælg et punkt på KKR's egne møder.", "decided_at")


def test_to_another_kind_of_seat_or_withdrawn(candidates, seat_of, decision):
    def tried(rule):
        return refused(
            lambda: appoint_candidate(
                candidate=candidates[0], seat=seat_of(rule), decided_at=decision, since=made.FIRST
            )
        )

    assert tried("knowledge") == ("Vera Viol er indstillet til en anden slags plads.", "seat")
    withdraw_candidate(candidate=candidates[0], withdrawn=True)
    assert tried("business")[0] == "Vera Viol har trukket sig som kandidat."


def test_who_is_not_active_in_business_is_not_eligible(candidates, seat_of, decision):
    Candidate.objects.update(active_in_business=False)
    message, _ = refused(
        lambda: appoint_candidate(
            candidate=candidates[0], seat=seat_of("business"), decided_at=decision, since=made.FIRST
        )
    )
    assert message.startswith("Vera Viol er ikke aktiv erhvervsdrivende")


def test_the_same_person_again(candidates, seat_of, decision, ane):
    made_ = appoint_candidate(
        candidate=candidates[0], seat=seat_of("business"), decided_at=decision, since=made.FIRST, known=ane
    )
    assert made_.tenure.person == ane


def test_the_chair_whom_nobody_nominates(round_2022, seat_of, decision, ane):
    eligible = Eligible(municipality=Municipality.objects.get(name="Horsens"), counts_as="woman")
    made_ = appoint_politician(
        opened=round_2022, seat=seat_of("chair"), who=Who(known=ane), eligible=eligible,
        decided_at=decision, since=made.FIRST,
    )  # fmt: skip
    assert (made_.candidate, made_.tenure.person) == (None, ane)


def test_a_seat_on_a_board_without_the_rounds_term(candidates, seat_of, decision, house_board):
    house_board.terms.update(period=(date(2022, 3, 1), date(2026, 3, 1)))
    told = refused(
        lambda: appoint_candidate(
            candidate=candidates[0], seat=seat_of("business"), decided_at=decision, since=made.FIRST
        )
    )
    assert told[1] == "seat"


def test_an_appointment_holds_its_nomination_until_it_is_taken_back(candidates, seat_of, decision):
    made_ = appoint_candidate(
        candidate=candidates[0], seat=seat_of("business"), decided_at=decision, since=made.FIRST
    )
    nomination = candidates[0].nomination
    assert "Fortryd først udpegningen" in refused(lambda: take_back_nomination(nomination=nomination))[0]
    assert "er udpeget" in refused(lambda: withdraw_candidate(candidate=candidates[0], withdrawn=True))[0]
    take_back(tenure=made_.tenure, reason="Trak sig.", by=None)
    assert Appointment.objects.count() == 0
    take_back_nomination(nomination=nomination)


def test_announced_once(round_2022, candidates, seat_of, decision, in_february):
    for number, candidate in enumerate(candidates, 1):
        seat = seat_of("business", number)
        appoint_candidate(candidate=candidate, seat=seat, decided_at=decision, since=made.FIRST)
    assert announce(opened=round_2022) == 2
    told = {mail.to_address: mail.body for mail in Mail.objects.filter(key__startswith="round-")}
    assert sorted(told) == ["di@example.dk", "mads@example.dk"]
    line = "- Vera Viol, virksomhedsrepræsentant i bestyrelsen for Erhvervshus Midtjylland"
    assert all(line in body for body in told.values())
    assert set(Appointment.objects.values_list("announced_on", flat=True)) == {in_february}
    assert announce(opened=round_2022) == 0
    assert Mail.objects.filter(key__startswith="round-").count() == 2
