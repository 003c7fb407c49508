"""The agreement's two tables: the baselines of a measure, and the town and rural municipalities."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contracts.actions import framework as actions
from contracts.actions.framework import Rows, is_counted_from
from contracts.built_upon import counted_from, houses_with_signed
from contracts.forms.baselines import as_rows, baseline_grid, empty_rows, fingerprint
from contracts.forms.places import PlacesForm
from contracts.models import FrameworkAgreement, TownOrRural
from contracts.rules.told_points import number
from contracts.views.framework_editing import goal_url
from contracts.views.framework_measures import MEASURES
from contracts.views.framework_writing import overview_url, writes_framework
from contracts.views.writing import saved
from kkr_portal.access.kept import take_kept
from kkr_portal.forms import MONTHS
from kkr_portal.registry.models import BusinessHouse, Municipality

PLACES = "#places"


@writes_framework
def baselines(request: HttpRequest, agreement: FrameworkAgreement, goal: int, pk: int) -> HttpResponse:
    owner = get_object_or_404(agreement.goals, pk=goal)
    measure = get_object_or_404(owner.measures, pk=pk)
    houses = list(BusinessHouse.objects.order_by("sort_key"))
    rows = list(measure.baselines.select_related("business_house"))
    stored = {(one.business_house_id, one.month): (one.per_cent, one.source) for one in rows}
    closed = counted_from(measure)
    fixed = {key: value for key, value in stored.items() if is_counted_from(key, closed)}
    open_rows = {key: value for key, value in stored.items() if key not in fixed}
    data = request.POST or take_kept(request)
    shown = as_rows(open_rows) or ([] if fixed else empty_rows(houses))
    given: dict[str, Any] = {"closed": closed, "fixed": fixed}
    grid = baseline_grid(houses, data=data, rows=shown, **given)
    mark = fingerprint(stored)
    seen = data.get("seen", "") if data is not None else mark
    context: dict[str, Any] = {}
    if request.method == "POST" and "add_rows" in request.POST:
        grid = baseline_grid(houses, rows=[*grid.as_typed(), {}, {}, {}], **given)
    elif request.method == "POST" and grid.is_valid():
        typed = fixed | dict(grid.values)
        if seen in (mark, "") or fingerprint(typed) == mark:
            actions.save_baselines(measure=measure, rows=typed)
            back = goal_url(owner) + MEASURES
            return saved(request, "Udgangspunkterne er gemt.", f"baselines-{measure.pk}", back)
        context["meanwhile"] = _meanwhile(stored, typed, {one.pk: one.name for one in houses})
        seen = mark  # the next time they have been seen
    context |= {
        "agreement": agreement, "goal": owner, "measure": measure, "grid": grid, "seen": seen,
        "fixed": [one for one in rows if (one.business_house_id, one.month) in fixed],
    }  # fmt: skip
    return render(request, "contracts/framework_baselines.html", context)


def _meanwhile(stored: Rows, typed: Rows, names: dict[int, str]) -> list[str]:
    """What is stored otherwise than it was typed, in the order of the names."""

    def told(key: tuple[int | None, date]) -> str:
        house, month = key
        area = "Hele landet" if house is None else names[house]
        value = f"{number(Fraction(stored[key][0]))} pct." if key in stored else "ikke på listen"
        return f"{area}, {MONTHS[month.month - 1]} {month.year}: {value}"

    return sorted(told(key) for key in stored.keys() | typed.keys() if stored.get(key) != typed.get(key))


@writes_framework
def places(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    listed = list(agreement.towns_and_rural.select_related("municipality"))
    stored = {one.municipality_id: one.kind for one in listed}
    municipalities = list(
        Municipality.objects.filter(business_house__isnull=False)
        .select_related("business_house")
        .order_by("business_house__sort_key", "sort_key")
    )
    data = request.POST or take_kept(request)
    form = PlacesForm(
        data, municipalities=municipalities, stored=stored, closed=houses_with_signed(agreement)
    )
    mark = fingerprint(stored)
    seen = data.get("seen", "") if data is not None else mark
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        kinds = form.kinds
        if seen in (mark, "") or fingerprint(kinds) == mark:
            actions.save_places(agreement=agreement, kinds=kinds)
            key = f"places-{agreement.pk}"
            return saved(request, "Listen er gemt.", key, overview_url(agreement, PLACES))
        labels = dict(TownOrRural.Kind.choices)
        context["meanwhile"] = [
            f"{one.municipality}: {labels[one.kind]}"
            for one in listed if kinds.get(one.municipality_id) != one.kind
        ]  # fmt: skip
        names = {one.pk: one.name for one in municipalities}
        context["meanwhile"] += [
            f"{names[pk]}: ikke på listen" for pk in kinds if pk not in stored and pk in names
        ]
        seen = mark
    context |= {"agreement": agreement, "form": form, "seen": seen}
    return render(request, "contracts/framework_places.html", context)
