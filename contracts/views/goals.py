"""A goal with its points on one page; deleting, ordering and bringing back goals and points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from contracts import deleted
from contracts.actions import text as actions
from contracts.forms.asked_rows import as_new
from contracts.forms.goals import GoalForm
from contracts.forms.points import PointRows, point_rows
from contracts.lacks import edit_url
from contracts.models import Goal, ResultContract
from contracts.views import autosave
from contracts.views.editing import ask_to_delete, earlier_url, restore
from contracts.views.with_rows import differences_of, problems_of, told_kinds, unchecked
from contracts.views.writing import is_autosave, saved, writes_text
from kkr_portal.access.kept import take_kept
from kkr_portal.ordering import put_in_order

GOALS = "#goals"
REARRANGES = ("add_point", "move")
GONE = (
    "Målet er slettet af en anden, mens du skrev. Din tekst står her endnu: "
    "vælg «Gem målet» for at gemme den som et nyt mål."
)


@writes_text
def goal_new(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return _page(request, contract, Goal(contract=contract))


@writes_text
def goal_edit(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    goal = contract.goals.filter(pk=pk).first()
    if goal is not None:
        return _page(request, contract, goal)
    if request.method == "POST" and deleted.deleted_goals(contract).filter(pgh_obj_id=pk).exists():
        return _page(request, contract, Goal(contract=contract), gone=True)
    raise Http404


def _page(request: HttpRequest, contract: ResultContract, goal: Goal, *, gone: bool = False) -> HttpResponse:
    if is_autosave(request) and autosave.waits_for_choice(request):
        return autosave.not_kept([], [])
    data = request.POST or take_kept(request)
    if gone:
        data = as_new(data)
    form = GoalForm(data, instance=goal, contract=contract)
    rows = point_rows(contract, goal, data)
    if request.method == "POST" and gone:
        form.is_valid()
        form.add_error(None, GONE)
    elif request.method == "POST" and any(name in request.POST for name in REARRANGES):
        return _render(request, contract, goal, form, rows, told=False)
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        return _save(request, contract, form, rows)
    if is_autosave(request):
        return autosave.not_kept([form, *rows.forms], problems_of(form, rows))
    return _render(request, contract, goal, form, rows)


def _save(request: HttpRequest, contract: ResultContract, form: GoalForm, rows: PointRows) -> HttpResponse:
    by_script = is_autosave(request)  # which never deletes: a tick may still be taken back
    is_new = form.instance.pk is None
    kept = rows.kept_rows
    goal = actions.save_goal(
        contract=contract,
        goal=form.save(commit=False),
        targets=[one.save(commit=False) for one in kept],
        delete=[] if by_script else rows.leaving,
    )
    if by_script:
        return autosave.kept(_to_take_over(goal, kept))
    key = f"goal-new-{contract.pk}" if is_new else f"goal-{goal.pk}"
    return saved(request, f"Mål {goal.number} er gemt.", key, edit_url(contract, GOALS))


def _to_take_over(goal: Goal, kept: list[Any]) -> dict[str, object]:
    """What the page must know after a draft was saved, so that the next one is no conflict with itself."""
    revisions = dict(goal.targets.values_list("pk", "revision"))
    goal.refresh_from_db(fields=["revision"])
    fields: dict[str, object] = {"revision": goal.revision}
    for one in kept:
        fields[one.add_prefix("row")] = one.instance.pk
        fields[one.add_prefix("revision")] = revisions[one.instance.pk]
    return fields


def _render(
    request: HttpRequest, contract: ResultContract, goal: Goal, form: GoalForm, rows: PointRows, *,
    told: bool = True,
) -> HttpResponse:  # fmt: skip
    """``told`` False: rows were only added or moved, and nobody is told yet what is missing in them."""
    if not told:
        unchecked(form, rows)
    context = {
        "contract": contract,
        "goal": goal,
        "form": form,
        "rows": rows,
        "differences": differences_of(form, rows),
        "problems": problems_of(form, rows) if form.is_bound and told else [],
        "shapes": told_kinds(),
        "deleted": deleted.deleted_targets(goal) if goal.pk else [],
        "key": f"goal-{goal.pk}" if goal.pk else f"goal-new-{contract.pk}",
        "earlier": earlier_url(contract, "goal", goal.pk),
        "action": request.path if goal.pk else _new_url(contract),
    }
    return render(request, "contracts/goal_form.html", context)


def _new_url(contract: ResultContract) -> str:
    return reverse("contracts:goal_new", args=[contract.business_house.slug, contract.year])


@writes_text
def goal_delete(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    """Ask first; it comes back with its points from the overview."""
    goal = get_object_or_404(contract.goals, pk=pk)
    back = edit_url(contract, GOALS)
    if request.method == "POST":
        name = str(goal)
        try:
            goal.delete()
        except ProtectedError:
            messages.error(
                request, f"«{name}» kan ikke slettes: Der er indberettet tal til dets målepunkter."
            )
        else:
            messages.success(request, f"«{name}» er slettet. Det kan gendannes nedenfor.")
        return redirect(back)
    count = goal.targets.count()
    points = f"{count} målepunkt" if count == 1 else f"{count} målepunkter"
    consequence = f"Målets {points} slettes med det." if count else ""
    return ask_to_delete(request, contract, "målet", goal, back, consequence)


@require_POST
@writes_text
def goal_order(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return put_in_order(request, contract.goals.all(), edit_url(contract, GOALS), column="number")


@require_POST
@writes_text
def goal_restore(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return restore(request, contract, actions.restore_goal, GOALS)


@require_POST
@writes_text
def point_restore(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    goal = get_object_or_404(contract.goals, pk=pk)
    try:
        point = actions.restore_target(goal=goal, event_id=int(request.POST.get("event", "")))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(request, "Målepunktet kan ikke gendannes: Det er gendannet allerede.")
    else:
        messages.success(request, f"«{point}» er gendannet sidst i målet.")
    names = [contract.business_house.slug, contract.year, goal.pk]
    return redirect(reverse("contracts:goal_edit", args=names) + "#points")
