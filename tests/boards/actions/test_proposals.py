"""Proposed for a seat, appointed by an item's decision, and taken back with it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from boards.actions.appointments import announce, appoint_candidate
from boards.actions.nominations import withdraw_candidate
from boards.actions.proposals import (
    propose_candidate,
    propose_politician,
    withdraw_proposal,
)
from boards.actions.tenures import Eligible
from boards.decision_kinds import KINDS
from boards.models import Appointment, Proposal, Tenure
from kkr_portal.registry.models import Council, Municipality, Person
from meetings.actions import effects
from meetings.actions.people import Who
from meetings.actions.sitting import Refused as NotCarriedOut
from meetings.deciding import CannotDecide
from tests.boards import in_round, made
from tests.boards.actions.test_rounds import refused

pytestmark = pytest.mark.django_db
KIND = next(one for one in KINDS if one.name == "appointment")


@pytest.fixture
def candidates(round_2022):
    return list(in_round.nominated(in_round.asked(in_round.entitled(round_2022))).candidates.all())


@pytest.fixture
def item(round_2022):
    return in_round.item()


@pytest.fixture
def proposal(candidates, seat_of) -> Proposal:
    return propose_candidate(candidate=candidates[1], seat=seat_of("business"), since=made.FIRST)


@pytest.fixture
def chair(round_2022, seat_of) -> Proposal:
    return propose_politician(
        opened=round_2022, seat=seat_of("chair"), who=Who(None, "Karla", "Kvist"), since=made.FIRST,
        eligible=Eligible(municipality=Municipality.objects.get(name="Aarhus"), counts_as="woman"),
    )  # fmt: skip


def choices(user, council: Council) -> list[str]:
    return [one.title for one in KIND.choices(user, council)]


def test_an_item_appoints_all_it_names(proposal, chair, item, user_with, council):
    secretary = user_with("secretariat")
    assert choices(secretary, council) == [
        "Karla Kvist – Formand 1, Erhvervshus Midtjylland",
        "Mads Måge – Virksomhedsrepræsentant 1, Erhvervshus Midtjylland",
    ]
    for one in (proposal, chair):
        effects.plan(item=item, kind="appointment", ref=str(one.pk), title=str(one))
    effects.carry_out(item=item, by=None)
    effects.carry_out(item=item, by=None)  # pressed twice
    assert {
        (str(one.tenure), one.tenure.since, one.decided_at, one.candidate)
        for one in Appointment.objects.all()
    } == {
        ("Mads Måge", made.FIRST, item, proposal.candidate),
        ("Karla Kvist", made.FIRST, item, None),
    }
    assert Tenure.objects.get(person__given_name="Karla").municipality.name == "Aarhus"
    assert choices(secretary, council) == []
    assert KIND.url(str(chair.pk)) == f"/boards/rounds/{chair.round_id}/appointments/"


def test_one_of_two_cannot_be_appointed(proposal, chair, item):
    for one in (proposal, chair):
        effects.plan(item=item, kind="appointment", ref=str(one.pk), title=str(one))
    withdraw_candidate(candidate=proposal.candidate, withdrawn=True)
    with pytest.raises(NotCarriedOut, match="Mads Måge har trukket sig som kandidat"):
        effects.carry_out(item=item, by=None)
    assert (Tenure.objects.count(), item.effects.filter(carried_out_at=None).count()) == (0, 2)


def test_undone_until_it_was_announced(chair, item):
    effect = effects.plan(item=item, kind="appointment", ref=str(chair.pk), title="Formand")
    effects.carry_out(item=item, by=None)
    effects.withdraw(effect=effect, reason="Forkert navn", by=None)
    assert (Tenure.objects.count(), Appointment.objects.count()) == (0, 0)
    effects.carry_out(item=item, by=None)
    announce(opened=chair.round)
    with pytest.raises(NotCarriedOut, match="allerede meddelt"):
        effects.withdraw(effect=effect, reason="Forkert navn", by=None)
    assert Appointment.objects.count() == 1


def test_a_proposal_that_is_gone(proposal, item):
    effects.plan(item=item, kind="appointment", ref=str(proposal.pk), title="Mads Måge")
    ref = str(proposal.pk)
    withdraw_proposal(proposal=proposal)
    with pytest.raises(NotCarriedOut, match="fjernet eller erstattet"):
        effects.carry_out(item=item, by=None)
    for ask in (lambda: KIND.url(ref), lambda: KIND.undo(ref, item, None, "")):
        with pytest.raises(CannotDecide):
            ask()


def test_the_next_proposal_takes_the_place_of_the_first(proposal, candidates, seat_of):
    propose_candidate(candidate=candidates[0], seat=seat_of("business"), since=made.FIRST)
    assert [str(one) for one in Proposal.objects.all()] == ["Vera Viol"]
    propose_candidate(candidate=candidates[0], seat=seat_of("business", 2), since=made.FIRST)
    assert [one.seat for one in Proposal.objects.all()] == [seat_of("business", 2)]


def test_refused_at_once(round_2022, candidates, seat_of, item):
    wrong_seat = refused(
        lambda: propose_candidate(candidate=candidates[0], seat=seat_of("knowledge"), since=made.FIRST)
    )
    assert wrong_seat == ("Vera Viol er indstillet til en anden slags plads.", "seat")
    no_council = refused(
        lambda: propose_politician(
            opened=round_2022,
            seat=seat_of("chair"),
            who=Who(None, "Karla", "Kvist"),
            eligible=Eligible(),
            since=made.FIRST,
        )
    )
    assert no_council[1] == "municipality"
    appoint_candidate(candidate=candidates[0], seat=seat_of("business"), decided_at=item, since=made.FIRST)
    filled = refused(
        lambda: propose_candidate(candidate=candidates[1], seat=seat_of("business"), since=made.FIRST)
    )
    assert filled == ("KKR har allerede udpeget til pladsen i runden.", "seat")
    assert not Proposal.objects.exists()


def test_the_database_refuses_a_proposal_of_nobody(round_2022, seat_of):
    with pytest.raises(IntegrityError, match="proposal_of_somebody"), transaction.atomic():
        Proposal.objects.create(round=round_2022, seat=seat_of("chair"), since=made.FIRST, given_name="Karla")


def test_proposed_on_the_pages(client_as, candidates, chair, round_2022, seat_of, in_february):
    page = f"/boards/rounds/{round_2022.pk}/appointments/"
    client = client_as("secretariat")
    assert "foreslået: Karla Kvist" in client.get(page).content.decode()
    known = made.person("Bo Bæk")
    sent = client.post(f"/boards/rounds/{round_2022.pk}/seats/{seat_of('municipal').pk}/propose/", {
        "person": known.pk, "since": "01.04.2022",
        "municipality": Municipality.objects.get(name="Viborg").pk, "counts_as": "man",
    }, follow=True)  # fmt: skip
    assert "Bo Bæk er foreslået. Vælg forslaget under «Punktet beslutter»" in sent.content.decode()
    sent = client.post(f"/boards/candidates/{candidates[0].pk}/propose/", {
        "seat": seat_of("business").pk, "since": "01.04.2022",
    }, follow=True)  # fmt: skip
    assert "Vera Viol er foreslået" in sent.content.decode()
    assert {(str(one), one.since) for one in Proposal.objects.all()} == {
        ("Karla Kvist", made.FIRST), ("Bo Bæk", date(2022, 4, 1)), ("Vera Viol", date(2022, 4, 1)),
    }  # fmt: skip
    assert Person.objects.filter(given_name="Bo").count() == 1
    assert "Foreslået" in client.get(f"/boards/rounds/{round_2022.pk}/candidates/").content.decode()
    sent = client.post(f"/boards/proposals/{chair.pk}/withdraw/", follow=True)
    assert "Karla Kvist er ikke længere foreslået" in sent.content.decode()


@pytest.mark.parametrize("role", ["member", "board_member", "public", "kl"])
def test_others_propose_nothing(client_as, chair, candidates, seat_of, role):
    client = client_as(role)
    for address in (
        f"/boards/proposals/{chair.pk}/withdraw/",
        f"/boards/candidates/{candidates[0].pk}/propose/",
        f"/boards/rounds/{chair.round_id}/seats/{seat_of('chair').pk}/propose/",
    ):
        assert client.post(address).status_code == (302 if role == "public" else 404)
    assert Proposal.objects.count() == 1
