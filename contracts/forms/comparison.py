"""What the pages of comparison ask for: why a deviation is accepted, what a version is saved for."""

from __future__ import annotations

from typing import Any

from django import forms

from kkr_portal.forms import bare_helper


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Hvorfor parterne vil afvige fra rammeaftalen. Den står ved afvigelsen.",
        error_messages={"required": "Skriv, hvorfor afvigelsen accepteres."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class VersionForm(forms.Form):
    occasion = forms.CharField(
        label="Gem kontrakten, som den er nu, som en version", max_length=200,
        help_text="Skriv anledningen, fx «Sendt til bestyrelsen».",
        error_messages={"required": "Skriv, hvad versionen gemmes for."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
