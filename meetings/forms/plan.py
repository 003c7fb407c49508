"""A year's meetings, several at once."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet

from kkr_portal.forms import DanishDateField, DanishTimeField

ROWS_AT_LEAST = 2


class PlannedForm(forms.Form):
    day = DanishDateField(label="Dato", required=False, help_text="")
    starts_at = DanishTimeField(label="Begynder kl.", required=False, help_text="")
    ends_at = DanishTimeField(label="Slutter kl.", required=False, help_text="")
    place = forms.CharField(label="Sted", max_length=200, required=False)

    def __init__(self, *args: Any, year: int, taken: dict[date, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.taken = year, taken

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day.year != self.year:
            raise ValidationError(f"Mødeplanen er for {self.year}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if self.has_changed() and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", "Skriv mødets dato.")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Mødet slutter efter, at det begynder.")
        return cleaned


class PlannedFormSet(BaseFormSet):
    """Rows without a date are no meetings. All are planned, or none."""

    def clean(self) -> None:
        seen: set[date] = set()
        for form in self.forms:
            day = form.cleaned_data.get("day") if form.is_valid() else None
            if day and day in seen:
                form.add_error("day", "Datoen står to gange.")
            if day:
                seen.add(day)
                taken = form.taken.get(day)
                if taken is not None and taken != plan_key(form.cleaned_data):
                    form.add_error("day", "Dette KKR har allerede et møde den dag.")

    @property
    def planned(self) -> list[dict[str, Any]]:
        """The filled rows, by date."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("day")]
        return sorted(rows, key=lambda row: row["day"])


def plan_key(row: dict[str, Any]) -> str:
    """What makes a row the same meeting as one that is planned already: a form may come twice."""
    return f"{row['starts_at']} {row['ends_at']} {row['place']}"


def plan_formset(data: Any, *, year: int, taken: dict[date, str], rows: int) -> PlannedFormSet:
    factory = forms.formset_factory(
        PlannedForm, formset=PlannedFormSet, extra=max(rows, ROWS_AT_LEAST), max_num=40
    )
    formset = factory(data or None, form_kwargs={"year": year, "taken": taken})
    formset.helper = FormHelper()  # type: ignore[attr-defined]
    formset.helper.template = "dkfds/table_inline_formset.html"  # type: ignore[attr-defined]
    formset.helper.form_tag = False  # type: ignore[attr-defined]
    formset.helper.disable_csrf = True  # type: ignore[attr-defined]
    return formset
