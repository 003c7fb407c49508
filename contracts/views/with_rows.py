"""Pages of one form with rows of points below it: what is told of all of them together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contracts.forms.asked_rows import AskedRows, leaves
from contracts.forms.point_fields import SHAPES
from contracts.models.points import Kind
from kkr_portal.editing import Difference, RevisedModelForm
from kkr_portal.templatetags.dkfds import Problem, problems


def differences_of(form: RevisedModelForm, rows: AskedRows) -> list[Difference]:
    found = list(form.differences)
    for number, row in enumerate(rows.rows, 1):
        found += [replace(one, label=f"Målepunkt {number}: {one.label}") for one in row.differences]
    return found


def problems_of(form: RevisedModelForm, rows: AskedRows) -> list[Problem]:
    """Without those of rows that are to be deleted."""
    found = problems(form) + [Problem("", str(text), "") for text in rows.non_form_errors()]
    for number, row in enumerate(rows.rows, 1):
        if row.is_bound and not leaves(row):
            found += [
                replace(one, label=f"Målepunkt {number}: {one.label}".removesuffix(": "))
                for one in problems(row)
            ]
    return found


def unchecked(form: RevisedModelForm, rows: AskedRows) -> None:
    """Rows were only added or moved: nobody is told yet what is missing."""
    for one in (form, *rows.forms):
        one._errors, one.cleaned_data = {}, {}


def told_kinds() -> list[dict[str, Any]]:
    """Each kind of point with its unit and help, for the page and its script."""
    return [{"kind": kind, "unit": SHAPES[kind].unit, "help": SHAPES[kind].help} for kind in Kind]
