"""A proportional election as it stands: the table of quotients, the choices in their order, the lots.

Everything follows from ``rules.proportional_election``; an alliance that was told too late is shown with its
breach and left out of the count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kkr_portal.apportionment import HighestAverages, Tie
from kkr_portal.danish_numbers import decimal
from kkr_portal.law import Breach
from meetings.lots_of import DrawnLot, Key, OpenLot, kept_name, settle, together
from meetings.models import Alliance, Election, Officer
from meetings.rules import deadlines
from meetings.rules import proportional_election as rules

Group = tuple[str, ...]


@dataclass(frozen=True)
class Quotient:
    """One field of the table. ``post`` is what it won, ``lot`` whether a lot decides."""

    text: str
    post: str = ""
    lot: bool = False


@dataclass(frozen=True)
class Row:
    name: str
    votes: int
    quotients: tuple[Quotient, ...]


@dataclass(frozen=True)
class Table:
    """Quotients of the groups, or of the parties of one alliance."""

    title: str
    rows: tuple[Row, ...]
    divisors: tuple[int, ...]


@dataclass(frozen=True)
class Choice:
    """The ``number``-th choice: what it is called, who has it, and through which alliance."""

    number: int
    title: str
    group: str
    alliance: str = ""

    @property
    def elected_by(self) -> str:
        """The group that elects anew when the post falls vacant: the alliance, where there was one."""
        whole = f"valgforbundet {self.alliance}" if self.alliance else self.group
        return whole if len(whole) <= 200 else f"{whole[:199]}…"


@dataclass(frozen=True)
class CountedAlliance:
    """``late`` holds the breach; then the parties count one by one."""

    alliance: Alliance
    late: tuple[Breach, ...]

    @property
    def name(self) -> str:
        return together(self.alliance.groups)


@dataclass(frozen=True)
class ProportionalCount:
    election: Election
    votes: dict[str, int]
    alliances: list[CountedAlliance]
    tables: list[Table]
    choices: list[Choice]
    open_lots: list[OpenLot]
    drawn_lots: list[DrawnLot]
    breaches: list[Breach] = field(default_factory=list)

    METHOD = rules.DHONDT
    WHICH_POST = rules.WHICH_POST
    CHAIR = rules.CHAIR
    SEVERAL_POSTS = rules.SEVERAL_POSTS

    @property
    def kept(self) -> str:
        """The lines as one text, for a form to bring back what it was shown with."""
        return kept_lines(self.votes)

    @property
    def total(self) -> int:
        return sum(self.votes.values())

    @property
    def stale_lots(self) -> list[DrawnLot]:
        return [one for one in self.drawn_lots if not one.used]

    @property
    def obstacles(self) -> list[str]:
        """Why the election can't be concluded yet, in Danish; empty when it can."""
        if not self.votes:
            return ["Der er ingen at fordele posterne mellem endnu."]
        if not self.choices:
            return ["Ingen har stemmer, så posterne kan ikke fordeles."]
        found = [f"Der skal trækkes lod: {lot.about}." for lot in self.open_lots]
        if self.stale_lots:
            found.append("En lodtrækning passer ikke længere. Fjern den først.")
        return found

    @property
    def decided(self) -> bool:
        return not self.obstacles


def kept_lines(votes: Mapping[str, int]) -> str:
    return "; ".join(f"{name}: {number}" for name, number in sorted(votes.items()))


def post_title(election: Election, number: int) -> str:
    """«formand» and «næstformand», else «1. valg»."""
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        return str(Officer.Post(number).label)
    return f"{number}. valg"


