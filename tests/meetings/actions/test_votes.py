"""Votes: who could vote is frozen, the numbers fit, and equal votes are the chair's: § 5, stk. 9."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from meetings.actions import votes as actions
from meetings.actions.sitting import Refused
from meetings.models import Absence, Meeting, Vote, Voter
from meetings.rules.votes import Outcome
from meetings.votes_told import by_answer, is_adopted, outcome, sentence
from tests.meetings.in_the_room import START, a_council, an_agenda, press

QUESTION = "Kan indstillingen tiltrædes?"


@pytest.fixture
def item(meeting):
    return an_agenda(meeting, 2)[0]


def open_vote(item, form="number", number=1, question=QUESTION):
    return actions.open_vote(item=item, question=question, form=form, number=number)


def counted(vote, in_favour, against, abstained=0, out=0, chair=""):
    vote.in_favour, vote.against, vote.abstained, vote.out_of_the_room = in_favour, against, abstained, out
    vote.chairs_answer = chair
    return actions.count_by_number(vote=vote)


def all_there(meeting, council, size):
    members = a_council(council, size)
    for member in members:
        press(meeting, member, "member")
    return members


class TestOpening:
    def test_freezes_who_could_vote(self, meeting, council, item):
        anna, bo, carla, dan = a_council(council, 4)
        press(meeting, anna, "member")
        press(meeting, bo, "substitute")
        press(meeting, carla, "nobody")
        vote = open_vote(item)
        press(meeting, dan, "member")  # too late for this vote
        assert (vote.members, vote.present, vote.number) == (4, 2, 1)
        assert list(Voter.objects.values_list("name", "member_name", "party", "chair")) == [
            ("Anna A01", "Anna A01", "Venstre (V)", True),
            ("Sted S02", "Bo A02", "Venstre (V)", False),
        ]
        with pytest.raises(Exception, match="electorate_stays"), transaction.atomic():
            Vote.objects.update(present=3)

    def test_nobody_present(self, council, item):
        a_council(council, 3)
        with pytest.raises(Refused, match=r"ikke beslutningsdygtigt: 0 af 3 .* § 5, stk\. 9"):
            open_vote(item)
        assert not Vote.objects.exists()

    @pytest.mark.parametrize(
        ("size", "present", "may"),
        [
            (4, 2, True),
            (4, 1, False),
            (5, 3, True),
            (5, 2, False),
            (1, 1, True),
            (29, 15, True),
            (29, 14, False),
        ],
    )
    def test_quorum_is_exactly_half_and_half_of_an_odd_number_rounded_up(
        self, meeting, council, item, size, present, may
    ):
        for member in a_council(council, size)[:present]:
            press(meeting, member, "member")
        if may:
            assert open_vote(item).present == present
        else:
            with pytest.raises(Refused, match="ikke beslutningsdygtigt"):
                open_vote(item)

    def test_twice_is_once_and_a_new_number_is_a_new_vote(self, meeting, council, item):
        all_there(meeting, council, 2)
        first, again = open_vote(item), open_vote(item)
        second = open_vote(item, number=2)
        other = open_vote(item, number=2, question="Noget andet?")
        assert (again, second.number, other.number, Vote.objects.count()) == (first, 2, 3, 3)
        assert Voter.objects.count() == 6

    def test_a_closed_meeting(self, meeting, council, item):
        all_there(meeting, council, 2)
        vote = counted(open_vote(item), 1, 0)
        Meeting.objects.filter(pk=meeting.pk).update(status="approved")
        for write in (
            lambda: open_vote(item, number=2),
            lambda: counted(vote, 2, 0),
            lambda: actions.delete_vote(vote=vote),
        ):
            with pytest.raises(Refused, match="Mødet er lukket"):
                write()
        assert Vote.objects.get().in_favour == 1

    def test_before_2022_the_portal_knows_no_rules(self, meeting, council, item):
        Meeting.objects.filter(pk=meeting.pk).update(date=date(2021, 10, 11))
        item.refresh_from_db()
        with pytest.raises(Refused, match="tidligere regler"):
            open_vote(item)


class TestByNumber:
    @pytest.mark.parametrize(
        ("numbers", "chair", "expected"),
        [
            ((3, 1), "", Outcome.ADOPTED),
            ((1, 2, 1), "", Outcome.REJECTED),
            ((2, 2), "for", Outcome.ADOPTED_BY_CHAIR),
            ((2, 2), "against", Outcome.REJECTED_BY_CHAIR),
            ((1, 1, 2), "abstains", Outcome.UNDECIDED),
            ((1, 1, 1, 1), "out", Outcome.UNDECIDED),
            ((0, 0, 4), "", Outcome.UNDECIDED),
        ],
    )
    def test_the_outcome(self, meeting, council, item, numbers, chair, expected):
        all_there(meeting, council, 4)
        vote = counted(open_vote(item), *numbers, chair=chair)
        vote.refresh_from_db()
        assert outcome(vote) == expected
        assert is_adopted(vote) == (expected in (Outcome.ADOPTED, Outcome.ADOPTED_BY_CHAIR))

    def test_equal_votes_ask_for_the_chairs(self, meeting, council, item):
        all_there(meeting, council, 4)
        with pytest.raises(Refused, match="formandens stemme afgør"):
            counted(open_vote(item), 2, 2)

    @pytest.mark.parametrize("why", ["absent", "stand-in", "long absence"])
    def test_without_the_chair_equal_votes_decide_nothing(self, meeting, council, item, why):
        chair, *others = a_council(council, 3)
        if why == "long absence":
            Absence.objects.create(membership=chair, kind="exempt", period=(START, None))
        press(meeting, chair, {"absent": "nobody", "stand-in": "substitute"}.get(why, "member"))
        for member in others:
            press(meeting, member, "member")
        vote = open_vote(item)
        vote = counted(vote, 1, 1, vote.present - 2, chair="for")
        assert actions.chairs_voter(vote) is None
        assert (vote.chairs_answer, outcome(vote)) == ("", Outcome.UNDECIDED)

    @pytest.mark.parametrize("numbers", [(3, 1), (2, 0, 2), (2, 1, 0, 1)])
    def test_more_answers_than_people(self, meeting, council, item, numbers):
        all_there(meeting, council, 3)
        vote = open_vote(item)
        with pytest.raises(Refused, match="men kun 3 er til stede"):
            counted(vote, *numbers)
        with pytest.raises(IntegrityError, match="no_more_answers_than_present"), transaction.atomic():
            Vote.objects.update(in_favour=4)

    def test_the_sentence(self, meeting, council, item):
        all_there(meeting, council, 8)
        vote = open_vote(item)
        assert sentence(vote) == "Afstemningen er åbnet, men ikke optalt."
        assert sentence(counted(vote, 4, 2, 1)) == (
            "Afstemning: 4 stemte for, 2 imod, 1 hverken for eller imod. "
            "Forslaget blev vedtaget (§ 5, stk. 9)."
        )
        assert sentence(counted(vote, 3, 3, 0, 2, chair="against")) == (
            "Afstemning: 3 stemte for, 3 imod, 0 hverken for eller imod, 2 var ikke i lokalet. Stemmerne "
            "stod lige, og forslaget blev forkastet ved formandens afgørende stemme (§ 5, stk. 9)."
        )


class TestByName:
    def voted(self, vote, *answers):
        pks = list(vote.voters.values_list("pk", flat=True))
        return actions.count_by_name(vote=vote, answers=dict(zip(pks, answers, strict=False)))

    def test_the_sums_and_the_chairs_vote_follow(self, meeting, council, item):
        press(meeting, all_there(meeting, council, 5)[4], "substitute")
        vote = self.voted(open_vote(item, "name"), "against", "for", "for", "out", "against")
        assert (vote.in_favour, vote.against, vote.abstained, vote.out_of_the_room) == (2, 2, 0, 1)
        assert (vote.chairs_answer, outcome(vote)) == ("against", Outcome.REJECTED_BY_CHAIR)
        assert by_answer(vote) == [
            ("for", ["Bo A02", "Carla A03"]),
            ("imod", ["Anna A01", "Sted S05 (for Eva A05)"]),
            ("ikke i lokalet", ["Dan A04"]),
        ]
        assert sentence(vote).startswith("Afstemning ved navneopråb: 2 stemte for, 2 imod")

    def test_everybody_answers_and_nothing_is_half_saved(self, meeting, council, item):
        all_there(meeting, council, 3)
        with pytest.raises(Refused, match="Der mangler svar fra Carla A03"):
            self.voted(open_vote(item, "name"), "for", "for")
        assert set(Voter.objects.values_list("answer", flat=True)) == {""}

    def test_a_correction(self, meeting, council, item):
        all_there(meeting, council, 2)
        vote = self.voted(open_vote(item, "name"), "for", "for")
        vote = self.voted(vote, "for", "abstains")
        assert (vote.in_favour, vote.abstained) == (1, 1)


def test_deleting_takes_the_answers_along_and_twice_is_once(meeting, council, item):
    all_there(meeting, council, 2)
    vote = open_vote(item)
    for _ in range(2):
        actions.delete_vote(vote=vote)
    assert (Vote.objects.count(), Voter.objects.count()) == (0, 0)
