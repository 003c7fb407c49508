"""What the request to the regional council asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kkr_portal.forms import DanishDateField, bare_helper


class RegionForm(forms.Form):
    to_name = forms.CharField(label="Kontaktperson", max_length=120, required=False)
    to_address = forms.EmailField(
        label="E-mail", error_messages={"required": "Skriv den adresse, mailen skal til."}
    )
    sent_on = DanishDateField(label="Brevets dato")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = today
        self.helper = bare_helper()
