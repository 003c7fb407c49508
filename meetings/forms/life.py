"""A meeting's own facts, and what its steps ask for."""

from typing import Any, cast

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, DanishTimeField, RichTextField, bare_helper
from kkr_portal.registry.models import Council
from meetings.actions import agenda as actions
from meetings.actions.life import TO_BE_HELD, count_calendar_edition
from meetings.models import Meeting
from meetings.roster import roster_on
from meetings.rules import deadlines, quorum

ON_CALENDAR = {"date", "starts_at", "ends_at", "place", "virtual", "link"}
STANDING = "Tag de faste punkter med fra det seneste møde"
STANDING_HELP = "Fx «Godkendelse af referat» og «Eventuelt»: kun overskrifterne, ikke teksten og bilagene."


class MeetingForm(RevisedModelForm):
    date = DanishDateField(label="Dato")
    starts_at = DanishTimeField(label="Begynder kl.", required=False)
    ends_at = DanishTimeField(label="Slutter kl.", required=False, help_text="Fx 12.30")
    wanted_by_members = forms.IntegerField(
        label="Medlemmer, der ønsker mødet", min_value=0, max_value=1000, required=False,
        help_text=f"Antal. Mindst en tredjedel kan kræve et møde ({quorum.EXTRA_MEETING}).",
        widget=forms.NumberInput(attrs={"class": "input-width-xs"}),
    )  # fmt: skip
    note = RichTextField(label="Bemærkning", required=False, help_text="Vises øverst på mødets side.")
    standing = forms.BooleanField(label=STANDING, help_text=STANDING_HELP, required=False, initial=True)

    class Meta:
        model = Meeting
        fields = [
            "council", "kind", "date", "starts_at", "ends_at", "place", "virtual", "link",
            "wanted_by_chair", "wanted_by_members", "note",
        ]  # fmt: skip
        error_messages = {"link": {"invalid": "Linket skal begynde med https:// og være helt."}}

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        councils = Council.objects.all()
        edited = predicates.councils_edited_by(user)
        if edited is not None:
            councils = councils.filter(pk__in=edited)
        council = cast(forms.ModelChoiceField, self.fields["council"])
        council.queryset = councils
        council.empty_label = None
        self.fields["link"].widget.attrs["inputmode"] = "url"
        if self.instance.pk:
            council.disabled = True
            del self.fields["standing"]
        if self.instance.is_sent or self.instance.status not in TO_BE_HELD:
            self.fields["date"].disabled = True
            self.fields["date"].help_text = "Dagsordenen er udsendt. Datoen ændres med «Flyt mødet»."
        self.helper.layout = Layout(
            "council", "kind", "date", Row("starts_at", "ends_at"), "place", "virtual", "link",
            Fieldset("Hvis mødet er ekstraordinært", "wanted_by_chair", "wanted_by_members"),
            Fieldset("På mødets side", "note", *([] if self.instance.pk else ["standing"])), "revision",
        )  # fmt: skip

    def clean_council(self) -> Council:
        """Locked until the meeting is saved: the second of two on one day is refused, also at once."""
        return Council.objects.select_for_update(no_key=True).get(pk=self.cleaned_data["council"].pk)

    def clean_wanted_by_members(self) -> int:
        return self.cleaned_data["wanted_by_members"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Mødet slutter efter, at det begynder.")
        council, day, wanting = (cleaned.get(name) for name in ("council", "date", "wanted_by_members"))
        if council and day and wanting:
            members = len(roster_on(council, day).members)
            if members and wanting > members:
                self.add_error("wanted_by_members", f"KKR har {members} medlemmer den dag.")
        return cleaned

    @property
    def changes_calendar(self) -> bool:
        """What stands in the invitations to a sent meeting has been changed."""
        return self.instance.is_sent and bool(ON_CALENDAR & set(self.changed_data))

    def save(self, commit: bool = True) -> Meeting:
        if not self.instance.pk:
            standing = self.cleaned_data["standing"]
            return actions.create_meeting(super().save(commit=False), with_standing_items=standing)
        meeting = super().save()
        if self.changes_calendar:
            count_calendar_edition(meeting=meeting)
        return meeting


class StepForm(forms.Form):
    """A step that asks nothing more than whether it is meant."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class PrepareForm(StepForm):
    standing = forms.BooleanField(label=STANDING, help_text=STANDING_HELP, required=False, initial=True)


class CancelForm(StepForm):
    reason = forms.CharField(
        label="Begrundelse", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Vises for alle, der kan se mødet.",
        error_messages={"required": "Skriv, hvorfor mødet aflyses."},
    )  # fmt: skip


class MoveForm(StepForm):
    to = DanishDateField(label="Ny dato", error_messages={"required": "Skriv den nye dato."})
    reason = forms.CharField(
        label="Begrundelse", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Vises for alle, der kan se mødet.",
        error_messages={"required": "Skriv, hvorfor mødet flyttes."},
    )  # fmt: skip


class WaiverForm(RevisedModelForm):
    """Why the agenda may be sent late. The reason is printed, so it cannot be a few signs."""

    class Meta:
        model = Meeting
        fields = ["agenda_late_because"]
        widgets = {"agenda_late_because": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        field = self.fields["agenda_late_because"]
        field.help_text = f"{field.help_text} {deadlines.AGENDA}."

    def clean_agenda_late_because(self) -> str:
        reason = self.cleaned_data["agenda_late_because"].strip()
        if reason and len(reason) < 10:
            raise ValidationError("Skriv begrundelsen, så andre kan forstå den.")
        return reason
