"""Who convenes the constitutive meeting, and its deadlines: § 4, stk. 1–2."""

from datetime import date

import pytest

from kkr_portal.registry.models import Mandate, Municipality, Party
from meetings.constitution_of import constitution_of
from meetings.models import ListCooperation, Membership, Seat, VoteCount
from meetings.votes_of_term import lines_of, seated_lines_of
from tests.meetings.elections_made import DAY, make_meeting, make_member, make_person, make_term, party_name


@pytest.fixture
def meeting(council):
    return make_meeting(council)


def mayor(name, municipality, *periods):
    person = make_person(name)
    for start, until in periods:
        Mandate.objects.create(
            person=person, municipality=Municipality.objects.get(name=municipality), office="mayor",
            period=(start, until),
        )  # fmt: skip
    return person


def test_4_1_the_longest_serving_mayor_convenes_with_all_time_added_up(meeting):
    mayor("Anna Øst", "Viborg", (date(2010, 1, 1), None))
    broken = (date(1998, 1, 1), date(2010, 1, 1)), (date(2018, 1, 1), None)
    bo = mayor("Bo Ås", "Randers", *broken)
    found = constitution_of(meeting)
    assert (found.convener, found.equal) == (bo, ())
    assert [(str(one.person), one.longest) for one in found.mayors] == [("Bo Ås", True), ("Anna Øst", False)]
    assert found.mayors[0].periods == ("01.01.1998–01.01.2010", "fra 01.01.2018")


def test_4_1_equal_time_is_settled_by_people(meeting):
    anna = mayor("Anna Øst", "Viborg", (date(2010, 1, 1), None))
    bo = mayor("Bo Ås", "Randers", (date(2010, 1, 1), None))
    found = constitution_of(meeting)
    assert (found.convener, set(found.equal)) == (None, {anna, bo})


def test_4_1_missing_mandates_are_named_and_an_unknown_beginning_is_not_guessed(meeting, council):
    mayor("Anna Øst", "Viborg", (date(2018, 1, 1), None))
    mayor("Bo Ås", "Randers", (None, None))
    mayor("Gamle Borgmester", "Aarhus", (date(1990, 1, 1), date(2022, 1, 1)))
    mayor("Fra Sjælland", "Roskilde", (date(1990, 1, 1), None))
    found = constitution_of(meeting)
    assert [(str(one.person), one.days is None) for one in found.mayors] == [
        ("Anna Øst", False), ("Bo Ås", True),
    ]  # fmt: skip
    assert (str(found.convener), found.sure) == ("Anna Øst", False)
    assert "Aarhus" in [str(one) for one in found.missing]
    assert len(found.missing) == council.region.municipalities.count() - 2


def test_no_mayors_known_is_no_convener(meeting):
    found = constitution_of(meeting)
    assert (found.convener, found.equal, found.mayors, found.sure) == (None, (), [], False)


@pytest.mark.parametrize(
    ("day", "messages"),
    [
        (date(2022, 1, 31), []),
        (date(2022, 2, 1), ["Det konstituerende møde skulle ske senest 31.01.2022; det er 01.02.2022"]),
    ],
)
def test_4_1_by_31_january(council, day, messages):
    make_term(council, {"A": 1}, day)
    found = constitution_of(make_meeting(council, day))
    assert [breach.message for breach in found.breaches] == messages
    assert found.held_by.day == date(2022, 1, 31)


def test_an_older_term_gives_no_deadline(council):
    make_term(council, {"A": 1}, date(2022, 1, 10))
    found = constitution_of(make_meeting(council))
    assert (found.held_by, found.breaches, found.term_begins_elsewhere) == (None, [], True)


def test_4_2_the_alliances_deadline(meeting):
    assert constitution_of(meeting).alliances_by.day == date(2022, 1, 14)


def test_constant_queries(meeting, council, django_assert_max_num_queries):
    for number, municipality in enumerate(council.region.municipalities.all()):
        mayor(f"Borgmester Nr{number}", municipality.name, (date(2010, 1, 1), None))
    with django_assert_max_num_queries(5):
        assert len(constitution_of(meeting).mayors) == 19


def test_6_2_a_cooperation_counts_under_one_name(council):
    term = make_term(council, {"A": 100, "V": 60, "C": 30})
    for letter in "VC":
        party = Party.objects.get(letter=letter, municipality=None)
        ListCooperation.objects.create(term=term, party=party, name="Borgerligt samarbejde")
    assert lines_of(term) == {party_name("A"): 100, "Borgerligt samarbejde": 90}


def test_votes_of_all_municipalities_are_added(council):
    term = make_term(council, {"A": 100})
    VoteCount.objects.filter(term=term).update(municipality=Municipality.objects.get(name="Viborg"))
    VoteCount.objects.create(
        term=term, municipality=Municipality.objects.get(name="Randers"), votes=11,
        party=Party.objects.get(letter="A", municipality=None),
    )  # fmt: skip
    assert lines_of(term) == {party_name("A"): 111}


def test_4_2_only_those_who_sit_in_the_council_count(council):
    term = make_term(council, {"A": 100, "V": 60, "C": 30})
    Seat.objects.filter(term=term, group__in=[party_name("V"), party_name("C")]).delete()
    VoteCount.objects.filter(term=term, party__letter="V").update(mayors=1)
    assert seated_lines_of(term, DAY) == {party_name("A"): 100, party_name("V"): 60}
    # Once a mayor is a member, the member's party counts, and not what the votes said.
    viborg = Municipality.objects.get(name="Viborg")
    Membership.objects.create(
        seat=Seat.objects.create(term=term, kind="mayor", municipality=viborg), municipality=viborg,
        person=make_person("Carl Eg"), party=Party.objects.get(letter="C", municipality=None),
        period=(DAY, None),
    )  # fmt: skip
    make_member(term, "A", "Anna Øst")
    assert seated_lines_of(term, DAY) == {party_name("A"): 100, party_name("C"): 30}
