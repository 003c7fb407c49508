"""A stored value as a Danish reader expects it."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format

EMPTY = "(tomt)"
DAY, MOMENT = "j. F Y", r"j. F Y \k\l. H.i"


def shown(field: models.Field, value: Any, labels: dict[tuple[Any, Any], str]) -> str:
    """``value`` of ``field``; ``labels`` names rows by (model, id), for foreign keys."""
    if value is None or value == "":
        return EMPTY
    if isinstance(field, models.ForeignKey):
        return labels.get((field.related_model, value), f"nr. {value} (findes ikke længere)")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return plain(value)


def plain(value: Any) -> str:
    """A value by its own type. A range's upper end is not part of it, so the day before is shown."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), MOMENT)
    if isinstance(value, date):
        return date_format(value, DAY)
    if isinstance(value, int | Decimal):
        return number_format(value, force_grouping=True)
    if hasattr(value, "lower") and hasattr(value, "upper_inc"):
        upper = value.upper
        if type(upper) is date and not value.upper_inc:
            upper -= timedelta(days=1)
        ends = [plain(end) if end is not None else "…" for end in (value.lower, upper)]
        return " – ".join(ends)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
