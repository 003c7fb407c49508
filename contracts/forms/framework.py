"""The forms of a framework agreement: itself, its goals, and what a goal measures."""

from __future__ import annotations

from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from contracts.actions.text import next_place
from contracts.built_upon import is_printed, signed_on
from contracts.forms.point_fields import YearField
from contracts.forms.text import WritingForm, long_text
from contracts.models import FrameworkAgreement, FrameworkGoal, Measure
from contracts.models.built_upon import MEASURE
from kkr_portal.forms import DanishDateField, DanishWholeNumberField


class AgreementForm(WritingForm):
    title = forms.CharField(label="Titel", max_length=200)
    first_year = YearField(label="Første år")
    last_year = YearField(label="Sidste år")
    agreed_on = DanishDateField(label="Indgået", required=False)
    introduction = long_text("Indledning", rows=6)

    class Meta:
        model = FrameworkAgreement
        fields = ["title", "first_year", "last_year", "parties", "agreed_on", "source", "introduction"]
        help_texts = {"source": "Hvor aftalen kan læses, fx navn, dato og bilag."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed = list(signed_on(self.instance)) if self.instance.pk else []
        if self.signed:
            self.fields["title"].disabled = True
            self.fields["title"].help_text = "Ligger fast: Underskrevne kontrakter nævner aftalen ved titlen."
        self.helper.layout = Layout(
            "title", Row("first_year", "last_year", "agreed_on"), Row("parties", "source"), "introduction",
            "revision",
        )  # fmt: skip

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if FrameworkAgreement.objects.filter(title__iexact=title).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Der er allerede en rammeaftale med den titel.")
        return title

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", "Sidste år kan ikke ligge før første år.")
        elif first and last and self.instance.pk:
            self._check_what_builds_on_it(range(first, last + 1))
        return super().clean()

    def _check_what_builds_on_it(self, years: range) -> None:
        contracts = self.instance.contracts.select_related("business_house").order_by("year")
        outside = next((one for one in contracts if one.year not in years), None)
        if outside is not None:
            name = "first_year" if outside.year < years.start else "last_year"
            self.add_error(name, f"{outside} følger aftalen, og {outside.year} skal være med.")
        goal = self.instance.goals.filter(only_year__isnull=False).exclude(only_year__in=years).first()
        if goal is not None:
            name = "first_year" if goal.only_year < years.start else "last_year"
            self.add_error(name, f"Mål {goal} gælder kun i {goal.only_year}, som skal være med.")


class FrameworkGoalForm(WritingForm):
    """``seen_number``: the number as it was shown. Who did not touch it does not undo a new order."""

    number = DanishWholeNumberField(label="Nummer", most=99)
    title = forms.CharField(label="Titel", max_length=200)
    only_year = YearField(label="Gælder kun i (år)", required=False, help_text="Tom: alle aftalens år.")
    motivation = long_text("Begrundelse", rows=6)
    seen_number = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = FrameworkGoal
        fields = ["number", "title", "only_year", "motivation"]

    def __init__(self, *args: Any, agreement: FrameworkAgreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        number = self.instance.number if self.instance.pk else next_place(agreement.goals.all(), "number")
        self.fields["seen_number"].initial = number
        self.initial["number"] = number
        self.helper.layout = Layout(
            Row("number", "only_year"), "title", "motivation", "seen_number", "revision"
        )

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number < 1:
            raise ValidationError("Nummeret er mindst 1.")
        stored = FrameworkGoal.objects.filter(pk=self.instance.pk).values_list("number", flat=True).first()
        if stored is not None and self.data.get(self.add_prefix("seen_number")) == str(number):
            return stored  # somebody may have put the goals in another order meanwhile
        other = self.agreement.goals.filter(number=number).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(f"Nummer {number} er brugt af «{other.title}». Vælg et andet.")
        return number

    def clean_only_year(self) -> int | None:
        year: int | None = self.cleaned_data["only_year"]
        if year is not None and year not in self.agreement.years:
            first, last = self.agreement.first_year, self.agreement.last_year
            raise ValidationError(f"Aftalen gælder {first}–{last} og ikke {year}.")
        return year


class MeasureForm(WritingForm):
    name = forms.CharField(
        label="Hvad der måles", max_length=120,
        help_text="Kontrakternes målepunkter genkendes på målingen, også når målene har andre numre.",
    )  # fmt: skip

    class Meta:
        model = Measure
        fields = ["name", "measured_by", "source"]
        help_texts = {"source": "Hvor det står, fx «rammeaftalen, afsnit 7.1»."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and is_printed(self.instance):
            self.fields["name"].disabled = True
            self.fields["name"].help_text = MEASURE
        self.helper.layout = Layout("name", Row("measured_by", "source"), "revision")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = cast(FrameworkGoal, self.instance.goal).measures.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("Målet har allerede en måling med det navn.")
        return name
