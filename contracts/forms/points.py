"""The measurable points of one goal of a contract, as rows on the goal's page."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from contracts.forms.asked_rows import FIELDS, LABELS, WIDGETS, AskedForm, AskedRows, made_rows
from contracts.forms.selects import QuickSelect
from contracts.models import Baseline, Goal, Measure, ResultContract, Target
from contracts.models.points import Kind, in_rules
from contracts.rules.baseline import below_baseline
from kkr_portal.forms import MONTHS


class Known:
    """What every row of a page asks for, read once: measures, the house's baselines, counts to be part of."""

    def __init__(self, contract: ResultContract, targets: list[Target]) -> None:
        self.contract, self.targets = contract, targets
        measures = Measure.objects.filter(goal__agreement=contract.framework_id).select_related("goal")
        self.measures = [
            ("", "Ingen: kun lokalt"),
            *(
                (one.pk, f"{one.goal.number}. {one.name}")
                for one in measures.order_by("goal__number", "position")
            ),
        ]  # fmt: skip
        rows = Baseline.objects.filter(
            measure__goal__agreement=contract.framework_id,
            business_house=contract.business_house_id,
            month__year__lte=contract.year,
        ).order_by("month")
        self.baselines = {row.measure_id: row for row in rows}  # the latest of each measure
        self.counts = [one for one in targets if one.kind == Kind.COUNT and one.part_of_id is None]

    def wholes(self, apart_from: int | None) -> list[tuple[object, str]]:
        """The counts that a row may be part of."""
        return [("", "Nej"), *((one.pk, str(one)) for one in self.counts if one.pk != apart_from)]


class PointForm(AskedForm):
    class Meta:
        model = Target
        fields = [*FIELDS, "measure", "part_of", "measured_by", "baseline_reason", "to_decide"]
        widgets = WIDGETS | {"measure": QuickSelect, "part_of": QuickSelect}
        labels = LABELS | {"measure": "Rammeaftalens måling", "part_of": "Del af et andet antal",
                           "baseline_reason": "Begrundelse for et mål under udgangspunktet",
                           "to_decide": "Kræver en beslutning om"}  # fmt: skip
        help_texts = {"wording": "Hele sætningen, som den skal stå i kontrakten.",
                      "unit_noun": "", "due_note": "", "measure": "",
                      "part_of": "", "measured_by": "", "to_decide": "",
                      "baseline_reason": ""}  # fmt: skip

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        fields = cast(dict[str, Any], self.fields)
        fields["measure"].choices = known.measures
        fields["part_of"].queryset = Target.objects.filter(pk__in=[one.pk for one in known.counts])
        fields["part_of"].choices = known.wholes(self.instance.pk)
        if not self.instance.pk:
            self.fields["due_year"].initial = known.contract.year

    def check_more(self, kind: str, cleaned: dict[str, Any]) -> None:
        value = cleaned.get("value")
        if kind == Kind.SHARE and value is not None and not self.errors:
            self._check_baseline(value, cleaned)

    def _check_baseline(self, value: Decimal, cleaned: dict[str, Any]) -> None:
        measure = cleaned.get("measure")
        baseline = self.known.baselines.get(measure.pk) if measure else None
        if baseline is None or cleaned.get("baseline_reason"):
            return
        share = in_rules(Kind.SHARE, value) or Fraction(0)
        start = in_rules(Kind.SHARE, baseline.per_cent) or Fraction(0)
        when = f"{MONTHS[baseline.month.month - 1]} {baseline.month.year}"
        for breach in below_baseline(share, start, when=when):
            sentence = f"{breach.message}. Ret tallet, eller begrund det i feltet nedenfor."
            self.add_error("value", sentence)


class PointRows(AskedRows):
    def clean(self) -> None:
        by_id = {form.instance.pk: form for form in self.kept_rows if form.instance.pk}
        for form in self.kept_rows:
            whole = getattr(form, "cleaned_data", {}).get("part_of")
            if whole is None:
                continue
            other = by_id.get(whole.pk)
            if other is None and any(one.instance.pk == whole.pk for one in self.forms):
                form.add_error("part_of", "Det antal, som dette er en del af, er sat til at blive slettet.")
            elif other is not None and hasattr(other, "cleaned_data"):
                self._part_and_whole(form, other)

    def _part_and_whole(self, form: Any, whole: Any) -> None:
        if whole.cleaned_data.get("kind") != Kind.COUNT or whole.cleaned_data.get("part_of"):
            form.add_error("part_of", "Det, som dette er en del af, er selv ikke længere et samlet antal.")
        part, all_of_it = form.cleaned_data.get("value"), whole.cleaned_data.get("value")
        if part is not None and all_of_it is not None and part > all_of_it:
            form.add_error("value", "Delen kan ikke være større end det hele.")


def point_rows(contract: ResultContract, goal: Goal, data: Any = None) -> PointRows:
    """The rows of ``goal``."""
    targets = list(goal.targets.select_related("part_of").order_by("position")) if goal.pk else []
    rows: PointRows = made_rows(PointForm, PointRows, targets, data, known=Known(contract, targets))
    return rows
