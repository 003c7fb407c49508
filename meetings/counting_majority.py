"""A majority election as it stands: the rounds held, what each decided, and what must happen now.

Everything follows from ``rules.majority_election``. Candidates without votes are not handed to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_portal.apportionment import Tie
from kkr_portal.law import Breach
from meetings.lots_of import DrawnLot, Key, OpenLot, settle, together
from meetings.models import Election, ElectionLine, ElectionRound
from meetings.rules import majority_election as rules


@dataclass(frozen=True)
class HeldRound:
    """A round with its numbers, highest first. ``kept`` tells two states of it apart."""

    round: ElectionRound
    votes: tuple[tuple[ElectionLine, int], ...]
    outcome: str
    fits: bool = True

    @property
    def cast(self) -> int:
        return sum(n for _, n in self.votes)

    @property
    def for_nobody(self) -> int:
        return max(0, self.round.present - self.cast)

    @property
    def kept(self) -> str:
        return kept_round(self.round.present, {line.pk: n for line, n in self.votes})


def kept_round(present: int, votes: Mapping[int, int]) -> str:
    """A round's numbers as one short text, for a form to bring back what it was shown with."""
    return f"{present};" + ",".join(f"{pk}:{n}" for pk, n in sorted(votes.items()) if n)


@dataclass(frozen=True)
class MajorityCount:
    election: Election
    candidates: list[ElectionLine]
    rounds: list[HeldRound]
    state: rules.MajorityElection
    open_lots: list[OpenLot]
    drawn_lots: list[DrawnLot]

    ROUNDS = rules.ROUNDS
    SINGLE_POST = rules.SINGLE_POST

    @property
    def breaches(self) -> list[Breach]:
        return list(self.state.breaches)

    @property
    def elected(self) -> ElectionLine | None:
        return next((line for line in self.candidates if line.name == self.state.elected), None)

    @property
    def stale_lots(self) -> list[DrawnLot]:
        return [one for one in self.drawn_lots if not one.used]

    @property
    def unfitting(self) -> list[HeldRound]:
        """Rounds that a correction has left behind: they must be removed by hand."""
        return [one for one in self.rounds if not one.fits]

    @property
    def next_round(self) -> int | None:
        """The round to hold now; None while something must be corrected or drawn, or when all is over."""
        number = self.state.next_round
        return number if number and number == len(self.rounds) + 1 and not self.breaches else None

    @property
    def next_candidates(self) -> list[ElectionLine]:
        """Whom votes can be given to in the next round: in the third the two finalists."""
        return self.candidates_of(self.next_round or 1)

    def candidates_of(self, number: int) -> list[ElectionLine]:
        if number == rules.LAST_ROUND and self.state.finalists:
            return [line for line in self.candidates if line.name in self.state.finalists]
        return self.candidates

    @property
    def obstacles(self) -> list[str]:
        """Why the election can't be concluded yet, in Danish; empty when it can."""
        found = [str(breach) for breach in self.breaches]
        found += [f"{one.round} passer ikke længere. Fjern den først." for one in self.unfitting]
        found += [f"Der skal trækkes lod: {lot.about}." for lot in self.open_lots]
        if self.stale_lots:
            found.append("En lodtrækning passer ikke længere. Fjern den først.")
        if not found and not self.state.elected:
            found.append(f"{self.state.next_round}. afstemning er ikke holdt.")
        return found

    @property
    def decided(self) -> bool:
        return not self.obstacles


def count_majority(election: Election) -> MajorityCount:
    day = election.meeting.date
    held = sorted(election.rounds.all(), key=lambda one: one.number)
    votes = {one.number: {r.line.name: r.votes for r in one.results.all() if r.votes} for one in held}

    def elect(lots: Mapping[Key, tuple], up_to: int = len(held)) -> rules.MajorityElection:
        rounds = [
            rules.Round(one.present, votes[one.number], tuple(lots.get(((), one.number), ())))
            for one in held[:up_to]
        ]
        return rules.majority_election(rounds, on=day)

    def asked(lots: Mapping[Key, tuple]) -> list[tuple[OpenLot, Tie]]:
        """The first round after which a lot is asked for, whether or not later rounds were held."""
        for number in range(1, len(held) + 1):
            tie = elect(lots, number).tie
            if tie:
                about = (
                    "hvem der vælges"
                    if number == rules.LAST_ROUND
                    else f"hvem der går videre til 3. afstemning ({tie.seats} af {len(tie.among)})"
                )
                choices = tuple((name, name) for name in tie.among)
                return [(OpenLot((), number, choices, tie.seats, about), tie)]
        return []

    used, open_lots, drawn = settle(election.lots.all(), asked)
    state = elect(used)
    lines = list(election.lines.all())
    shown = []
    over = False
    for place, one in enumerate(held, 1):
        after = elect(used, place)
        rows = sorted(((r.line, r.votes) for r in one.results.all()), key=lambda pair: -pair[1])
        fits = not over and not (place > 1 and _misfit(elect(used, place - 1), votes[one.number], place))
        most = 2 * max((n for _, n in rows), default=0) > one.present
        shown.append(HeldRound(one, tuple(rows), _outcome(after, place, most) if fits else "", fits))
        over = over or not fits or bool(after.elected or after.tie or after.breaches)
    return MajorityCount(election, sorted(lines, key=lambda line: line.pk), shown, state, open_lots, drawn)


def _misfit(before: rules.MajorityElection, votes: Mapping[str, int], number: int) -> bool:
    """It can't come after those before it: it is not asked for, or others than the finalists are in it."""
    return before.next_round != number or (
        number == rules.LAST_ROUND and not set(votes) <= set(before.finalists)
    )


def _outcome(state: rules.MajorityElection, number: int, more_than_half: bool) -> str:
    """What the round decided, as a Danish sentence."""
    if state.breaches:
        return ""
    if state.elected:
        if state.by_lot:
            return f"Stemmerne stod lige. {state.elected} er valgt ved lodtrækning."
        if number == rules.LAST_ROUND:
            return f"{state.elected} er valgt med flest af de afgivne stemmer."
        if not more_than_half:
            return f"{state.elected} er valgt som den eneste, der fik stemmer."
        return f"{state.elected} er valgt med stemmer fra mere end halvdelen af de tilstedeværende."
    if state.tie:
        return f"Stemmerne står lige mellem {together(state.tie.among)}. Der skal trækkes lod."
    if number == 1:
        return "Ingen fik stemmer fra mere end halvdelen af de tilstedeværende. Der holdes 2. afstemning."
    lot = " Lodtrækning afgjorde, hvem der gik videre." if state.by_lot else ""
    return (
        "Ingen fik stemmer fra mere end halvdelen af de tilstedeværende. 3. afstemning står mellem "
        f"{together(state.finalists)}.{lot}"
    )
