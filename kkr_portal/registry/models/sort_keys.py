"""The column by which names sort in Danish order."""

from django.db import models
from django.db.models import F, Func


def danish_sort_key(field: str) -> models.GeneratedField:
    """A stored column with the Danish sort key of ``field``."""
    return models.GeneratedField(
        expression=Func(F(field), function="danish_sort_key"),
        output_field=models.CharField(max_length=400, db_collation="C"),
        db_persist=True,
    )
