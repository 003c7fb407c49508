"""What has changed between two versions of an agenda, and which pages of the packet to print again. Pure.

Works on the plain values that versions keep. ``Reader`` says what may be shown: what is closed in either
version, or has been closed since, is not there for those who may not read closed things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kkr_portal.history.text_diff import Piece, diff

Values = dict[str, Any]
MEETING = {
    "date": "Dato",
    "starts_at": "Begynder kl.",
    "ends_at": "Slutter kl.",
    "place": "Sted",
    "kind": "Mødetype",
    "virtual": "Virtuelt møde",
    "note": "Bemærkning",
    "agenda_late_because": "Begrundelse for sen udsendelse",
}
TEXTS = {
    "title": "Overskrift", "presentation": "Sagsfremstilling", "recommendation": "Indstilling",
    "economy": "Økonomi", "case_number": "Sagsnr.", "document_number": "Dok.nr.",
}  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """``hidden_*``: ids of what those who may not read closed things are not told of."""

    reads_closed: bool
    hidden_items: frozenset[int] = frozenset()
    hidden_attachments: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TextChange:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class AttachmentChange:
    """``what`` is «tilføjet», «udgået», «udskiftet» or «ændret»."""

    what: str
    name: str


@dataclass(frozen=True)
class ItemChange:
    what: str  # «tilføjet», «udgået», «ændret»
    number: str
    title: str
    texts: list[TextChange] = field(default_factory=list)
    attachments: list[AttachmentChange] = field(default_factory=list)
    closed: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Renumbered:
    before: str
    now: str
    title: str


@dataclass(frozen=True)
class Pages:
    """Pages of the new packet, both included."""

    what: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"side {self.first}" if self.first == self.last else f"side {self.first}–{self.last}"


@dataclass(frozen=True)
class Changes:
    facts: list[TextChange]
    items: list[ItemChange]
    moved: list[Renumbered]
    headings: list[TextChange]
    pages: list[Pages]

    def __bool__(self) -> bool:
        return bool(self.facts or self.items or self.moved or self.headings)


def closed_in(snapshot: Values) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of closed items, and of closed attachments and those of closed items."""
    items = [one for section in snapshot["sections"] for one in section["items"]]
    return (
        frozenset(one["pk"] for one in items if one["closed"]),
        frozenset(a["pk"] for one in items for a in one["attachments"] if a["closed"] or one["closed"]),
    )


def changes_between(old: Values, new: Values, reader: Reader) -> Changes:
    """What a reader of ``old`` has to know to read ``new``."""
    before, after = _items(old, reader), _items(new, reader)
    changed = [_added(one) for pk, one in after.items() if pk not in before]
    changed += [_removed(one) for pk, one in before.items() if pk not in after]
    for pk, one in after.items():
        if pk in before and (change := _changed(before[pk], one)):
            changed.append(change)
    touched = {one.number for one in changed if one.attachments}
    return Changes(
        facts=list(_facts(old["meeting"], new["meeting"])),
        items=sorted(changed, key=lambda one: _order(one.number)),
        moved=[
            Renumbered(before[pk]["number"], one["number"], one["title"])
            for pk, one in after.items()
            if pk in before and before[pk]["number"] != one["number"]
        ],
        headings=list(_headings(old, new, before, after)),
        pages=list(_pages(old, new, before, after, touched, reader)),
    )


def _order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _items(snapshot: Values, reader: Reader) -> dict[int, Values]:
    """The items that the reader may see, with the attachments that the reader may see."""
    found = {}
    for section in snapshot["sections"]:
        for one in section["items"]:
            if not reader.reads_closed and (one["closed"] or one["pk"] in reader.hidden_items):
                continue
            attachments = [
                a
                for a in one["attachments"]
                if reader.reads_closed or not (a["closed"] or a["pk"] in reader.hidden_attachments)
            ]
            found[one["pk"]] = one | {"attachments": attachments}
    return found


def _facts(old: Values, new: Values) -> Iterator[TextChange]:
    for name, label in MEETING.items():
        if old[name] != new[name]:
            yield TextChange(label, diff(_shown(name, old[name]), _shown(name, new[name])))


def _shown(name: str, value: Any) -> str:
    if name == "date":
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    if name in ("starts_at", "ends_at"):
        return str(value)[:5].replace(":", ".")
    if name == "kind":
        return {"ordinary": "Ordinært", "constitutive": "Konstituerende", "extraordinary": "Ekstraordinært"}[
            value
        ]
    return {True: "Ja", False: "Nej"}[value] if isinstance(value, bool) else str(value)


