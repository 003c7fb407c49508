"""Votes and elections of an item, as the minutes tell them."""

from __future__ import annotations

from meetings import minutes_text as text
from meetings.elections_told import sentences
from meetings.models import Election, Vote
from meetings.rules import votes as rules
from meetings.rules.quorum import Quorum

ANSWERS = {
    Vote.Answer.FOR: rules.Answer.FOR,
    Vote.Answer.AGAINST: rules.Answer.AGAINST,
    Vote.Answer.ABSTAINS: rules.Answer.ABSTAINS,
    Vote.Answer.OUT_OF_THE_ROOM: rules.Answer.OUT_OF_THE_ROOM,
}


def counted(vote: Vote) -> rules.Vote:
    """The vote as the rules see it."""
    return rules.Vote(
        Quorum(vote.members, vote.present), vote.in_favour, vote.against, vote.abstained,
        chair=ANSWERS.get(Vote.Answer(vote.chairs_answer)) if vote.chairs_answer else None,
    )  # fmt: skip


def is_undecided(vote: Vote) -> bool:
    return counted(vote).outcome is rules.Outcome.UNDECIDED


def vote_told(vote: Vote) -> str:
    """The question, the numbers, the outcome with its paragraph; by name, also who answered what."""
    numbers = [f"{vote.in_favour} stemte for", f"{vote.against} imod"]
    if vote.abstained:
        numbers.append(f"{vote.abstained} stemte hverken for eller imod")
    if vote.out_of_the_room:
        numbers.append(f"{vote.out_of_the_room} var ikke i lokalet")
    outcome = counted(vote).outcome
    ending = (
        "Der var stemmelighed, og formandens stemme er ikke registreret"
        if outcome is rules.Outcome.UNDECIDED
        else f"Forslaget blev {outcome.value}"
    )
    question = text.ended(f"**Afstemning {vote.number}:** {text.plain(vote.question)}")
    return f"{question} {text.listed(numbers)}. {ending} (§ 5, stk. 9).{_by_name(vote)}"


def _by_name(vote: Vote) -> str:
    if vote.form != Vote.Form.BY_NAME:
        return ""
    told = []
    for answer in Vote.Answer:
        names = [
            text.plain(
                voter.name if voter.name == voter.member_name else f"{voter.name} for {voter.member_name}"
            )
            for voter in vote.voters.all()
            if voter.answer == answer
        ]
        if names:
            told.append(f"{answer.label.capitalize()}: {text.listed(names)}.")
    return " " + " ".join(told) if told else ""


def election_told(election: Election) -> str:
    """How it was held, counted and drawn, and who was elected. Give it read by ``counting.read``."""
    return f"**Valg.** {' '.join(text.plain(sentence) for sentence in sentences(election))}"
