"""The form of a goal: number, title, where it stems from, and its three blocks."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from contracts.actions.text import next_place
from contracts.forms.text import WritingForm, long_text
from contracts.models import FrameworkGoal, Goal, ResultContract
from kkr_portal.forms import DanishWholeNumberField


class GoalForm(WritingForm):
    """``seen_number``: the number as it was shown. Who did not touch it does not undo a new order."""

    number = DanishWholeNumberField(label="Nummer", most=99)
    title = forms.CharField(label="Titel", max_length=200)
    motivation = long_text("Begrundelse", rows=5)
    aim = long_text("Mål", rows=4, help_text="Teksten før målepunkterne. Målepunkterne selv står nedenfor.")
    method = long_text("Metode", rows=5)
    reporting = long_text("Afrapportering", rows=5)
    seen_number = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Goal
        fields = ["number", "title", "scope", "framework_goal", "motivation", "aim", "method", "reporting"]

    def __init__(self, *args: Any, contract: ResultContract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        fields = cast(dict[str, Any], self.fields)
        goals = FrameworkGoal.objects.filter(agreement=contract.framework_id).order_by("number")
        fields["framework_goal"].queryset = goals
        fields["framework_goal"].choices = [
            ("", "Ingen: et lokalt mål"),
            *((one.pk, _in_words(one, contract.year)) for one in goals),
        ]
        number = self.instance.number if self.instance.pk else next_place(contract.goals.all(), "number")
        fields["number"].initial = number
        fields["seen_number"].initial = number
        self.initial["number"] = number

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number < 1:
            raise ValidationError("Nummeret er mindst 1.")
        seen = self.data.get(self.add_prefix("seen_number"))
        if self.instance.pk and seen == str(number):
            return self._stored_number()
        other = self.contract.goals.filter(number=number).exclude(pk=self.instance.pk).first()
        if other:
            raise ValidationError(f"Nummer {number} er brugt af «{other.title}». Vælg et andet.")
        return number

    def _stored_number(self) -> int:
        """Somebody may have put the goals in another order meanwhile."""
        return Goal.objects.values_list("number", flat=True).get(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        missing = not cleaned.get("framework_goal") and "framework_goal" not in self.errors
        if cleaned.get("scope") == Goal.Scope.NATIONAL and missing:
            self.add_error("framework_goal", "Vælg, hvilket af rammeaftalens mål det svarer til.")
        return super().clean()


def _in_words(goal: FrameworkGoal, year: int) -> str:
    return str(goal) if goal.holds_in(year) else f"{goal} (kun {goal.only_year})"
