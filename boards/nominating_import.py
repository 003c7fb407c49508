"""What an import of the organisations that may nominate in a round would do, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from boards.models import NominatingOrganisation, Round, SeatKind
from kkr_portal import danish_order
from kkr_portal.importing.headings import Column, Line, Table, folded, read_table
from kkr_portal.importing.plans import NO_ROWS, Plan, PlannedRow, State
from kkr_portal.registry.models import Organisation

COLUMNS = [
    Column("organisation", "organisation", ("navn", "organisationens navn"), "Navnet, som i stamdata.",
           "Eksempelforeningen"),
    Column("seat", "plads", ("pladser", "kan indstille til"),
           "Pladsernes betegnelse; tom, hvis der kun indstilles til én slags.", "Virksomhedsrepræsentant"),
    Column("board", "bestyrelse", ("erhvervshus",), "Kun nødvendig, hvis runden har flere bestyrelser.",
           "Erhvervshus Eksempel"),
    Column("together", "i fællesskab med", ("sammen med",), "Den anden organisation; ellers tom.", ""),
    Column("from_sme", "fra lille eller mellemstor virksomhed", ("fra smv", "smv"),
           "«ja», hvis den skal indstille fra en lille eller mellemstor virksomhed.", "ja"),
    Column("note", "bemærkning", ("note",), "Må være tom.", ""),
    Column("council", "kkr", (), "Rækker for et andet KKR springes over.", "KKR Eksempel"),
    Column("term", "funktionsperiode", ("periode",), "Rækker for en anden periode springes over.",
           "2022–2026"),
]  # fmt: skip
HEADS = ["Organisation", "I fællesskab med", "Plads", "Bestyrelse", "SMV", "Bemærkning"]
TOLD_ONLY = {"besluttet den"}  # in the portal's own list; the round's page writes it
YES, NO = {"ja", "x", "1"}, {"", "nej", "0", "–", "-"}


def read(text: str) -> Table:
    """Raises Unreadable."""
    return read_table(text, COLUMNS, [("organisation",)])


def plan_nominating(table: Table, opened: Round, kinds: Sequence[SeatKind]) -> Plan:
    """``kinds``: the seats of the round to which somebody nominates. Two queries."""
    reader = _Reader(opened, kinds)
    rows = [reader.row(line) for line in table.lines]
    stays = len(reader.stored) - len(reader.seen & set(reader.stored))
    facts = [
        ("Står i runden, men ikke i tabellen", f"{stays}, som bliver stående" if stays else ""),
        ("Kolonner, der ikke bruges", ", ".join(h for h in table.unused if folded(h) not in TOLD_ONLY)),
        ("Bemærkning i filen", " ".join(table.comments)),
    ]
    faults = () if rows else (NO_ROWS,)
    return Plan(HEADS, rows, faults, (), [(label, text) for label, text in facts if text])


class _Reader:
    def __init__(self, opened: Round, kinds: Sequence[SeatKind]) -> None:
        self.opened, self.kinds = opened, kinds
        organisations = Organisation.objects.exclude(kind=Organisation.Kind.AUTHORITY)
        self.known = {one.sort_key: one for one in organisations}
        rows = opened.nominating.select_related("organisation", "together_with", "seat_kind__board")
        self.stored = {(one.seat_kind_id, one.organisation_id): one for one in rows}
        self.seen: set[tuple[int, int]] = set()

    def row(self, line: Line) -> PlannedRow:
        cells = [line.get(key) for key in ("organisation", "together", "seat", "board", "from_sme", "note")]
        council, term = line.get("council"), line.get("term")
        if council and folded(council) != folded(str(self.opened.council)):
            return PlannedRow(line.number, cells, State.SKIPPED, f"gælder {council[:60]}")
        if term and folded(term) != folded(self.opened.years):
            return PlannedRow(line.number, cells, State.SKIPPED, f"gælder perioden {term[:20]}")
        try:
            wanted = self._wanted(line)
        except ValueError as reason:
            return PlannedRow(line.number, cells, State.REFUSED, str(reason))
        self.seen.add((wanted.seat_kind_id, wanted.organisation_id))
        old = self.stored.get((wanted.seat_kind_id, wanted.organisation_id))
        state, note = _compared(wanted, old)
        cells[2:4] = [str(wanted.seat_kind), str(wanted.seat_kind.board)]
        return PlannedRow(line.number, cells, state, note, wanted)

    def _wanted(self, line: Line) -> NominatingOrganisation:
        """Raises ValueError with a Danish sentence."""
        one = self._organisation(line.get("organisation"), "Organisationen mangler")
        together = line.get("together")
        other = self._organisation(together, "") if together else None
        if other == one:
            raise ValueError(f"{one} kan ikke indstille i fællesskab med sig selv")
        kind = self._kind(line.get("seat"), line.get("board"))
        said = line.get("from_sme").lower()
        if said not in YES | NO:
            raise ValueError(f"«{said[:40]}» er hverken ja eller nej")
        if said in YES and kind.rule != "business":
            raise ValueError(f"Til «{kind}» stilles der ingen krav om virksomhedens størrelse")
        if len(line.get("note")) > 300:
            raise ValueError("Bemærkningen er for lang; højst 300 tegn")
        if (kind.pk, one.pk) in self.seen:
            raise ValueError(f"{one} står også højere oppe til de samme pladser")
        old = self.stored.get((kind.pk, one.pk))
        wanted = old or NominatingOrganisation(round=self.opened, seat_kind=kind, organisation=one)
        return NominatingOrganisation(
            pk=wanted.pk, round=self.opened, seat_kind=kind, organisation=one, together_with=other,
            from_sme=said in YES, note=line.get("note"), decided_at_id=wanted.decided_at_id,
            revision=wanted.revision,
        )  # fmt: skip

    def _organisation(self, name: str, missing: str) -> Organisation:
        if not name:
            raise ValueError(missing)
        found = self.known.get(danish_order.sort_key(name))
        if found is None:
            raise ValueError(f"Stamdata har ingen organisation med navnet «{name[:60]}»; KL kan oprette den")
        return found

    def _kind(self, title: str, board: str) -> SeatKind:
        fitting = [
            one
            for one in self.kinds
            if (not title or folded(one.title) == folded(title))
            and (not board or folded(str(one.board)) == folded(board))
        ]
        if len(fitting) == 1:
            return fitting[0]
        known = "; ".join(f"{one.board}: {one}" for one in self.kinds) or "ingen"
        what = "Der er flere pladser at vælge mellem" if fitting else "Runden har ingen sådan plads"
        raise ValueError(f"{what}. Der indstilles til: {known}")


def _compared(new: NominatingOrganisation, old: NominatingOrganisation | None) -> tuple[State, str]:
    if old is None:
        return State.NEW, ""
    changes = []
    if old.together_with_id != new.together_with_id:
        changes.append(f"i fællesskab med: var {old.together_with or 'ingen'}")
    if old.from_sme != new.from_sme:
        changes.append("skal indstille fra SMV" if new.from_sme else "skal ikke længere indstille fra SMV")
    if old.note != new.note:
        changes.append(f"bemærkningen var «{old.note}»" if old.note else "ny bemærkning")
    return (State.CHANGED, "; ".join(changes)) if changes else (State.SAME, "")
