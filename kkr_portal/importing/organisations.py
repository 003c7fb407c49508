"""Organisations and authorities of the reference data. One is known by its name, however it is spelt."""

from __future__ import annotations

from kkr_portal import danish_order
from kkr_portal.importing.headings import Column, Line, Table, folded, read_table
from kkr_portal.importing.plans import NO_ROWS, Plan, PlannedRow, State
from kkr_portal.registry.models import Organisation

COLUMNS = [
    Column("name", "navn", ("organisation", "organisationens navn"), "Det fulde navn.",
           "Eksempelforeningen"),
    Column("kind", "art", ("type", "slags"),
           f"{', '.join(str(kind.label) for kind in Organisation.Kind)}.", "erhvervsorganisation"),
    Column("note", "bemærkning", ("note", "kommentar"), "Må være tom.", ""),
    Column("source", "kilde", ("kilder",), "Hvor oplysningen er fra.", "Eksempelforeningens hjemmeside"),
]  # fmt: skip
HEADS = ["Navn", "Art", "Bemærkning", "Kilde"]
KINDS = {folded(text): kind for kind in Organisation.Kind for text in (str(kind.label), kind.value)}
LONGEST = {"name": 120, "note": 300, "source": 300}


def read(text: str) -> Table:
    """Raises Unreadable."""
    return read_table(text, COLUMNS, [("name",)])


def plan_organisations(table: Table, source: str) -> Plan:
    """``source`` is for rows that name none. A column that is missing leaves what is stored. One query."""
    stored = {one.sort_key: one for one in Organisation.objects.all()}
    seen: dict[str, int] = {}
    rows = [_row(line, table, source, stored, seen) for line in table.lines]
    facts = [
        ("Kolonner, der ikke bruges", ", ".join(table.unused)),
        ("Bemærkning i filen", " ".join(table.comments)),
    ]
    named = len(set(stored) - set(seen))
    if named:
        facts.insert(0, ("Står i portalen, men ikke i tabellen", f"{named}, som bliver stående"))
    return Plan(HEADS, rows, () if rows else (NO_ROWS,), (), [(label, text) for label, text in facts if text])


def _row(
    line: Line, table: Table, source: str, stored: dict[str, Organisation], seen: dict[str, int]
) -> PlannedRow:
    name = " ".join(line.get("name").split())
    key = danish_order.sort_key(name)
    old = stored.get(key)
    wanted = Organisation(
        pk=old.pk if old else None, name=old.name if old else name,
        kind=old.kind if old else "",
        note=line.get("note") if "note" in table.columns else old.note if old else "",
        source=line.get("source") or (old.source if old else source),
    )  # fmt: skip
    faults = _read_kind(line.get("kind"), wanted)
    if not name:
        faults.append("Navnet mangler")
    elif key in seen:
        faults.append(f"«{name[:60]}» står også i række {seen[key]}")
    if not wanted.source:
        faults.append("Kilden mangler")
    faults += [
        f"{column.shown.capitalize()} er for lang; højst {most} tegn"
        for column in COLUMNS
        if (most := LONGEST.get(column.key)) and len(getattr(wanted, column.key)) > most
    ]
    seen.setdefault(key, line.number)
    told = str(Organisation.Kind(wanted.kind).label) if wanted.kind else line.get("kind")
    cells = [name, told, wanted.note, wanted.source]
    if faults:
        return PlannedRow(line.number, cells, State.REFUSED, "; ".join(faults))
    state, note = _compared(wanted, old)
    return PlannedRow(line.number, cells, state, note, wanted)


def _read_kind(typed: str, wanted: Organisation) -> list[str]:
    if not typed:
        return [] if wanted.kind else ["Arten mangler"]
    kind = KINDS.get(folded(typed))
    if kind is None:
        known = ", ".join(f"«{kind.label}»" for kind in Organisation.Kind)
        return [f"«{typed[:40]}» er ikke en art; skriv {known}"]
    wanted.kind = kind
    return []


def _compared(new: Organisation, old: Organisation | None) -> tuple[State, str]:
    if old is None:
        return State.NEW, ""
    changes = []
    if old.kind != new.kind:
        changes.append(f"arten var «{old.get_kind_display()}»")
    if old.note != new.note:
        changes.append(f"bemærkningen var «{old.note}»" if old.note else "ny bemærkning")
    if old.source != new.source:
        changes.append(f"kilden var «{old.source}»")
    return (State.CHANGED, "; ".join(changes)) if changes else (State.SAME, "")
