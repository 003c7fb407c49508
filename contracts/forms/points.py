"""The measurable points of one goal, as rows on the goal's page."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from django import forms

from contracts.forms.point_fields import OPTIONAL, SHAPES, YearField, kinds_with
from contracts.forms.selects import QuickSelect
from contracts.models import Baseline, Goal, Measure, ResultContract, Target
from contracts.models.points import Kind, Segments, in_rules
from contracts.rules.baseline import below_baseline
from contracts.value_bounds import why_not
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import MONTHS, DanishDecimalField

GONE = (
    "En anden har slettet målepunktet, mens du skrev. "
    "Gem igen for at oprette det på ny, eller sæt kryds ved «Slet»."
)


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


class PointForm(RevisedModelForm):
    """A field that the kind has not is emptied when the point is saved, whatever stands in it."""

    row = forms.CharField(widget=forms.HiddenInput, required=False)  # the stored point that the row is
    value = DanishDecimalField(label="Tal", required=False)
    base_year = YearField(label="Stigning siden (år)", required=False)
    due_year = YearField(label="Resultatets år", required=False)
    segments = forms.ChoiceField(
        label="Segment", choices=Segments.choices, required=False, widget=QuickSelect
    )

    class Meta:
        model = Target
        fields = [
            "kind", "wording", "value", "unit_noun", "segments", "reading", "base_year", "due_year",
            "due_note", "measure", "part_of", "measured_by", "baseline_reason", "to_decide",
        ]  # fmt: skip
        widgets = {"wording": forms.Textarea(attrs={"rows": 2}), "kind": QuickSelect, "reading": QuickSelect,
                   "measure": QuickSelect, "part_of": QuickSelect}  # fmt: skip
        labels = {"wording": "Ordlyd", "measure": "Rammeaftalens måling",
                  "due_note": "Tidspunkt, fx «efteråret»",
                  "unit_noun": "Hvad der tælles", "part_of": "Del af et andet antal",
                  "baseline_reason": "Begrundelse for et mål under udgangspunktet",
                  "to_decide": "Kræver en beslutning om"}  # fmt: skip
        help_texts = {"wording": "Hele sætningen, som den skal stå i kontrakten.",
                      "unit_noun": "", "due_note": "", "measure": "",
                      "part_of": "", "measured_by": "", "to_decide": "",
                      "baseline_reason": ""}  # fmt: skip

    def __init__(self, *args: Any, known: Known, gone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.gone = known, gone
        self.fields["row"].initial = self.instance.pk
        fields = cast(dict[str, Any], self.fields)
        fields["measure"].choices = known.measures
        fields["part_of"].queryset = Target.objects.filter(pk__in=[one.pk for one in known.counts])
        fields["part_of"].choices = known.wholes(self.instance.pk)
        fields["kind"].choices = [("", "Vælg art"), *Kind.choices]
        fields["reading"].choices = [("", "Vælg"), *fields["reading"].choices[1:]]
        if not self.instance.pk:
            self.fields["due_year"].initial = known.contract.year
        for name in OPTIONAL:
            self.fields[name].widget.attrs["data-kinds"] = kinds_with(name)

    def has_changed(self) -> bool:
        """A new row that says nothing is no row, wherever it stands."""
        return bool(set(self.changed_data) - {"ORDER", "DELETE", "row", "revision"})

    def clean_segments(self) -> str:
        return self.cleaned_data["segments"] or Segments.TOGETHER

    def clean(self) -> dict[str, Any]:
        if self.gone:
            self.add_error(None, GONE)
            self._put("row", "")
            self._put("revision", "")
        kind = self.cleaned_data.get("kind")
        if kind:
            for name in OPTIONAL:
                if name not in SHAPES[kind].fields:
                    self._leave_out(name)
        cleaned = super().clean()
        if kind and not self.differences:
            self._check(kind, cleaned)
        return cleaned

    def _leave_out(self, name: str) -> None:
        self.errors.pop(name, None)
        empty = {"value": None, "base_year": None, "measure": None, "part_of": None,
                 "segments": Segments.TOGETHER}  # fmt: skip
        self.cleaned_data[name] = empty.get(name, "")

    def _check(self, kind: str, cleaned: dict[str, Any]) -> None:
        value = cleaned.get("value")
        if "value" in self.errors:
            return
        if kind == Kind.COUNT and value is not None and value != int(value):
            self.add_error(
                "value", "Et antal er et helt tal. 1.417 med punktum er ettusind firehundrede og sytten."
            )
        if kind == Kind.RISE and cleaned.get("base_year") is None and "base_year" not in self.errors:
            self.add_error("base_year", "Skriv året for den måling, stigningen regnes fra.")
        if kind == Kind.SPREAD and value is None:
            self.cleaned_data["reading"] = ""
        if kind == Kind.SPREAD and value is not None and not cleaned.get("reading"):
            self.add_error("reading", "Vælg, om båndet er procent af kommunens andel eller procentpoint.")
        if wrong := why_not(Kind(kind), value):
            self.add_error("value", wrong)
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


def leaves(form: Any) -> bool:
    """Ticked to be deleted."""
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


class PointRows(forms.BaseFormSet):
    """``rows`` are the forms in the order that the page shows. Never deletes without a tick at «Slet»."""

    def __init__(self, *args: Any, goal: Goal, known: Known, **kwargs: Any) -> None:
        self.goal, self.known = goal, known
        self.by_id = {str(one.pk): one for one in known.targets}
        kwargs["prefix"] = "points"
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index) | {"known": self.known}
        if index is None:
            return kwargs
        if not self.is_bound:
            targets = self.known.targets
            return kwargs | {"instance": targets[index] if index < len(targets) else None}
        pk = self.data.get(f"{self.prefix}-{index}-row", "")
        return kwargs | {"instance": self.by_id.get(pk), "gone": bool(pk) and pk not in self.by_id}

    def _construct_form(self, i: int, **kwargs: Any) -> forms.BaseForm:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.empty_permitted = form.instance.pk is None and not form.gone
        form.use_required_attribute = False
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].widget = forms.HiddenInput()
        form.fields["DELETE"].label = "Slet målepunktet, når jeg gemmer"

    @property
    def rows(self) -> list[Any]:
        """As ordered; a row without a place stands last."""

        def place(pair: tuple[int, Any]) -> tuple[int, int]:
            typed = str(pair[1]["ORDER"].value() or "")
            return (int(typed) if typed.isdecimal() and len(typed) < 6 else 99_999, pair[0])

        return [form for _, form in sorted(enumerate(self.forms), key=place)]

    @property
    def kept_rows(self) -> list[Any]:
        """The rows that say something and are not to be deleted."""
        return [
            form
            for form in self.rows
            if not leaves(form) and (form.instance.pk or form.gone or form.has_changed())
        ]

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


Rows: type[PointRows] = cast(
    type[PointRows],
    forms.formset_factory(
        PointForm, formset=PointRows, extra=0, can_delete=True, can_order=True, max_num=60, absolute_max=60
    ),
)
PROBLEM_LABEL = "Målepunkt"


def point_rows(contract: ResultContract, goal: Goal, data: Any = None) -> PointRows:
    """The rows of ``goal`` (of a new one: one empty row). ``data`` with ``add_point`` has one row more,
    with ``move`` two rows the other way round; nothing typed is lost."""
    targets = list(goal.targets.select_related("part_of").order_by("position")) if goal.pk else []
    known = Known(contract, targets)
    if data is None:
        initial: list[dict[str, Any]] = [{} for _ in range(max(1, len(targets)))]
        return Rows(initial=initial, goal=goal, known=known)
    return Rows(_with_more_rows(_in_other_order(data)), goal=goal, known=known)


def _with_more_rows(data: Any) -> Any:
    if "add_point" not in data:
        return data
    data = data.copy()
    total = data.get("points-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 4 else 0
    data["points-TOTAL_FORMS"] = str(min(count + 1, 60))
    data[f"points-{count}-ORDER"] = str(count + 1)
    return data


def _in_other_order(data: Any) -> Any:
    """``move`` is "3:up" or "3:down", where 3 is the row's number in the form."""
    number, _, direction = data.get("move", "").partition(":")
    total = data.get("points-TOTAL_FORMS", "")
    if not (number.isdecimal() and total.isdecimal() and len(total) < 4):
        return data
    data, count = data.copy(), int(total)
    order = sorted(range(count), key=lambda n: (_number(data.get(f"points-{n}-ORDER")), n))
    if int(number) in order:
        at = order.index(int(number))
        other = at - 1 if direction == "up" else at + 1
        if 0 <= other < count:
            order[at], order[other] = order[other], order[at]
    for place, row in enumerate(order, 1):
        data[f"points-{row}-ORDER"] = str(place)
    return data


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 6 else 99_999


def as_new(data: Any) -> Any:
    """What was posted, with rows that belong to nothing stored: for a goal that is gone."""
    data = data.copy()
    for name in data:
        if name.startswith("points-") and name.endswith(("-row", "-revision")):
            data[name] = ""
    return data
