"""Many seats from a pasted table: all rows or none."""

import pytest

from kkr_portal.registry.models import Person
from meetings.actions.many_seats import fill_many
from meetings.actions.periods import Refused
from meetings.models import Membership, Substitute
from meetings.pasted_members import look_up, read
from meetings.roster import roster_on
from tests.meetings.members import START


def shown(house, text):
    return look_up(read(text), roster_on(house.council, START))


def errors(house, text):
    return [row.errors for row in shown(house, text)]


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
    fill_many(term=house.term, text=text, since=START)
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
    [row] = shown(house, "Medlem;Kommune;Parti\nAnna Øst;Viborg;V")
    assert (row.errors, row.seat, row.line) == ([], seats[0], 2)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Anna;V;Viborg", "«Anna» skal have både fornavn og efternavn."),
        (";V;Viborg", "Der mangler et navn."),
        ("Anna Øst;Z;Viborg", "Portalen kender intet parti med navnet eller bogstavet «Z»."),
        ("Anna Øst;;Viborg", "Partiet mangler."),
        ("Anna Øst;V", "Kommunen mangler."),
        ("Anna Øst;V;Odense", "Regionen har ingen kommune med navnet «Odense»."),
        ("Anna Øst;A;Viborg", "Socialdemokratiet har ingen ledig plads tilbage."),
        ("Anna Øst;A;Skive;;borgmester", "Borgmesterens plads for Skive findes ikke eller er besat."),
        ("Anna Øst;V;Viborg;Anna Øst", "Anna Øst står også i linje 1."),
    ],
)
def test_what_cannot_be_read_is_said_of_the_row(house, seats, line, error):
    [found] = errors(house, line)
    assert error in found


def test_who_has_a_seat_already_and_who_has_a_namesake(house, seats):
    house.put(seats[0], "Anna Øst")
    house.stand_in(seats[0], "Bo Ås")
    house.person("Carl Eg")
    house.person("Carl Eg")
    text = "Anna Øst;V;Viborg\nBo Ås;V;Viborg\nCarl Eg;V;Viborg"
    first, second, third = errors(house, text)
    assert first == ["Anna Øst er allerede medlem (Venstre, plads 1)."]
    assert second[0] == "Bo Ås er allerede stedfortræder (Venstre, plads 1)."
    assert third[0] == "Portalen kender 2, der hedder Carl Eg. Udfyld pladsen for sig."


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Anna Øst;V;Viborg\nBo Ås;Z;Viborg", "Linje 2: "), ("  \n", "ingen rækker")],
)
def test_all_or_none(house, seats, text, reason):
    with pytest.raises(Refused, match=reason) as refused:
        fill_many(term=house.term, text=text, since=START)
    assert (refused.value.field, Membership.objects.count(), Person.objects.count()) == ("text", 0, 0)


def test_twice_does_it_once(house, seats):
    fill_many(term=house.term, text="Anna Øst;V;Viborg", since=START)
    with pytest.raises(Refused, match="Anna Øst er allerede medlem"):
        fill_many(term=house.term, text="Anna Øst;V;Viborg", since=START)
    assert (Membership.objects.count(), Person.objects.count()) == (1, 1)


def test_many_names_cost_no_query_each(house, django_assert_num_queries):
    for _ in range(30):
        house.elected_seat()
    roster = roster_on(house.council, START)
    rows = [f"Anna Nr{n};V;Viborg;Bo Nr{n}" for n in range(30)]
    with django_assert_num_queries(5):
        assert all(not row.errors for row in look_up(read("\n".join(rows)), roster))
