"""Members of a table take their seats: all rows or none, by the rules of one at a time."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkr_portal.importing.plans import State
from kkr_portal.registry.models import Mandate, Person
from kkr_portal.uploaded_tables import Unreadable
from meetings.actions.member_import import import_members, tried
from meetings.actions.periods import Refused
from meetings.member_import import plan_members
from meetings.member_table import read
from meetings.models import ListCooperation, Membership, Substitute
from meetings.roster import roster_on
from tests.meetings.members import START


def plan(house, text, since=START):
    found = plan_members(read(text), roster_on(house.council, since), house.term)
    return tried(found, term=house.term, since=since)


def notes(house, text):
    return [row.note for row in plan(house, text).rows]


def fill(house, text, since=START):
    import_members(term=house.term, rows=plan(house, text, since).to_do, since=since)


@pytest.fixture
def seats(house):
    return [house.elected_seat(), house.elected_seat(), house.mayor_seat()]


def test_members_with_stand_ins_and_a_mayor(house, seats):
    known = house.person("Anna Maria Øst Sørensen")
    text = (
        "Anna Maria Øst Sørensen\tV\tViborg\tBo Ås\n"
        "\n"
        "Carl Eg\tVenstre\tViborg\tDorte Fyhn (Skive)\n"
        "Erik Gad\tA\tVIBORG\tFie Holm\tBorgmester\n"
    )
    fill(house, text)
    found = [
        (str(one.seat), str(one.member), one.party.letter, str(stand_in), str(stand_in.municipality))
        for one in roster_on(house.council, START).sittings
        if (stand_in := one.substitute)
    ]
    assert sorted(found) == [
        ("Borgmester, Viborg", "Erik Gad", "A", "Fie Holm", "Viborg"),
        ("Venstre, plads 1", "Anna Maria Øst Sørensen", "V", "Bo Ås", "Viborg"),
        ("Venstre, plads 2", "Carl Eg", "V", "Dorte Fyhn", "Skive"),
    ]
    assert Membership.objects.get(person=known).seat == seats[0]
    assert sorted(Substitute.objects.values_list("origin", flat=True)) == ["first_deputy", "group", "group"]


def test_headings_give_the_order_and_semicolons_part_as_well(house, seats):
    [row] = plan(house, "Medlem;Kommune;Parti\nAnna Øst;Viborg;V").rows
    assert (row.state, row.does.seat, row.number) == (State.NEW, seats[0], 2)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Anna;V;Viborg", "«Anna» skal have både fornavn og efternavn"),
        (";V;Viborg", "Der mangler et navn"),
        ("Anna Øst;Z;Viborg", "Portalen kender intet parti med navnet eller bogstavet «Z»"),
        ("Anna Øst;;Viborg", "Partiet mangler"),
        ("Anna Øst;V", "Kommunen mangler"),
        ("Anna Øst;V;Odense", "Regionen har ingen kommune med navnet «Odense»"),
        ("Anna Øst;A;Viborg", "Socialdemokratiet har ingen ledig plads tilbage"),
        ("Anna Øst;A;Skive;;borgmester", "Borgmesterens plads for Skive findes ikke eller er besat"),
        ("Anna Øst;V;Viborg;Anna Øst", "Anna Øst står også i række 1"),
        ("Anna Øst;V;Viborg;=1+1", "«=1+1» skal have både fornavn og efternavn"),
        ("a" * 81 + " Øst;V;Viborg", "Navnet er for langt"),
    ],
)
def test_what_cannot_be_read_is_said_of_the_row(house, seats, line, error):
    [found] = notes(house, line)
    assert error in found


@pytest.mark.parametrize(
    ("email", "phone", "error"),
    [("anna", "", "«anna» er ikke en e-mailadresse"), ("", "1" * 31, "Telefonnummeret er for langt")],
)
def test_contact_details_that_can_not_be(house, seats, email, phone, error):
    [found] = notes(house, f"navn;parti;kommune;e-mail;telefon\nAnna Øst;V;Viborg;{email};{phone}")
    assert error in found


def test_who_is_a_stand_in_already_and_who_has_a_namesake(house, seats):
    house.put(seats[0], "Anna Øst")
    house.stand_in(seats[0], "Bo Ås")
    house.person("Carl Eg")
    house.person("Carl Eg")
    first, second = notes(house, "Bo Ås;V;Viborg\nCarl Eg;V;Viborg")
    assert first == "Bo Ås er allerede stedfortræder (Venstre, plads 1)"
    assert second.startswith("Portalen kender 2, der hedder Carl Eg: udfyld pladsen for sig")


def test_of_namesakes_the_one_who_sits_here_or_has_the_address(house, seats):
    house.put(seats[0], "Anna Øst")
    house.person("Anna Øst")
    house.person("Carl Eg")
    other = house.person("Carl Eg", email="carl@eg.dk")
    rows = plan(house, "navn;parti;kommune;mail\nAnna Øst;V;Viborg;\nCarl Eg;V;Viborg;CARL@eg.dk").rows
    assert [row.state for row in rows] == [State.SAME, State.NEW]
    assert rows[1].does.member.known == other


def test_a_member_who_sits_already_gets_a_stand_in_and_contact_details(house, seats):
    anna = house.put(seats[0], "Anna Øst", email="gammel@kkr.dk").person
    text = (
        "navn;parti;kommune;stedfortræder;e-mail;telefon;stedfortræders e-mail\n"
        "Anna Øst;V;Viborg;Bo Ås;ny@kkr.dk;12345678;bo@kkr.dk"
    )
    [row] = plan(house, text).rows
    assert (row.state, row.note) == (
        State.CHANGED,
        "Bo Ås bliver stedfortræder; Anna Øst: e-mail var gammel@kkr.dk; Anna Øst: telefon bliver 12345678",
    )
    assert not Substitute.objects.exists()
    fill(house, text)
    anna.refresh_from_db()
    assert (anna.email, anna.phone) == ("ny@kkr.dk", "12345678")
    assert Substitute.objects.get().person.email == "bo@kkr.dk"
    assert [row.state for row in plan(house, text).rows] == [State.SAME]
    without = "navn;parti;kommune\nAnna Øst;V;Viborg"
    assert [row.state for row in plan(house, without).rows] == [State.SAME]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Anna Øst;A;Viborg", "Anna Øst står med Venstre (V); det rettes på medlemmets egen side"),
        ("Anna Øst;V;Skive", "Anna Øst er medlem for Viborg; det rettes på medlemmets egen side"),
        ("Anna Øst;V;Viborg;Ib Ø", "Bo Ås er stedfortræder; det rettes på medlemmets egen side"),
    ],
)
def test_what_has_a_step_of_its_own_is_refused(house, seats, line, why):
    house.put(seats[0], "Anna Øst")
    house.stand_in(seats[0], "Bo Ås")
    [row] = plan(house, line).rows
    assert (row.state, row.note) == (State.REFUSED, why)


def test_vacant_seats_of_a_list_are_left_out(house, seats):
    [row] = plan(house, "Medlem;Parti;Kommune\nLedig plads – vælges af Venstre;;").rows
    assert row.state is State.SKIPPED


def test_a_list_cooperations_seat(house):
    seat = house.elected_seat("Borgerlig liste")
    ListCooperation.objects.create(term=house.term, party=house.party("V"), name="Borgerlig liste")
    [row] = plan(house, "Anna Øst;V;Viborg").rows
    assert (row.state, row.does.seat) == (State.NEW, seat)


def test_what_the_steps_refuse_is_said_before_anybody_says_yes(house, seats):
    """The rule of a mayor's deputy; nothing of the trial stays."""
    deputy = house.person("Fie Holm")
    Mandate.objects.create(
        person=deputy, municipality=house.place(), office="first_deputy", period=(START, None)
    )
    rows = plan(house, "Erik Gad;A;Viborg;Ib Ø;borgmester\nAnna Øst;V;Viborg").rows
    assert [row.state for row in rows] == [State.REFUSED, State.NEW]
    assert "Fie Holm" in rows[0].note
    assert (Membership.objects.count(), Person.objects.count()) == (0, 1)
    [early] = plan(house, "Anna Øst;V;Viborg", date(2021, 12, 1)).rows
    assert early.state is State.REFUSED


