"""What has changed between two contents of a contract, as people read it: part by part, word by word.

Goals are recognised by the national goal they stem from, points by what they were copied from or by their
measure, so that what was moved or renumbered is not told as deleted and written anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format

from contracts.content import Content
from contracts.models import ContractPart, Goal, Target
from contracts.models.points import Kind, Segments
from contracts.pairing import paired, paired_goals, paired_targets
from contracts.rules.told_points import number
from kkr_portal.danish_numbers import decimal
from kkr_portal.history.text_diff import Piece, diff

ADDED, GONE, CHANGED, MOVED = "tilføjet", "udgået", "ændret", "flyttet"


@dataclass(frozen=True)
class Line:
    """One field: what was taken out of it and what was put in."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Block:
    """A part, a goal, a point or a row. ``whats``: added, gone, changed, moved; ``inner``: its points."""

    title: str
    whats: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Chapter:
    title: str
    blocks: list[Block]
    unchanged: list[str] = field(default_factory=list)


def redline(old: Content, new: Content) -> list[Chapter]:
    """Every chapter in the document's order, also those without a change."""
    return [
        _facts(old, new), _parts(old, new), _focus_areas(old, new), _goals(old, new), _key(old, new),
        _obligations(old, new),
    ]  # fmt: skip


def is_changed(chapters: Sequence[Chapter]) -> bool:
    return any(chapter.blocks for chapter in chapters)


def _facts(old: Content, new: Content) -> Chapter:
    lines = list(
        _lines(
            old, new,
            ("year", "År"), ("council", "KKR"), ("business_house", "Erhvervshus"),
            ("framework", "Rammeaftale"),
            ("in_force_on", "Træder i kraft"), ("grant", "Basisbevilling (1.000 kr.)"),
            ("key_source", "Kilde til fordelingsnøglen"),
        )
    )  # fmt: skip
    return Chapter("Oplysninger", [Block("Kontrakten", (CHANGED,), lines)] if lines else [])


def _parts(old: Content, new: Content) -> Chapter:
    before = {part["kind"]: part["text"] for part in old["parts"]}
    after = {part["kind"]: part["text"] for part in new["parts"]}
    blocks, same = [], []
    for kind in ContractPart.Kind:
        one, other = before.get(kind.value, ""), after.get(kind.value, "")
        if one == other:
            same += [str(kind.label)] if other else []
        else:
            what = ADDED if not one else GONE if not other else CHANGED
            blocks.append(Block(str(kind.label), (what,), [Line("Tekst", diff(one, other))]))
    return Chapter("Kontraktens tekst", blocks, same)


def _focus_areas(old: Content, new: Content) -> Chapter:
    def by_title(area: Content) -> str:
        return str(area["title"]).casefold()

    pairs = paired(old["focus_areas"], new["focus_areas"], [lambda area: area["id"], by_title])
    places = _places(old["focus_areas"], new["focus_areas"], pairs)
    fields = [("title", "Overskrift"), ("text", "Tekst")]
    blocks = [_block(one, other, "title", places, fields) for one, other in pairs]
    return _chapter("Særlige indsatsområder", blocks)


def _goals(old: Content, new: Content) -> Chapter:
    goals = paired_goals(old["goals"], new["goals"])
    places = _places(old["goals"], new["goals"], goals)
    points = paired_targets(old, new, goals)
    blocks = []
    for one, other in goals:
        block = _block(one, other, "title", places, [
            ("title", "Titel"), ("scope", "Nationalt eller lokalt"), ("motivation", "Begrundelse"),
            ("aim", "Mål"), ("method", "Metode"), ("reporting", "Afrapportering"),
        ])  # fmt: skip
        mine = points.get((one or {}).get("id"), (other or {}).get("id"))
        inner = [_point(*pair) for pair in mine]
        changed = [point for point in inner if point.whats]
        whats = block.whats or ((CHANGED,) if changed else ())
        name = f"Mål {(other or one or {})['number']}: {block.title}"
        blocks.append(Block(name, whats, block.lines, block.notes, changed))
    return _chapter("Mål", blocks)


def _point(one: Content | None, other: Content | None) -> Block:
    shown = other or one or {}
    title = shown["measure_name"] or "Målepunkt"
    if one is None or other is None:
        what, kind = (ADDED, "added") if one is None else (GONE, "removed")
        piece = Piece(kind, shown["wording"])  # type: ignore[arg-type]
        return Block(title, (what,), [Line("Målepunkt", [piece])])
    lines = list(_lines(one, other, ("wording", "Målepunkt")))
    for label, told in (
        ("Tal", _value), ("Art", lambda point: str(Kind(point["kind"]).label)),
        ("Segment", lambda point: str(Segments(point["segments"]).label)), ("Tidspunkt", _due),
        ("Målt i forhold til", lambda point: str(point["base_year"] or "")),
        ("Hvem måler", lambda point: point["measured_by"]),
    ):  # fmt: skip
        before, after = told(one), told(other)
        if before != after:
            lines.append(Line(label, _swapped(before, after)))
    return Block(title, (CHANGED,) if lines else (), lines)


