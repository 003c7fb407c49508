"""A majority election as it stands: § 4, stk. 4, in up to three rounds, with lots and corrections."""

import pytest

from meetings.actions import elections_counting as counting
from meetings.actions.elections_refused import Refused
from meetings.counting import count, read
from meetings.models import Election
from tests.meetings.elections_made import KIND, make_election, make_meeting, make_person

NAMES = ["Anna Øst", "Bo Ås", "Carl Eg"]


@pytest.fixture
def election(council):
    made = make_election(make_meeting(council), KIND.MAJORITY, "Formand for bestyrelsen")
    for name in NAMES:
        counting.add_candidate(election=made, person=make_person(name), where="Viborg")
    return made


def counted(election):
    return count(read(Election.objects.filter(pk=election.pk)).get())


@pytest.fixture
def hold(election):
    """Holds a round, or corrects it: ``hold(1, 21, 10, 8, 3)``, votes in the order of ``NAMES``."""

    def save(number, present, *votes):
        lines = [election.lines.get(name=name).pk for name in NAMES]
        seen = next((one.kept for one in counted(election).rounds if one.round.number == number), "")
        given = {pk: n for pk, n in zip(lines, votes, strict=False) if n}
        return counting.save_round(election=election, number=number, present=present, votes=given, seen=seen)

    return save


def test_24_1_elected_in_round_1_by_more_than_half_of_those_present(election, hold):
    hold(1, 21, 11, 10)
    now = counted(election)
    assert (str(now.elected), now.next_round, now.obstacles) == ("Anna Øst", None, [])
    assert now.rounds[0].outcome == (
        "Anna Øst er valgt med stemmer fra mere end halvdelen af de tilstedeværende."
    )


def test_24_1_exactly_half_needs_another_round(election, hold):
    hold(1, 22, 11, 11)
    assert (counted(election).next_round, counted(election).obstacles) == (
        2,
        ["2. afstemning er ikke holdt."],
    )


def test_24_1_alone_with_votes_in_round_2(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 4)
    assert counted(election).rounds[1].outcome == "Anna Øst er valgt som den eneste, der fik stemmer."
    assert counted(election).decided


def test_24_1_round_3_is_between_the_two_best(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 10, 8, 3)
    assert [str(line) for line in counted(election).next_candidates] == ["Anna Øst", "Bo Ås"]
    hold(3, 21, 9, 8)
    assert str(counted(election).elected) == "Anna Øst"


def test_24_1_a_tie_in_round_2_and_who_goes_on_is_drawn(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 9, 6, 6)
    [lot] = counted(election).open_lots
    assert (lot.number, lot.among, lot.about) == (
        2, "Bo Ås og Carl Eg", "hvem der går videre til 3. afstemning (1 af 2)",
    )  # fmt: skip
    with pytest.raises(Refused, match=r"3\. afstemning kan ikke holdes nu"):
        hold(3, 21, 11, 10)
    counting.draw_lot(election=election, within=[], number=2, order=["Carl Eg"], note="Anna trak")
    assert [str(line) for line in counted(election).next_candidates] == ["Anna Øst", "Carl Eg"]
    hold(3, 21, 9, 0, 12)
    assert str(counted(election).elected) == "Carl Eg"


def test_24_1_a_tie_in_round_3_is_decided_by_lot(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 10, 8, 3)
    hold(3, 20, 10, 10)
    assert counted(election).obstacles == ["Der skal trækkes lod: hvem der vælges."]
    with pytest.raises(Refused, match="Lodtrækningen er mellem Anna Øst og Bo Ås"):
        counting.draw_lot(election=election, within=[], number=3, order=["Carl Eg"], note="x")
    counting.draw_lot(election=election, within=[], number=3, order=["Bo Ås"], note="Anna trak")
    assert (str(counted(election).elected), counted(election).decided) == ("Bo Ås", True)


