"""A term begins, ends, is fixed as seats, and gets the extra seat of § 3, stk. 9."""

from datetime import date

import pytest

from kkr_portal.registry.models import Council, Municipality, Party, Person, Region
from meetings.actions import terms as actions
from meetings.actions.terms import TermRefused
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term
from tests.meetings.terms import START, give, make_term, nineteen, tied

NEXT_ELECTION, NEXT = date(2025, 11, 18), date(2026, 1, 14)


@pytest.fixture
def term(council):
    return make_term(council)


@pytest.fixture
def small(db):
    """A made-up council with three municipalities."""
    return council_of(3)


def council_of(number: int) -> Council:
    region = Region.objects.create(code="9999", name="Prøveregion", source="test")
    for n in range(number):
        name = f"Prøve {'abcdefghijklmnopqrstuvwxyzæøå'[n]}"
        Municipality.objects.create(code=str(900 + n), name=name, region=region, source="test")
    return Council.objects.create(name="KKR Prøve", slug="proeve", region=region, source="test")


def person(name: str) -> Person:
    return Person.objects.create(given_name=name, family_name="Opdigtet", invented=True)


def seated(term: Term, seat: Seat, who: str, since: date = START, until: date | None = None, **fields):
    return Membership.objects.create(
        seat=seat, person=person(who), municipality=Municipality.objects.get(name="Viborg"),
        period=(since, until), **fields,
    )  # fmt: skip


def new_term() -> Term:
    return Term(election_date=NEXT_ELECTION, method="largest_remainder")


def test_fixing_makes_a_mayors_seat_for_each_municipality_and_the_groups_seats(term):
    nineteen(term)
    fixed = actions.fix_composition(term=term, on=date(2021, 12, 1))
    again = actions.fix_composition(term=term, on=date(2021, 12, 24))
    mayors = set(term.seats.filter(kind="mayor").values_list("municipality__name", flat=True))
    elected: dict[str, int] = {}
    for seat in term.seats.filter(kind="elected"):
        elected[seat.group] = elected.get(seat.group, 0) + 1
    assert (len(mayors), "Samsø" in mayors, term.seats.count()) == (19, True, 33)
    assert elected == {
        "Socialdemokratiet": 5, "Det Konservative Folkeparti": 5, "SF – Socialistisk Folkeparti": 4,
    }  # fmt: skip
    assert (fixed.fixed_on, again.fixed_on) == (date(2021, 12, 1), date(2021, 12, 1))


@pytest.mark.parametrize("number", [1, 29])
def test_3_1_a_council_of_one_and_of_29_municipalities(db, number):
    term = make_term(council_of(number))
    give(term, A=(70_000, 200, number), V=(30_000, 90, 0))
    actions.fix_composition(term=term, on=START)
    kinds = list(term.seats.values_list("kind", flat=True))
    assert (kinds.count("mayor"), len(kinds) <= 2 * number) == (number, True)
    assert term.seats.filter(group="Venstre").exists()


def test_nothing_is_fixed_without_votes_with_a_lot_open_or_with_the_wrong_number_of_mayors(small):
    term = make_term(small)
    refused = []
    for step in (
        lambda: None,
        lambda: give(term, A=(10, 1, 1)),
        lambda: (term.votes.all().delete(), tied(term)),
    ):
        step()
        with pytest.raises(TermRefused) as reason:
            actions.fix_composition(term=term, on=START)
        refused.append(str(reason.value))
    assert refused == [
        "Der er ingen stemmetal endnu.",
        "Der er 1 borgmester og 3 kommuner. Hver kommune har én borgmester, så pladserne kan først dannes, "
        "når tallene stemmer.",
        "Lodtrækningen mangler.",
    ]
    assert not term.seats.exists()


def test_before_2022_nothing_is_computed(council):
    term = make_term(council, election_date=date(2017, 11, 21), period=(date(2018, 1, 10), START))
    nineteen(term)
    with pytest.raises(TermRefused, match="tidligere regler"):
        actions.fix_composition(term=term, on=START)


def test_fixing_is_undone_while_nobody_has_a_seat(term):
    nineteen(term)
    actions.fix_composition(term=term, on=START)
    membership = seated(term, term.seats.filter(kind="elected").first(), "Anna")
    with pytest.raises(TermRefused, match="taget i brug"):
        actions.unfix_composition(term=term)
    membership.delete()
    actions.unfix_composition(term=term)
    actions.unfix_composition(term=term)
    term.refresh_from_db()
    assert (term.fixed_on, term.seats.count()) == (None, 0)


def test_a_new_term_ends_the_old_one_and_all_that_runs_in_it(term, council):
    seat = Seat.objects.create(term=term, kind="elected", group="Venstre")
    other = Seat.objects.create(term=term, kind="elected", group="Venstre", number=2)
    viborg = Municipality.objects.get(name="Viborg")
    anna = seated(term, seat, "Anna")
    gone = seated(term, other, "Bo", until=date(2023, 1, 1), ended_because="left_council")
    stand_in = Substitute.objects.create(
        seat=seat, person=person("Carl"), municipality=viborg, origin="group", period=(START, None)
    )
    chair = Officer.objects.create(term=term, post=1, person=anna.person, group="V", period=(START, None))
    away = Absence.objects.create(membership=anna, kind="exempt", period=(date(2025, 10, 1), None))

    ends = actions.what_ends(council, NEXT)
    assert (ends.term, ends.members, ends.substitutes, ends.officers, ends.absences) == (term, 1, 1, 1, 1)
    made = actions.create_term(council=council, term=new_term(), begins=NEXT)
    assert actions.create_term(council=council, term=new_term(), begins=NEXT) == made
    for row in (term, anna, gone, stand_in, chair, away):
        row.refresh_from_db()
    assert (term.period.upper, made.period.lower, made.period.upper) == (NEXT, NEXT, None)
    assert [(row.period.upper, row.ended_because) for row in (anna, gone, stand_in, chair)] == [
        (NEXT, "term_ended"), (date(2023, 1, 1), "left_council"), (NEXT, "term_ended"), (NEXT, "term_ended"),
    ]  # fmt: skip
    assert away.period.upper == NEXT

    actions.move_beginning(term=made, begins=date(2026, 1, 21))
    for row in (term, anna, gone):
        row.refresh_from_db()
    assert (term.period.upper, anna.period.upper) == (date(2026, 1, 21), date(2026, 1, 21))

    actions.delete_term(term=made)
    actions.delete_term(term=made)
    for row in (term, anna, gone, chair):
        row.refresh_from_db()
    assert [(row.period.upper, getattr(row, "ended_because", "")) for row in (term, anna, chair, gone)] == [
        (None, ""), (None, ""), (None, ""), (date(2023, 1, 1), "left_council"),
    ]  # fmt: skip


