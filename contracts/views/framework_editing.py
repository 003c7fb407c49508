"""A framework agreement is made, rewritten and deleted; its goals and obligations."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from contracts import deleted
from contracts.actions import framework as actions
from contracts.actions import text
from contracts.built_upon import signed_on
from contracts.forms.framework import AgreementForm, FrameworkGoalForm
from contracts.forms.obligations import ObligationForm
from contracts.found import keeps_agreements
from contracts.models import FrameworkAgreement, FrameworkGoal, Obligation
from contracts.refused import Refused
from contracts.views.framework_writing import (
    ask_to_delete,
    form_page,
    overview_url,
    restore,
    writes_framework,
)
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.ordering import put_in_order

GOALS, DUTIES = "#goals", "#obligations"
GONE = (
    "Målet er slettet af en anden, mens du skrev. Din tekst står her endnu: "
    "vælg «Gem» for at gemme den som et nyt mål."
)


@keeps_typed
def new(request: HttpRequest) -> HttpResponseBase:
    keeps_agreements(request)
    form = AgreementForm(request.POST or take_kept(request), instance=FrameworkAgreement())
    with transaction.atomic():
        return form_page(
            request, None, form, title="Ny rammeaftale", key="framework-new",
            save=lambda: actions.create_agreement(agreement=form.save(commit=False)),
            sentence="Rammeaftalen er oprettet. Skriv nu dens mål.", back=overview_url,
        )  # fmt: skip


@writes_framework
def edit(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    """Every part of the agreement, in constant queries."""
    goals = agreement.goals.order_by("number").annotate(
        measure_count=Count("measures", distinct=True), target_count=Count("measures__targets", distinct=True)
    )
    places = agreement.towns_and_rural.values_list("kind").annotate(count=Count("pk"))
    context = {
        "agreement": agreement, "goals": goals, "obligations": agreement.obligations.all(),
        "places": dict(places), "signed": signed_on(agreement),
        "has_contracts": agreement.contracts.exists(),
        "deleted_goals": deleted.deleted_framework_goals(agreement),
        "deleted_obligations": deleted.deleted_obligations(agreement),
    }  # fmt: skip
    return render(request, "contracts/framework_edit.html", context)


@writes_framework
def basics(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    form = AgreementForm(request.POST or take_kept(request), instance=agreement)
    return form_page(
        request, agreement, form, title="Titel, år og indledning", key=f"framework-{agreement.pk}",
        save=form.save, sentence="Rammeaftalen er gemt.", back=overview_url,
    )  # fmt: skip


@writes_framework
def delete(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    try:
        goals = actions.what_goes(agreement).count()
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(overview_url(agreement))
    if request.method == "POST":
        try:
            agreement.delete()
        except ProtectedError:
            messages.error(request, f"«{agreement}» kan ikke slettes: En resultatkontrakt bruger dens mål.")
            return redirect(overview_url(agreement))
        messages.success(request, f"«{agreement}» er slettet.")
        return redirect("contracts:framework_list")
    consequence = f"{goals} mål slettes med den." if goals else ""
    back = overview_url(agreement)
    return ask_to_delete(request, agreement, "rammeaftalen", agreement, back, consequence, comes_back=False)


@writes_framework
def goal_new(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    goal = FrameworkGoal(agreement=agreement)
    form = FrameworkGoalForm(request.POST or take_kept(request), instance=goal, agreement=agreement)
    return form_page(
        request, agreement, form, title="Nyt nationalt mål", key=f"framework-goal-new-{agreement.pk}",
        save=form.save, sentence="Målet er oprettet. Skriv nu, hvad der måles.", back=goal_url,
    )  # fmt: skip


def goal_url(goal: FrameworkGoal) -> str:
    return reverse("contracts:framework_goal", args=[goal.agreement.slug, goal.pk])


@writes_framework
def goal_edit(request: HttpRequest, agreement: FrameworkAgreement, pk: int) -> HttpResponse:
    """The goal's text, and the list of what it measures."""
    goal = agreement.goals.filter(pk=pk).first()
    if goal is None:
        return _go_on_as_new(request, agreement, pk)
    form = FrameworkGoalForm(request.POST or take_kept(request), instance=goal, agreement=agreement)
    return form_page(
        request, agreement, form, title=str(goal), key=f"framework-goal-{goal.pk}", save=form.save,
        sentence="Målet er gemt.", back=lambda _: overview_url(agreement, GOALS), goal=goal,
        measures=goal.measures.order_by("position").annotate(
            target_count=Count("targets", distinct=True), baseline_count=Count("baselines", distinct=True)
        ),
        deleted_measures=deleted.deleted_measures(goal),
    )  # fmt: skip


