"""Which fields a measurable point has, and what its number means: the kind decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from contracts.models.points import Kind
from kkr_portal.forms import DanishWholeNumberField


class YearField(DanishWholeNumberField):
    """A year from 2000 to 2100, shown without a dot."""

    def prepare_value(self, value: object) -> object:
        return value

    def to_python(self, value: object) -> int | None:  # type: ignore[override]
        year = super().to_python(value)
        if year is not None and not 2000 <= year <= 2100:
            raise ValidationError("Skriv et årstal fra 2000 til 2100.", code="invalid")
        return year


@dataclass(frozen=True)
class Shape:
    """``unit`` follows the number on screen; ``fields`` beside the common ones."""

    unit: str
    help: str
    fields: frozenset[str]


COMMON = {"kind", "wording", "measured_by", "due_year", "due_note", "to_decide", "revision"}
OPTIONAL = ("value", "unit_noun", "segments", "reading", "base_year", "measure", "part_of", "baseline_reason")


def _shape(unit: str, help_text: str, *fields: str) -> Shape:
    return Shape(unit, help_text, frozenset(fields))


SHAPES: dict[str, Shape] = {
    Kind.SHARE: _shape(
        "pct.", "Mindst så stor en andel, fra 0 til 100. Fx 45 eller 45,5.",
        "value", "segments", "measure", "baseline_reason",
    ),
    Kind.RISE: _shape(
        "procentpoint", "Så meget højere end den tidligere måling. 5 procentpoint over 36 pct. er 41 pct.",
        "value", "segments", "base_year", "measure",
    ),
    Kind.COUNT: _shape(
        "", "Et helt antal. 1.417 er ettusind firehundrede og sytten.",
        "value", "unit_noun", "segments", "measure", "part_of",
    ),
    Kind.NET_PROMOTER_SCORE: _shape("NPS", "Fra -100 til 100.", "value", "segments", "measure"),
    Kind.ACTIVITY: _shape("", "En aktivitet har intet tal: Den er gennemført eller ej.", "segments",
                          "measure"),
    Kind.CONTROL_GROUP: _shape(
        "procentpoint", "Hvor meget bedre end kontrolgruppen. Tomt: bedre, uanset hvor lidt.",
        "value", "segments", "measure",
    ),
    Kind.ROUGHLY_EQUAL: _shape(
        "procentpoint fra halvdelen", "Hvor langt fra halvdelen hver slags højst må være. Tomt: ikke aftalt.",
        "value", "measure",
    ),
    Kind.SPREAD: _shape(
        "", "Hvor meget en kommunes andel må afvige fra dens andel af indbyggerne. Tomt: intet bånd.",
        "value", "reading", "measure",
    ),
}  # fmt: skip


def kinds_with(field: str) -> str:
    """The kinds that have ``field``, with spaces between, for the page's script."""
    return " ".join(str(kind.value) for kind in Kind if field in SHAPES[kind].fields)
