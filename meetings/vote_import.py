"""What an import of votes would do, row by row, before anybody says yes to it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import Enum

from kkr_portal import danish_order
from kkr_portal.danish_numbers import decimal, whole_number
from kkr_portal.importing.headings import Line, Table
from kkr_portal.importing.plans import NO_ROWS
from kkr_portal.registry.models import Council, Municipality, Party
from meetings.actions.vote_counts import Count
from meetings.models import Term, VoteCount
from meetings.vote_table import SHOWN

NUMBERS = ("votes", "council_seats", "mayors")
MOST = {"votes": 2_000_000_000, "council_seats": 32767, "mayors": 32767}
WHOLE_REGION = "Hele regionen"
YES = {"x", "ja"}
NOTHING = {"", "-", "–", "—", "nej"}


class State(Enum):
    NEW = "ny"
    CHANGED = "ændres"
    SAME = "uændret"
    WRONG = "kan ikke læses"


@dataclass(frozen=True)
class PlannedRow:
    """``note`` tells what changes, or why the row can't be read."""

    number: int
    place: str
    party: str
    state: State
    count: Count | None = None
    place_id: int | None = None
    note: str = ""
    unknown_party: bool = False

    @property
    def votes_text(self) -> str:
        return decimal(self.count.votes, 0) if self.count else ""


