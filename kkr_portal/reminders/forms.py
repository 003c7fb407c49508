"""What a person chooses to be told by mail."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

from kkr_portal.reminders.models import LEADS, Choice
from kkr_portal.year.due import NAMES


class ChoiceForm(forms.ModelForm):
    """``actions.choose`` saves it."""

    leads = forms.TypedMultipleChoiceField(
        label="Hvornår", choices=list(LEADS.items()), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Du får højst én mail om dagen, med alt, der er at minde om den dag.",
    )  # fmt: skip
    rooms = forms.MultipleChoiceField(
        label="Om hvad", choices=list(NAMES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Choice
        fields = ["reminds", "leads", "rooms", "digest", "weekday"]
        labels = {"weekday": "Hvilken dag"}
        help_texts = {
            "digest": "Fortæller, hvad der er overskredet, hvad der venter på dig, de næste 14 dages datoer, "
            "og hvad der er blevet offentligt siden sidst. Er der intet at fortælle, kommer der ingen mail."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Påmindelser", "reminds", "leads", "rooms"),
            Fieldset("Ugebrev", "digest", "weekday"),
        )
        self.helper.add_input(Submit("", "Gem"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reminds"):
            for name, words in (("leads", "Vælg mindst ét tidspunkt."), ("rooms", "Vælg mindst ét emne.")):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, words)
        return cleaned
