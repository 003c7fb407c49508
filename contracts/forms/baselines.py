"""The baselines of a measure as a grid: area, month, per cent and source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from contracts.actions.framework import Rows, is_counted_from
from contracts.forms.selects import QuickSelect
from contracts.models.built_upon import BASELINE
from kkr_portal.forms import MONTHS, DanishDecimalField
from kkr_portal.registry.models import BusinessHouse

MOST_ROWS = 120
WHOLE_COUNTRY = "land"
_WORD = re.compile(r"(?P<word>[a-zæøå]{3,9})\.? (?P<year>\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"(?:1[.\-/ ])?(?P<month>\d{1,2})[.\-/ ](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-01)?")


class MonthField(forms.CharField):
    """A month as «september 2020», 09.2020 or 2020-09; the first of it. None for an empty field."""

    def prepare_value(self, value: object) -> object:
        return f"{MONTHS[value.month - 1]} {value.year}" if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.replace(day=1)
        typed = " ".join(str(value).split())
        found = _WORD.fullmatch(typed) or _NUMBER.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed)
        if found:
            parts = found.groupdict()
            word = parts.get("word", "").lower()
            month = int(parts.get("month") or 0) or next(
                (n for n, name in enumerate(MONTHS, 1) if word and name.startswith(word)), 0
            )
            if 1 <= month <= 12 and 2000 <= int(parts["year"]) <= 2100:
                return date(int(parts["year"]), month, 1)
        raise ValidationError(
            f"«{typed[:40]}» kan ikke læses som en måned. Skriv fx september 2020 eller 09.2020.",
            code="invalid",
        )


class BaselineForm(forms.Form):
    area = forms.ChoiceField(label="Område", required=False, widget=QuickSelect)
    month = MonthField(
        label="Målt i", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 16})
    )
    per_cent = DanishDecimalField(label="Procent", required=False, least=0, most=100)
    source = forms.CharField(label="Kilde", required=False, max_length=300)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], closed: Collection[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.closed = closed
        cast(forms.ChoiceField, self.fields["area"]).choices = choices

    @property
    def says_something(self) -> bool:
        """A row with an area alone is still to be filled in."""
        return any(str(self[name].value() or "").strip() for name in ("month", "per_cent", "source"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.says_something or cleaned.get("DELETE"):
            return cleaned
        for name, sentence in (
            ("area", "Vælg et erhvervshus eller hele landet."),
            ("month", "Skriv måneden, der blev målt i."),
            ("per_cent", "Skriv procenten, eller sæt kryds ved «Fjern»."),
            ("source", "Skriv, hvor tallet kommer fra."),
        ):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, sentence)
        if not self.errors and is_counted_from(self.key, set(self.closed)):
            self.add_error("month", BASELINE)
        return cleaned

    @property
    def key(self) -> tuple[int | None, date]:
        area = self.cleaned_data["area"]
        return (None if area == WHOLE_COUNTRY else int(area), self.cleaned_data["month"])


class BaselineGrid(forms.BaseFormSet):
    helper: FormHelper
    fixed: Collection[Any] = ()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Fjern"

    def clean(self) -> None:
        seen = set(self.fixed)
        for form in self._filled():
            if form.errors:
                continue
            key = form.key
            if key in seen:
                form.add_error("month", "Området har allerede et udgangspunkt for den måned.")
            seen.add(key)

    def _filled(self) -> list[Any]:
        return [
            form for form in self.forms
            if hasattr(form, "cleaned_data") and form.says_something and not form.cleaned_data.get("DELETE")
        ]  # fmt: skip

    @property
    def values(self) -> Rows:
        """What the filled rows say."""
        return {
            form.key: (form.cleaned_data["per_cent"], form.cleaned_data["source"]) for form in self._filled()
        }

    def as_typed(self) -> list[dict[str, str]]:
        """Every row as it was typed, readable or not; those to be removed are left out."""
        names = ("area", "month", "per_cent", "source")
        return [
            {name: str(form[name].value() or "") for name in names}
            for form in self.forms
            if not form["DELETE"].value()
        ]


def baseline_grid(
    houses: Sequence[BusinessHouse], *, closed: Collection[Any], fixed: Collection[Any], data: Any = None,
    rows: Sequence[Mapping[str, Any]] = (),
) -> BaselineGrid:  # fmt: skip
    """Bound to ``data``, or showing ``rows``. None of ``closed`` and ``fixed`` is in it."""
    choices = [("", "Vælg"), (WHOLE_COUNTRY, "Hele landet"), *((str(one.pk), one.name) for one in houses)]
    grid: Any = forms.formset_factory(
        BaselineForm, formset=BaselineGrid, extra=0, can_delete=True, max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )  # fmt: skip
    kwargs: dict[str, Any] = {
        "prefix": "baselines", "form_kwargs": {"choices": choices, "closed": closed}
    }  # fmt: skip
    made: BaselineGrid = grid(data, **kwargs) if data is not None else grid(initial=list(rows), **kwargs)
    made.fixed = fixed
    made.helper = FormHelper()
    made.helper.form_tag = False
    made.helper.template = "dkfds/table_inline_formset.html"
    return made


def as_rows(values: Rows) -> list[dict[str, Any]]:
    return [
        {"area": WHOLE_COUNTRY if house is None else str(house), "month": month, "per_cent": per_cent,
         "source": source}
        for (house, month), (per_cent, source) in values.items()
    ]  # fmt: skip


def empty_rows(houses: Sequence[BusinessHouse]) -> list[dict[str, Any]]:
    """A row to fill in for the whole country and for each house."""
    return [{"area": WHOLE_COUNTRY}, *({"area": str(one.pk)} for one in houses)]


def fingerprint(values: Mapping[Any, Any]) -> str:
    """Tells whether the rows that somebody was shown are those that are stored now."""
    told = sorted((str(key), _plain(value)) for key, value in values.items())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(_plain(one) for one in value)
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
