"""Votes and elections of an item, as the minutes tell them."""

from __future__ import annotations

from meetings import elections_told, votes_told
from meetings import minutes_text as text
from meetings.models import Election, Vote
from meetings.rules.votes import Outcome


def is_undecided(vote: Vote) -> bool:
    """Not counted yet, or equal without the chair's vote."""
    return not votes_told.is_counted(vote) or votes_told.outcome(vote) is Outcome.UNDECIDED


def vote_told(vote: Vote) -> str:
    """The question, the numbers and the outcome; by name, also who answered what. Needs its voters."""
    by_name = vote.form == Vote.Form.BY_NAME and votes_told.is_counted(vote)
    answers = [
        f"{label.capitalize()}: {text.listed([text.plain(name) for name in names])}."
        for label, names in (votes_told.by_answer(vote) if by_name else [])
    ]
    question = f"**{text.ended(text.plain(vote.question))}**"
    return " ".join([question, votes_told.sentence(vote), *answers])


def election_told(election: Election) -> str:
    """How it was held, counted and drawn, and who was elected. Give it read by ``counting.read``."""
    sentences = [text.plain(sentence) for sentence in elections_told.sentences(election)]
    return " ".join(["**Valg.**", *sentences])
