"""Form fields that read what a Danish secretary types, and keep it as typed when it can't be read.

Dates and times are plain text fields: DKFDS' own date picker submits an unreadable date as empty,
so that an optional date would vanish in silence.
"""

import datetime
import re
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from kkr_portal import richtext
from kkr_portal.cpr import cpr_numbers
from kkr_portal.danish_numbers import decimal, decimal_number, whole_number

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


def without_cpr(text: str) -> None:
    """A validator for what everyone reads as soon as it is saved."""
    if found := cpr_numbers(text):
        raise ValidationError(f"Teksten ser ud til at rumme et CPR-nummer: {', '.join(found)}. Fjern det.")


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


class DanishDecimalField(forms.CharField):
    """A number as 45, 45,5 or 1.417 (one thousand four hundred and seventeen); None for an empty field.

    «1,417» is no grouped number but one and 417 thousandths: with at most two decimals it is refused with
    both readings, since nobody can know which was meant.
    """

    def __init__(
        self, *, least: int | None = None, most: int | None = 9_999_999_999, places: int = 2, **kwargs: Any
    ) -> None:
        self.least, self.most, self.places = least, most, places
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input-width-xs"}),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        """As Danes write it, without decimals that are nought: «45», «45,5»."""
        if not isinstance(value, int | Decimal):
            return value
        text = f"{Decimal(value):,f}".translate(str.maketrans(",.", ".,"))
        return text.rstrip("0").rstrip(",") if "," in text else text

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """The number. Raises ValidationError in Danish."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        typed = str(value).strip()
        if not typed:
            return None
        try:
            number = decimal_number(typed)
        except ValueError:
            raise ValidationError(self._unread(typed), code="invalid") from None
        if -int(number.as_tuple().exponent) > self.places and number != round(number, self.places):
            raise ValidationError(self._too_fine(typed, number), code="max_decimal_places")
        if self.least is not None and number < self.least:
            raise ValidationError(f"Tallet skal være mindst {decimal(self.least, 0)}.", code="min_value")
        if self.most is not None and number > self.most:
            raise ValidationError(f"Tallet må højst være {decimal(self.most, 0)}.", code="max_value")
        return number

    def _unread(self, typed: str) -> str:
        if re.search(r"\d\s*(%|pct|procent|stk|kr)", typed, re.IGNORECASE):
            return f"Skriv kun tallet, uden enhed: «{typed[:40]}» kan ikke læses."
        if re.fullmatch(r"-?\d+\.\d+", typed):
            comma = typed.replace(".", ",")[:20]
            return f"«{typed[:40]}» kan ikke læses: Et komma skiller decimaler, fx {comma}."
        return (
            f"«{typed[:40]}» kan ikke læses som et tal. Skriv fx 45 eller 45,5, og lad feltet stå tomt, "
            "hvis tallet ikke kendes."
        )

    def _too_fine(self, typed: str, number: Decimal) -> str:
        whole = re.sub(r"\D", "", typed)
        most = "ingen decimaler" if not self.places else f"højst {self.places} decimaler"
        return (
            f"«{typed[:40]}» læses som {decimal(int(number), 0)} og en brøk. Her er {most}. "
            f"Mener du {decimal(int(whole or 0), 0)}, så skriv det uden komma."
        )


class RichTextField(forms.CharField):
    """Markdown: bold, lists, links and tables; pictures and HTML are refused with a reason."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.Textarea(
                attrs={"rows": 8, "data-markdown": "", "data-preview-url": reverse_lazy("preview")}
            ),
        )
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if faults := richtext.faults(value):
            raise ValidationError([ValidationError(fault, code="rich_text") for fault in faults])


def bare_helper() -> FormHelper:
    """Fields only: the page itself has the form element and the buttons."""
    helper = FormHelper()
    helper.form_tag = False
    return helper
