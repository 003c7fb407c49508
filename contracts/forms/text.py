"""The forms of the contract's text: basics, parts, focus areas."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from contracts.models import ContractPart, FocusArea, ResultContract
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, RichTextField, bare_helper


def long_text(label: str, *, rows: int = 12, help_text: str = "") -> RichTextField:
    """Markdown with tables and footnotes, with the buttons for both."""
    attrs = {
        "rows": rows,
        "data-markdown": "",
        "data-footnotes": "",
        "data-preview-url": reverse_lazy("preview"),
    }
    return RichTextField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs=attrs))


class WritingForm(RevisedModelForm):
    """A form of one thing of the contract; the page has the form element and the buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class BasicsForm(WritingForm):
    in_force_on = DanishDateField(label="Træder i kraft")

    class Meta:
        model = ResultContract
        fields = ["in_force_on"]


class PartForm(WritingForm):
    text = long_text("Tekst", rows=20)

    class Meta:
        model = ContractPart
        fields = ["text"]


class FocusAreaForm(WritingForm):
    title = forms.CharField(label="Overskrift", max_length=200)
    text = long_text("Tekst")

    class Meta:
        model = FocusArea
        fields = ["title", "text"]
