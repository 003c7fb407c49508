"""A term's composition: its votes and list cooperations read from the tables, and handed to the rules of § 3.

The rules know parties as strings. A party's is its name; a local list that shares its name with another
carries its municipality too. What is fixed in seats bears the same strings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from kkr_portal import danish_order
from kkr_portal.apportionment import Tie
from kkr_portal.danish_numbers import decimal, percent
from kkr_portal.registry.models import Municipality, Party
from meetings.models import Term, VoteCount
from meetings.rules import editions
from meetings.rules.composition import Composition, compose
from meetings.rules.council_size import Method
from meetings.rules.entitlement import PartyVotes, combine

METHODS = {
    Term.Method.LARGEST_REMAINDER: Method.LARGEST_REMAINDER,
    Term.Method.DHONDT: Method.DHONDT,
}
LABEL_LENGTH = 80  # a seat's group
COLUMNS = ("votes", "council_seats", "mayors")


def labels(parties: Iterable[Party]) -> dict[int, str]:
    """Party id → the name it counts under, different for all of ``parties``."""
    parties = {party.pk: party for party in parties}.values()
    names = Counter(party.name for party in parties)
    return {party.pk: _label(party, alone=names[party.name] == 1) for party in parties}


def _label(party: Party, *, alone: bool) -> str:
    if alone or not party.municipality_id:
        return party.name[:LABEL_LENGTH]
    place = f" ({party.municipality})"
    return party.name[: LABEL_LENGTH - len(place)] + place


@dataclass(frozen=True)
class Result:
    """One line of the result table. ``possible`` is a seat more, while a lot is open."""

    party: str
    votes: int
    share: Fraction
    council_seats: int
    mayors: int
    entitled: bool
    seats: int
    seat_share: Fraction
    possible: bool = False
    joined: tuple[str, ...] = ()  # the lists of a cooperation
    widest: Fraction = Fraction(1)  # the largest share in the table, for the bars

    @property
    def elected(self) -> int:
        return self.seats - self.mayors

    @property
    def texts(self) -> dict[str, str]:
        """The numbers as a Danish reader expects them."""
        either = " eller {}" if self.possible else ""
        return {
            "votes": decimal(self.votes, 0),
            "share": percent(self.share, 2),
            "seats": f"{self.seats}{either.format(self.seats + 1)}",
            "elected": f"{self.elected}{either.format(self.elected + 1)}",
            "seat_share": percent(self.seat_share, 2),
        }

    @property
    def bars(self) -> dict[str, str]:
        """How long the two bars are, in hundredths of the longest in the table."""
        return {name: _length(share, self.widest) for name, share in
                (("votes", self.share), ("seats", self.seat_share))}  # fmt: skip


def _length(share: Fraction, widest: Fraction) -> str:
    tenths = int(share / widest * 1000) if widest else 0
    return f"{tenths // 10}.{tenths % 10}"  # with a point, for a drawing


@dataclass(frozen=True)
class Composed:
    """``composition`` is None where the portal has no rules for the term's first day; ``before`` says so.

    ``tie`` is what had to be drawn, also after the lot is known; ``drawn`` the lot, if it fits.
    """

    term: Term
    lines: list[PartyVotes]
    municipalities: list[Municipality]
    composition: Composition | None
    tie: Tie[str] | None = None
    drawn: tuple[str, ...] = ()
    before: str = ""
    groups: dict[str, tuple[Party, ...]] = field(default_factory=dict)  # who counts under each name
    without_votes: tuple[Municipality, ...] = ()

    @property
    def has_votes(self) -> bool:
        return any(line.votes for line in self.lines)

    @property
    def lack(self) -> str:
        """What is missing of the votes: as people wrote it, or the municipalities that have none."""
        if self.term.votes_lack or not self.without_votes:
            return self.term.votes_lack
        names = ", ".join(one.name for one in self.without_votes)
        return (
            f"Stemmetal mangler for {len(self.without_votes)} af {len(self.municipalities)} kommuner: {names}"
        )

    @property
    def lot_is_open(self) -> bool:
        return self.tie is not None and not self.drawn

    @property
    def rows(self) -> list[Result]:
        """Every party with votes, seats or mayors, the most votes first."""
        if self.composition is None:
            total = sum(line.votes for line in self.lines)
            rows = [self._row(line, Fraction(line.votes, total or 1), False, {}, 0) for line in self.lines]
        else:
            seats = self.composition.seats
            size = sum(seats.values())
            judged = self.composition.entitlements
            rows = [self._row(one.line, one.share, one.entitled, seats, size) for one in judged]
        widest = max((max(row.share, row.seat_share) for row in rows), default=Fraction(1))
        return [replace(row, widest=widest) for row in rows]

    def _row(
        self, line: PartyVotes, share: Fraction, entitled: bool, seats: dict[str, int], size: int
    ) -> Result:
        own, joined = seats.get(line.party, 0), self.groups.get(line.party, ())
        return Result(
            line.party, line.votes, share, line.council_seats, line.mayors, entitled, own,
            Fraction(own, size or 1), bool(self.lot_is_open and self.tie and line.party in self.tie.among),
            tuple(party.name for party in joined) if len(joined) > 1 else (),
        )  # fmt: skip

    @property
    def totals(self) -> dict[str, int]:
        """The sums of the result table; seats as far as they are decided."""
        seats = sum(self.composition.seats.values()) if self.composition else 0
        mayors = sum(line.mayors for line in self.lines)
        return {
            "votes": sum(line.votes for line in self.lines),
            "council_seats": sum(line.council_seats for line in self.lines),
            "mayors": mayors,
            "elected": seats - mayors,
            "seats": seats,
        }

    @property
    def total_texts(self) -> dict[str, str]:
        return {name: decimal(number, 0) for name, number in self.totals.items()}

    @property
    def worst(self) -> str:
        """The most under-represented party as a sentence; empty while a lot is open."""
        worst = self.composition.worst_off if self.composition else None
        return f"{worst.party}: pladsandel / stemmeandel = {decimal(worst.ratio, 3)}" if worst else ""

    def share_of(self, party: str) -> Fraction:
        """The party's share of all votes; nothing for one without votes."""
        total = sum(line.votes for line in self.lines)
        return Fraction(sum(line.votes for line in self.lines if line.party == party), total or 1)