def _key(old: Content, new: Content) -> Chapter:
    pairs = paired(old["key"], new["key"], [lambda row: row["code"]])
    pairs.sort(key=lambda pair: new["key"].index(pair[1]) if pair[1] else len(new["key"]))
    blocks = []
    for one, other in pairs:
        name = (other or one or {})["municipality"]
        before, after = _amount(one), _amount(other)
        what = ADDED if one is None else GONE if other is None else CHANGED
        same = before == after
        blocks.append(
            Block(name, () if same else (what,), [] if same else [Line("1.000 kr.", _swapped(before, after))])
        )
    return _chapter("Fordelingsnøgle", blocks)


def _obligations(old: Content, new: Content) -> Chapter:
    pairs = paired(old["obligations"], new["obligations"], [lambda one: str(one["title"]).casefold()])
    fields = [("text", "Hvad den går ud på"), ("who", "Hvem"), ("place", "Står i"),
              ("times_a_year", "Gange om året"), ("due_month", "Senest udgangen af måned")]  # fmt: skip
    return _chapter("Pligter", [_block(one, other, "title", {}, fields) for one, other in pairs])


def _chapter(title: str, blocks: list[Block]) -> Chapter:
    return Chapter(
        title, [one for one in blocks if one.whats], [one.title for one in blocks if not one.whats]
    )


def _block(
    one: Content | None, other: Content | None, title: str, places: dict[int, str],
    fields: Sequence[tuple[str, str]],
) -> Block:  # fmt: skip
    """Added and gone things with their whole text; what is in both with what differs."""
    shown = other or one or {}
    if one is None or other is None:
        kind = "added" if one is None else "removed"
        lines = [
            Line(label, [Piece(kind, _said(key, shown[key]))])  # type: ignore[arg-type]
            for key, label in fields
            if shown[key] not in ("", None) and key != title
        ]
        return Block(shown[title], (ADDED if one is None else GONE,), lines)
    lines = list(_lines(one, other, *fields))
    note = places.get(id(other), "")
    whats = ((MOVED,) if note.startswith("Flyttet") else ()) + ((CHANGED,) if lines else ())
    return Block(shown[title], whats or ((CHANGED,) if note else ()), lines, [note] if note else [])


def _lines(one: Content, other: Content, *fields: tuple[str, str]) -> Iterator[Line]:
    for key, label in fields:
        before, after = _said(key, one[key]), _said(key, other[key])
        if before != after:
            long = min(len(before), len(after)) > 40 or "\n" in before + after
            yield Line(label, diff(before, after) if long else _swapped(before, after))


def _places(
    old: Sequence[Content], new: Sequence[Content], pairs: Sequence[tuple[Content | None, Content | None]]
) -> dict[int, str]:
    """What is said of each thing whose place is another: moved by hand, or only counted anew."""
    both = [(old.index(one), new.index(other), other) for one, other in pairs if one and other]
    both.sort(key=lambda row: row[1])
    stay = _longest_rising([row[0] for row in both])
    notes = {}
    for order, (before, after, thing) in enumerate(both):
        if order not in stay:
            notes[id(thing)] = f"Flyttet fra nr. {before + 1} til nr. {after + 1}"
        elif before != after:
            notes[id(thing)] = f"Nu nr. {after + 1}, før nr. {before + 1}"
    return notes


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run that rises: what kept its order while others were moved."""
    best: list[list[int]] = []
    for place, value in enumerate(numbers):
        before = [run for run in best if numbers[run[-1]] < value]
        best.append([*_longest(before), place])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])


def _swapped(before: str, after: str) -> list[Piece]:
    pieces = [Piece("removed", before)] if before else []
    if before and after:
        pieces.append(Piece("same", " "))
    return [*pieces, Piece("added", after)] if after else pieces


def _said(key: str, value: object) -> str:
    if value is None:
        return ""
    if key == "in_force_on":
        return date_format(date.fromisoformat(str(value)), "j. F Y")
    if key == "grant":
        return decimal(int(str(value)), 0)
    return str(Goal.Scope(str(value)).label) if key == "scope" else str(value)


def _value(point: Content) -> str:
    if point["value"] is None:
        return ""
    unit = Target(kind=point["kind"], unit_noun=point["unit_noun"], reading=point["reading"]).unit
    return f"{number(Fraction(Decimal(point['value'])))} {unit}".strip()


def _due(point: Content) -> str:
    return " ".join(filter(None, [point["due_note"], str(point["due_year"] or "")]))


def _amount(row: Content | None) -> str:
    return "" if row is None else decimal(row["amount"], 0)
