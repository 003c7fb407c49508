"""Form fields that read what a Danish secretary types, and keep it as typed when it can't be read.

Dates and times are plain text fields: DKFDS' own date picker submits an unreadable date as empty,
so that an optional date would vanish in silence.
"""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.danish_numbers import decimal, whole_number

MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
          "november", "december"]  # fmt: skip
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\s*[.\-/ ]\s*(?P<month>\d{1,2})\s*[.\-/ ]\s*(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_IN_WORDS = re.compile(
    r"(?:den )?(?P<day>\d{1,2})\.? (?P<word>[a-zæøå]{3,9})\.? (?P<year>\d{4})", re.IGNORECASE
)
_TIME = re.compile(r"(?:kl\.? ?)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?", re.IGNORECASE)
_DATE_HELP = "Skriv datoen som dd.mm.åååå, fx 11.10.2021."
_TIME_HELP = "Skriv klokkeslættet som tt.mm, fx 10.00."


def _month_number(word: str) -> int:
    """1–12 for a month's name or its first letters (at least three), else 0, which no date has."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower())), 0)


class DanishDateField(forms.DateField):
    """A date as 11.10.2021, 11-10-2021, 11/10 2021, 11. oktober 2021 or 2021-10-11.

    Says of 31-02-2021 that the date does not exist, and of anything else that it is no date.
    """

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("help_text", "Fx 11.10.2021")
        kwargs.setdefault(
            "widget",
            forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off", "class": "input-width-xs"}),
        )
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> datetime.date | None:
        """The date; None for an empty field. Raises ValidationError in Danish."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        typed = str(value).strip()
        found = _DAY_FIRST.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
        if not found:
            raise ValidationError(f"«{typed[:40]}» kan ikke læses som en dato. {_DATE_HELP}", code="invalid")
        parts = found.groupdict()
        month = _month_number(parts["word"]) if "word" in parts else int(parts["month"])
        try:
            return datetime.date(int(parts["year"]), month, int(parts["day"]))
        except ValueError:
            raise ValidationError(
                f"{typed} er ikke en dato, der findes. {_DATE_HELP}", code="no_such_date"
            ) from None


class DanishTimeField(forms.TimeField):
    """A time of day as kl. 10, 10.00 or 10:00."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("help_text", "Fx 10.00")
        kwargs.setdefault(
            "widget",
            forms.TimeInput(format="%H.%M", attrs={"autocomplete": "off", "class": "input-width-xs"}),
        )
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> datetime.time | None:
        """The time; None for an empty field. Raises ValidationError in Danish."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.time):
            return value
        typed = str(value).strip()
        found = _TIME.fullmatch(typed)
        if not found:
            raise ValidationError(
                f"«{typed[:40]}» kan ikke læses som et klokkeslæt. {_TIME_HELP}", code="invalid"
            )
        try:
            return datetime.time(int(found["hour"]), int(found["minute"] or 0))
        except ValueError:
            raise ValidationError(
                f"{typed} er ikke et klokkeslæt, der findes. {_TIME_HELP}", code="no_such_time"
            ) from None


class DanishWholeNumberField(forms.CharField):
    """A whole number that is not negative, as 12345, 12.345 or 12 345; None for an empty field."""

    def __init__(self, *, most: int = 2_000_000_000, **kwargs: object) -> None:
        self.most = most
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}),
        )
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        return decimal(value, 0) if isinstance(value, int) else value

    def to_python(self, value: object) -> int | None:  # type: ignore[override]
        """The number. Raises ValidationError in Danish."""
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        typed = str(value).strip()
        if not typed:
            return None
        try:
            number = whole_number(typed)
        except ValueError:
            raise ValidationError(
                f"«{typed[:40]}» kan ikke læses som et helt tal. Skriv fx 12345 eller 12.345.", code="invalid"
            ) from None
        if number > self.most:
            raise ValidationError(f"Tallet må højst være {decimal(self.most, 0)}.", code="max_value")
        return number
