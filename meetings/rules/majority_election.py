"""One post: majority election in up to three rounds. § 4, stk. 4, and kommunestyrelsesloven § 24, stk. 1.

[found: the ministry's statement of 2 December 2013] Rounds 1 and 2 need a majority of those present; in
round 2 a candidate who alone gets votes is elected too. Round 3 is between the two best of round 2, by
majority of the votes cast for them. Equal: people draw lots, for who reaches round 3 and for who wins it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kkr_portal.apportionment import Tie
from kkr_portal.law import Breach, Certainty, Citation
from meetings.rules.editions import cite, edition_on

SINGLE_POST = cite(4, 4)
ROUNDS = Citation(
    "kommunestyrelsesloven",
    "24",
    "1",
    certainty=Certainty.FOUND,
    note="ministeriets udtalelse af 2. december 2013",
)
SECOND_ROUND, LAST_ROUND = 2, 3
FINALISTS = 2


@dataclass(frozen=True)
class Round:
    """Votes for each candidate; the rest of those present voted for nobody. ``drawn``: a lot after it."""

    present: int
    votes: Mapping[str, int]
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class MajorityElection:
    """``elected``, or a ``tie`` to draw after the last round, or a ``next_round`` to hold."""

    elected: str | None = None
    by_lot: bool = False
    tie: Tie[str] | None = None
    next_round: int | None = None
    finalists: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()


def majority_election(rounds: Sequence[Round], *, on: date) -> MajorityElection:
    """Where the election stands after the rounds held so far. Rounds that cannot be are breaches."""
    edition_on(on)
    finalists: tuple[str, ...] = ()
    for number, held in enumerate(rounds, 1):
        if wrong := _breaches(number, held, finalists):
            return MajorityElection(next_round=number, finalists=finalists, breaches=tuple(wrong))
        state = _last_round(held, finalists) if number == LAST_ROUND else _early_round(number, held)
        if state.next_round is None:
            return replace(state, breaches=state.breaches + _too_many(rounds, number, state))
        finalists = state.finalists
    return MajorityElection(next_round=len(rounds) + 1, finalists=finalists)


def _early_round(number: int, held: Round) -> MajorityElection:
    having = {who: n for who, n in held.votes.items() if n}
    for who, n in having.items():
        if 2 * n > held.present or (number == SECOND_ROUND and len(having) == 1):
            return MajorityElection(who)
    if number < SECOND_ROUND:
        return MajorityElection(next_round=SECOND_ROUND)
    if len(held.votes) < FINALISTS:
        return MajorityElection(breaches=(Breach(ROUNDS, "Ingen har fået stemmer i 2. afstemning"),))
    sure, tie = _best(held.votes, FINALISTS)
    if not tie:
        return MajorityElection(next_round=LAST_ROUND, finalists=sure)
    drawn, wrong = _draw(tie, held)
    if not drawn:
        return MajorityElection(tie=tie, finalists=sure, breaches=wrong)
    return MajorityElection(next_round=LAST_ROUND, finalists=sure + drawn, by_lot=True)


def _last_round(held: Round, finalists: tuple[str, ...]) -> MajorityElection:
    sure, tie = _best({who: held.votes.get(who, 0) for who in finalists}, 1)
    if not tie:
        return MajorityElection(sure[0], finalists=finalists)
    drawn, wrong = _draw(tie, held)
    if not drawn:
        return MajorityElection(tie=tie, finalists=finalists, breaches=wrong)
    return MajorityElection(drawn[0], by_lot=True, finalists=finalists)


def _best(votes: Mapping[str, int], places: int) -> tuple[tuple[str, ...], Tie[str] | None]:
    """Those who surely have one of the places, and the equal ones who compete for the rest."""
    cut = sorted(votes.values(), reverse=True)[places - 1]
    above = tuple(who for who, n in votes.items() if n > cut)
    equal = tuple(who for who, n in votes.items() if n == cut)
    if len(above) + len(equal) == places:
        return tuple(sorted(above + equal, key=lambda who: -votes[who])), None
    return above, Tie(equal, places - len(above))


def _draw(tie: Tie[str], held: Round) -> tuple[tuple[str, ...], tuple[Breach, ...]]:
    if not held.drawn:
        return (), ()
    try:
        return tie.winners(held.drawn), ()
    except ValueError:
        message = f"Lodtrækningen er mellem {', '.join(tie.among)}, om {tie.seats}"
        return (), (Breach(ROUNDS, message),)


def _too_many(rounds: Sequence[Round], number: int, state: MajorityElection) -> tuple[Breach, ...]:
    if len(rounds) == number or state.breaches:
        return ()
    why = "valget var afgjort" if state.elected else "der skulle trækkes lod"
    return (Breach(ROUNDS, f"Der er {len(rounds)} afstemninger, men {why} efter {number}. afstemning"),)


def _breaches(number: int, held: Round, finalists: tuple[str, ...]) -> list[Breach]:
    if number > LAST_ROUND:
        return [Breach(ROUNDS, "Der er højst tre afstemninger")]
    if any(n < 0 for n in held.votes.values()):
        return [Breach(ROUNDS, f"Et stemmetal i {number}. afstemning er negativt")]
    wrong = []
    if (cast := sum(held.votes.values())) > held.present:
        message = f"{cast} stemmer i {number}. afstemning, men kun {held.present} er til stede"
        wrong.append(Breach(ROUNDS, message))
    if number == LAST_ROUND and (others := [who for who in held.votes if who not in finalists]):
        message = f"3. afstemning er mellem {' og '.join(finalists)}, ikke {', '.join(others)}"
        wrong.append(Breach(ROUNDS, message))
    return wrong
