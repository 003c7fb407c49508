"""Periods of dates, and what may not happen twice at a time.

A period is ``[from, until)``: the first day belongs to it, the last does not; an open end is None.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast

PERIOD_HELP = "Fra og med den første dato, til og ikke med den anden. En tom dato er uden grænse."


def _equal(column: str) -> Func:
    """Stands for equality in an exclusion: the embedded PostgreSQL has no btree_gist."""
    number = Cast(F(column), models.BigIntegerField())
    return Func(number, number, Value("[]"), function="int8range", output_field=models.Field())


def never_at_once(name: str, *columns: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with equal ``columns`` (whole numbers or foreign keys) and overlapping ``period``."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((_equal(column), RangeOperators.OVERLAPS) for column in columns),
            ("period", RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )


def has_beginning(name: str) -> models.CheckConstraint:
    """The period holds at least a day and has a first one."""
    return models.CheckConstraint(
        condition=Q(period__isempty=False) & Q(period__startswith__isnull=False),
        name=name,
        violation_error_message="Perioden skal have en første dag og vare mindst én dag.",
    )
