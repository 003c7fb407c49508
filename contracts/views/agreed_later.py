"""Addenda and revised targets: drafted, decided under an item, signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from contracts.actions import addenda as actions
from contracts.actions.revisions import revise_target
from contracts.forms.agreed_later import AddendumForm, RevisionForm, SignAddendumForm
from contracts.found import editable_contract
from contracts.models import Addendum, ResultContract, Target
from contracts.refused import Refused
from contracts.targets_in_force import latest_value
from contracts.views.life import life_url
from kkr_portal.access.kept import keeps_typed, take_kept


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else take_kept(request)


def _refuse(request: HttpRequest, contract: ResultContract, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect(life_url(contract))


@keeps_typed
def new_addendum(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    if not contract.is_signed:
        return _refuse(request, contract, "Kontrakten er ikke underskrevet. Ret den i stedet.")
    form = AddendumForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.draft_addendum(contract=contract, title=typed["title"], text=typed["text"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Tillæg {made.number} er gemt som udkast.")
            return redirect(life_url(contract))
    return _page(request, contract, form, heading="Nyt tillæg", button="Gem udkast")


@keeps_typed
@transaction.atomic
def edit_addendum(request: HttpRequest, house: str, year: int, number: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    addendum = get_object_or_404(contract.addenda.select_for_update(), number=number)
    if addendum.status == Addendum.Status.SIGNED:
        return _refuse(request, contract, "Tillægget er underskrevet og kan ikke ændres.")
    form = AddendumForm(_typed(request), instance=addendum)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Tillæg {number} er gemt.")
        return redirect(life_url(contract))
    return _page(request, contract, form, heading=f"Ret tillæg {number}", button="Gem")


@keeps_typed
def sign_addendum(request: HttpRequest, house: str, year: int, number: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    addendum = get_object_or_404(contract.addenda.select_related("contract"), number=number)
    if addendum.status == Addendum.Status.SIGNED:
        return _refuse(request, contract, "Tillægget er allerede underskrevet.")
    form = SignAddendumForm(_typed(request), council=contract.council_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_addendum(addendum=addendum, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Tillæg {number} er underskrevet og kan ikke længere ændres.")
            return redirect(life_url(contract))
    return _page(
        request, contract, form, heading=f"Er tillæg {number} besluttet og underskrevet?",
        button="Gem underskrifterne", addendum=addendum,
        note="Derefter kan tillægget ikke ændres eller slettes. Et nyt tillæg kan ændre det aftalte.",
    )  # fmt: skip


def delete_addendum(request: HttpRequest, house: str, year: int, number: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    addendum = get_object_or_404(contract.addenda.select_related("contract"), number=number)
    if addendum.status == Addendum.Status.SIGNED:
        return _refuse(request, contract, "Et underskrevet tillæg kan ikke slettes.")
    if request.method == "POST":
        try:
            actions.delete_addendum(addendum=addendum)
        except Refused as refused:
            return _refuse(request, contract, str(refused))
        messages.success(request, f"Udkastet til tillæg {number} er slettet. Teksten står i historikken.")
        return redirect(life_url(contract))
    return _page(
        request, contract, None, heading=f"Slet udkastet til tillæg {number}?", button="Slet udkastet",
        addendum=addendum, note="Teksten kan stadig læses i kontraktens historik.", warns=True,
    )  # fmt: skip


@keeps_typed
def revise(request: HttpRequest, house: str, year: int, pk: int) -> HttpResponse:
    """The old value stays; the new one gets its reason, its decision and the day from which it holds."""
    contract = editable_contract(request, house, year)
    targets = Target.objects.select_related("goal__contract").prefetch_related("revisions")
    target = get_object_or_404(targets, pk=pk, goal__contract=contract)
    if not contract.is_signed or target.value is None:
        why = "Kontrakten er ikke underskrevet. Ret målepunktet i stedet."
        if contract.is_signed:
            why = "Målepunktet har intet tal, der kan revideres. Skriv et tillæg."
        return _refuse(request, contract, why)
    form = RevisionForm(_typed(request), target=target, council=contract.council_id)
    if request.method == "POST" and form.is_valid():
        try:
            revise_target(target=target, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Målepunktet er revideret. Det tidligere tal står stadig i kontrakten.")
            return redirect(life_url(contract))
    rows = list(target.revisions.all())
    return _page(
        request, contract, form, heading=f"Revidér målepunktet under mål {target.goal.number}?",
        button="Gem revisionen", target=target, latest=latest_value(target, rows), revisions=rows,
    )  # fmt: skip


def _page(request: HttpRequest, contract: ResultContract, form: Any, **context: Any) -> HttpResponse:
    return render(
        request, "contracts/agreed_later.html",
        {"contract": contract, "form": form, "back_to": life_url(contract), **context},
    )  # fmt: skip
