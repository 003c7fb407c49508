"""Asking an organisation, and what it answers: a woman and a man, or the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from boards.actions.nominations import Nominee
from boards.actions.written import write
from boards.forms.organisations import SeatKindChoice, nominated_kinds
from boards.forms.stored_periods import Refusable
from boards.models import Candidate, NominationRequest, Round, SeatKind
from boards.rules.nominations import nominee_breaches, pair_breaches
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import Organisation
from meetings.forms.members import StepForm

SIDES = {"woman": "Kvinde", "man": "Mand"}


class RequestForm(StepForm):
    to_name = forms.CharField(label="Kontaktperson", max_length=120, required=False)
    to_address = forms.EmailField(
        label="E-mail", required=False,
        help_text="Hertil går mailen med det personlige link. Tom: der laves kun et brev.",
    )  # fmt: skip
    deadline = DanishDateField(label="Frist", help_text="Den sidste dag, der kan svares.")

    def __init__(self, *args: Any, deadline: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deadline"].initial = deadline
        self.helper.layout = Layout(Row("to_name", "to_address"), "deadline")


class AskForm(RequestForm):
    sent_on = DanishDateField(label="Brevets dato")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = today
        self.helper.layout = Layout(Row("to_name", "to_address"), Row("sent_on", "deadline"))


class ChangeRequestForm(RequestForm):
    def __init__(self, *args: Any, request: NominationRequest, **kwargs: Any) -> None:
        super().__init__(*args, deadline=request.deadline, **kwargs)
        self.fields["to_name"].initial = request.to_name
        self.fields["to_address"].initial = request.to_address


def _nominee_fields(side: str, kind: SeatKind) -> dict[str, forms.Field]:
    """Of the woman or of the man; all may be left empty together."""
    fields: dict[str, forms.Field] = {
        "given_name": forms.CharField(label="Fornavn", max_length=80, required=False),
        "family_name": forms.CharField(label="Efternavn", max_length=80, required=False),
        "position": forms.CharField(label="Stilling og virksomhed", max_length=200, required=False),
        "email": forms.EmailField(label="E-mail", required=False),
        "phone": forms.CharField(label="Telefon", max_length=30, required=False),
    }
    if kind.rule in ("business", "other"):
        fields["active_in_business"] = forms.BooleanField(label="Aktiv erhvervsdrivende", required=False)
        fields["from_sme"] = forms.BooleanField(
            label="Fra en lille eller mellemstor virksomhed", required=False
        )
    fields["grounds"] = forms.CharField(
        label="Hvorfor personen indstilles", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    return {f"{side}_{name}": field for name, field in fields.items()}


class ReceivedForm(StepForm):
    """From whom a nomination came, and to which seats; the action says whether they may nominate."""

    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.exclude(kind="authority"),
        empty_label="Vælg en organisation",
    )  # fmt: skip
    seat_kind = SeatKindChoice(
        label="Indstiller til", queryset=SeatKind.objects.none(), empty_label="Vælg pladser"
    )

    def __init__(self, *args: Any, opened: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_kind"].queryset = nominated_kinds(opened)  # type: ignore[attr-defined]


class NominationForm(StepForm):
    """``public``: filled in by the organisation, which must nominate somebody eligible."""

    reason = forms.CharField(
        label="Begrundelse, hvis I ikke indstiller både en kvinde og en mand", required=False,
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, request: NominationRequest, public: bool, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.public = request, public
        self.kind = request.nominating.seat_kind
        if not public:
            self.fields["received_on"] = DanishDateField(
                label="Modtaget", initial=min(today, request.deadline),
                help_text="Den dag, indstillingen kom. Fristens egen dag er i tide.",
            )  # fmt: skip
        self.fields["answered_by"] = forms.CharField(
            label="Hvem svarer" if public else "Besvaret af", max_length=120, required=public,
            help_text="Navnet på den, der svarer for organisationen.",
        )  # fmt: skip
        for side in SIDES:
            self.fields |= _nominee_fields(side, self.kind)
        own = [] if public else ["received_on"]
        self.helper.layout = Layout(
            Row(*own, "answered_by") if own else "answered_by",
            *(self._fieldset(side, words) for side, words in SIDES.items()),
            "reason",
        )

    def _fieldset(self, side: str, words: str) -> Fieldset:
        names = [name for name in self.fields if name.startswith(f"{side}_")]
        rest = [
            name for name in names if not name.endswith(("_given_name", "_family_name", "_email", "_phone"))
        ]
        return Fieldset(
            f"{words}, der indstilles", Row(f"{side}_given_name", f"{side}_family_name"), rest[0],
            Row(f"{side}_email", f"{side}_phone"), *rest[1:],
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for side in SIDES:
            self._check_side(side, cleaned)
        if self.errors:
            return cleaned
        women, men = (int(bool(cleaned.get(f"{side}_family_name"))) for side in SIDES)
        wrong = pair_breaches(women=women, men=men, reason=cleaned.get("reason", ""))
        if not women + men:
            self.add_error("woman_given_name", "Skriv navnet på mindst én, I indstiller.")
        elif wrong:
            self.add_error("reason", " ".join(map(str, wrong)))
        return cleaned

    def _check_side(self, side: str, cleaned: dict[str, Any]) -> None:
        given, family = cleaned.get(f"{side}_given_name"), cleaned.get(f"{side}_family_name")
        filled = [name for name in self.fields if name.startswith(f"{side}_") and cleaned.get(name)]
        if not filled:
            return
        if not given:
            self.add_error(f"{side}_given_name", "Skriv også fornavnet.")
        if not family:
            self.add_error(f"{side}_family_name", "Skriv også efternavnet.")
        if not (self.public and given and family):
            return
        active = cleaned.get(f"{side}_active_in_business", False)
        person = f"{given} {family}"
        for breach in nominee_breaches(person=person, kind=self.kind.kind, active_in_business=active):
            self.add_error(f"{side}_active_in_business", f"{breach} Sæt kryds, hvis personen er det.")

    @property
    def nominees(self) -> list[Nominee]:
        """Those that a name was written for."""
        found = []
        for side in SIDES:
            given = {
                name.removeprefix(f"{side}_"): value
                for name, value in self.cleaned_data.items()
                if name.startswith(f"{side}_")
            }
            if given.get("family_name"):
                found.append(Nominee(counts_as=side, **given))
        return found


class CandidateForm(Refusable, RevisedModelForm):
    """What is known of a candidate, and what the secretariat has found."""

    class Meta:
        model = Candidate
        fields = ["given_name", "family_name", "position", "email", "phone", "active_in_business", "from_sme",
                  "grounds", "assessment"]  # fmt: skip
        widgets = {"grounds": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if instance.seat_kind.rule not in ("business", "other"):
            self.leave_out("active_in_business", "from_sme")
        self.helper = bare_helper()

    def save(self, commit: bool = True) -> Candidate:
        return write(super().save(commit=False))
