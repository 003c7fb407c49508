"""Rows of measurable points on a page: what a contract's and a framework agreement's have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from contracts.forms.point_fields import OPTIONAL, SHAPES, YearField, kinds_with
from contracts.forms.selects import QuickSelect
from contracts.models.points import Kind, Point, Segments
from contracts.value_bounds import why_not
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDecimalField

GONE = (
    "En anden har slettet målepunktet, mens du skrev. "
    "Gem igen for at oprette det på ny, eller sæt kryds ved «Slet»."
)
MOST = 60
FIELDS = ["kind", "wording", "value", "unit_noun", "segments", "reading", "base_year", "due_year", "due_note"]
WIDGETS: dict[str, Any] = {
    "wording": forms.Textarea(attrs={"rows": 2}), "kind": QuickSelect, "reading": QuickSelect,
}  # fmt: skip
LABELS = {
    "wording": "Ordlyd", "due_note": "Tidspunkt, fx «efteråret»", "unit_noun": "Hvad der tælles",
}  # fmt: skip


class AskedForm(RevisedModelForm):
    """A field that the kind has not is emptied when the point is saved, whatever stands in it."""

    row = forms.CharField(widget=forms.HiddenInput, required=False)  # the stored point that the row is
    value = DanishDecimalField(label="Tal", required=False)
    base_year = YearField(label="Stigning siden (år)", required=False)
    due_year = YearField(label="Resultatets år", required=False)
    segments = forms.ChoiceField(
        label="Segment", choices=Segments.choices, required=False, widget=QuickSelect
    )

    def __init__(self, *args: Any, gone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone = gone
        self.fields["row"].initial = self.instance.pk
        fields = cast(dict[str, Any], self.fields)
        fields["kind"].choices = [("", "Vælg art"), *Kind.choices]
        fields["reading"].choices = [("", "Vælg"), *fields["reading"].choices[1:]]
        for name in OPTIONAL:
            if name in self.fields:
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
                if name in self.fields and name not in SHAPES[kind].fields:
                    self._leave_out(name)
        cleaned = super().clean()
        if kind and not self.differences and "value" not in self.errors:
            self._check(kind, cleaned)
            self.check_more(kind, cleaned)
        return cleaned

    def check_more(self, kind: str, cleaned: dict[str, Any]) -> None:
        """What holds beside the kind's own rules; the value can be read."""

    def _leave_out(self, name: str) -> None:
        self.errors.pop(name, None)
        empty = {"value": None, "base_year": None, "measure": None, "part_of": None,
                 "segments": Segments.TOGETHER}  # fmt: skip
        self.cleaned_data[name] = empty.get(name, "")

    def _check(self, kind: str, cleaned: dict[str, Any]) -> None:
        value = cleaned.get("value")
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


def leaves(form: Any) -> bool:
    """Ticked to be deleted."""
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


class AskedRows(forms.BaseFormSet):
    """``rows`` are the forms in the order that the page shows. Never deletes without a tick at «Slet»."""

    def __init__(self, *args: Any, stored: Sequence[Point], row: dict[str, Any], **kwargs: Any) -> None:
        """``stored``: the points that are there; ``row``: what every row's form is given."""
        self.stored, self.row = stored, row
        self.by_id = {str(one.pk): one for one in stored}
        kwargs["prefix"] = "points"
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index) | self.row
        if index is None:
            return kwargs
        if not self.is_bound:
            return kwargs | {"instance": self.stored[index] if index < len(self.stored) else None}
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
            return (_number(str(pair[1]["ORDER"].value() or "")), pair[0])

        return [form for _, form in sorted(enumerate(self.forms), key=place)]

    @property
    def kept_rows(self) -> list[Any]:
        """The rows that say something and are not to be deleted."""
        return [
            form
            for form in self.rows
            if not leaves(form) and (form.instance.pk or form.gone or form.has_changed())
        ]

    @property
    def leaving(self) -> list[int]:
        """The stored points that were ticked to be deleted."""
        return [form.instance.pk for form in self.forms if form.instance.pk and leaves(form)]


def made_rows(
    form: type[AskedForm], formset: type[AskedRows], stored: Sequence[Point], data: Any, **row: Any
) -> Any:
    """The rows of what is ``stored`` (of nothing: one empty row), or of ``data``.

    ``data`` with ``add_point`` has one row more, with ``move`` two rows the other way round; nothing typed
    is lost.
    """
    made: Any = forms.formset_factory(
        form, formset=formset, extra=0, can_delete=True, can_order=True, max_num=MOST, absolute_max=MOST
    )
    if data is None:
        initial: list[dict[str, Any]] = [{} for _ in range(max(1, len(stored)))]
        return made(initial=initial, stored=stored, row=row)
    return made(_with_more_rows(_in_other_order(data)), stored=stored, row=row)


def _with_more_rows(data: Any) -> Any:
    if "add_point" not in data:
        return data
    data = data.copy()
    total = data.get("points-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 4 else 0
    data["points-TOTAL_FORMS"] = str(min(count + 1, MOST))
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
    """What was posted, with rows that belong to nothing stored: for an owner that is gone."""
    data = data.copy()
    for name in data:
        if name.startswith("points-") and name.endswith(("-row", "-revision")):
            data[name] = ""
    return data