def count_proportional(election: Election, *, members: int | None = None) -> ProportionalCount:
    """``members`` of the KKR on the day, where the groups are to be held against them."""
    day = election.meeting.date
    votes = {line.name: line.number for line in election.lines.all()}
    alliances = [
        CountedAlliance(one, tuple(deadlines.alliance_deadline(day).breaches(one.notified_on)))
        for one in election.alliances.all()
    ]
    # Parties that have left the lines since (new votes) are named by ``alliance_breaches``.
    usable = [
        tuple(one.alliance.groups)
        for one in alliances
        if not one.late and set(one.alliance.groups) <= set(votes)
    ]

    def elect(lots: Mapping[Key, tuple]) -> rules.ProportionalElection:
        if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
            return rules.chair_and_deputy(votes, on=day, alliances=usable, lots=lots)
        return rules.several_posts(votes, election.posts, on=day, lots=lots)

    def asked(lots: Mapping[Key, tuple]) -> list[tuple[OpenLot, Tie]]:
        return [(_open(election, lot), lot.tie) for lot in elect(lots).lots]

    used, open_lots, drawn = settle(election.lots.all(), asked)
    state = elect(used)
    return ProportionalCount(
        election, votes, alliances, _tables(election, state), _choices(election, state),
        open_lots, drawn, _breaches(election, votes, alliances, members),
    )  # fmt: skip


def _breaches(
    election: Election, votes: dict[str, int], alliances: list[CountedAlliance], members: int | None
) -> list[Breach]:
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        told = {tuple(one.alliance.groups): one.alliance.notified_on for one in alliances}
        return rules.alliance_breaches(told, represented=votes, meeting=election.meeting.date)
    return [] if members is None else rules.group_breaches(votes, members=members)


def _open(election: Election, lot: rules.Lot) -> OpenLot:
    choices = tuple((kept_name(one), one if isinstance(one, str) else together(one)) for one in lot.tie.among)
    return OpenLot(tuple(lot.within), lot.number, choices, lot.tie.seats, _about(election, lot))


def _about(election: Election, lot: rules.Lot) -> str:
    """What the lot decides: who has the posts, or only in which order."""
    last, all_win = lot.number + lot.tie.seats - 1, lot.tie.seats == len(lot.tie.among)
    numbers = f"{lot.number}." if lot.number == last else f"{lot.number}.–{last}."
    if lot.within:
        what = "rækkefølgen af" if all_win else "hvem der får"
        return f"{what} {numbers} post inden for valgforbundet {together(lot.within)}"
    if election.kind != Election.Kind.CHAIR_AND_DEPUTY:
        return f"{'rækkefølgen af' if all_win else 'hvem der får'} {numbers} valg"
    if all_win:
        return "hvem der får formanden, og hvem der får næstformanden"
    return "hvem der får " + " og ".join(f"{post_title(election, n)}en" for n in range(lot.number, last + 1))


def _choices(election: Election, state: rules.ProportionalElection) -> list[Choice]:
    return [
        Choice(
            post.number,
            post_title(election, post.number),
            post.party or "",
            together(post.group) if post.group and len(post.group) > 1 else "",
        )
        for post in state.posts
    ]


def _tables(election: Election, state: rules.ProportionalElection) -> list[Table]:
    outer = {number: (post.group, post_title(election, number)) for number, post in enumerate(state.posts, 1)}
    tables = [_table("", state.result.outer, outer)] if state.posts else []
    for group, inner in state.result.inner.items():
        own = [post for post in state.posts if post.group == group]
        if len(group) > 1 and own:
            posts = {n: (post.party, post_title(election, post.number)) for n, post in enumerate(own, 1)}
            tables.append(_table(f"Inden for valgforbundet {together(group)}", inner, posts))
    return tables


def _table(title: str, result: HighestAverages, posts: Mapping[int, tuple]) -> Table:
    """``posts``: the number of a seat → who has it, and what it is called."""
    rows = []
    for who, cells in result.table().items():
        quotients = []
        for cell in cells:
            won = [posts[n][1] for n in cell.numbers if n in posts and posts[n][0] == who]
            undecided = any(n in posts and posts[n][0] is None for n in cell.numbers)
            exact = cell.quotient.denominator == 1
            text = decimal(cell.quotient, 0 if exact else 2)
            quotients.append(Quotient(text, ", ".join(won), lot=undecided))
        name = who if isinstance(who, str) else together(who)
        rows.append(Row(name, result.votes[who], tuple(quotients)))
    width = max((len(row.quotients) for row in rows), default=0)
    return Table(title, tuple(rows), tuple(range(1, width + 1)))
