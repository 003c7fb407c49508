"""A person for a seat, the end of somebody's time in it, and corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from boards.actions.tenures import Eligible, open_past, set_nominators
from boards.actions.written import lock_board, write
from boards.forms.stored_periods import PeriodForm
from boards.models import Board, Seat, SeatKind, Tenure, Term
from kkr_portal.access.predicates import AnyUser
from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import Municipality, Organisation
from meetings.actions.periods import Refused, in_words
from meetings.decided_at import DecidedAtField
from meetings.forms.members import PersonForm, StepForm

POLITICIANS = ("chair", "municipal")
NOMINATED = ("business", "employees", "knowledge", "other")
IN_BUSINESS = ("business", "other")
EMPTY = {"ended_because": "Ikke ophørt", "counts_as": "Ikke oplyst"}  # what an empty choice means


class TermChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Term) -> str:
        return f"{in_words(obj.period.lower)} – {in_words(obj.period.upper)}"


def eligibility_fields(kind: SeatKind) -> dict[str, forms.Field]:
    """What makes somebody eligible for a seat of this kind, and how they count."""
    fields: dict[str, forms.Field] = {}
    if kind.rule in (*POLITICIANS, "other", "region"):
        fields["municipality"] = forms.ModelChoiceField(
            label="Valgt til kommunalbestyrelsen i", queryset=Municipality.objects.order_by("sort_key"),
            required=False, empty_label="Ikke medlem af en kommunalbestyrelse",
        )  # fmt: skip
    if kind.rule in IN_BUSINESS:
        fields["active_in_business"] = forms.BooleanField(label="Aktiv erhvervsdrivende", required=False)
        fields["from_sme"] = forms.BooleanField(
            label="Indstillet fra en lille eller mellemstor virksomhed", required=False
        )
    if kind.rule in NOMINATED:
        fields["nominators"] = forms.ModelMultipleChoiceField(
            label="Indstillet af", required=False, widget=forms.CheckboxSelectMultiple,
            queryset=Organisation.objects.exclude(kind="authority"),
        )  # fmt: skip
    fields["counts_as"] = forms.ChoiceField(
        label="Tæller i kønsfordelingen som", required=False,
        choices=[("", "Ikke oplyst"), *Tenure.CountsAs.choices],
        help_text="Vises kun som antal kvinder og mænd i bestyrelsen.",
    )  # fmt: skip
    return fields


def council_of(kind: SeatKind) -> int:
    """Whose meetings may have decided the appointment."""
    return kind.appointing_council_id or kind.board.council_id


class AppointForm(PersonForm):
    term = TermChoice(label="Funktionsperiode", queryset=Term.objects.none(), empty_label=None)
    since = DanishDateField(label="Tiltræder")
    until = DanishDateField(
        label="Udpeget til", required=False,
        help_text="Den første dag, udpegningen ikke gælder. Tom: til periodens udløb.",
    )  # fmt: skip
    anyway = forms.BooleanField(
        label="Registrér, selv om personen ikke opfylder kravene til pladsen", required=False,
        help_text="Bestyrelsen vises da som en, der ikke opfylder vedtægterne.",
    )  # fmt: skip

    def __init__(self, *args: Any, seat: Seat, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = seat.seat_kind
        terms = Term.objects.filter(board=kind.board_id).order_by("-period")
        self.fields["term"].queryset = terms  # type: ignore[attr-defined]
        self.fields["term"].initial = terms.filter(period__contains=since).first() or terms.first()
        self.fields["since"].initial = since
        self.fields |= eligibility_fields(kind)
        self.fields["decided_at"] = DecidedAtField(
            council=council_of(kind), required=False, empty_label="Ikke angivet",
            help_text="Punktet på det møde, hvor udpegningen blev besluttet.",
        )  # fmt: skip
        own = [name for name in eligibility_fields(kind) if name in self.fields]
        after = ["anyway"] if kind.kind else []
        if not after:
            del self.fields["anyway"]
        self.helper.layout = Layout(
            *self.person_layout(),
            Fieldset("Hvad personen er valgbar på", *own),
            Fieldset("Udpegningen", "term", Row("since", "until"), "decided_at"),
            *after,
        )

    @property
    def eligible(self) -> Eligible:
        return eligible_of(self.cleaned_data)


def eligible_of(given: dict[str, Any]) -> Eligible:
    return Eligible(
        municipality=given.get("municipality"),
        active_in_business=given.get("active_in_business", False),
        from_sme=given.get("from_sme", False),
        nominators=tuple(given.get("nominators") or ()),
        counts_as=given.get("counts_as", ""),
    )


class EndForm(StepForm):
    day = DanishDateField(
        label="Ophører den", help_text="Den første dag, personen ikke længere sidder i bestyrelsen."
    )
    because = forms.ChoiceField(
        label="Fordi",
        choices=[("", "Vælg"), *(one for one in Tenure.Ended.choices if one[0] != "succeeded")],
        help_text="Vises kun for sekretariatet og KL.",
    )
    note = forms.CharField(
        label="Bemærkning", max_length=300, required=False,
        help_text="Afsættes et medlem, så skriv, hvad ministerens indstilling siger.",
    )  # fmt: skip


class ReasonForm(StepForm):
    """Why something is undone."""

    reason = forms.CharField(label="Begrundelse", help_text="Bliver stående i historikken.")


class CorrectForm(PeriodForm):
    """What was written wrongly about somebody's time in a seat; why, where it is past or announced."""

    ends = ("since", "left")
    since = DanishDateField(label="Tiltrådt")
    left = DanishDateField(
        label="Ophørt", required=False,
        help_text="Den første dag, personen ikke sad der. Tom: sidder der endnu.",
    )  # fmt: skip
    until = DanishDateField(label="Udpeget til")

    class Meta:
        model = Tenure
        fields = ["until", "municipality", "active_in_business", "from_sme", "counts_as", "decided_at",
                  "ended_because", "ended_note"]  # fmt: skip

    def __init__(self, *args: Any, instance: Tenure, by: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.by = by
        kind = instance.seat.seat_kind
        own = eligibility_fields(kind)
        for name in ("municipality", "active_in_business", "from_sme"):
            if name not in own:
                self.leave_out(name)
        for name, told in EMPTY.items():
            if name in self.fields:
                self.fields[name].choices = [  # type: ignore[attr-defined]
                    (value, label if value else told)
                    for value, label in self.fields[name].choices  # type: ignore[attr-defined]
                ]
        if "municipality" in self.fields:
            self.fields["municipality"].empty_label = "Ikke medlem af en kommunalbestyrelse"  # type: ignore[attr-defined]
        if "nominators" in own:
            self.fields["nominators"] = own["nominators"]
            self.fields["nominators"].initial = [one.organisation_id for one in instance.nominators.all()]
        self.fields["decided_at"] = DecidedAtField(
            council=council_of(kind), also=instance.decided_at_id, required=False, empty_label="Ikke angivet"
        )
        if instance.is_past(timezone.localdate()) or instance.is_announced:
            self.fields["reason"] = forms.CharField(
                label="Begrundelse for rettelsen", help_text="Tiden på pladsen er afsluttet eller meddelt. "
                "Skriv, hvorfor der rettes; det bliver stående i historikken.",
            )  # fmt: skip
        self.helper = bare_helper()
        self.helper.layout = Layout(
            Fieldset("Udpegningen", Row("since", "until"), "decided_at"),
            Fieldset("Hvad personen er valgbar på", *(name for name in own if name in self.fields)),
            Fieldset("Ophør", "left", "ended_because", "ended_note"),
            *(["reason"] if "reason" in self.fields else []),
            "revision",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("ended_because") and not cleaned.get("left") and "left" not in self.errors:
            self.add_error("left", "Skriv, hvilken dag personen ophørte.")
        since, left = cleaned.get("since"), cleaned.get("left")
        if since and left and left <= since:
            self.add_error("left", "Datoen skal ligge efter den, hvor personen tiltrådte.")
        return cleaned

    def save(self, commit: bool = True) -> Tenure:
        given, row = self.cleaned_data, super().save(commit=False)
        lock_board(row.board_id)
        term = row.term
        if not term.period.lower <= given["since"] < term.period.upper:
            told = f"{in_words(term.period.lower)} – {in_words(term.period.upper)}"
            raise Refused(f"Datoen skal ligge i funktionsperioden {told}.", "since")
        if given["until"] > term.period.upper:
            raise Refused(f"Funktionsperioden slutter {in_words(term.period.upper)}.", "until")
        if "reason" in self.fields:
            open_past(seat=row.seat, reason=given["reason"], by=self.by)
        row.period = (given["since"], given["left"])
        saved = write(row)
        if "nominators" in self.fields:
            set_nominators(tenure=saved, organisations=given["nominators"])
        return saved


class DeputyForm(StepForm):
    tenure = forms.ModelChoiceField(
        label="Næstformand", queryset=Tenure.objects.none(), empty_label="Vælg et medlem",
        help_text="Bestyrelsen vælger næstformanden af sin midte (§ 5.2).",
    )  # fmt: skip
    since = DanishDateField(label="Fra og med")

    def __init__(self, *args: Any, board: Board, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Tenure.objects.filter(board=board, period__contains=day, seat__seat_kind__voting=True)
        members = members.exclude(seat__seat_kind__rule="chair").select_related("person")
        self.fields["tenure"].queryset = members.order_by("person__sort_key")  # type: ignore[attr-defined]
        self.fields["since"].initial = day
        if not board.by_standard:
            self.fields["tenure"].help_text = "Bestyrelsen vælger næstformanden af sin midte."
