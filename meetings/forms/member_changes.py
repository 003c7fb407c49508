"""Forms for what happens in a term: somebody leaves, changes party, is away and comes back."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from kkr_portal.forms import DanishDateField
from kkr_portal.registry.models import Party
from meetings.actions import memberships, officers, substitutes
from meetings.forms.members import StepForm, parties_of
from meetings.models import Absence, Ending, Membership, Officer, Seat, Substitute

NOTE_HELP = "Vises kun for sekretariatet og KL."


class DayForm(StepForm):
    day = DanishDateField(label="Fra og med", help_text="Den første dag, hvor det ikke længere gælder.")


class LeaveForm(DayForm):
    """Why, and from when."""

    because = forms.ChoiceField(label="Grund", widget=forms.RadioSelect)
    note = forms.CharField(label="Bemærkning", max_length=300, required=False, help_text=NOTE_HELP)
    field_order = ["because", "day", "substitute_enters", "note"]

    def __init__(self, *args: Any, endings: list[Ending], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one, str(one.label).capitalize()) for one in endings]
        cast(forms.ChoiceField, self.fields["because"]).choices = choices


class MemberLeavesForm(LeaveForm):
    def __init__(
        self, *args: Any, membership: Membership, substitute: Substitute | None, **kwargs: Any
    ) -> None:
        kind = Seat.Kind(membership.seat.kind)
        super().__init__(*args, endings=memberships.ENDINGS_OF[kind], **kwargs)
        if kind == Seat.Kind.ELECTED and substitute:
            self.fields["substitute_enters"] = forms.TypedChoiceField(
                label=f"Stedfortræderen, {substitute.person}",
                choices=[("yes", "Indtræder som medlem"), ("no", "Ønsker det ikke og bliver stedfortræder")],
                widget=forms.RadioSelect,
                coerce=lambda value: value == "yes",
            )
            self.order_fields(self.field_order)


class SubstituteLeavesForm(LeaveForm):
    def __init__(self, *args: Any, substitute: Substitute, **kwargs: Any) -> None:
        endings = substitutes.ENDINGS_OF[Seat.Kind(substitute.seat.kind)]
        super().__init__(*args, endings=endings, **kwargs)


class OfficerLeavesForm(LeaveForm):
    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, endings=officers.ENDINGS, **kwargs)
        del self.fields["note"]


class PartyChangeForm(DayForm):
    party = forms.ModelChoiceField(
        label="Nyt parti", queryset=Party.objects.none(), required=False, empty_label="Uden for partierne"
    )
    adds_seat = forms.BooleanField(
        label="Opret den ekstra plads til partiet", required=False, initial=True,
        help_text="Kun hvis partiet har ret til den (§ 3, stk. 9–10).",
    )  # fmt: skip
    field_order = ["party", "day", "adds_seat"]

    def __init__(self, *args: Any, membership: Membership, offers_seat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties_of(membership.seat.term)  # type: ignore[attr-defined]
        self.fields["day"].help_text = "Den første dag i det nye parti."
        if not offers_seat:
            del self.fields["adds_seat"]


class AbsenceForm(StepForm):
    kind = forms.ChoiceField(label="Fravær", choices=Absence.Kind, widget=forms.RadioSelect)
    since = DanishDateField(label="Første dag")
    expected_back = DanishDateField(
        label="Ventes tilbage", required=False,
        help_text="Første dag, medlemmet er tilbage. Lad feltet stå tomt, hvis dagen ikke kendes, "
        "men fraværet ventes at vare mindst 3 måneder.",
    )  # fmt: skip
    note = forms.CharField(label="Bemærkning", max_length=300, required=False, help_text=NOTE_HELP)

    def __init__(self, *args: Any, membership: Membership, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = since
        if membership.seat.kind == Seat.Kind.MAYOR:  # stk. 6 is about elected members
            cast(forms.ChoiceField, self.fields["kind"]).choices = [
                (Absence.Kind.EXEMPT, Absence.Kind.EXEMPT.label)
            ]
            self.fields["kind"].initial = Absence.Kind.EXEMPT


class ReturnForm(StepForm):
    day = DanishDateField(label="Tilbage fra og med", help_text="Den første dag, medlemmet er tilbage.")
