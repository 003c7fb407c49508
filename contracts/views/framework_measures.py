"""What a national goal measures: the measure with its targets by year and segment on one page."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from contracts import deleted
from contracts.actions import framework as actions
from contracts.built_upon import is_printed
from contracts.forms.asked_rows import as_new
from contracts.forms.framework import MeasureForm
from contracts.forms.framework_points import FrameworkPointRows, framework_point_rows
from contracts.models import FrameworkAgreement, FrameworkGoal, Measure
from contracts.views.framework_editing import goal_url
from contracts.views.framework_writing import ask_to_delete, restore, writes_framework
from contracts.views.with_rows import differences_of, problems_of, told_kinds, unchecked
from contracts.views.writing import saved
from kkr_portal.access.kept import take_kept
from kkr_portal.ordering import put_in_order

MEASURES = "#measures"
GONE = (
    "Målingen er slettet af en anden, mens du skrev. Din tekst står her endnu: "
    "vælg «Gem målingen» for at gemme den som en ny."
)


@writes_framework
def measure_new(request: HttpRequest, agreement: FrameworkAgreement, goal: int) -> HttpResponse:
    owner = _goal(agreement, goal)
    return _page(request, agreement, Measure(goal=owner))


@writes_framework
def measure_edit(request: HttpRequest, agreement: FrameworkAgreement, goal: int, pk: int) -> HttpResponse:
    owner = _goal(agreement, goal)
    measure = owner.measures.filter(pk=pk).first()
    if measure is not None:
        return _page(request, agreement, measure)
    if request.method == "POST" and deleted.deleted_measures(owner).filter(pgh_obj_id=pk).exists():
        return _page(request, agreement, Measure(goal=owner), gone=True)
    raise Http404


def measure_url(measure: Measure) -> str:
    goal = measure.goal
    return reverse("contracts:framework_measure", args=[goal.agreement.slug, goal.pk, measure.pk])


def _page(
    request: HttpRequest, agreement: FrameworkAgreement, measure: Measure, *, gone: bool = False
) -> HttpResponse:
    data = request.POST or take_kept(request)
    form = MeasureForm(data, instance=measure)
    rows = framework_point_rows(measure, as_new(data) if gone else data)
    told = True
    if request.method == "POST" and gone:
        form.is_valid()
        form.add_error(None, GONE)
    elif request.method == "POST" and "add_point" in request.POST:
        told = False
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        return _save(request, form, rows)
    if not told:
        unchecked(form, rows)
    return _render(request, agreement, measure, form, rows, told=told)


def _save(request: HttpRequest, form: MeasureForm, rows: FrameworkPointRows) -> HttpResponse:
    is_new = form.instance.pk is None
    measure = actions.save_measure(
        measure=form.save(commit=False), targets=[one.save(commit=False) for one in rows.kept_rows],
        delete=rows.leaving,
    )  # fmt: skip
    key = _key(Measure(goal=measure.goal) if is_new else measure)
    return saved(request, f"«{measure}» er gemt.", key, goal_url(measure.goal) + MEASURES)


def _key(measure: Measure) -> str:
    return f"measure-{measure.pk}" if measure.pk else f"measure-new-{measure.goal_id}"


def _render(
    request: HttpRequest, agreement: FrameworkAgreement, measure: Measure, form: MeasureForm,
    rows: FrameworkPointRows, *, told: bool,
) -> HttpResponse:  # fmt: skip
    names = [agreement.slug, measure.goal_id]
    new = reverse("contracts:framework_measure_new", args=names)
    context = {
        "agreement": agreement, "goal": measure.goal, "measure": measure, "form": form, "rows": rows,
        "action": measure_url(measure) if measure.pk else new, "key": _key(measure),
        "differences": differences_of(form, rows), "problems": problems_of(form, rows) if told else [],
        "shapes": told_kinds(),
        "is_printed": bool(measure.pk) and is_printed(measure),
        "deleted": deleted.deleted_framework_targets(measure) if measure.pk else [],
    }  # fmt: skip
    return render(request, "contracts/framework_measure.html", context)


@writes_framework
def measure_delete(request: HttpRequest, agreement: FrameworkAgreement, goal: int, pk: int) -> HttpResponse:
    owner = _goal(agreement, goal)
    measure = get_object_or_404(owner.measures, pk=pk)
    back = goal_url(owner) + MEASURES
    if request.method == "POST":
        name = str(measure)
        try:
            measure.delete()
        except ProtectedError:
            messages.error(request, f"«{name}» kan ikke slettes: Den bruges i en resultatkontrakt.")
        else:
            messages.success(request, f"«{name}» er slettet. Den kan gendannes nedenfor.")
        return redirect(back)
    consequence = "Dens målepunkter og udgangspunkter slettes med den."
    return ask_to_delete(request, agreement, "målingen", measure, back, consequence)


def _goal(agreement: FrameworkAgreement, pk: int) -> FrameworkGoal:
    return get_object_or_404(agreement.goals, pk=pk)


@require_POST
@writes_framework
def measure_order(request: HttpRequest, agreement: FrameworkAgreement, goal: int) -> HttpResponse:
    owner = _goal(agreement, goal)
    return put_in_order(request, owner.measures.all(), goal_url(owner) + MEASURES)


@require_POST
@writes_framework
def measure_restore(request: HttpRequest, agreement: FrameworkAgreement, goal: int) -> HttpResponse:
    owner = _goal(agreement, goal)
    return restore(
        request, lambda event: actions.restore_measure(goal=owner, event_id=event), goal_url(owner) + MEASURES
    )


@require_POST
@writes_framework
def target_restore(request: HttpRequest, agreement: FrameworkAgreement, goal: int, pk: int) -> HttpResponse:
    measure = get_object_or_404(_goal(agreement, goal).measures, pk=pk)
    return restore(
        request, lambda event: actions.restore_target(measure=measure, event_id=event), measure_url(measure)
    )
