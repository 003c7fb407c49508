"""The text of a draft."""

import hashlib
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from kkr_portal.outbox.actions import one_line
from kkr_portal.outbox.models import Mail


class MailForm(forms.ModelForm):
    """Subject and text. Whoever saves second is told that the text has changed, and keeps what was typed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Mail
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.stored = _digest(self.instance)
        self.fields["seen"].initial = self.stored

    def clean_subject(self) -> str:
        return one_line(self.cleaned_data["subject"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.stored:
            data = cast(QueryDict, self.data).copy()
            data["seen"] = self.stored
            self.data = data
            raise ValidationError(
                "En anden har gemt mailen, mens du skrev. Din tekst står nedenfor; "
                "gem igen, hvis den skal gælde."
            )
        return cleaned


def _digest(mail: Mail) -> str:
    return hashlib.sha256(f"{mail.subject}\n{mail.body}".encode()).hexdigest()[:16]