def test_a_member_who_begins_after_the_new_term_is_in_the_way_and_nothing_is_half_done(term, council):
    seat = Seat.objects.create(term=term, kind="elected", group="Venstre")
    late = seated(term, seat, "Anna", since=date(2026, 2, 1))
    with pytest.raises(TermRefused, match="begynder"):
        actions.create_term(council=council, term=new_term(), begins=NEXT)
    term.refresh_from_db()
    assert (term.period.upper, late.period[1], Term.objects.count()) == (None, None, 1)


def test_an_older_term_ends_where_the_next_begins(term, council):
    older = actions.create_term(
        council=council,
        term=Term(election_date=date(2017, 11, 21), method="dhondt"),
        begins=date(2018, 1, 10),
    )
    assert (older.period.lower, older.period.upper) == (date(2018, 1, 10), START)


def test_the_first_day_can_not_be_moved_across_members_or_into_another_term(term, council):
    made = actions.create_term(council=council, term=new_term(), begins=NEXT)
    with pytest.raises(TermRefused, match="begynde efter"):
        actions.move_beginning(term=made, begins=START)
    Seat.objects.create(term=term, kind="elected", group="V")
    seated(term, term.seats.get(), "Anna")
    with pytest.raises(TermRefused, match="allerede medlemmer"):
        actions.move_beginning(term=term, begins=date(2022, 1, 20))


@pytest.fixture
def lone_mayor(term):
    """C has one mayor, no elected seat, and 90,000 of 460,000 votes; the mayor sits for C."""
    nineteen(term)
    actions.fix_composition(term=term, on=START)
    term.seats.filter(group="Det Konservative Folkeparti").delete()
    seat = term.seats.get(kind="mayor", municipality__name="Viborg")
    seated(term, seat, "Anna", party=Party.objects.get(letter="C"))
    term.refresh_from_db()
    return term


def test_3_9_the_only_members_party_elects_one_more_and_only_once(lone_mayor):
    left = date(2023, 5, 1)
    answer = actions.answer_on_leaving(term=lone_mayor, group="Det Konservative Folkeparti", on=left)
    assert answer.elects_one_more
    seats = [
        actions.add_seat_beyond_cap(term=lone_mayor, group="Det Konservative Folkeparti", on=left)
        for _ in range(2)
    ]
    assert seats[0] == seats[1]
    assert (seats[0].beyond_cap, seats[0].number, lone_mayor.seats.filter(beyond_cap=True).count()) == (
        True,
        1,
        1,
    )
    assert actions.remove_seat_beyond_cap(seat=seats[0])
    assert not lone_mayor.seats.filter(beyond_cap=True).exists()


def test_3_9_still_holds_once_the_mayors_new_party_is_written_down(lone_mayor):
    left = date(2023, 5, 1)
    old = Membership.objects.get()
    old.period, old.ended_because = (START, left), "changed_party"
    old.save()
    Membership.objects.create(
        seat=old.seat, person=old.person, municipality=old.municipality, party=Party.objects.get(letter="V"),
        period=(left, None),
    )  # fmt: skip
    seat = actions.add_seat_beyond_cap(term=lone_mayor, group="Det Konservative Folkeparti", on=left)
    assert seat.beyond_cap


def test_3_9_a_party_with_other_members_or_without_any_elects_none(lone_mayor):
    with pytest.raises(TermRefused, match=r"andre medlemmer i KKR .*§ 3, stk\. 9"):
        actions.add_seat_beyond_cap(term=lone_mayor, group="Socialdemokratiet", on=date(2023, 5, 1))
    with pytest.raises(TermRefused, match="ingen borgmester"):
        actions.add_seat_beyond_cap(term=lone_mayor, group="Radikale Venstre", on=date(2023, 5, 1))


def test_3_9_is_not_answered_before_the_mayors_sit_in_their_seats(lone_mayor):
    """Socialdemokratiet has nine mayors; one elected seat alone does not make its holder the only member."""
    first, *others = lone_mayor.seats.filter(group="Socialdemokratiet")
    for seat in others:
        seat.delete()
    with pytest.raises(TermRefused, match=r"9 af partiets borgmestre .* Gør det først"):
        actions.answer_on_leaving(term=lone_mayor, group="Socialdemokratiet", on=date(2023, 5, 1))
    Membership.objects.all().delete()
    with pytest.raises(TermRefused, match=r"1 af partiets borgmestre"):
        actions.add_seat_beyond_cap(term=lone_mayor, group="Det Konservative Folkeparti", on=date(2023, 5, 1))
    assert first.pk
    assert not lone_mayor.seats.filter(beyond_cap=True).exists()