def test_all_or_none(house, seats):
    rows = plan(house, "Anna Øst;V;Viborg\nBo Ås;V;Viborg").to_do
    house.put(seats[1], "Ida Ny")  # meanwhile
    with pytest.raises(Refused, match="Række 2: "):
        import_members(term=house.term, rows=rows, since=START)
    assert (Membership.objects.count(), Person.objects.filter(given_name="Anna").count()) == (1, 0)


def test_twice_does_it_once(house, seats):
    fill(house, "Anna Øst;V;Viborg")
    assert [row.state for row in plan(house, "Anna Øst;V;Viborg").rows] == [State.SAME]
    assert (Membership.objects.count(), Person.objects.count()) == (1, 1)


def test_many_names_cost_no_query_each(house, django_assert_num_queries):
    for _ in range(30):
        house.elected_seat()
    roster = roster_on(house.council, START)
    rows = [f"Anna Nr{n};V;Viborg;Bo Nr{n}" for n in range(30)]
    with django_assert_num_queries(5):
        assert plan_members(read("\n".join(rows)), roster, house.term).may_be_done


WORDS = [
    "Medlem",
    "parti",
    "Kommune",
    "stedfortræder",
    "Anna Øst",
    "Bo Ås (Skive)",
    "V",
    "Viborg",
    "borgmester",
    "",
]
cells = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))


@given(st.lists(st.lists(cells, max_size=6), max_size=6), st.sampled_from("\t;"))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_pasted_is_planned_or_refused_and_nothing_is_written(house, rows, mark):
    if not house.term.seats.exists():
        house.elected_seat()
    before = (Membership.objects.count(), Person.objects.count(), Substitute.objects.count())
    try:
        found = plan(house, "\n".join(mark.join(row) for row in rows))
    except Unreadable:
        found = None
    assert found is None or all(row.note for row in found.stopped)
    assert (Membership.objects.count(), Person.objects.count(), Substitute.objects.count()) == before
