"""Name and contact details of somebody who sits, or has sat, in a KKR."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from kkr_portal.forms import bare_helper
from kkr_portal.registry.models import Person

FIELDS = ["given_name", "family_name", "email", "phone"]


class PersonDetailsForm(forms.ModelForm):
    """The form brings back what it was shown with: only what this person changed is saved, and what
    somebody else has changed meanwhile is named and not overwritten."""

    class Meta:
        model = Person
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.stored = {name: getattr(self.instance, name) for name in FIELDS}
        for name in FIELDS:
            self.fields[f"seen_{name}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, strip=False, initial=self.stored[name]
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in FIELDS:
            seen, stored = cleaned.get(f"seen_{name}", ""), self.stored[name]
            if name not in cleaned or stored in (seen, cleaned[name]):
                continue
            if cleaned[name] == seen:
                cleaned[name] = stored
            else:
                told = f"En anden har imens rettet feltet til «{stored}». Skriv, hvad der gælder."
                self.add_error(name, told)
                data = cast(QueryDict, self.data).copy()
                data[f"seen_{name}"] = stored  # next time it has been seen
                self.data = data
        return cleaned
