"""How far a KKR is with each first step: from nothing to everything, each state read from real rows."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from boards.models import Round, Step
from boards.rules.process import proposed
from boards.rules.terms import term_end
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.first_steps import standing
from kkr_portal.first_steps.standing import RULES, Standing, State, standing_of
from kkr_portal.first_steps.starting import starting, starting_terms
from kkr_portal.first_steps.steps import STEPS
from meetings.models import AgendaItem, Attachment, Meeting, Section
from tests.meetings.members import House
from tests.meetings.terms import give
from tests.quotas.agreed import an_agreement, an_open_issue, notified, ready
from tests.quotas.made import an_issue

ELECTION, TODAY = date(2021, 11, 16), date(2022, 3, 1)
DONE, BEGUN, NOT_BEGUN = State.DONE, State.BEGUN, State.NOT_BEGUN


def of(council, today=TODAY):
    return {row.step.name: row for row in standing_of(council, ELECTION, today)}


def state(council, name):
    return of(council)[name].standing.state


def told(council, name):
    return of(council)[name].standing.told


@pytest.fixture
def house(council):
    return House(council)


def meeting_on(council, day, **fields):
    return Meeting.objects.create(council=council, date=day, **fields)


def test_nothing_is_begun_in_an_empty_portal(council):
    rows = of(council)
    assert list(rows) == [step.name for step in STEPS]
    assert {row.standing.state for row in rows.values()} == {NOT_BEGUN}
    assert all(row.standing.told.endswith(".") and row.standing.url for row in rows.values())


def test_votes(house, council):
    assert state(council, "votes") is BEGUN
    give(house.term, house.place("Viborg"), A=(100, 1, 1))
    give(house.term, house.place("Skive"), A=(100, 1, 1))
    assert (state(council, "votes"), told(council, "votes")) == (DONE, "Der er tal fra 2 kommuner.")
    type(house.term).objects.update(votes_lack="Kun 2 af 19 kommuner")
    assert (state(council, "votes"), told(council, "votes")) == (BEGUN, "Det mangler: Kun 2 af 19 kommuner")


def test_composition(house, council):
    assert state(council, "composition") is NOT_BEGUN
    give(house.term, A=(100, 1, 1))
    assert state(council, "composition") is BEGUN
    house.elected_seat()
    type(house.term).objects.update(fixed_on=date(2022, 1, 10))
    assert state(council, "composition") is DONE
    assert told(council, "composition") == "Fastlagt 10. januar 2022 med 1 pladser."


def test_members_and_stand_ins(house, council):
    assert state(council, "members") is NOT_BEGUN
    first, second = house.mayor_seat(), house.elected_seat()
    assert state(council, "members") is NOT_BEGUN
    house.put(first, "Ane Ahorn")
    assert state(council, "members") is BEGUN
    house.put(second, "Bo Birk")
    house.stand_in(first, "Dan Dag")
    assert told(council, "members") == "2 af 2 pladser har fået et medlem, 1 en stedfortræder."
    house.stand_in(second, "Eva Eg")
    assert state(council, "members") is DONE


def test_a_seat_that_changed_hands_counts_once(house, council):
    seat = house.elected_seat()
    gone = house.put(seat, "Ane Ahorn")
    type(gone).objects.filter(pk=gone.pk).update(period=(date(2022, 1, 19), date(2022, 2, 1)))
    house.put(seat, "Bo Birk", since=date(2022, 2, 1))
    house.stand_in(seat, "Dan Dag")
    assert told(council, "members") == "1 af 1 pladser har fået et medlem, 1 en stedfortræder."


def test_the_constitutive_meeting(council):
    meeting_on(
        council,
        date(2022, 1, 12),
        kind="constitutive",
        status="cancelled",
        status_before="planned",
        cancelled_because="Sne",
    )
    assert state(council, "constitution") is NOT_BEGUN
    meeting = meeting_on(council, date(2022, 1, 19), kind="constitutive", status="sent")
    assert told(council, "constitution") == "Planlagt til 19. januar 2022."
    assert state(council, "constitution") is BEGUN
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    assert (state(council, "constitution"), told(council, "constitution")) == (DONE, "Holdt 19. januar 2022.")


def test_a_constitutive_meeting_after_31_january_says_so(council):
    meeting_on(council, date(2022, 2, 3), kind="constitutive")
    assert "skulle ske senest 31.01.2022" in told(council, "constitution")
    assert "§ 4, stk. 1" in told(council, "constitution")


def test_chair_and_deputy(house, council):
    assert state(council, "chair") is NOT_BEGUN
    chair = house.put(house.elected_seat(), "Ane Ahorn")
    house.officer(chair, 1)
    assert (state(council, "chair"), told(council, "chair")) == (BEGUN, "Formand: Ane Ahorn.")
    house.officer(house.put(house.elected_seat(), "Bo Birk"), 2)
    assert told(council, "chair") == "Formand: Ane Ahorn. Næstformand: Bo Birk."
    assert state(council, "chair") is DONE


def test_one_who_acts_for_a_time_is_not_elected(house, council):
    officer = house.officer(house.put(house.elected_seat(), "Ane Ahorn"))
    type(officer).objects.update(for_a_time=True)
    assert state(council, "chair") is NOT_BEGUN


def test_rules_of_procedure(council, stored_pdf):
    meeting = meeting_on(council, date(2022, 1, 19), kind="constitutive")
    section = Section.objects.create(meeting=meeting, title="Konstituering", position=1)
    item = AgendaItem.objects.create(section=section, title="Forretningsorden", position=1)
    Attachment.objects.create(
        item=item, file=stored_pdf(), file_name="f.pdf", title="Forretningsorden", position=1,
        live_kind=RULES, live_ref="2022-01-01", live_state="x",
    )  # fmt: skip
    assert (state(council, "rules"), told(council, "rules")) == (BEGUN, "Bilag til mødet 19. januar 2022.")
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    assert state(council, "rules") is DONE


def test_the_years_meetings(council):
    for month in (3, 6, 9, 11):
        meeting_on(council, date(2022, month, 7), status="planned")
    meeting_on(council, date(2021, 12, 7))  # the outgoing KKR's
    meeting_on(council, date(2022, 5, 7), kind="extraordinary", wanted_by_chair=True)
    assert (state(council, "plan"), told(council, "plan")) == (
        BEGUN, "4 ordinære møder i 2022; udgangspunktet er 5.",
    )  # fmt: skip
    meeting_on(council, date(2022, 12, 5))
    assert state(council, "plan") is DONE


def test_the_boards_round(council):
    first = term_end(ELECTION)
    opened = Round.objects.create(council=council, period=(first, date(2026, 4, 1)))
    for one in proposed(first):
        Step.objects.create(round=opened, kind=one.kind.name, first=one.first, last=one.last)
    assert (state(council, "boards"), told(council, "boards")) == (BEGUN, "0 af 8 trin er gennemført.")
    Step.objects.update(done_on=date(2022, 1, 1))
    assert state(council, "boards") is DONE


def test_another_kkr_s_round_is_not_ones_own(council):
    other = type(council).objects.get(slug="sjaelland")
    Round.objects.create(council=other, period=(term_end(ELECTION), date(2026, 4, 1)))
    assert state(council, "boards") is NOT_BEGUN


def a_contract(house, status):
    agreement, _ = FrameworkAgreement.objects.get_or_create(
        slug="opdigtet", defaults={"title": "Opdigtet", "first_year": 2021, "last_year": 2023}
    )
    contract = ResultContract.objects.create(
        council=house.council, business_house=house, year=2023, framework=agreement,
        in_force_on=date(2023, 1, 1),
    )  # fmt: skip
    ResultContract.objects.filter(pk=contract.pk).update(status=status)


def test_next_years_contract(council):
    a_contract(council.business_houses.get(), "approved")
    assert told(council, "contract") == "Kontrakten for 2023: Erhvervshus Midtjylland: godkendt."
    assert state(council, "contract") is BEGUN
    ResultContract.objects.update(status="signed")
    assert state(council, "contract") is DONE


def test_a_kkr_with_two_houses_needs_both_contracts(council):
    south = type(council).objects.get(slug="syddanmark")
    a_contract(south.business_houses.first(), "signed")
    assert state(south, "contract") is BEGUN
    assert ": ingen" in told(south, "contract")


def test_next_years_quotas(council):
    an_issue(2023)  # under entry: KL's alone
    assert told(council, "quotas") == "Landstallet for 2023 er ikke i portalen."
    issue = an_open_issue(2023, number=2, reason="Ændret")
    assert (state(council, "quotas"), told(council, "quotas")) == (
        NOT_BEGUN, "Landstallet er meldt ud; der er ingen aftale.",
    )  # fmt: skip
    agreement = an_agreement(issue)
    assert state(council, "quotas") is BEGUN
    notified(ready(agreement), on=date(2022, 9, 9))
    assert (state(council, "quotas"), told(council, "quotas")) == (
        DONE,
        "Aftalen er meddelt 9. september 2022.",
    )


def test_what_is_late(council):
    late = {name for name, row in of(council, date(2022, 2, 1)).items() if row.late}
    assert late == {"constitution"}
    days = {name: row.by for name, row in of(council).items() if row.by}
    assert days == {
        "constitution": date(2022, 1, 31), "boards": date(2022, 4, 1), "contract": date(2022, 12, 31),
        "quotas": date(2022, 9, 9),
    }  # fmt: skip


def test_every_step_says_why_when_and_by_which_rule():
    assert all(step.why and step.when and step.rules and step.help_page for step in STEPS)


@pytest.mark.parametrize(
    ("today", "starts"),
    [
        (date(2021, 11, 16), False), (date(2021, 11, 17), True), (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)  # fmt: skip
def test_when_a_term_is_starting(today, starts):
    assert starting(ELECTION, today) is starts


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("secretariat", ["KKR Midtjylland"]), ("other_secretariat", ["KKR Sjælland"]), ("kl", []),
        ("member", []), ("business_house", []), ("public", []),
    ],
)  # fmt: skip
def test_the_front_page_tells_the_secretariat_of_its_own_kkr(role, sees, user_with):
    user = user_with(role) or AnonymousUser()
    assert [str(one.council) for one in starting_terms(user, TODAY)] == sees
    assert starting_terms(user, date(2023, 1, 1)) == []


def test_nothing_is_told_when_all_is_done(user_with, council, monkeypatch):
    done = Standing(State.DONE, "Gjort.", "/")
    monkeypatch.setattr(standing, "READ", {step.name: lambda new: done for step in STEPS})
    assert starting_terms(user_with("secretariat"), TODAY) == []


def test_queries_do_not_grow(house, council, django_assert_num_queries):
    of(council)
    with django_assert_num_queries(14, exact=False) as few:
        of(council)
    for number in range(12):
        seat = house.elected_seat()
        house.put(seat, f"Ane Nr{number}")
        meeting_on(council, date(2022, 2, number + 1))
    give(house.term, A=(1, 1, 1), V=(1, 1, 1), C=(1, 1, 1))
    with django_assert_num_queries(len(few)):
        of(council)
