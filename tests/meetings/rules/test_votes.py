import pytest

from meetings.rules.quorum import Quorum
from meetings.rules.votes import Answer, Outcome, Vote, by_name, name_breaches

FOR, AGAINST, ABSTAINS, OUT = Answer


@pytest.mark.parametrize(
    ("numbers", "chair", "outcome"),
    [
        ((12, 8, 0), Answer.AGAINST, Outcome.ADOPTED),
        ((8, 12, 0), Answer.FOR, Outcome.REJECTED),
        ((3, 2, 15), None, Outcome.ADOPTED),  # simple majority: abstentions do not count
        ((10, 10, 0), Answer.FOR, Outcome.ADOPTED_BY_CHAIR),
        ((10, 10, 0), Answer.AGAINST, Outcome.REJECTED_BY_CHAIR),
        ((9, 9, 2), Answer.ABSTAINS, Outcome.UNDECIDED),
        ((9, 9, 2), Answer.OUT_OF_THE_ROOM, Outcome.UNDECIDED),
        ((10, 10, 0), None, Outcome.UNDECIDED),
        ((0, 0, 20), None, Outcome.UNDECIDED),
    ],
)
def test_5_9_simple_majority_and_the_chairs_vote(numbers, chair, outcome):
    vote = Vote(Quorum(38, 20), *numbers, chair=chair)
    assert (vote.outcome, vote.breaches()) == (outcome, [])


@pytest.mark.parametrize(
    ("vote", "message"),
    [
        (Vote(Quorum(18, 9), 6, 5), "11 har svaret, men kun 9 er til stede"),
        (Vote(Quorum(18, 9), 6, 3, 1), "10 har svaret, men kun 9 er til stede"),
        (Vote(Quorum(18, 9), -1, 3), "Et stemmetal kan ikke være negativt"),
        (Vote(Quorum(18, 9), 0, 9, chair=Answer.FOR), "Formanden svarede »for«, men ingen er talt med dér"),
    ],
)
def test_votes_that_cannot_be(vote, message):
    assert [breach.message for breach in vote.breaches()] == [message]


def test_a_vote_with_nobody_present():
    vote = Vote(Quorum(38, 0), 0, 0)
    assert vote.outcome == Outcome.UNDECIDED
    assert ["0 af 38 er til stede" in str(breach) for breach in vote.breaches()] == [True]


SEATED = {"Anna": "Anna", "Bo": "Emil", "Carl": "Carl"}  # Emil stands in for Bo


@pytest.mark.parametrize(
    ("answers", "chair", "numbers", "outcome"),
    [
        ({"Anna": FOR, "Bo": FOR, "Carl": AGAINST}, "Carl", (2, 1, 0), Outcome.ADOPTED),
        ({"Anna": FOR, "Bo": OUT, "Carl": AGAINST}, "Carl", (1, 1, 0), Outcome.REJECTED_BY_CHAIR),
        ({"Anna": FOR, "Bo": ABSTAINS, "Carl": AGAINST}, "Anna", (1, 1, 1), Outcome.ADOPTED_BY_CHAIR),
        # a stand-in in the chair's seat is not the chair
        ({"Anna": OUT, "Bo": FOR, "Carl": AGAINST}, "Bo", (1, 1, 0), Outcome.UNDECIDED),
        ({"Anna": FOR, "Bo": FOR, "Carl": AGAINST, "Dan": AGAINST}, "Anna", (2, 1, 0), Outcome.ADOPTED),
    ],
)
def test_5_9_by_name(answers, chair, numbers, outcome):
    vote = by_name(Quorum(4, 3), answers, seated=SEATED, chair=chair)
    assert ((vote.in_favour, vote.against, vote.abstained), vote.outcome) == (numbers, outcome)
    assert vote.breaches() == []


def test_5_9_names_that_cannot_be():
    assert name_breaches({"Anna": FOR, "Bo": OUT, "Carl": FOR, "Dan": OUT}, seated=SEATED) == []
    found = name_breaches({"Anna": FOR, "Dan": AGAINST, "Carl": FOR}, seated=SEATED)
    assert [str(breach) for breach in found] == [
        "Ingen sidder på Dans plads, så der kan ikke stemmes »imod« fra den "
        "(forretningsordenen § 5, stk. 9).",
        "Der mangler svar fra Emil (forretningsordenen § 5, stk. 9).",
    ]
