"""A contract held against the framework agreement: deviations explained, accepted with a reason or mended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from contracts.actions.deviations import CLOSED, accept_deviation, withdraw_acceptance
from contracts.deviations import check as held_against
from contracts.forms.comparison import AcceptForm
from contracts.found import editable_contract, may_edit
from contracts.list_sheets import deviations_sheet
from contracts.models import ResultContract
from contracts.refused import Refused
from contracts.state_of import open_questions
from contracts.views.life import inside_contract
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.spreadsheets import download


def check_url(contract: ResultContract) -> str:
    return reverse("contracts:check", args=[contract.business_house.slug, contract.year])


def check(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """The secretariat, KL and the house's own people."""
    contract = inside_contract(request, house, year)
    return render(request, "contracts/check.html", {
        "contract": contract, "edits": may_edit(request, contract), "inside": True,
        "check": held_against(contract), "questions": open_questions(contract),
    })  # fmt: skip


def check_file(request: HttpRequest, house: str, year: int, kind: str) -> HttpResponse:
    contract = inside_contract(request, house, year)
    sheet = deviations_sheet(held_against(contract))
    return download(sheet, name=f"Afvigelser {contract.business_house} {year}", kind=kind)


@keeps_typed
def accept(request: HttpRequest, house: str, year: int, key: str) -> HttpResponse:
    contract = editable_contract(request, house, year)
    found = next((one for one in held_against(contract).found if one.deviation.key == key), None)
    if contract.is_signed or found is None or found.acceptance:
        why = CLOSED if contract.is_signed else (
            "Afvigelsen er allerede accepteret." if found else "Afvigelsen er rettet eller ændret imens."
        )  # fmt: skip
        messages.error(request, why)
        return redirect(check_url(contract))
    form = AcceptForm(request.POST if request.method == "POST" else take_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            accept_deviation(contract=contract, key=key, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Afvigelsen er accepteret med din begrundelse.")
            return redirect(check_url(contract))
    return render(request, "contracts/check_accept.html", {
        "contract": contract, "found": found, "form": form, "back_to": check_url(contract),
    })  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, house: str, year: int, key: str) -> HttpResponse:
    contract = editable_contract(request, house, year)
    try:
        withdraw_acceptance(contract=contract, key=key)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Accepten er trukket tilbage. Begrundelsen står i historikken.")
    return redirect(check_url(contract))
