"""The forms of a term: its dates and method, the lot, the extra seat."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.apportionment import Tie
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField
from kkr_portal.registry.models import Council
from meetings.composition import Composed
from meetings.models import Term
from meetings.rules.editions import cite

CONSTITUTIVE = cite(4, 1)
WHEN_FIXED = "Kan ikke ændres, mens sammensætningen er fastlagt."


class TermForm(RevisedModelForm):
    election_date = DanishDateField(label="Kommunalvalgets dato", help_text="Fx 16.11.2021")
    begins = DanishDateField(
        label="Første dag",
        help_text=f"Dagen for det konstituerende møde ({CONSTITUTIVE}), fx 19.01.2022. "
        "Den forrige funktionsperiode slutter samme dag.",
    )

    class Meta:
        model = Term
        fields = ["election_date", "method", "votes_source", "votes_lack"]
        help_texts = {"votes_source": "Fx «Indenrigsministeriets valgdatabase, hentet 20.11.2021»."}

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.order_fields(["election_date", "begins", *self.fields])
        if self.instance.pk:
            self.fields["begins"].initial = self.instance.period.lower
        if self.instance.fixed_on:
            for name in ("election_date", "method"):
                self.fields[name].disabled = True
                self.fields[name].help_text = WHEN_FIXED

    def clean_election_date(self) -> date:
        day: date = self.cleaned_data["election_date"]
        same_year = self.council.terms.filter(election_date__year=day.year).exclude(pk=self.instance.pk)
        if self.instance.pk and same_year.exists():
            raise ValidationError(
                f"{self.council} har allerede en funktionsperiode efter valget i {day.year}."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        election, begins = cleaned.get("election_date"), cleaned.get("begins")
        if election and begins and begins <= election:
            self.add_error("begins", "Den første dag skal ligge efter kommunalvalget.")
        elif election and begins and (begins - election).days > 400:
            self.add_error(
                "begins", "Der er over et år mellem kommunalvalget og den første dag. Ret en af dem."
            )
        return cleaned


class LotForm(forms.Form):
    """The order in which people drew: as many as there are seats to draw for."""

    note = forms.CharField(
        label="Hvem trak, hvornår og hvordan?",
        max_length=300,
        help_text="Fx «Trukket af direktør N.N. 2. december 2021 i overværelse af to medlemmer».",
    )

    def __init__(self, *args: Any, tie: Tie[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tie = tie
        self.helper = FormHelper()
        self.helper.form_tag = False
        choices = [("", "Vælg"), *((party, party) for party in tie.among)]
        for number in range(1, tie.seats + 1):
            label = "Udtrukket" if tie.seats == 1 else f"Udtrukket som nr. {number}"
            self.fields[f"drawn_{number}"] = forms.ChoiceField(label=label, choices=choices)
        self.order_fields([*(f"drawn_{number}" for number in range(1, tie.seats + 1)), "note"])

    @property
    def drawn(self) -> list[str]:
        return [self.cleaned_data[f"drawn_{number}"] for number in range(1, self.tie.seats + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for number in range(1, self.tie.seats + 1):
            party = cleaned.get(f"drawn_{number}")
            if party and party in seen:
                self.add_error(f"drawn_{number}", f"{party} er allerede udtrukket ovenfor.")
            seen.add(cast(str, party))
        return cleaned


class ExtraSeatForm(forms.Form):
    """Which group's mayor left it, and when: § 3, stk. 8–10."""

    group = forms.ChoiceField(label="Parti eller listesamarbejde, som borgmesteren har forladt")
    on = DanishDateField(label="Dato for partiskiftet")

    def __init__(self, *args: Any, found: Composed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.helper = FormHelper()
        self.helper.form_tag = False
        groups = [line.party for line in found.lines if line.mayors]
        field = cast(forms.ChoiceField, self.fields["group"])
        field.choices = [("", "Vælg"), *((group, group) for group in groups)]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        period = self.found.term.period
        if day < period.lower or (period.upper and day >= period.upper):
            raise ValidationError("Datoen ligger uden for funktionsperioden.")
        return day