def _headings(
    old: Values, new: Values, before: dict[int, Values], after: dict[int, Values]
) -> Iterator[TextChange]:
    """Sections whose heading changed, where the reader sees something under it in both versions."""

    def seen(snapshot: Values, items: dict[int, Values]) -> dict[int, Values]:
        return {s["pk"]: s for s in snapshot["sections"] if any(one["pk"] in items for one in s["items"])}

    was, now = seen(old, before), seen(new, after)
    for pk, section in now.items():
        if pk in was and was[pk]["title"] != section["title"]:
            yield TextChange(f"Afsnit {section['number']}", diff(was[pk]["title"], section["title"]))


def _added(one: Values) -> ItemChange:
    attachments = [AttachmentChange("tilføjet", _name(a)) for a in one["attachments"]]
    return ItemChange("tilføjet", one["number"], one["title"], attachments=attachments, closed=one["closed"])


def _removed(one: Values) -> ItemChange:
    return ItemChange("udgået", one["number"], one["title"], closed=one["closed"])


def _changed(old: Values, new: Values) -> ItemChange | None:
    texts = [
        TextChange(label, diff(old[name], new[name]))
        for name, label in TEXTS.items()
        if old[name] != new[name]
    ]
    attachments = list(_attachments(old["attachments"], new["attachments"]))
    notes = []
    if old["closed"] != new["closed"]:
        notes.append("Punktet er nu lukket." if new["closed"] else "Punktet er nu åbent.")
    if not (texts or attachments or notes):
        return None
    return ItemChange("ændret", new["number"], new["title"], texts, attachments, new["closed"], notes)


def _attachments(old: list[Values], new: list[Values]) -> Iterator[AttachmentChange]:
    was = {a["pk"]: a for a in old}
    gone = [a for a in old if a["pk"] not in {b["pk"] for b in new}]
    for a in new:
        if a["pk"] in was:
            if a["file"]["sha256"] != was[a["pk"]]["file"]["sha256"]:
                yield AttachmentChange("udskiftet", _name(a))
            elif any(a[key] != was[a["pk"]][key] for key in ("title", "number", "closed")):
                yield AttachmentChange("ændret", f"{_name(was[a['pk']])} → {_name(a)}")
        elif twin := next((b for b in gone if b["file_name"] == a["file_name"]), None):
            gone.remove(twin)
            yield AttachmentChange("udskiftet", _name(a))
        else:
            yield AttachmentChange("tilføjet", _name(a))
    for a in gone:
        yield AttachmentChange("udgået", _name(a))


def _name(attachment: Values) -> str:
    closed = " (lukket)" if attachment["closed"] else ""
    return f"Bilag {attachment['number']}: {attachment['title']}{closed}"


def _pages(
    old: Values, new: Values, before: dict[int, Values], after: dict[int, Values], touched: set[str],
    reader: Reader,
) -> Iterator[Pages]:  # fmt: skip
    """The contents, the dividers of items whose line or attachments changed, and the new attachments.

    Nothing where the packet is not the one that the reader has: the public one keeps its own pages.
    """
    kinds = ["closed", "public"] if reader.reads_closed else ["public"]
    entries: list[Any] = next((new["pages"][kind] for kind in kinds if new.get("pages", {}).get(kind)), [])
    known = {a["file"]["sha256"] + a["title"] for one in before.values() for a in one["attachments"]}
    fresh = {
        f"Bilag {one['number']}.{a['number']}"
        for one in after.values()
        for a in one["attachments"]
        if a["file"]["sha256"] + a["title"] not in known
    }
    lines = {one["number"]: one["title"] for one in before.values()}
    visible = {one["number"] for one in after.values() if one["attachments"]}
    found = []
    for index, (label, title, first, pages) in enumerate(entries):
        if label in fresh:
            found.append(Pages(f"{label}: {title}", first, first + pages - 1))
        elif label in visible and (label in touched or lines.get(label) != title):
            divider = entries[index + 1][2] - first if index + 1 < len(entries) else pages
            found.append(Pages(f"Forside til punkt {label}", first, first + divider - 1))
    packet_changed = found or any(one["attachments"] for pk, one in before.items() if pk not in after)
    if entries and (packet_changed or touched):
        yield Pages("Indholdsfortegnelse", 1, entries[0][2] - 1)
        yield from found
