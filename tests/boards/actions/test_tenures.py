"""Put in a seat, carried over, succeeded, for the rest of the term, out again, and each undone."""

from datetime import date

import pytest

from boards.actions.tenures import Eligible, appoint, end_tenure, reopen, take_back
from boards.actions.terms import elect_deputy, end_deputy, save_term
from boards.models import DeputyChair, Tenure, Term
from kkr_portal.registry.models import Municipality, Organisation
from meetings.actions.people import Who
from meetings.actions.periods import Refused
from tests.boards import made

pytestmark = pytest.mark.django_db
FIRST, UNTIL = made.FIRST, made.UNTIL
WHY = "Skrevet forkert."
CITED = "(standardvedtægterne for erhvervshusene § 5.2)"


@pytest.fixture
def term(house_board):
    return house_board.terms.get()


@pytest.fixture
def next_term(house_board):
    return made.term(house_board, UNTIL, date(2030, 4, 1))


@pytest.fixture
def councillor(db):
    return Eligible(municipality=Municipality.objects.get(name="Horsens"))


def put(seat, person, term, since=FIRST, **options):
    return appoint(seat=seat, who=Who(known=person), term=term, since=since, **options)


def told(refused) -> tuple[str, str]:
    return refused.value.message, refused.value.field


def test_for_the_whole_term(seat_of, ane, term, councillor):
    tenure = put(seat_of("chair"), ane, term, eligible=councillor)
    assert (tenure.period.lower, tenure.period.upper, tenure.until, tenure.began) == (
        FIRST, None, UNTIL, "appointed",
    )  # fmt: skip


def test_a_form_sent_twice_appoints_once(seat_of, ane, term, councillor):
    first, second = (put(seat_of("chair"), ane, term, eligible=councillor) for _ in range(2))
    assert (first, Tenure.objects.count()) == (second, 1)


def test_somebody_new_becomes_a_person(seat_of, term):
    who = Who(given_name="Bo", family_name="Bregne")
    tenure = appoint(seat=seat_of("region"), who=who, term=term, since=FIRST)
    assert str(tenure.person) == "Bo Bregne"


def test_who_is_carried_over_leaves_when_the_successor_enters(seat_of, ane, term, next_term, councillor):
    before = put(seat_of("chair"), ane, term, eligible=councillor)
    late = date(2026, 5, 4)
    after = put(seat_of("chair"), made.person("Bo Bregne"), next_term, late, eligible=councillor)
    before.refresh_from_db()
    assert (before.period.upper, before.ended_because, after.began) == (late, "succeeded", "rest")
    assert before.carries_over(date(2026, 5, 3))


def test_appointed_again(seat_of, ane, term, next_term, councillor):
    put(seat_of("chair"), ane, term, eligible=councillor)
    put(seat_of("chair"), ane, next_term, UNTIL, eligible=councillor)
    assert [(one.period.lower, one.period.upper) for one in ane.tenures.order_by("period")] == [
        (FIRST, UNTIL), (UNTIL, None),
    ]  # fmt: skip


def test_appointed_again_to_another_seat(seat_of, ane, term, next_term, councillor):
    put(seat_of("municipal"), ane, term, eligible=councillor)
    put(seat_of("chair"), ane, next_term, UNTIL, eligible=councillor)
    old = seat_of("municipal").tenures.get()
    assert (old.period.upper, old.ended_note) == (UNTIL, "Udpeget til en anden plads")


def test_no_substitute_beside_who_sits(seat_of, ane, term, councillor):
    put(seat_of("chair"), ane, term, eligible=councillor)
    with pytest.raises(Refused) as refused:
        put(seat_of("chair"), made.person("Bo Bregne"), term, date(2023, 1, 1), eligible=councillor)
    assert told(refused) == (
        "Pladsen er besat af Ane Ahorn, udpeget til 1. april 2026. Der udpeges ikke suppleanter "
        f"{CITED}. Afslut først posten, eller vælg en senere dag.",
        "since",
    )


def test_a_person_twice_on_one_board(seat_of, ane, term, councillor):
    put(seat_of("chair"), ane, term, eligible=councillor)
    with pytest.raises(Refused) as refused:
        put(seat_of("municipal"), ane, term, date(2023, 1, 1), eligible=councillor)
    assert told(refused) == ("Personen sidder allerede i bestyrelsen på den tid.", "person")


