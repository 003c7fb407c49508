"""Votes as Danish sentences, for the screen and the minutes: § 5, stk. 9."""

from __future__ import annotations

from django.db.models import QuerySet

from meetings.models import AgendaItem, Meeting, Vote
from meetings.rules import votes as rules
from meetings.rules.quorum import DECISIONS, Quorum

ANSWERS = {
    Vote.Answer.FOR: rules.Answer.FOR,
    Vote.Answer.AGAINST: rules.Answer.AGAINST,
    Vote.Answer.ABSTAINS: rules.Answer.ABSTAINS,
    Vote.Answer.OUT_OF_THE_ROOM: rules.Answer.OUT_OF_THE_ROOM,
}
OUTCOMES = {
    rules.Outcome.ADOPTED: "Forslaget blev vedtaget",
    rules.Outcome.REJECTED: "Forslaget blev forkastet",
    rules.Outcome.ADOPTED_BY_CHAIR: (
        "Stemmerne stod lige, og forslaget blev vedtaget ved formandens afgørende stemme"
    ),
    rules.Outcome.REJECTED_BY_CHAIR: (
        "Stemmerne stod lige, og forslaget blev forkastet ved formandens afgørende stemme"
    ),
    rules.Outcome.UNDECIDED: (
        "Stemmerne stod lige, og formanden stemte hverken for eller imod; forslaget er ikke afgjort"
    ),
}
NOT_COUNTED = "Afstemningen er åbnet, men ikke optalt."


def is_counted(vote: Vote) -> bool:
    """Whether the answers have been written down."""
    return bool(vote.in_favour or vote.against or vote.abstained or vote.out_of_the_room)


def as_rule(vote: Vote) -> rules.Vote:
    """The vote's numbers as the rules take them."""
    return rules.Vote(
        Quorum(vote.members, vote.present), vote.in_favour, vote.against, vote.abstained,
        chair=ANSWERS[Vote.Answer(vote.chairs_answer)] if vote.chairs_answer else None,
    )  # fmt: skip


def outcome(vote: Vote) -> rules.Outcome:
    return as_rule(vote).outcome


def is_adopted(vote: Vote) -> bool:
    return outcome(vote) in (rules.Outcome.ADOPTED, rules.Outcome.ADOPTED_BY_CHAIR)


def numbers(vote: Vote) -> str:
    """«20 stemte for, 5 imod, 2 hverken for eller imod»; who was out of the room only where somebody was."""
    told = f"{vote.in_favour} stemte for, {vote.against} imod, {vote.abstained} hverken for eller imod"
    return f"{told}, {vote.out_of_the_room} var ikke i lokalet" if vote.out_of_the_room else told


def sentence(vote: Vote) -> str:
    """What the minutes say: the numbers, then what became of it."""
    if not is_counted(vote):
        return NOT_COUNTED
    how = "Afstemning ved navneopråb" if vote.form == Vote.Form.BY_NAME else "Afstemning"
    return f"{how}: {numbers(vote)}. {OUTCOMES[outcome(vote)]} ({DECISIONS.place})."


def by_answer(vote: Vote) -> list[tuple[str, list[str]]]:
    """Of a vote by name: each answer that was given, and who gave it; a stand-in with the member's name.

    Reads ``vote.voters``: prefetch them.
    """
    names: dict[str, list[str]] = {}
    for voter in vote.voters.all():
        name = voter.name if voter.name == voter.member_name else f"{voter.name} (for {voter.member_name})"
        names.setdefault(voter.answer, []).append(name)
    return [(str(answer.label), names[answer]) for answer in Vote.Answer if answer in names]


def votes_of(owner: Meeting | AgendaItem) -> QuerySet[Vote]:
    """The votes of a meeting or of one item, with those who could vote: two queries."""
    at = {"item": owner} if isinstance(owner, AgendaItem) else {"item__section__meeting": owner}
    return Vote.objects.filter(**at).prefetch_related("voters").order_by("item", "number")
