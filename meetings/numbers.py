"""An item's number on its agenda («3.2») as an expression, for lists of items of many meetings."""

from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from meetings.models import AgendaItem, Attachment, Section


def number_of(path: str = "") -> Combinable:
    """The number of the item that ``path`` leads to: ``annotate(number=number_of("item__"))``.

    Counted over the whole agenda, closed items included, as ``agenda`` counts.
    """
    sections = Section.objects.filter(
        meeting=OuterRef(f"{path}section__meeting"), position__lte=OuterRef(f"{path}section__position")
    )
    items = AgendaItem.objects.filter(
        section=OuterRef(f"{path}section"), position__lte=OuterRef(f"{path}position")
    )
    return Concat(
        Cast(_count(sections, "meeting"), CharField()),
        Value("."),
        Cast(_count(items, "section"), CharField()),
    )


def place_of() -> Combinable:
    """An attachment's number under its item: «2» of «Bilag 2»."""
    before = Attachment.objects.filter(item=OuterRef("item"), position__lte=OuterRef("position"))
    return Cast(_count(before, "item"), CharField())


def _count(rows: QuerySet[Any], by: str) -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(count=Count(F("pk"))).values("count"))
