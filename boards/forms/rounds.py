"""A round's term, what was decided in it, and the days of its steps."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from boards.actions.rounds import open_round, save_step
from boards.actions.written import write
from boards.forms.stored_periods import Refusable
from boards.models import Round, Step, Term
from boards.rules.elections import latest_election, next_election
from boards.rules.process import Planned, When, step_breaches
from boards.rules.terms import term_end
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper, without_cpr
from kkr_portal.registry.models import Council
from meetings.decided_at import DecidedAtField
from meetings.forms.members import StepForm


class NewRoundForm(StepForm):
    council = forms.ModelChoiceField(label="KKR", queryset=Council.objects.none())
    first = DanishDateField(label="De nye bestyrelsers første dag")
    until = DanishDateField(
        label="De næste bestyrelsers første dag",
        help_text="Perioden slutter dagen før: 1. april efter det følgende kommunalvalg.",
    )

    def __init__(self, *args: Any, councils: frozenset[int] | None, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Council.objects.all() if councils is None else Council.objects.filter(pk__in=councils)
        self.fields["council"].queryset = own  # type: ignore[attr-defined]
        self.fields["council"].empty_label = None if own.count() == 1 else "Vælg KKR"  # type: ignore[attr-defined]
        if councils:
            self.fields["council"].initial = min(councils)
        first = self._next_term(own) or term_end(latest_election(today))
        self.fields["first"].initial = first
        self.fields["until"].initial = term_end(next_election(first))
        self.helper.layout = Layout("council", Row("first", "until"))

    @staticmethod
    def _next_term(councils: Any) -> Any:
        """The latest term of the KKR's boards that has no round yet."""
        terms = Term.objects.filter(board__seat_kinds__appointing_council__in=councils)
        there = Round.objects.filter(council__in=councils).values("period")
        found = terms.exclude(period__in=there).order_by("-period").first()
        return found.period.lower if found else None

    def save(self) -> Round:
        given = self.cleaned_data
        return open_round(council=given["council"], first=given["first"], until=given["until"])


class RoundForm(Refusable, RevisedModelForm):
    """The criteria, and the decision that they and the organisations rest on."""

    class Meta:
        model = Round
        fields = ["criteria", "decided_at"]
        widgets = {"criteria": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, instance: Round, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["criteria"].validators.append(without_cpr)
        self.fields["decided_at"] = DecidedAtField(
            council=instance.council_id, also=instance.decided_at_id, required=False,
            empty_label="Ikke besluttet endnu",
            help_text="Organisationer og kriterier er kun synlige for alle, når et punkt er valgt.",
        )  # fmt: skip
        self.helper = bare_helper()

    def save(self, commit: bool = True) -> Round:
        return write(super().save(commit=False))


class StepDaysForm(Refusable, RevisedModelForm):
    """When a step is, and when it was carried out."""

    first = DanishDateField(label="Første dag")
    last = DanishDateField(label="Sidste dag")
    done_on = DanishDateField(
        label="Gennemført den", required=False, help_text="Tom, så længe trinnet ikke er gennemført."
    )

    class Meta:
        model = Step
        fields = ["first", "last", "printed", "done_on", "note"]

    def __init__(self, *args: Any, instance: Step, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        when = instance.rule.when
        first: list[Any] = [Row("first", "last")]
        if when is When.DAY:
            self.leave_out("first", "printed")
            self.fields["last"].label = "Dag"
            first = ["last"]
        if when is When.DEADLINE:
            self.leave_out("printed")
            self.fields["first"].label = "Tidligst"
            self.fields["last"].label = "Frist"
            self.fields["last"].help_text = "Den sidste dag; på den kan man stadig svare."
        if when is When.WINDOW:
            first.append("printed")
        self.helper = bare_helper()
        self.helper.layout = Layout(*first, "done_on", "note", "revision")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        last = cleaned.get("last")
        first = cleaned.get("first") if "first" in self.fields else last
        if first and last:
            self.instance.first = first
            for breach in step_breaches(Planned(self.instance.rule, first, last)):
                self.add_error("last", str(breach))
        return cleaned

    def save(self, commit: bool = True) -> Step:
        return save_step(step=super().save(commit=False))
