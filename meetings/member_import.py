"""What an import of members would do, row by row, before anybody says yes to it.

A member who is new takes the first vacant seat that fits. Of one who sits already only a stand-in who is
missing, and contact details, are written: everything else has a step of its own, with its rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kkr_portal import danish_order
from kkr_portal.importing.headings import Line, Table
from kkr_portal.importing.places import Places
from kkr_portal.importing.plans import NO_ROWS, Plan, PlannedRow, State
from kkr_portal.registry.models import Municipality, Party, Person
from meetings.actions.people import Who
from meetings.member_table import TOLD_ONLY, name_of
from meetings.models import Seat, Term
from meetings.roster import Roster, Sitting
from meetings.vote_import import Parties
from meetings.votes_of_term import cooperations_of

HEADS = ["Medlem", "Plads", "Parti", "Kommune", "Stedfortræder"]
VACANT = re.compile(r"ledig plads\b.*", re.IGNORECASE)
OWN_PAGE = "det rettes på medlemmets egen side"
_WITH_PLACE = re.compile(r"(?P<name>[^()]+)\((?P<place>[^()]+)\)")


@dataclass
class MemberRow:
    """What a row says, and which seat it is about; ``sitting`` is None for a member who is new."""

    line: Line
    seat: Seat | None = None
    sitting: Sitting | None = None
    member: Who | None = None
    municipality: Municipality | None = None
    party: Party | None = None
    substitute: Who | None = None
    substitute_municipality: Municipality | None = None
    substitute_party: Party | None = None
    contacts: list[tuple[Person, str, str]] = field(default_factory=list)  # (who, e-mail, telephone)
    changes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def is_mayor(self) -> bool:
        return self.line.get("seat").lower().startswith("borgm")

    @property
    def planned(self) -> PlannedRow:
        line = self.line
        cells = [
            name_of(line), str(self.seat or ""), str(self.party or line.get("party")),
            str(self.municipality or line.get("place")), line.get("substitute"),
        ]  # fmt: skip
        if VACANT.match(name_of(line)):
            return PlannedRow(line.number, cells, State.SKIPPED, "er ingen person")
        if self.errors:
            return PlannedRow(line.number, cells, State.REFUSED, "; ".join(self.errors))
        state = State.NEW if self.sitting is None else State.CHANGED if self.changes else State.SAME
        return PlannedRow(line.number, cells, state, "; ".join(self.changes), self)


def plan_members(table: Table, roster: Roster, term: Term) -> Plan:
    """On the roster's day, without asking the steps' rules: see ``actions.member_import.tried``."""
    reader = _Reader(roster, term)
    rows = [reader.row(line) for line in table.lines]
    unused = [one for one in table.unused if one not in TOLD_ONLY]
    named = {row.seat.pk for row in rows if row.seat}
    stays = sum(one.member is not None and one.seat.pk not in named for one in roster.sittings)
    facts = [
        ("Ledige pladser bagefter", str(len(reader.vacant))),
        ("Medlemmer, som tabellen ikke nævner", f"{stays}, som bliver siddende" if stays else ""),
        ("Kolonner, der ikke bruges", ", ".join(unused)),
        ("Bemærkning i filen", " ".join(table.comments)),
    ]
    return Plan(
        HEADS, [row.planned for row in rows], () if rows else (NO_ROWS,), (),
        [(label, text) for label, text in facts if text],
    )  # fmt: skip


class _Reader:
    """Looks everything up that rows name; a fixed number of queries, however many rows."""

    def __init__(self, roster: Roster, term: Term) -> None:
        self.roster = roster
        self.vacant = [one for one in roster.sittings if one.member is None]
        self.places, self.parties = Places(), Parties(roster.council)
        self.cooperations = cooperations_of(term)
        self.people: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in Person.objects.all():
            self.people[_key(person.given_name, person.family_name)].append(person)
        self.seen: dict[str, int] = {}

    def row(self, line: Line) -> MemberRow:
        row = MemberRow(line)
        if VACANT.match(name_of(line)):
            return row
        row.municipality = self._municipality(row, line.get("place"))
        row.party = self._party(row, line.get("party"), row.municipality)
        row.member = self._who(row, name_of(line), "navn", line.get("email"), line.get("phone"))
        self._read_substitute(row)
        sitting = self.roster.of(row.member.known) if row.member and row.member.known else None
        if sitting and sitting.member and sitting.member.person_id == row.member.known.pk:  # type: ignore[union-attr]
            self._compare(row, sitting)
        else:
            self._take_seat(row, sitting)
        self._once(row)
        return row

    def _municipality(self, row: MemberRow, text: str) -> Municipality | None:
        if not text:
            row.errors.append("Kommunen mangler")
            return None
        try:
            found = self.places.find(text)
        except ValueError:
            found = None
        if found is None or found.region_id != self.roster.council.region_id:
            row.errors.append(f"Regionen har ingen kommune med navnet «{text[:40]}»")
            return None
        return found

    def _party(self, row: MemberRow, text: str, place: Municipality | None) -> Party | None:
        if not text or text.lower() == "uden for partierne":
            return None
        found = self.parties.find(text, place.pk if place else None)
        if found is None:
            row.errors.append(f"Portalen kender intet parti med navnet eller bogstavet «{text[:40]}»")
        return found

    def _who(self, row: MemberRow, name: str, column: str, email: str, phone: str) -> Who | None:
        words = name.split()
        if len(words) < 2:
            row.errors.append(
                f"«{name[:60]}» skal have både fornavn og efternavn" if name else f"Der mangler et {column}"
            )
            return None
        _check_contact(row, email, phone)
        # The last word is the family name, unless the portal knows the person with a longer one.
        for cut in range(1, len(words)):
            known = self._known(_key(" ".join(words[:cut]), " ".join(words[cut:])), email)
            if len(known) > 1:
                row.errors.append(f"Portalen kender {len(known)}, der hedder {name}: udfyld pladsen for sig")
                return None
            if known:
                self._contact(row, known[0], email, phone)
                return Who(known=known[0])
        given, family = " ".join(words[:-1]), words[-1]
        if max(len(given), len(family)) > 80:
            row.errors.append("Navnet er for langt; fornavne og efternavn har hver højst 80 tegn")
        return Who(None, given, family, email, phone)

    def _known(self, key: tuple[str, str], email: str) -> list[Person]:
        """Of namesakes the one who sits here, or who has that e-mail address."""
        found = self.people.get(key, [])
        for narrowed in (
            [one for one in found if self.roster.of(one)],
            [one for one in found if email and one.email.lower() == email.lower()],
        ):
            if len(found) > 1 and len(narrowed) == 1:
                return narrowed
        return found

    def _has_name(self, text: str) -> bool:
        """Whether somebody is called that, as «Bo Ås (opdigtet)»: what is in brackets is then no place."""
        words = text.split()
        return any(
            _key(" ".join(words[:n]), " ".join(words[n:])) in self.people for n in range(1, len(words))
        )

    def _contact(self, row: MemberRow, person: Person, email: str, phone: str) -> None:
        """An empty cell leaves what is stored."""
        email, phone = email or person.email, phone or person.phone
        for what, old, new in (("e-mail", person.email, email), ("telefon", person.phone, phone)):
            if old != new:
                row.changes.append(f"{person}: {what} {f'var {old}' if old else f'bliver {new}'}")
        if (email, phone) != (person.email, person.phone):
            row.contacts.append((person, email, phone))

    def _read_substitute(self, row: MemberRow) -> None:
        """«Bo Ås», or «Bo Ås (Skive)» where the stand-in is from another municipality than the member."""
        line = row.line
        text, place = line.get("substitute"), line.get("substitute_place")
        if not text or text.lower() in ("ikke valgt", "ingen", "–", "-"):
            return
        if not self._has_name(text) and (found := _WITH_PLACE.fullmatch(text)):
            text, place = found["name"].strip(), place or found["place"].strip()
        row.substitute_municipality = self._municipality(row, place) if place else row.municipality
        party = line.get("substitute_party")
        row.substitute_party = self._party(row, party, row.substitute_municipality) if party else row.party
        row.substitute = self._who(
            row, text, "stedfortræder", line.get("substitute_email"), line.get("substitute_phone")
        )

    def _compare(self, row: MemberRow, sitting: Sitting) -> None:
        """With the member who sits there already."""
        row.sitting, row.seat, member = sitting, sitting.seat, sitting.member
        if member is None:
            return
        if row.municipality and member.municipality != row.municipality:
            row.errors.append(f"{member} er medlem for {member.municipality}; {OWN_PAGE}")
        if row.party and member.party != row.party:
            row.errors.append(f"{member} står med {member.party or 'intet parti'}; {OWN_PAGE}")
        if sitting.substitute is None:
            if row.substitute:
                self._must_be_free(row, row.substitute)
                row.changes.insert(0, f"{row.substitute} bliver stedfortræder")
        elif row.substitute and not _is(row.substitute, sitting.substitute.person):
            row.errors.append(f"{sitting.substitute} er stedfortræder; {OWN_PAGE}")
        else:
            row.substitute = None

    def _take_seat(self, row: MemberRow, sitting: Sitting | None) -> None:
        """The first vacant seat that fits, which is then no longer vacant for the rows below."""
        if sitting and row.member:
            self._must_be_free(row, row.member)
        if row.substitute:
            self._must_be_free(row, row.substitute)
        if not row.party and not row.is_mayor and not row.line.get("party"):
            row.errors.append("Partiet mangler")
        for one in self._fitting(row):
            row.seat = one.seat
            self.vacant.remove(one)
            if one.substitute and row.substitute:
                row.errors.append(f"Pladsen har allerede {one.substitute} som stedfortræder")
            return
        if row.is_mayor and row.municipality:
            row.errors.append(f"Borgmesterens plads for {row.municipality} findes ikke eller er besat")
        elif row.party and not row.is_mayor:
            row.errors.append(f"{row.party.name} har ingen ledig plads tilbage")

    def _fitting(self, row: MemberRow) -> Iterator[Sitting]:
        groups: Sequence[str] = ()
        if row.party:
            groups = (row.party.name, str(row.party), self.cooperations.get(row.party.pk, ""))
        for one in list(self.vacant):
            if row.is_mayor:
                fits = one.seat.kind == Seat.Kind.MAYOR and one.seat.municipality == row.municipality
            else:
                fits = one.seat.kind == Seat.Kind.ELECTED and one.seat.group in groups
            if fits:
                yield one

    def _must_be_free(self, row: MemberRow, who: Who) -> None:
        if who.known and (sitting := self.roster.of(who.known)):
            is_member = sitting.member is not None and sitting.member.person_id == who.known.pk
            as_what = "medlem" if is_member else "stedfortræder"
            row.errors.append(f"{who} er allerede {as_what} ({sitting.seat})")

    def _once(self, row: MemberRow) -> None:
        """One person in two rows, as a member or a stand-in: § 3, stk. 4."""
        for who in filter(None, [row.member, row.substitute]):
            name = danish_order.sort_key(str(who))
            if name in self.seen:
                row.errors.append(f"{who} står også i række {self.seen[name]}")
            self.seen.setdefault(name, row.line.number)


def _is(who: Who, person: Person) -> bool:
    return danish_order.sort_key(str(who)) == danish_order.sort_key(str(person))


def _key(given_name: str, family_name: str) -> tuple[str, str]:
    return danish_order.sort_key(given_name), danish_order.sort_key(family_name)


def _check_contact(row: MemberRow, email: str, phone: str) -> None:
    if email:
        try:
            validate_email(email)
        except ValidationError:
            row.errors.append(f"«{email[:60]}» er ikke en e-mailadresse")
        if len(email) > 254:
            row.errors.append("E-mailadressen er for lang")
    if len(phone) > 30:
        row.errors.append("Telefonnummeret er for langt; højst 30 tegn")
