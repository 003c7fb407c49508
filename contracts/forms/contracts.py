"""The form of a new contract."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import BusinessHouse
from meetings.models.meetings import in_councils


class NewContractForm(forms.ModelForm):
    year = forms.IntegerField(
        label="År", min_value=2000, max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-xs"}),
        error_messages={"invalid": "Skriv året med fire cifre, fx 2022."},
    )  # fmt: skip
    in_force_on = DanishDateField(
        label="Træder i kraft", required=False, help_text="Tom: 1. januar i kontraktens år."
    )
    with_goals = forms.BooleanField(
        label="Tag rammeaftalens mål med", required=False, initial=True,
        help_text="De nationale mål og målepunkter, der gælder i året. De kan rettes bagefter.",
    )  # fmt: skip

    class Meta:
        model = ResultContract
        fields = ["business_house", "year", "framework", "in_force_on"]

    def __init__(self, *args: Any, councils: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        house = cast(forms.ModelChoiceField, self.fields["business_house"])
        house.queryset = BusinessHouse.objects.filter(in_councils("council", councils))
        house.empty_label = "Vælg et erhvervshus"
        house.error_messages["invalid_choice"] = "Vælg et af de erhvervshuse, der hører til KKR."
        framework = cast(forms.ModelChoiceField, self.fields["framework"])
        framework.empty_label = "Vælg en rammeaftale"
        newest = FrameworkAgreement.objects.first()
        framework.initial = newest.pk if newest else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        year, agreement = cleaned.get("year"), cleaned.get("framework")
        if year and agreement and year not in agreement.years:
            self.add_error(
                "framework",
                f"Rammeaftalen gælder {agreement.first_year}–{agreement.last_year} og ikke {year}.",
            )
        if year and not cleaned.get("in_force_on"):
            cleaned["in_force_on"] = date(year, 1, 1)
        if house := cleaned.get("business_house"):
            self.instance.council = house.council
        return cleaned
