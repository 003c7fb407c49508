"""What the secretariat fills in and confirms before an agenda is sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.forms import bare_helper
from meetings import guards
from meetings.actions.readiness import Readiness


class SendForm(forms.Form):
    """Only what this agenda needs: a reason where it is late, a tick where something looks unfinished."""

    note = forms.CharField(
        label="Besked til medlemmerne", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Står i mailen over linjen om afbud. Mailen går til medlemmer og stedfortrædere.",
    )  # fmt: skip
    late_because = forms.CharField(
        label="Hvorfor fraviges fristen?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Begrundelsen gemmes og trykkes på dagsordenen.",
        error_messages={"required": "Skriv, hvorfor fristen fraviges."},
    )  # fmt: skip
    accepts_placeholders = forms.BooleanField(
        label="Send alligevel: teksten er, som den skal være",
        error_messages={"required": "Ret det, der ser ufærdigt ud, eller sæt kryds."},
    )
    accepts_closed_cpr = forms.BooleanField(
        label="Send alligevel: numrene skal stå i de lukkede punkter",
        error_messages={"required": "Ret de lukkede punkter, eller sæt kryds."},
    )
    accepts_cpr_in_files = forms.BooleanField(
        label="Send alligevel: det er ikke CPR-numre, eller filerne skal have dem",
        error_messages={"required": "Udskift filerne, eller sæt kryds."},
    )

    def __init__(self, *args: Any, ready: Readiness, has_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        if not ready.late or has_reason:
            del self.fields["late_because"]
        if not ready.placeholders:
            del self.fields["accepts_placeholders"]
        if not ready.cpr_closed:
            del self.fields["accepts_closed_cpr"]
        if not ready.cpr_in_files:
            del self.fields["accepts_cpr_in_files"]

    def clean_note(self) -> str:
        return self._without_cpr("note")

    def clean_late_because(self) -> str:
        return self._without_cpr("late_because")

    def _without_cpr(self, name: str) -> str:
        text = str(self.cleaned_data[name])
        if guards.cpr_numbers(iter([guards.Text("", text)])):
            raise ValidationError("Der ser ud til at stå et CPR-nummer. Fjern det, før du sender.")
        return text