@dataclass(frozen=True)
class Plan:
    rows: list[PlannedRow]
    stays: int  # stored counts that the table does not name
    faults: list[str] = field(default_factory=list)  # of the table as a whole

    @property
    def stopped(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state is State.WRONG]

    @property
    def may_be_done(self) -> bool:
        return not self.stopped and not self.faults and bool(self.rows)

    @property
    def changes_nothing(self) -> bool:
        return self.may_be_done and all(row.state is State.SAME for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Different whenever the rows, or what they would do, are different."""
        return hashlib.sha256(repr((self.rows, self.stays)).encode()).hexdigest()

    @property
    def counts(self) -> dict[int | None, list[Count]]:
        found: dict[int | None, list[Count]] = defaultdict(list)
        for row in self.rows:
            if row.count:
                found[row.place_id].append(row.count)
        return dict(found)

    @property
    def totals(self) -> dict[str, int]:
        counts = [row.count for row in self.rows if row.count]
        return {column: sum(getattr(count, column) for count in counts) for column in NUMBERS}

    @property
    def totals_text(self) -> str:
        total = self.totals
        return (
            f"{decimal(total['votes'], 0)} stemmer, {decimal(total['council_seats'], 0)} mandater og "
            f"{total['mayors']} borgmestre"
        )

    @property
    def places(self) -> int:
        return len(self.counts)

    def number_of(self, state: State) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def summary(self) -> list[tuple[str, int]]:
        words = {State.NEW: ("ny", "nye"), State.SAME: ("uændret", "uændrede")}
        return [
            (words.get(state, (state.value, state.value))[n > 1], n)
            for state in State
            if (n := self.number_of(state))
        ]


class Parties:
    """Finds a party by letter or name in one place: its own local lists before the national parties."""

    def __init__(self, council: Council) -> None:
        self.parties = list(
            Party.objects.filter(municipality=None)
            | Party.objects.filter(municipality__region=council.region_id)
        )

    def find(self, text: str, place: int | None) -> Party | None:
        """None when there is none, or no telling which of two."""
        near = [party for party in self.parties if place and party.municipality_id == place]
        national = [party for party in self.parties if party.municipality_id is None]
        elsewhere = [party for party in self.parties if party.municipality_id] if place is None else []
        letter, name = _letter_and_name(text)
        for pool in (near, national, elsewhere):
            found = [party for party in pool if str(party) == text]  # as the portal writes it
            found = found or [party for party in pool if _is(party, "", text)]
            found = found or [party for party in pool if _is(party, letter, name)]
            if len(found) == 1:
                return found[0]
        return None


def _letter_and_name(text: str) -> tuple[str, str]:
    """«Q (Østbroen)», «Østbroen (Q)», «A. Socialdemokratiet», «Liste A», «V», «Venstre»."""
    text = re.sub(r"^liste\s+(?=\S{1,3}$)", "", text.strip(), flags=re.IGNORECASE)
    if found := re.fullmatch(r"(\w{1,2})\s*[.(–-]\s*(.+?)\)?", text):
        return found[1].upper(), found[2]
    if found := re.fullmatch(r"(.+?)\s*\((\w{1,3})\)", text):
        return found[2].upper(), found[1]
    return (text.upper(), "") if len(text) <= 2 else ("", text)


def _is(party: Party, letter: str, name: str) -> bool:
    key, own = danish_order.sort_key(" ".join(name.split())), danish_order.sort_key(party.name)
    if not name:
        return party.letter.upper() == letter or party.name.upper() == letter
    if not letter:  # «SF» is short for «SF – Socialistisk Folkeparti»
        return key == own or (" – " in party.name and key == own.split(" ")[0])
    # With the letter, a longer or shorter form of the name will do: «Ø. Enhedslisten – De Rød-Grønne».
    return key == own or (party.letter.upper() == letter and (key.startswith(own) or own.startswith(key)))


def plan_import(term: Term, table: Table, *, default_place: int | str | None = "") -> Plan:
    """What the table's rows would do to the term's votes.

    ``default_place`` is where rows belong when the table has no column of places: a municipality's id,
    None for the whole region, or "" when nobody said.
    """
    if "place" not in table.columns and default_place == "":
        return Plan([], 0, ["Tabellen har ingen kolonne med kommune. Vælg nedenfor, hvor tallene er fra."])
    places, parties = _Places(term.council), Parties(term.council)
    stored = {(row.municipality_id, row.party_id): row for row in term.votes.all()}
    rows: list[PlannedRow] = []
    seen: dict[tuple[int | None, int], int] = {}
    for line in table.lines:
        row = _row(line, table, places, parties, stored, default_place)
        if row.count:
            first = seen.setdefault((row.place_id, row.count.party), row.number)
            if first != row.number:
                row = _wrong(row, f"Partiet står allerede for det sted i række {first}")
        rows.append(row)
    named = {(row.place_id, row.count.party) for row in rows if row.count}
    faults = _too_many_mayors(rows, stored, named) + _twice(rows, stored, named)
    if not rows:
        faults.append(NO_ROWS)
    return Plan(rows, len(set(stored) - named), faults)


class _Places:
    """Municipalities by what the rows call them, each looked up once."""

    def __init__(self, council: Council) -> None:
        self.council = council
        name = council.region.name
        words = ("hele regionen", "regionen", "i alt", name, f"region {name}")
        self.region = {danish_order.sort_key(word) for word in words}
        self.known: dict[str, Municipality | str] = {}

    def find(self, text: str) -> Municipality | str | None:
        """The municipality, None for the whole region, or a sentence that says what is wrong."""
        if not text:
            return "Kommune mangler; skriv «hele regionen», hvis tallet gælder den"
        if danish_order.sort_key(text) in self.region:
            return None
        if text not in self.known:
            self.known[text] = self._look_up(text)
        return self.known[text]

    def _look_up(self, text: str) -> Municipality | str:
        try:
            is_code = text.isascii() and text.isdigit()
            found = Municipality.objects.by_code(text) if is_code else Municipality.objects.by_any_name(text)
        except Municipality.DoesNotExist as reason:
            return str(reason).rstrip(".")
        inside = found.region_id == self.council.region_id
        return found if inside else f"{found} hører ikke til {self.council}"


def _row(
    line: Line, table: Table, places: _Places, parties: Parties,
    stored: dict[tuple[int | None, int], VoteCount], default_place: int | str | None,
) -> PlannedRow:  # fmt: skip
    cells, faults = line.cells, []
    place: Municipality | str | None
    if "place" in table.columns:
        place = places.find(cells.get("place", ""))
        place_name = cells.get("place", "") if isinstance(place, str) else str(place or WHOLE_REGION)
        place_id = place.pk if isinstance(place, Municipality) else None
    else:
        place, place_id, place_name = None, default_place or None, ""  # type: ignore[assignment]
    if isinstance(place, str):
        faults.append(place)
    text = cells.get("party", "")
    party = parties.find(text, place_id) if text and not isinstance(place, str) else None
    unknown = bool(text) and not isinstance(place, str) and party is None
    if not text:
        faults.append("Parti mangler")
    elif unknown:
        faults.append(f"Partiet «{text[:60]}» findes ikke i stamdata")
    old = stored.get((place_id, party.pk)) if party else None
    numbers: dict[str, int] = {}
    for column in NUMBERS:
        numbers[column] = getattr(old, column) if old else 0
        if column in table.columns:
            try:
                numbers[column] = _number(cells.get(column, ""), column)
            except ValueError as reason:
                faults.append(str(reason))
    if place_id and numbers["mayors"] > 1:
        faults.append("En kommune har én borgmester")
    source = cells["source"][:300] if cells.get("source") else (old.source if old else "")
    shown = str(party) if party else text
    if faults or party is None:
        note = "; ".join(faults)
        return PlannedRow(line.number, place_name, shown, State.WRONG, None, place_id, note, unknown)
    count = Count(party.pk, **numbers, source=source)
    state, note = _compare(count, old)
    return PlannedRow(line.number, place_name, shown, state, count, place_id, note)


def _number(text: str, column: str) -> int:
    word = SHOWN[column]
    if column == "mayors" and text.lower() in YES:
        return 1
    if column != "votes" and text.lower() in NOTHING:
        return 0
    if not text:
        raise ValueError("Stemmer mangler; skriv 0, hvis partiet ingen fik")
    try:
        number = whole_number(text)
    except ValueError:
        raise ValueError(f"«{text[:40]}» under {word} er ikke et helt tal") from None
    if number > MOST[column]:
        raise ValueError(f"{text[:40]} under {word} er for stort")
    return number


def _compare(count: Count, old: VoteCount | None) -> tuple[State, str]:
    if old is None:
        return State.NEW, ""
    changes = [
        f"{SHOWN[column]} fra {decimal(getattr(old, column), 0)} til {decimal(getattr(count, column), 0)}"
        for column in NUMBERS
        if getattr(old, column) != getattr(count, column)
    ]
    if old.source != count.source:
        changes.append("ny kilde")
    return (State.CHANGED, ", ".join(changes)) if changes else (State.SAME, "")


def _wrong(row: PlannedRow, note: str) -> PlannedRow:
    return replace(row, state=State.WRONG, count=None, note=note)


Stored = dict[tuple[int | None, int], VoteCount]


def _too_many_mayors(rows: list[PlannedRow], stored: Stored, named: set[tuple[int | None, int]]) -> list[str]:
    mayors: dict[int, int] = defaultdict(int)
    names = {row.place_id: row.place for row in rows if row.place_id}
    for row in rows:
        if row.count and row.place_id:
            mayors[row.place_id] += row.count.mayors
    for (place, party), old in stored.items():
        if place in names and (place, party) not in named:
            mayors[place] += old.mayors
    return [
        f"{names[place] or 'Kommunen'} får {n} borgmestre; en kommune har én."
        for place, n in mayors.items()
        if n > 1
    ]


def _twice(rows: list[PlannedRow], stored: Stored, named: set[tuple[int | None, int]]) -> list[str]:
    """A number both by municipality and for the whole region would count twice."""
    sums: dict[int, dict[bool, dict[str, int]]] = {}
    names: dict[int, str] = {}
    counted = [(row.place_id, row.count.party, row.count) for row in rows if row.count]
    counted += [(*key, old) for key, old in stored.items() if key not in named]  # type: ignore[misc]
    for row in rows:
        if row.count:
            names[row.count.party] = row.party
    for place, party, one in counted:
        here = sums.setdefault(party, {True: dict.fromkeys(NUMBERS, 0), False: dict.fromkeys(NUMBERS, 0)})
        for column in NUMBERS:
            here[place is None][column] += getattr(one, column)
    return [
        f"{names[party]} har {SHOWN[column]} både for enkelte kommuner og for hele regionen; "
        "de ville tælle to gange."
        for party, both in sums.items()
        for column in NUMBERS
        if party in names and both[True][column] and both[False][column]
    ]
