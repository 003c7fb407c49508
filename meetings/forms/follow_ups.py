"""What must follow from a decision: who does what before when."""

from typing import Any

from django import forms

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper
from meetings.actions.follow_ups import add_follow_up
from meetings.models import FollowUp


class FollowUpForm(RevisedModelForm):
    due = DanishDateField(label="Frist", required=False, help_text="Fx 11.10.2022. Må stå tom.")
    note = forms.CharField(label="Bemærkning", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = FollowUp
        fields = ["what", "owner", "due", "note"]
        help_texts = {
            "what": "Fx «Skriv til ministeriet om fristen».",
            "owner": "Den eller de, der skal gøre det, fx «Sekretariatet» eller «Formanden».",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def save(self, commit: bool = True) -> FollowUp:
        row = super().save(commit=False)
        if not row.pk:
            return add_follow_up(row)
        row.save()
        return row


class FollowUpFilter(forms.Form):
    """What the list is narrowed to; an unknown value counts as none."""

    STATES = [("open", "Ikke udført"), ("done", "Udført"), ("all", "Alle")]
    state = forms.ChoiceField(label="Vis", choices=STATES, required=False)
    owner = forms.ChoiceField(label="Ansvarlig", required=False)

    def __init__(self, *args: Any, owners: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Alle"), *((one, one) for one in owners)]  # type: ignore[attr-defined]
