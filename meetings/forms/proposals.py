"""What a member proposes, and how it is answered."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kkr_portal.forms import DanishDateField, RichTextField, bare_helper
from kkr_portal.registry.models import Person
from meetings.models import Meeting, Proposal, Section
from meetings.roster import Roster


class ProposalForm(forms.Form):
    """A member's own."""

    title = forms.CharField(
        label="Overskrift", max_length=250, error_messages={"required": "Skriv en overskrift."}
    )
    text = RichTextField(
        label="Forslag", max_length=20_000,
        help_text=Proposal._meta.get_field("text").help_text,
        error_messages={"required": "Skriv, hvad sagen handler om."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ReceivedProposalForm(ProposalForm):
    """One that came by mail: the secretariat says from whom and when."""

    person = forms.ModelChoiceField(
        label="Stillet af", queryset=Person.objects.none(), empty_label="Vælg medlem",
        error_messages={"required": "Vælg, hvem der har stillet forslaget."},
    )  # fmt: skip
    received_on = DanishDateField(label="Modtaget")
    field_order = ["person", "received_on", "title", "text"]

    def __init__(self, *args: Any, roster: Roster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acting = [one.acting.pk for one in roster.members if one.acting]
        person = cast(forms.ModelChoiceField, self.fields["person"])
        person.queryset = Person.objects.filter(pk__in=acting)
        self.fields["received_on"].initial = timezone.localdate()

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("Datoen ligger i fremtiden.")
        return day


class TakeInForm(forms.Form):
    section = forms.ModelChoiceField(
        label="Afsnit", queryset=Section.objects.none(), empty_label=None,
        help_text="Punktet kommer sidst i afsnittet og kan flyttes og redigeres bagefter.",
        error_messages={"required": "Vælg et afsnit.", "invalid_choice": "Afsnittet findes ikke mere."},
    )  # fmt: skip
    closed = forms.BooleanField(
        label="Lukket punkt", required=False,
        help_text="Punktet vises kun for KKR's medlemmer, sekretariatet og KL.",
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        section = cast(forms.ModelChoiceField, self.fields["section"])
        section.queryset = meeting.sections.order_by("position")
        section.choices = [(one.pk, f"{number} {one}") for number, one in enumerate(section.queryset, 1)]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Begrundelse", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Medlemmet kan læse begrundelsen.",
        error_messages={"required": "Skriv, hvorfor forslaget afvises."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
