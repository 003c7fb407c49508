"""A candidate, or a politician whom nobody nominates: proposed to the KKR, or appointed by its decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from boards.forms.tenures import AppointForm
from boards.models import Candidate, Round, Seat
from kkr_portal.forms import DanishDateField
from kkr_portal.registry.models import Person
from meetings.actions.people import namesakes
from meetings.decided_at import DecidedAtField
from meetings.forms.members import StepForm

NO_DECISION = "KKR udpeger på et møde: vælg det punkt, hvor det blev besluttet."
ITEM_HELP = "Punktet på det møde, hvor udpegningen blev besluttet."
NEW = "new"


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Seat) -> str:
        return f"{obj}, {obj.seat_kind.board}"


def _decided_at(opened: Round) -> DecidedAtField:
    return DecidedAtField(
        council=opened.council_id, help_text=ITEM_HELP,
        error_messages={
            "required": NO_DECISION,
            "invalid_choice": "Vælg et punkt på et af KKR's egne møder, som ikke er aflyst.",
        },
    )  # fmt: skip


class AppointCandidateForm(StepForm):
    """``decided``: the KKR has decided it and the item is asked for; else it is a proposal."""

    seat = SeatChoice(label="Plads", queryset=Seat.objects.none(), empty_label="Vælg en plads")
    since = DanishDateField(label="Tiltræder")

    def __init__(
        self, *args: Any, candidate: Candidate, opened: Round, free: list[int], decided: bool = True,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(seat_kind=candidate.seat_kind).select_related("seat_kind__board")
        self.fields["seat"].queryset = seats.order_by("number")  # type: ignore[attr-defined]
        self.fields["seat"].initial = free[0] if free else None
        self.fields["since"].initial = max(opened.period.lower, timezone.localdate())
        if decided:
            self.fields["decided_at"] = _decided_at(opened)
        alike = namesakes(candidate.given_name, candidate.family_name)
        self.people = {str(one.pk): one for one in alike}
        if alike:
            self.fields["who"] = forms.ChoiceField(
                label="Er det en, portalen kender?", widget=forms.RadioSelect,
                choices=[*((str(one.pk), f"Ja: {_told(one)}") for one in alike), (NEW, "Nej, en ny person")],
                help_text="Portalen kender allerede nogen med det navn.",
            )  # fmt: skip

    @property
    def known(self) -> Person | None:
        return self.people.get(self.cleaned_data.get("who", ""))


def _told(person: Person) -> str:
    return f"{person} ({person.email})" if person.email else str(person)


class AppointPoliticianForm(AppointForm):
    """As every appointment to a seat, but in the round: its term, and with the decision when ``decided``."""

    def __init__(
        self, *args: Any, seat: Seat, opened: Round, since: date, decided: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, seat=seat, since=since, **kwargs)
        if decided:
            self.fields["decided_at"] = _decided_at(opened)
        else:
            del self.fields["decided_at"]
        for name in ("term", "until", "anyway"):
            self.fields.pop(name, None)
        layout = self.helper.layout
        layout.fields = [one for one in layout.fields if one != "anyway"]
        layout.fields[-1].fields = ["since", *(["decided_at"] if decided else [])]