def test_votes_of_zero(election, hold):
    hold(1, 21)
    hold(2, 21)
    assert counted(election).obstacles == [
        "Ingen har fået stemmer i 2. afstemning (kommunestyrelsesloven § 24, stk. 1)."
    ]
    hold(2, 21, 3, 2)
    assert counted(election).next_round == 3
    hold(3, 0)
    assert counted(election).open_lots[0].among == "Anna Øst og Bo Ås"


def test_more_votes_than_people_present_are_refused(election, hold):
    with pytest.raises(Refused, match="Der er 22 stemmer, men kun 21 er til stede"):
        hold(1, 21, 12, 10)
    assert not election.rounds.exists()


def test_a_correction_leaves_later_rounds_that_no_longer_fit_and_names_them(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 10, 8, 3)
    hold(3, 21, 9, 8)
    hold(2, 21, 3, 8, 10)
    now = counted(election)
    assert [str(one.round) for one in now.unfitting] == ["3. afstemning"]
    assert now.obstacles == [
        "3. afstemning er mellem Carl Eg og Bo Ås, ikke Anna Øst (kommunestyrelsesloven § 24, stk. 1).",
        "3. afstemning passer ikke længere. Fjern den først.",
    ]
    counting.remove(election=election, kind="round", pk=now.unfitting[0].round.pk)
    assert counted(election).next_round == 3


def test_a_correction_that_decides_round_1_leaves_the_others_to_be_removed(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 10, 8, 3)
    hold(1, 21, 11, 8)
    now = counted(election)
    assert ([str(one.round) for one in now.unfitting], now.decided) == (["2. afstemning"], False)
    assert "Der er 2 afstemninger, men valget var afgjort efter 1. afstemning" in now.obstacles[0]


def test_a_round_before_another_is_not_removed(election, hold):
    first = hold(1, 21, 10, 8, 3)
    hold(2, 21, 10, 8, 3)
    with pytest.raises(Refused, match=r"Der er holdt en afstemning efter 1\. afstemning"):
        counting.remove(election=election, kind="round", pk=first.pk)


def test_a_lot_after_a_corrected_round_is_named_as_left_behind(election, hold):
    hold(1, 21, 10, 8, 3)
    hold(2, 21, 9, 6, 6)
    counting.draw_lot(election=election, within=[], number=2, order=["Carl Eg"], note="Anna trak")
    hold(2, 21, 9, 7, 5)
    now = counted(election)
    assert ([one.used for one in now.drawn_lots], now.decided) == ([False], False)
    assert "En lodtrækning passer ikke længere. Fjern den først." in now.obstacles


def test_a_round_sent_twice_is_held_once_and_the_second_of_two_is_told(election, hold):
    assert hold(1, 21, 10, 8, 3) == hold(1, 21, 10, 8, 3)
    anna = election.lines.get(name="Anna Øst")
    with pytest.raises(
        Refused, match=r"En anden har imens skrevet 1\. afstemning: 21 til stede, Anna Øst 10"
    ):
        counting.save_round(election=election, number=1, present=20, votes={anna.pk: 9}, seen="")
    assert counted(election).rounds[0].cast == 21


def test_a_candidate_with_votes_stays(election, hold):
    hold(1, 21, 10, 8)
    carl, anna = election.lines.get(name="Carl Eg"), election.lines.get(name="Anna Øst")
    counting.remove(election=election, kind="candidate", pk=carl.pk)
    with pytest.raises(Refused, match="Anna Øst har fået stemmer"):
        counting.remove(election=election, kind="candidate", pk=anna.pk)
    assert [str(line) for line in counted(election).candidates] == ["Anna Øst", "Bo Ås"]


def test_two_of_the_same_name_are_told_apart_and_one_person_stands_once(election):
    other = make_person("Anna Øst")
    line = counting.add_candidate(election=election, person=other, where="Randers, Venstre (V)")
    assert line.name == "Anna Øst (Randers, Venstre (V))"
    assert counting.add_candidate(election=election, person=other, where="Randers") == line
