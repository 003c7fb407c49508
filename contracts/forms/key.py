"""The funding key as a grid over the house's municipalities, with the printed total and its source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from contracts.forms.selects import QuickSelect
from contracts.forms.text import WritingForm
from contracts.models import FundingRow, ResultContract
from contracts.rules.funding_key import FundingKey, Share
from kkr_portal.forms import DanishDecimalField
from kkr_portal.registry.models import Municipality

SMALL = {"inputmode": "numeric", "autocomplete": "off"}
MOST_ROWS = 120


class AmountField(DanishDecimalField):
    """Whole thousand kroner, never negative: 1.417 is one thousand four hundred and seventeen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, most=2_000_000_000, required=False, **kwargs)

    def to_python(self, value: object) -> int | None:  # type: ignore[override]
        number = super().to_python(value)
        if number is not None and number < 0:
            raise ValidationError("Beløbet kan ikke være negativt.", code="min_value")
        return None if number is None else int(number)


class TotalForm(WritingForm):
    grant = AmountField(
        label="Basisbevilling i alt (1.000 kr.)",
        help_text="Den sum, der trykkes under nøglen. Rækkerne er afrundet hver for sig.",
    )

    class Meta:
        model = ResultContract
        fields = ["grant", "key_source"]


class ShareForm(forms.Form):
    municipality = forms.ChoiceField(label="Kommune", required=False, widget=QuickSelect)
    amount = AmountField(
        label="Beløb (1.000 kr.)", widget=forms.TextInput(attrs=SMALL | {"data-key-amount": ""})
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["municipality"]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("amount") is not None and not cleaned.get("municipality") and not self.errors:
            self.add_error("municipality", "Vælg kommunen, eller slet beløbet.")
        return cleaned


class KeyGrid(forms.BaseFormSet):
    """A row without an amount is no row."""

    helper: FormHelper

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Fjern"

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            if not getattr(form, "cleaned_data", None) or form.cleaned_data.get("DELETE"):
                continue
            code, amount = form.cleaned_data.get("municipality"), form.cleaned_data.get("amount")
            if code and amount is not None and code in seen:
                form.add_error("municipality", "Kommunen står allerede i en række ovenfor.")
            seen.update({code} if code and amount is not None else ())

    @property
    def amounts(self) -> dict[int, int]:
        """What the filled rows say, by municipality."""
        return {
            int(form.cleaned_data["municipality"]): form.cleaned_data["amount"]
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("amount") is not None
        }

    def as_typed(self) -> list[dict[str, str]]:
        """Every row as it was typed, readable or not; those to be removed are left out."""
        return [
            {name: str(form[name].value() or "") for name in ("municipality", "amount")}
            for form in self.forms
            if not form["DELETE"].value()
        ]


_grid: type[KeyGrid] = cast(
    type[KeyGrid],
    forms.formset_factory(
        ShareForm, formset=KeyGrid, extra=0, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    ),
)


def key_grid(
    municipalities: Sequence[Municipality], *, data: Any = None, rows: Sequence[Mapping[str, Any]] = ()
) -> KeyGrid:
    """Bound to ``data``, or showing ``rows``."""
    choices = [("", "Vælg"), *((str(one.pk), one.name) for one in municipalities)]
    kwargs: dict[str, Any] = {"prefix": "key", "form_kwargs": {"choices": choices}}
    made = _grid(data, **kwargs) if data is not None else _grid(initial=list(rows), **kwargs)
    made.helper = FormHelper()
    made.helper.form_tag = False
    made.helper.template = "dkfds/table_inline_formset.html"
    return made


def as_rows(
    municipalities: Sequence[Municipality], amounts: Mapping[int, int | None]
) -> list[dict[str, int | None]]:
    """A row for each municipality, with its amount where it has one."""
    return [{"municipality": one.pk, "amount": amounts.get(one.pk)} for one in municipalities]


def fingerprint(amounts: Mapping[int, int]) -> str:
    """Tells whether the key that somebody was shown is the one that is stored now."""
    return hashlib.sha256(repr(sorted(amounts.items())).encode()).hexdigest()[:24]


def stored_amounts(contract: ResultContract) -> dict[int, int]:
    return dict(FundingRow.objects.filter(contract=contract).values_list("municipality_id", "amount"))


def as_key(
    amounts: Mapping[int, int], total: int | None, municipalities: Sequence[Municipality]
) -> FundingKey:
    """For the rules; where no total is printed, the sum of the rows stands for it."""
    names = {one.pk: one.name for one in municipalities}
    rows = [Share(names.get(pk, str(pk)), amount) for pk, amount in amounts.items()]
    return FundingKey(rows, sum(amounts.values()) if total is None else total)
