"""A board's term: from a day up to (not including) another, four years at the most."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest

from boards.models.boards import Board
from boards.rules.terms import YEARS
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import track
from meetings.models.periods import PERIOD_HELP, has_beginning, never_at_once


def longest_after(column: str) -> Greatest:
    """``rules.terms.longest`` of a date column in the database.

    Two ways of counting, of which the later holds: from 29 February the day after the last whole day is
    1 March where the fourth year has no 29th.
    """

    def counted(template: str) -> Func:
        return Func(F(column), template=template, output_field=models.DateField())

    return Greatest(
        counted(f"(%(expressions)s + interval '{YEARS} years')::date"),
        counted(f"((%(expressions)s - 1 + interval '{YEARS} years')::date + 1)"),
    )


@track()
class Term(models.Model):
    """What a board's members are appointed for. Its last day is the day before ``period.upper``."""

    board = models.ForeignKey(
        Board, on_delete=models.CASCADE, related_name="terms", verbose_name="bestyrelse"
    )
    period = DateRangeField("funktionsperiode", help_text=PERIOD_HELP)
    election_date = models.DateField(
        "kommunalvalg", null=True, blank=True, help_text="Valget, som perioden følger efter."
    )
    balance_reason = models.TextField(
        "begrundelse for kønsfordelingen", blank=True,
        help_text="Hvorfor der ikke er udpeget lige mange kvinder og mænd.",
    )  # fmt: skip
    note = models.CharField("bemærkning", max_length=300, blank=True)
    revision = revision_field()

    council_path = "board__council"

    class Meta:
        verbose_name, verbose_name_plural = "funktionsperiode", "funktionsperioder"
        ordering = ["board", "period"]
        constraints = [
            never_at_once(
                "one_board_term_at_a_time", "board",
                message="Bestyrelsen har allerede en funktionsperiode på den tid.",
            ),
            has_beginning("board_term_has_beginning"),
            models.CheckConstraint(
                condition=Q(period__endswith__isnull=False), name="board_term_has_end",
                violation_error_message="Funktionsperioden skal have en sidste dag.",
            ),
            models.CheckConstraint(
                condition=Q(period__endswith__lte=longest_after("period__startswith")),
                name="board_term_at_most_four_years",
                violation_error_message=f"En funktionsperiode er højst {YEARS} år.",
            ),
            models.CheckConstraint(
                condition=Q(election_date=None) | Q(election_date__lte=F("period__startswith")),
                name="board_term_after_its_election",
                violation_error_message="Funktionsperioden begynder efter kommunalvalget.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return self.years

    @property
    def years(self) -> str:
        """«2022–2026»."""
        return f"{self.period.lower.year}–{self.period.upper.year}"
