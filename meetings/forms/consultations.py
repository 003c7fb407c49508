"""Forms of the written consultation: the case, the deadline, an answer, the decision."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, RichTextField, bare_helper
from meetings.consultation_of import ANSWERS
from meetings.models import AgendaItem, Consultation, ConsultationAnswer, Meeting
from meetings.rules.consultation import CHAIR_CHOOSES, Result

CHOICES = [(answer.value, answer.label.capitalize()) for answer in ANSWERS]


def _plain(label: str, rows: int, help_text: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class _DeadlineField(DanishDateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Svar senest", help_text="Fx 11.10.2026. Formanden sætter fristen.", **kwargs)


class ConsultationForm(RevisedModelForm):
    """The case while it is a draft."""

    text = RichTextField(label="Sagen", help_text="Det, medlemmerne skal vide for at kunne svare.")
    question = _plain(
        "Hvad medlemmerne tager stilling til",
        3,
        "Skriv det, så der kan svares for eller imod, fx «At KKR godkender høringssvaret».",
    )
    reason = _plain(
        "Hvorfor sagen ikke kan vente",
        3,
        f"Formanden kan i særlige tilfælde vælge skriftlig høring ({CHAIR_CHOOSES}). "
        "Begrundelsen vises for medlemmerne.",
    )
    answer_by = _DeadlineField()

    class Meta:
        model = Consultation
        fields = ["title", "text", "question", "reason", "answer_by"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper, self.today = bare_helper(), today

    def clean_answer_by(self) -> date:
        return _not_before(self.cleaned_data["answer_by"], self.today, "Svarfristen ligger før i dag.")


class DeadlineForm(RevisedModelForm):
    """Once it is sent out, only the deadline can be moved: everyone answers the same question."""

    answer_by = _DeadlineField()

    class Meta:
        model = Consultation
        fields = ["answer_by"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper, self.today = bare_helper(), today

    def clean_answer_by(self) -> date:
        return _not_before(self.cleaned_data["answer_by"], self.today, "Svarfristen ligger før i dag.")


class AnswerForm(RevisedModelForm):
    """A member's own answer."""

    answer = forms.ChoiceField(
        label="Dit svar", choices=CHOICES, widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om du er for, imod eller hverken for eller imod."},
    )  # fmt: skip
    comment = _plain("Bemærkning", 4, "Kan læses af sekretariatet og KL, og af KKR's medlemmer, når høringen "
                     "er afsluttet.", required=False)  # fmt: skip

    class Meta:
        model = ConsultationAnswer
        fields = ["answer", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ReceivedAnswerForm(AnswerForm):
    """An answer that the secretariat has had by mail or letter, with the day it came."""

    answer = forms.ChoiceField(
        label="Svar", choices=[*CHOICES, ("", "Har ikke svaret")], widget=forms.RadioSelect, required=False
    )
    received = DanishDateField(label="Modtaget", required=False)

    field_order = ["answer", "received", "comment"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["received"].initial = self.instance.answered_on or today
        self.fields["comment"].help_text = "Det, medlemmet har skrevet til svaret."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        received = cleaned.get("received")
        if "received" in self.errors or not cleaned.get("answer"):
            return cleaned
        sent = self.instance.consultation.opened_on
        if received is None:
            self.add_error("received", "Skriv, hvornår svaret er modtaget.")
        elif sent and received < sent:
            self.add_error(
                "received", f"Svaret kan ikke være modtaget før {sent:%d.%m.%Y}, da sagen blev sendt."
            )
        elif received > self.today:
            self.add_error("received", "Datoen ligger efter i dag.")
        return cleaned


class ClosingForm(RevisedModelForm):
    """What was decided. ``counted`` brings back the numbers it was written from."""

    decision = _plain(
        "Beslutning", 5, "Som den skal stå i referatet. Portalen foreslår en tekst ud fra svarene."
    )
    counted = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Consultation
        fields = ["decision"]

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper, self.result = bare_helper(), result
        self.fields["counted"].initial = self._numbers()

    def _numbers(self) -> str:
        vote = self.result.vote
        return f"{vote.in_favour}-{vote.against}-{vote.abstained}-{vote.chair.value if vote.chair else ''}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and cleaned["counted"] != self._numbers():
            self._put("counted", self._numbers())
            raise ValidationError(
                f"Svarene er ændret, mens du skrev. Nu: {self.result.sentence} Ret beslutningen, hvis den "
                "ikke længere passer, og afslut igen."
            )
        return cleaned


class ReportForm(RevisedModelForm):
    """The decision's text, and the item under which it is reported."""

    decision = _plain("Beslutning", 5)

    class Meta:
        model = Consultation
        fields = ["decision", "reported_in"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        field = cast(forms.ModelChoiceField, self.fields["reported_in"])
        field.label = "Refereret under punkt"
        field.queryset = reportable_items(self.instance)
        field.empty_label = "Vælges senere"
        field.choices = [("", field.empty_label), *_choices(field.queryset)]
        field.help_text = (
            "Punkter på KKR's møder efter høringen, hvis referat ikke er godkendt. Når du har valgt et punkt "
            "og gemt, er høringen låst: hverken svar, beslutning eller punkt kan ændres."
        )


def reportable_items(consultation: Consultation) -> QuerySet[AgendaItem]:
    """Items of the KKR's meetings after the case was sent out that can still be written in."""
    shut = [*Meeting.LOCKED, Meeting.Status.CANCELLED]
    return (
        AgendaItem.objects.filter(
            section__meeting__council=consultation.council_id,
            section__meeting__date__gte=consultation.opened_on,
        )
        .exclude(section__meeting__status__in=shut)
        .select_related("section__meeting")
        .order_by("section__meeting__date", "section__position", "position")
    )


def _choices(items: QuerySet[AgendaItem]) -> list[tuple[int, str]]:
    """With the meeting's date: headings may be alike."""
    return [(one.pk, f"{one.meeting.date:%d.%m.%Y}: {one}") for one in items]


def _not_before(day: date, first: date, message: str) -> date:
    if day < first:
        raise ValidationError(message)
    return day