@pytest.mark.parametrize("anyway", [False, True])
def test_the_director_never_sits_on_the_board(seat_of, house_board, term, anyway):
    with pytest.raises(Refused) as refused:
        put(seat_of("region"), house_board.director, term, anyway=anyway)
    message = f"Dorte Direktør er direktør i erhvervshuset og kan ikke sidde i bestyrelsen {CITED}."
    assert told(refused) == (message, "person")


@pytest.mark.parametrize(
    ("rule", "message", "field"),
    [
        ("chair", "Ane Ahorn er ikke folkevalgt; formanden skal være det", "municipality"),
        ("municipal", "Ane Ahorn er ikke kommunal politisk repræsentant", "municipality"),
        ("employees", "Ane Ahorn er ikke indstillet af FH og AC i fællesskab", "nominators"),
    ],
)
def test_what_the_seat_demands(seat_of, ane, term, rule, message, field):
    with pytest.raises(Refused) as refused:
        put(seat_of(rule), ane, term)
    assert told(refused) == (f"{message} {CITED}.", field)
    assert put(seat_of(rule), ane, term, anyway=True).person == ane  # somebody else appoints, and has done so


def test_a_business_member(seat_of, ane, term):
    with pytest.raises(Refused) as refused:
        put(seat_of("business"), ane, term)
    assert refused.value.field == "active_in_business"
    by = tuple(Organisation.objects.filter(name="SMVdanmark"))
    tenure = put(seat_of("business"), ane, term, eligible=Eligible(None, True, from_sme=True, nominators=by))
    assert [str(one) for one in tenure.nominators.all()] == ["SMVdanmark"]


@pytest.mark.parametrize(
    ("since", "until", "message", "field"),
    [
        (date(2022, 3, 31), None, "Funktionsperioden begynder først 1. april 2022.", "since"),
        (UNTIL, None, "Funktionsperioden sluttede 1. april 2026.", "since"),
        (FIRST, date(2027, 4, 1), f"Udpegningen er længere end 4 år {CITED}. Bestyrelsens funktionsperiode "
         f"løber til 01.04.2026, udpegningen til 01.04.2027 {CITED}.", "until"),
        (FIRST, FIRST, f"Udpegningen slutter, før den begynder {CITED}.", "until"),
    ],
)  # fmt: skip
def test_time(seat_of, ane, term, since, until, message, field):
    with pytest.raises(Refused) as refused:
        put(seat_of("region"), ane, term, since, until=until)
    assert told(refused) == (message, field)


def test_from_a_leap_day_for_the_rest_of_the_term(seat_of, ane, term):
    tenure = put(seat_of("region"), ane, term, date(2024, 2, 29))
    assert (tenure.since, tenure.until, tenure.began) == (date(2024, 2, 29), UNTIL, "rest")


def test_before_somebody_who_is_appointed_already(seat_of, ane, term, next_term):
    """A vacancy is filled until the one enters who comes after."""
    put(seat_of("region"), ane, next_term, UNTIL)
    between = put(seat_of("region"), made.person("Bo Bregne"), term, date(2023, 1, 1))
    assert between.period.upper == UNTIL


def test_another_body_has_its_own_rules(ane):
    body = made.board()
    seat = made.seat(body)
    term = made.term(body, date(2022, 1, 1), date(2023, 1, 1))
    assert put(seat, ane, term, date(2022, 1, 1)).until == date(2023, 1, 1)
    with pytest.raises(Refused, match=r"senest 1\. januar 2023"):
        put(seat, made.person("Bo Bregne"), term, date(2022, 6, 1), until=date(2024, 1, 1))


@pytest.fixture
def sitting(seat_of, ane, term):
    return put(seat_of("region"), ane, term)


def test_leaves_and_the_seat_is_vacant(sitting):
    end_tenure(tenure=sitting, day=date(2023, 5, 1), because="resigned")
    sitting.refresh_from_db()
    assert (sitting.period.upper, sitting.ended_because) == (date(2023, 5, 1), "resigned")


@pytest.mark.parametrize(
    ("day", "because", "message", "field"),
    [
        (FIRST, "resigned", "Ane Ahorn tiltrådte 1. april 2022. Datoen skal ligge efter.", "day"),
        (date(2023, 1, 1), "removed", f"Skriv, hvad ministerens indstilling siger {CITED}.", "note"),
    ],
)
def test_leaving_that_is_refused(sitting, day, because, message, field):
    with pytest.raises(Refused) as refused:
        end_tenure(tenure=sitting, day=day, because=because)
    assert told(refused) == (message, field)


def test_removed_on_the_ministers_recommendation(sitting):
    end_tenure(tenure=sitting, day=date(2023, 1, 1), because="removed", note="Brev af 1. december 2022")
    assert Tenure.objects.get().ended_note == "Brev af 1. december 2022"