def _go_on_as_new(request: HttpRequest, agreement: FrameworkAgreement, pk: int) -> HttpResponse:
    """Somebody deleted the goal while this person wrote in it: the text may become a new one. Else 404."""
    gone = deleted.deleted_framework_goals(agreement).filter(pgh_obj_id=pk)
    if request.method != "POST" or not gone.exists():
        raise Http404
    goal = FrameworkGoal(agreement=agreement)
    form = FrameworkGoalForm(request.POST, instance=goal, agreement=agreement)
    form.is_valid()
    form.add_error(None, GONE)
    return form_page(
        request, agreement, form, title="Nyt nationalt mål", key=f"framework-goal-new-{agreement.pk}",
        save=form.save, sentence="", back=goal_url,
        action=reverse("contracts:framework_goal_new", args=[agreement.slug]),
    )  # fmt: skip


@writes_framework
def goal_delete(request: HttpRequest, agreement: FrameworkAgreement, pk: int) -> HttpResponse:
    goal = get_object_or_404(agreement.goals, pk=pk)
    back = overview_url(agreement, GOALS)
    if request.method == "POST":
        name = str(goal)
        try:
            goal.delete()
        except ProtectedError:
            messages.error(request, f"«{name}» kan ikke slettes: Det står i en resultatkontrakt.")
        else:
            messages.success(request, f"«{name}» er slettet. Det kan gendannes nedenfor.")
        return redirect(back)
    has = goal.measures.exists()
    consequence = "Dets målinger, målepunkter og udgangspunkter slettes med det." if has else ""
    return ask_to_delete(request, agreement, "målet", goal, back, consequence)


@require_POST
@writes_framework
def goal_order(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    return put_in_order(request, agreement.goals.all(), overview_url(agreement, GOALS), column="number")


@require_POST
@writes_framework
def goal_restore(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    return restore(
        request, lambda event: actions.restore_goal(agreement=agreement, event_id=event),
        overview_url(agreement, GOALS),
    )  # fmt: skip


@writes_framework
def obligation_new(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    form = ObligationForm(request.POST or take_kept(request), instance=Obligation(agreement=agreement))
    return form_page(
        request, agreement, form, title="Ny pligt", key=f"framework-duty-new-{agreement.pk}",
        save=lambda: text.add_obligation(row=form.save(commit=False)), sentence="Pligten er tilføjet.",
        back=lambda _: overview_url(agreement, DUTIES),
    )  # fmt: skip


@writes_framework
def obligation_edit(request: HttpRequest, agreement: FrameworkAgreement, pk: int) -> HttpResponse:
    row = get_object_or_404(agreement.obligations, pk=pk)
    form = ObligationForm(request.POST or take_kept(request), instance=row)
    return form_page(
        request, agreement, form, title="Pligt", key=f"framework-duty-{pk}", save=form.save,
        sentence="Pligten er gemt.", back=lambda _: overview_url(agreement, DUTIES),
    )  # fmt: skip


@writes_framework
def obligation_delete(request: HttpRequest, agreement: FrameworkAgreement, pk: int) -> HttpResponse:
    row = get_object_or_404(agreement.obligations, pk=pk)
    if request.method == "POST":
        row.delete()
        messages.success(request, f"«{row}» er slettet. Den kan gendannes nedenfor.")
        return redirect(overview_url(agreement, DUTIES))
    return ask_to_delete(request, agreement, "pligten", row, overview_url(agreement, DUTIES))


@require_POST
@writes_framework
def obligation_restore(request: HttpRequest, agreement: FrameworkAgreement) -> HttpResponse:
    return restore(
        request, lambda event: actions.restore_obligation(agreement=agreement, event_id=event),
        overview_url(agreement, DUTIES),
    )  # fmt: skip
