"""A pasted table of members, one a line: Navn, parti, kommune, stedfortræder, and «borgmester» for a mayor.

Columns are parted by tabs (as copied from a spreadsheet) or semicolons. A first line with headings may give
them another order. Each row is read by itself and keeps what is wrong with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kkr_portal import danish_order
from kkr_portal.registry.models import Municipality, Party, Person
from meetings.actions.people import Who
from meetings.models import Seat
from meetings.roster import Roster, Sitting

COLUMNS = ["navn", "parti", "kommune", "stedfortræder", "plads"]
MAX_ROWS = 200
People = dict[tuple[str, str], list[Person]]
_WITH_PLACE = re.compile(r"(?P<name>[^()]+)\((?P<place>[^()]+)\)")


@dataclass
class PastedRow:
    """A line: what it says, which seat it fills, and what is wrong with it."""

    line: int
    cells: dict[str, str]
    errors: list[str] = field(default_factory=list)
    seat: Seat | None = None
    sitting: Sitting | None = None
    member: Who | None = None
    substitute: Who | None = None
    municipality: Municipality | None = None
    substitute_municipality: Municipality | None = None
    party: Party | None = None

    @property
    def is_mayor(self) -> bool:
        return self.cells.get("plads", "").lower().startswith("borgm")


def read(text: str) -> list[PastedRow]:
    """The lines of the table, not yet looked up."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    parted = [(n, [c.strip() for c in line.split("\t" if "\t" in line else ";")]) for n, line in lines]
    order = COLUMNS
    if parted and parted[0][1][0].lower() in ("navn", "medlem"):
        order = [_heading(cell) for cell in parted.pop(0)[1]]
    return [PastedRow(n, dict(zip(order, cells, strict=False))) for n, cells in parted[:MAX_ROWS]]


def _heading(cell: str) -> str:
    word = cell.lower()
    return "navn" if word == "medlem" else next((c for c in COLUMNS if word.startswith(c[:5])), word)


def look_up(rows: list[PastedRow], roster: Roster) -> list[PastedRow]:
    """Find each row's people, party, municipality and vacant seat on the roster's day."""
    municipalities = {m.sort_key: m for m in Municipality.objects.filter(region=roster.council.region)}
    parties = list(Party.objects.filter(municipality=None)) + list(
        Party.objects.filter(municipality__region=roster.council.region)
    )
    vacant = [one for one in roster.sittings if one.member is None]
    people: People = defaultdict(list)
    for person in Person.objects.all():
        people[_name_key(person.given_name, person.family_name)].append(person)
    for row in rows:
        row.municipality = _municipality(row, row.cells.get("kommune", ""), municipalities)
        row.party = _party(row, row.cells.get("parti", ""), parties)
        row.member = _who(row, row.cells.get("navn", ""), people, roster, "navn")
        _read_substitute(row, municipalities, people, roster)
        _seat(row, vacant)
    _mark_twice(rows)
    return rows


def _name_key(given_name: str, family_name: str) -> tuple[str, str]:
    return danish_order.sort_key(given_name), danish_order.sort_key(family_name)


def _municipality(row: PastedRow, name: str, municipalities: dict[str, Municipality]) -> Municipality | None:
    if not name:
        row.errors.append("Kommunen mangler.")
        return None
    found = municipalities.get(danish_order.sort_key(name))
    if found is None:
        found = Municipality.objects.filter(other_names__sort_key=danish_order.sort_key(name)).first()
    if found is None or found.sort_key not in municipalities:
        row.errors.append(f"Regionen har ingen kommune med navnet «{name}».")
        return None
    return found


def _party(row: PastedRow, name: str, parties: list[Party]) -> Party | None:
    if not name:
        if not row.is_mayor:
            row.errors.append("Partiet mangler.")
        return None
    key = danish_order.sort_key(name)
    letters = [one for one in parties if one.letter.lower() == name.lower()]
    found = [one for one in parties if one.sort_key == key] or letters
    local = [one for one in found if one.municipality_id in (None, getattr(row.municipality, "pk", None))]
    if not local:
        row.errors.append(f"Portalen kender intet parti med navnet eller bogstavet «{name}».")
        return None
    return local[0]


def _who(row: PastedRow, name: str, people: People, roster: Roster, column: str) -> Who | None:
    words = name.split()
    if len(words) < 2:
        row.errors.append(
            f"«{name}» skal have både fornavn og efternavn." if name else f"Der mangler et {column}."
        )
        return None
    given, family = " ".join(words[:-1]), words[-1]
    # The last word is the family name, unless the portal knows the person with a longer one.
    for cut in range(1, len(words)):
        known = people[_name_key(" ".join(words[:cut]), " ".join(words[cut:]))]
        if len(known) > 1:
            row.errors.append(f"Portalen kender {len(known)}, der hedder {name}. Udfyld pladsen for sig.")
            return None
        if known:
            _must_be_free(row, known[0], roster)
            return Who(known=known[0])
    return Who(given_name=given, family_name=family)


def _must_be_free(row: PastedRow, person: Person, roster: Roster) -> None:
    if sitting := roster.of(person):
        is_member = sitting.member is not None and sitting.member.person_id == person.pk
        as_what = "medlem" if is_member else "stedfortræder"
        row.errors.append(f"{person} er allerede {as_what} ({sitting.seat}).")


def _read_substitute(
    row: PastedRow, municipalities: dict[str, Municipality], people: People, roster: Roster
) -> None:
    """«Bo Ås», or «Bo Ås (Skive)» where the stand-in is from another municipality than the member."""
    text = row.cells.get("stedfortræder", "")
    if not text:
        return
    row.substitute_municipality = row.municipality
    if found := _WITH_PLACE.fullmatch(text):
        text = found["name"].strip()
        row.substitute_municipality = _municipality(row, found["place"].strip(), municipalities)
    row.substitute = _who(row, text, people, roster, "stedfortræder")


def _seat(row: PastedRow, vacant: list[Sitting]) -> None:
    """The first vacant seat that fits, which is then no longer vacant for the rows below."""
    for one in _fitting(row, vacant):
        row.sitting, row.seat = one, one.seat
        vacant.remove(one)
        if one.substitute and row.substitute:
            row.errors.append(f"Pladsen har allerede {one.substitute} som stedfortræder.")
        return
    if row.is_mayor and row.municipality:
        row.errors.append(f"Borgmesterens plads for {row.municipality} findes ikke eller er besat.")
    elif row.party and not row.is_mayor:
        row.errors.append(f"{row.party.name} har ingen ledig plads tilbage.")


def _fitting(row: PastedRow, vacant: list[Sitting]) -> Iterator[Sitting]:
    for one in list(vacant):
        if row.is_mayor:
            fits = one.seat.kind == Seat.Kind.MAYOR and one.seat.municipality == row.municipality
        else:
            fits = row.party is not None and one.seat.group in (row.party.name, str(row.party))
        if fits:
            yield one


def _mark_twice(rows: list[PastedRow]) -> None:
    """One person in two rows, as a member or a stand-in: § 3, stk. 4."""
    seen: dict[str, int] = {}
    for row in rows:
        for who in filter(None, [row.member, row.substitute]):
            name = danish_order.sort_key(str(who))
            if name in seen:
                row.errors.append(f"{who} står også i linje {seen[name]}.")
            seen.setdefault(name, row.line)
