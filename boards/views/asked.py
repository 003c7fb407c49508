"""What an address asks for: a day, a KKR, a number of months."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from kkr_portal.forms import DanishDateField


def asked_day(request: HttpRequest) -> tuple[date, str]:
    """The day of ``?on=``, else today; and what is wrong with it, in Danish."""
    today = timezone.localdate()
    try:
        return DanishDateField(required=False).clean(request.GET.get("on", "")) or today, ""
    except ValidationError as error:
        return today, " ".join(error.messages)


def asked_number(request: HttpRequest, name: str, most: int) -> int | None:
    """A whole number from 0 to ``most``; anything else is as if nothing was asked."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 4 and int(typed) <= most else None
