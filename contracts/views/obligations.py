"""What a contract obliges to outside its goals: added, edited, deleted, brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from contracts.actions import text as actions
from contracts.forms.obligations import ObligationForm
from contracts.lacks import edit_url
from contracts.models import Obligation, ResultContract
from contracts.views.editing import ask_to_delete, form_page, restore
from contracts.views.writing import writes_text
from kkr_portal.access.kept import take_kept

HERE = "#obligations"


@writes_text
def obligation_new(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    new = Obligation(contract=contract)
    form = ObligationForm(request.POST or take_kept(request), instance=new)
    return form_page(
        request, contract, form, title="Ny pligt", key=f"obligation-new-{contract.pk}",
        save=lambda: actions.add_obligation(row=form.save(commit=False)), sentence="Pligten er tilføjet.",
        back=edit_url(contract, HERE),
    )  # fmt: skip


@writes_text
def obligation_edit(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    row = get_object_or_404(contract.obligations, pk=pk)
    form = ObligationForm(request.POST or take_kept(request), instance=row)
    return form_page(
        request, contract, form, title="Pligt", key=f"obligation-{pk}", save=form.save,
        sentence="Pligten er gemt.", back=edit_url(contract, HERE),
    )  # fmt: skip


@writes_text
def obligation_delete(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    row = get_object_or_404(contract.obligations, pk=pk)
    if request.method == "POST":
        row.delete()
        messages.success(request, f"«{row}» er slettet. Den kan gendannes nedenfor.")
        return redirect(edit_url(contract, HERE))
    return ask_to_delete(request, contract, "pligten", row, edit_url(contract, HERE))


@require_POST
@writes_text
def obligation_restore(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return restore(request, contract, actions.restore_obligation, HERE)
