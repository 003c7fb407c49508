"""What a measurable point asks for, the same in the framework agreement and in a contract.

Values stand in the unit that is printed: per cent, percentage points, a number or a score, as exact decimals.
``rules.targets`` judges them as shares of one; ``asked`` translates.
"""

from __future__ import annotations

from fractions import Fraction

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from contracts.rules import targets

PER_CENT = Fraction(1, 100)


class Kind(models.TextChoices):
    """The kind decides the fields, the unit and how «met» is judged."""

    SHARE = "share", "Andel i procent"
    RISE = "rise", "Stigning i procentpoint over en tidligere måling"
    COUNT = "count", "Antal"
    NET_PROMOTER_SCORE = "net_promoter_score", "Net Promoter Score"
    ACTIVITY = "activity", "Aktivitet (gennemført eller ej)"
    CONTROL_GROUP = "control_group", "Procentpoint bedre end en kontrolgruppe"
    ROUGHLY_EQUAL = "roughly_equal", "Nogenlunde lige meget af to slags"
    SPREAD = "spread", "Geografisk spredning over kommunerne"


class Segments(models.TextChoices):
    TOGETHER = "together", "Samlet"
    EACH = "each", "Drift og vækst hver for sig"
    OPERATION = "operation", "Driftssegmentet"
    GROWTH = "growth", "Vækstsegmentet"


class Reading(models.TextChoices):
    """How a band of «± 10 %» is read."""

    RELATIVE = "relative", "procent af kommunens andel af indbyggerne"
    POINTS = "points", "procentpoint"


NAMES_OF_SEGMENTS = {
    Segments.TOGETHER: (),
    Segments.EACH: ("drift", "vækst"),
    Segments.OPERATION: ("drift",),
    Segments.GROWTH: ("vækst",),
}
UNITS = {
    Kind.SHARE: "pct.",
    Kind.RISE: "procentpoint",
    Kind.COUNT: "",
    Kind.NET_PROMOTER_SCORE: "NPS",
    Kind.ACTIVITY: "",
    Kind.CONTROL_GROUP: "procentpoint",
    Kind.ROUGHLY_EQUAL: "procentpoint fra halvdelen",
    Kind.SPREAD: "",
}
IN_PER_CENT = {Kind.SHARE, Kind.RISE, Kind.CONTROL_GROUP, Kind.ROUGHLY_EQUAL, Kind.SPREAD}


def value_fits(name: str) -> models.CheckConstraint:
    """What each kind's value may be; a spread says how its band is read."""
    return models.CheckConstraint(
        condition=(
            Q(kind="share", value__isnull=False, value__gte=0, value__lte=100)
            | Q(kind="rise", value__isnull=False, value__gte=0, value__lte=100)
            | Q(kind="count", value__isnull=False, value__gte=0)
            | Q(kind="net_promoter_score", value__isnull=False, value__gte=-100, value__lte=100)
            | Q(kind="activity", value=None)
            | Q(kind="control_group", value=None)
            | Q(kind="control_group", value__gte=-1000, value__lte=1000)
            | Q(kind="roughly_equal", value=None)
            | Q(kind="roughly_equal", value__gte=0, value__lt=50)
            | Q(kind="spread", value=None)
            | Q(kind="spread", value__gte=0, value__lte=100, reading__in=["relative", "points"])
        ),
        name=name,
        violation_error_message="Tallet passer ikke til arten af målepunkt.",
    )


class Point(models.Model):
    """One measurable point: what is measured, how much is asked for, by when."""

    kind = models.CharField("art", max_length=18, choices=Kind)
    wording = models.TextField("målepunkt", help_text="Hele sætningen, som den skal stå i dokumentet.")
    value = models.DecimalField(
        "tal", max_digits=12, decimal_places=2, null=True, blank=True,
        help_text="I enheden for arten: procent, procentpoint, antal eller score.",
    )  # fmt: skip
    unit_noun = models.CharField(
        "hvad der tælles", max_length=60, blank=True, help_text="Ved antal, fx «virksomheder»."
    )
    segments = models.CharField("segment", max_length=9, choices=Segments, default=Segments.TOGETHER)
    reading = models.CharField("båndet læses som", max_length=8, choices=Reading, blank=True)
    base_year = models.PositiveSmallIntegerField(
        "målt i forhold til", null=True, blank=True, help_text="Ved stigning: året for den tidligere måling.",
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )  # fmt: skip
    due_year = models.PositiveSmallIntegerField(
        "resultatets år", null=True, blank=True,
        help_text="Året, resultatet gælder. Kan ligge efter kontraktens år.",
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )  # fmt: skip
    due_note = models.CharField(
        "om tidspunktet", max_length=80, blank=True, help_text="Fx «efteråret» eller «to år efter»."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.wording[:120]

    @property
    def unit(self) -> str:
        """What follows the number: «pct.», «procentpoint», «NPS», or what is counted."""
        if self.kind == Kind.SPREAD:
            return "procentpoint" if self.reading == Reading.POINTS else "pct."
        return self.unit_noun if self.kind == Kind.COUNT else UNITS[Kind(self.kind)]

    @property
    def segment_names(self) -> tuple[str, ...]:
        """The segments that are measured, each by itself; empty: all of it together."""
        return NAMES_OF_SEGMENTS[Segments(self.segments)]

    def asked(self) -> targets.Target:
        """The point as the rules take it. Raises ValueError for a spread, which ``rules.spread`` judges."""
        if self.kind == Kind.SPREAD:
            raise ValueError("a spread is judged by rules.spread")
        return targets.Target(
            kind=targets.Kind[Kind(self.kind).name],
            value=in_rules(self.kind, self.value),
            segments=self.segment_names,
            due=self.due_year,
        )


def in_rules(kind: str, value: object) -> Fraction | None:
    """A printed value as the rules take it: 45 pct. is 9/20."""
    if value is None:
        return None
    return Fraction(str(value)) * (PER_CENT if kind in IN_PER_CENT else 1)