def composed(term: Term) -> Composed:
    """The term's composition under the rules of its first day, with the lot that people drew.

    The same number of queries however many votes there are.
    """
    counts = list(term.votes.select_related("party__municipality"))
    lines, groups = _lines(term, counts)
    municipalities = list(Municipality.objects.filter(region=term.council.region_id))
    known: dict[str, Any] = {"groups": groups, "without_votes": _without_votes(counts, municipalities)}
    begins = term.period.lower
    if not editions.has_rules(begins):
        return Composed(term, lines, municipalities, None, before=editions.BEFORE, **known)
    found = compose(
        lines, municipalities=len(municipalities), on=begins, method=METHODS[Term.Method(term.method)]
    )
    tie: Tie[str] | None = found.tie
    drawn: tuple[str, ...] = ()
    if tie and term.drawn:
        with suppress(ValueError):  # drawn between others than those who are equal now
            drawn, found = tie.winners(term.drawn), found.resolve(term.drawn)
    return Composed(term, lines, municipalities, found, tie, drawn, **known)


def _lines(term: Term, counts: Sequence[VoteCount]) -> tuple[list[PartyVotes], dict[str, tuple[Party, ...]]]:
    """Votes by party, cooperations added together, most votes first; and who counts under each name."""
    parties = {count.party_id: count.party for count in counts}
    names = labels(parties.values())
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for count in counts:
        for place, column in enumerate(COLUMNS):
            sums[count.party_id][place] += getattr(count, column)
    together: dict[str, list[int]] = defaultdict(list)
    for one in term.cooperations.all():
        if one.party_id in names:  # a cooperation may be written down before its votes are
            together[one.name].append(one.party_id)
    lines = combine(
        [PartyVotes(names[pk], *numbers) for pk, numbers in sums.items()],
        {name: [names[pk] for pk in joined] for name, joined in together.items()},
    )
    groups: dict[str, tuple[Party, ...]] = {names[pk]: (party,) for pk, party in parties.items()}
    groups |= {name: tuple(parties[pk] for pk in joined) for name, joined in together.items()}
    return sorted(lines, key=lambda line: (-line.votes, danish_order.sort_key(line.party))), groups


def _without_votes(
    counts: Sequence[VoteCount], municipalities: Sequence[Municipality]
) -> tuple[Municipality, ...]:
    """The municipalities that lack votes where votes come by municipality."""
    having = {count.municipality_id for count in counts if count.votes}
    if not having or None in having:
        return ()
    return tuple(one for one in municipalities if one.pk not in having)


def counted_twice(term: Term) -> list[str]:
    """Sentences for parties that have the same number both by municipality and for the whole region."""
    sums: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([0, 0, 0], [0, 0, 0]))
    counts = list(term.votes.select_related("party__municipality"))
    for count in counts:
        for place, column in enumerate(COLUMNS):
            sums[count.party_id][count.municipality_id is None][place] += getattr(count, column)
    names, words = labels(count.party for count in counts), ("stemmer", "mandater", "borgmestre")
    return [
        f"{names[pk]} har {word} både for enkelte kommuner og for hele regionen; de ville tælle to gange."
        for pk, (places, region) in sums.items()
        for word, one, other in zip(words, places, region, strict=True)
        if one and other
    ]


def counts_by_place(term: Term) -> dict[int | None, list[VoteCount]]:
    """Municipality id (None: the whole region) → its vote counts."""
    places: dict[int | None, list[VoteCount]] = defaultdict(list)
    for count in term.votes.select_related("party"):
        places[count.municipality_id].append(count)
    return dict(places)