def test_leaving_is_undone_while_nobody_has_entered(sitting, term):
    end_tenure(tenure=sitting, day=date(2023, 1, 1), because="resigned")
    reopen(tenure=sitting, reason=WHY, by=None)
    sitting.refresh_from_db()
    assert (sitting.period.upper, sitting.ended_because) == (None, "")
    end_tenure(tenure=sitting, day=date(2023, 1, 1), because="resigned")
    put(sitting.seat, made.person("Bo Bregne"), term, date(2023, 1, 1))
    with pytest.raises(Refused, match="siden besat af Bo Bregne"):
        reopen(tenure=sitting, reason=WHY, by=None)


def test_an_appointment_is_undone_and_who_was_there_sits_on(sitting, next_term):
    new = put(sitting.seat, made.person("Bo Bregne"), next_term, UNTIL)
    with pytest.raises(Refused, match="Bo Bregne er udpeget efter"):
        take_back(tenure=sitting, reason=WHY, by=None)
    assert take_back(tenure=new, reason=WHY, by=None) == sitting
    sitting.refresh_from_db()
    assert (sitting.period.upper, sitting.ended_because) == (None, "")
    assert take_back(tenure=sitting, reason=WHY, by=None) is None
    assert not Tenure.objects.exists()


def test_deputy_chair(sitting, house_board, seat_of, term, councillor):
    first = elect_deputy(board=house_board, tenure=sitting, since=date(2022, 5, 1))
    assert elect_deputy(board=house_board, tenure=sitting, since=date(2022, 6, 1)) == first
    bo = put(seat_of("knowledge"), made.person("Bo Bregne"), term)
    elect_deputy(board=house_board, tenure=bo, since=date(2023, 1, 1))
    end_tenure(tenure=bo, day=date(2024, 1, 1), because="died")
    periods = DeputyChair.objects.order_by("period")
    assert [(str(one.tenure), one.period.lower, one.period.upper) for one in periods] == [
        ("Ane Ahorn", date(2022, 5, 1), date(2023, 1, 1)),
        ("Bo Bregne", date(2023, 1, 1), date(2024, 1, 1)),
    ]


def test_who_can_be_no_deputy_chair(house_board, seat_of, ane, term, councillor):
    chair = put(seat_of("chair"), ane, term, eligible=councillor)
    observer = put(seat_of("observer"), made.person("Bo Bregne"), term)
    for tenure, message in [(chair, "Formanden kan ikke"), (observer, "Observatøren er ikke medlem")]:
        with pytest.raises(Refused, match=message):
            elect_deputy(board=house_board, tenure=tenure, since=FIRST)
    with pytest.raises(Refused, match="er ikke medlem"):
        elect_deputy(board=house_board, tenure=chair, since=date(2020, 1, 1))


def test_deputy_chair_is_ended_or_as_if_never(sitting, house_board):
    one = elect_deputy(board=house_board, tenure=sitting, since=date(2022, 5, 1))
    end_deputy(deputy=one, day=date(2022, 5, 1))
    assert not DeputyChair.objects.exists()
    one = elect_deputy(board=house_board, tenure=sitting, since=date(2022, 5, 1))
    end_deputy(deputy=one, day=date(2023, 1, 1))
    one.refresh_from_db()
    assert one.period.upper == date(2023, 1, 1)
    for day, message in ((date(2024, 1, 1), "ikke længere næstformand"), (date(2022, 5, 1), "er afsluttet")):
        with pytest.raises(Refused, match=message):
            end_deputy(deputy=one, day=day)


@pytest.mark.parametrize(
    ("first", "until", "message"),
    [
        (UNTIL, date(2031, 4, 1), "længere end 4 år"),
        (
            UNTIL,
            date(2030, 3, 31),
            "løber til den første 1. april efter kommunalvalget, 01.04.2030, ikke 31.03.2030",
        ),
        (UNTIL, date(2026, 4, 1), "slutter, før den begynder"),
        (date(2025, 4, 1), date(2026, 4, 1), "allerede en funktionsperiode"),
    ],
)
def test_a_term_that_is_refused(house_board, first, until, message):
    with pytest.raises(Refused, match=message):
        save_term(term=Term(board=house_board), first=first, until=until)


def test_a_term_is_not_drawn_away_from_under_who_sits(sitting, term):
    with pytest.raises(Refused, match=r"Ane Ahorn er udpeget fra 1\. april 2022"):
        save_term(term=term, first=date(2022, 5, 1), until=UNTIL)
