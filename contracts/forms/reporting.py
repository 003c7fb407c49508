"""Reporting periods, and what is said with each step of a report."""

from __future__ import annotations

from typing import Any

from django import forms

from contracts.models import Report
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper


class PeriodForm(RevisedModelForm):
    covers_until = DanishDateField(
        label="Dækker til og med", error_messages={"required": "Skriv den sidste dag, tallene dækker."}
    )
    opens_on = DanishDateField(label="Åbner", error_messages={"required": "Skriv, hvornår den åbner."})
    due_on = DanishDateField(label="Frist", error_messages={"required": "Skriv fristen."})

    class Meta:
        model = Report
        fields = ["kind", "title", "covers_until", "opens_on", "due_on"]
        error_messages = {
            "title": {"required": "Skriv en overskrift."}, "kind": {"required": "Vælg en art."},
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class NoteForm(forms.Form):
    """``what`` is the label; an empty text is refused with ``missing``, unless nothing is required."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, what: str = "Bemærkning", missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = what
        self.fields["text"].required = bool(missing)
        self.fields["text"].error_messages["required"] = missing
        self.helper = bare_helper()


class SubmitForm(forms.Form):
    method = forms.CharField(
        label="Metode og forbehold", max_length=8000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hvordan tallene er gjort op, og hvad man skal vide for at læse dem.",
    )  # fmt: skip

    def __init__(self, *args: Any, gaps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gaps:
            self.fields["gap"] = forms.CharField(
                label="Hvorfor mangler der tal?", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": "Skriv, hvorfor der mangler tal, eller indtast dem først."},
            )  # fmt: skip
        self.helper = bare_helper()
