"""§ 5, stk. 10: written consultation. How it is counted is the portal's own choice, and said to be."""

from datetime import date

import pytest

from kkr_portal.law import Certainty, NotInForce
from meetings.rules import consultation as rule
from meetings.rules.votes import Answer, Outcome

DAY = date(2022, 4, 20)
F, A, N = Answer.FOR, Answer.AGAINST, Answer.ABSTAINS


@pytest.mark.parametrize(
    ("answers", "chair", "sentence", "outcome"),
    [
        ([], None, "0 af 0 har svaret: 0 for, 0 imod.", None),
        ([None, None], None, "0 af 2 har svaret: 0 for, 0 imod.", None),
        ([F, F, A, N, None], F, "4 af 5 har svaret: 2 for, 1 imod og 1 hverken for eller imod.",
         Outcome.ADOPTED),
        ([F, A, A], F, "3 af 3 har svaret: 1 for, 2 imod.", Outcome.REJECTED),
        ([F, A], F, "2 af 2 har svaret: 1 for, 1 imod.", Outcome.ADOPTED_BY_CHAIR),
        ([F, A], A, "2 af 2 har svaret: 1 for, 1 imod.", Outcome.REJECTED_BY_CHAIR),
        ([F, A, N], N, "3 af 3 har svaret: 1 for, 1 imod og 1 hverken for eller imod.", Outcome.UNDECIDED),
        ([F, A, None], None, "2 af 3 har svaret: 1 for, 1 imod.", Outcome.UNDECIDED),
        ([N], None, "1 af 1 har svaret: 0 for, 0 imod og 1 hverken for eller imod.", Outcome.UNDECIDED),
    ],
)  # fmt: skip
def test_5_10_counted_as_a_vote_among_the_answers(answers, chair, sentence, outcome):
    found = rule.result(answers, chair=chair, on=DAY)
    assert (found.sentence, found.outcome) == (sentence, outcome)


@pytest.mark.parametrize(
    ("asked", "answered", "told"),
    [
        (4, 2, "På et møde skal mindst 2 af 4 være til stede; så mange har svaret."),
        (5, 2, "På et møde skal mindst 3 af 5 være til stede; her har kun 2 svaret."),
        (5, 3, "På et møde skal mindst 3 af 5 være til stede; så mange har svaret."),
    ],
)
def test_5_9_half_is_shown_and_does_not_decide(asked, answered, told):
    found = rule.result([F] * answered + [None] * (asked - answered), chair=None, on=DAY)
    assert (found.turnout, found.outcome) == (told, Outcome.ADOPTED)
    assert (rule.TURNOUT.certainty, rule.COUNTING.certainty) == (Certainty.COMPUTED, Certainty.COMPUTED)


def test_5_10_a_special_case_has_a_reason_and_somebody_to_ask():
    assert rule.opening_breaches(reason="Fristen.", asked=31, on=DAY) == []
    wrong = rule.opening_breaches(reason=" ", asked=0, on=DAY)
    assert [str(one) for one in wrong] == [
        "Det er ikke skrevet, hvorfor sagen ikke kan vente til et møde (forretningsordenen § 5, stk. 10).",
        "Portalen kender ingen medlemmer af KKR 20.04.2022 (forretningsordenen § 5, stk. 10).",
    ]


def test_before_the_edition_there_is_no_rule():
    with pytest.raises(NotInForce):
        rule.opening_breaches(reason="Fristen.", asked=31, on=date(2021, 12, 31))
    with pytest.raises(NotInForce):
        rule.result([F], chair=None, on=date(2021, 12, 31))
