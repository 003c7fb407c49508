"""Correct a row that was typed wrongly: whose, from when until when, and why it ended."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper
from meetings.actions.periods import PeriodRow, Refused, within_term, write
from meetings.forms.members import ItemChoice, PersonChoice, items_of, parties_of, places_of
from meetings.models import Absence, AgendaItem, Membership, Officer, Substitute, Term


class PeriodRowForm(RevisedModelForm):
    """A row with a period, shown as two dates."""

    since = DanishDateField(label="Fra og med")
    until = DanishDateField(
        label="Til (ikke med)", required=False, help_text="Første dag, det ikke gælder. Tomt: gælder endnu."
    )

    def __init__(self, *args: Any, term: Term, instance: PeriodRow, **kwargs: Any) -> None:
        first, after = instance.period.lower, instance.period.upper
        shown = None if after == term.period.upper else after
        kwargs.setdefault("initial", {}).update({"since": first, "until": shown})
        super().__init__(*args, instance=instance, **kwargs)
        self.term, self.helper = term, bare_helper()
        if "party" in self.fields:
            self.fields["party"].queryset = parties_of(term)  # type: ignore[attr-defined]
            self.fields["municipality"].queryset = places_of(term)  # type: ignore[attr-defined]
        if "decided_in" in self.fields:
            self.fields["decided_in"].queryset = items_of(term)  # type: ignore[attr-defined]
        if self.is_bound:
            self.stored |= {"since": first, "until": shown}

    def _as_seen(self, revision: int | None) -> dict[str, Any]:
        dates = {name: self.stored.pop(name) for name in ("since", "until")}
        seen = super()._as_seen(revision)
        self.stored |= dates
        event = self.instance.events.filter(revision=revision).order_by("-pgh_id").first()
        return seen | {"since": event.period.lower, "until": event.period.upper} if event else seen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until <= since:
            self.add_error("until", "Den sidste dato skal ligge efter den første.")
        elif since:
            try:
                within_term(self.term, since)
            except Refused as reason:
                self.add_error("since", reason.message)
            self.instance.period = DateRange(since, until or self.term.period.upper)
        return cleaned

    def refuse(self, reason: Refused) -> None:
        self.add_error(reason.field if reason.field in self.fields else None, reason.message)

    def save(self, commit: bool = True) -> Any:
        """Raises Refused with what the database says against it."""
        return write(self.instance)


class MembershipForm(PeriodRowForm):
    class Meta:
        model = Membership
        fields = ["person", "municipality", "party", "since", "until", "ended_because", "note"]
        field_classes = {"person": PersonChoice}


class SubstituteRowForm(PeriodRowForm):
    class Meta:
        model = Substitute
        fields = ["person", "municipality", "party", "origin", "since", "until", "ended_because", "note"]
        field_classes = {"person": PersonChoice}


class AbsenceRowForm(PeriodRowForm):
    expected_back = DanishDateField(label="Ventes tilbage", required=False)
    decided_in = ItemChoice(
        label="Afgjort under punkt",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ikke afgjort",
    )

    class Meta:
        model = Absence
        fields = ["kind", "since", "until", "expected_back", "decided_in", "note"]


class OfficerRowForm(PeriodRowForm):
    decided_in = ItemChoice(
        label="Valgt under punkt",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ikke angivet",
    )

    class Meta:
        model = Officer
        fields = ["person", "group", "for_a_time", "since", "until", "decided_in", "ended_because"]
        field_classes = {"person": PersonChoice}


FORMS: dict[str, type[PeriodRowForm]] = {
    "memberships": MembershipForm,
    "substitutes": SubstituteRowForm,
    "absences": AbsenceRowForm,
    "officers": OfficerRowForm,
}


def form_for(row: PeriodRow) -> type[PeriodRowForm]:
    return next(form for form in FORMS.values() if form._meta.model is type(row))
