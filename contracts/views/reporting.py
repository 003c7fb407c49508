"""The reporting periods of a contract, and the page of one report."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from contracts.actions import reporting as actions
from contracts.deleted import deleted_measurements
from contracts.forms.reporting import NoteForm, PeriodForm, SubmitForm
from contracts.found import editable_contract, has_originals, is_inside, may_edit, visible_contract
from contracts.judged import contract_status, report_status
from contracts.list_sheets import reports_sheet
from contracts.models import Report, ResultContract
from contracts.refused import Refused
from contracts.report_page import STEPS, steps_for
from contracts.reporting_gaps import gaps_of
from contracts.sub_counts import too_large_parts
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.spreadsheets import download


def visible_report(request: HttpRequest, pk: int) -> Report:
    reports = Report.objects.visible_to(request.user).select_related(
        "contract__council", "contract__business_house", "contract__framework", "submitted_by", "accepted_by"
    )
    return get_object_or_404(reports, pk=pk)


@login_not_required
def report_list(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """The periods with their state, and how the contract stands after what was accepted."""
    contract, reports = _reports(request, house, year)
    today = timezone.localdate()
    context = {
        "contract": contract, "edits": may_edit(request, contract), "inside": is_inside(request, contract),
        "originals": has_originals(request, contract),
        "reports": [(one, one.is_late(today), one.opens_on > today) for one in reports],
        "status": contract_status(contract),
        "invented": any(one.invented for one in reports if one.status == Report.Status.ACCEPTED),
    }  # fmt: skip
    return render(request, "contracts/report_list.html", context)


def _reports(request: HttpRequest, house: str, year: int) -> tuple[ResultContract, list[Report]]:
    contract = visible_contract(request, house, year)
    reports = Report.objects.visible_to(request.user).filter(contract=contract)
    return contract, list(reports.order_by("due_on", "pk"))


@login_not_required
def report_list_file(request: HttpRequest, house: str, year: int, kind: str) -> HttpResponse:
    """The periods. The figures: each report's own file."""
    contract, reports = _reports(request, house, year)
    sheet = reports_sheet(reports, timezone.localdate())
    return download(sheet, name=f"Afrapporteringer {contract.business_house} {year}", kind=kind)


@keeps_typed
@transaction.atomic
def new_period(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    instance = Report(contract=contract)
    form = PeriodForm(request.POST if request.method == "POST" else take_kept(request), instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_period(report=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{made.title} er oprettet. Fristen er den {made.due_on:%d.%m.%Y}.")
            return redirect("contracts:reports", house, year)
    return render(request, "contracts/period_form.html", {"contract": contract, "form": form})


@keeps_typed
@transaction.atomic
def edit_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and dates, until the report is accepted."""
    report = visible_report(request, pk)
    contract = report.contract
    if not may_edit(request, contract):
        raise Http404
    report = actions.held(report)
    if report.status == Report.Status.ACCEPTED:
        messages.error(request, "Afrapporteringen er godkendt og kan ikke ændres.")
        return redirect(report)
    form = PeriodForm(request.POST if request.method == "POST" else take_kept(request), instance=report)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Perioden er gemt.")
        return redirect(report)
    return render(
        request, "contracts/period_form.html", {"contract": contract, "report": report, "form": form}
    )


@login_not_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Every point with its figures and how it stands; the thread for those inside."""
    found = visible_report(request, pk)
    contract, today = found.contract, timezone.localdate()
    inside = is_inside(request, contract)
    measures = predicates.may_report(request.user, contract.business_house_id)
    context = {
        "report": found, "contract": contract, "inside": inside,
        "originals": has_originals(request, contract), "edits": may_edit(request, contract),
        "status": report_status(found), "late": found.is_late(today),
        "measures": measures and not actions.why_closed(found, today),
        "why_closed": actions.why_closed(found, today) if measures else "",
        "steps": steps_for(request.user, found, today),
        "gaps": gaps_of(found) if inside and found.status in Report.WRITABLE else [],
        "deleted": deleted_measurements(found) if measures and found.status in Report.WRITABLE else [],
        "notes": found.notes.select_related("by").order_by("pk") if inside else [],
        "may_read_history": predicates.may_read_history(request.user, contract.council_id),
    }  # fmt: skip
    return render(request, "contracts/report.html", context)


@keeps_typed
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step, with what follows from it and what must be written."""
    found = visible_report(request, pk)
    one = STEPS.get(name)
    inside = predicates.may_edit_council(request.user, found.contract.council_id) or predicates.may_report(
        request.user, found.contract.business_house_id
    )
    if one is None or not inside:
        raise Http404
    if one not in steps_for(request.user, found, timezone.localdate()):
        messages.error(
            request, f"Afrapporteringen er «{found.get_status_display()}». Trinnet kan ikke tages nu."
        )
        return redirect(found)
    gaps = gaps_of(found) if name == "submit" else []
    typed = request.POST if request.method == "POST" else take_kept(request)
    form = (
        SubmitForm(typed, gaps=bool(gaps), initial={"method": found.method})
        if name == "submit"
        else NoteForm(typed, what=one.label, missing=one.missing) if one.label else None
    )  # fmt: skip
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _take(request, found, name, form.cleaned_data if form else {})
        except Refused as refused:
            if form is None:
                messages.error(request, str(refused))
                return redirect(found)
            form.add_error(None, str(refused))
        else:
            messages.success(request, DONE[name])
            return redirect(found)
    context = {
        "report": found, "contract": found.contract, "step": one, "form": form, "gaps": gaps,
        "too_large": too_large_parts(found) if name == "submit" else [],
    }  # fmt: skip
    return render(request, "contracts/report_step.html", context)


DONE = {
    "submit": "Afrapporteringen er indsendt til sekretariatet.",
    "return": "Afrapporteringen er sendt tilbage til huset.",
    "accept": "Afrapporteringen er godkendt og kan ikke længere ændres.",
    "close": "Perioden er lukket uden rapport.",
    "reopen": "Perioden er åben igen.",
    "answer": "Bemærkningen er gemt.",
}


def _take(request: HttpRequest, report: Report, name: str, typed: dict[str, str]) -> None:
    by, text = request.user, typed.get("text", "")
    if name == "submit":
        actions.submit(report=report, gap=typed.get("gap", ""), method=typed["method"], by=by)  # type: ignore[arg-type]
    elif name in ("accept", "reopen"):
        act = actions.accept if name == "accept" else actions.reopen
        act(report=report, by=by)  # type: ignore[arg-type]
    else:
        with_text = {"return": actions.give_back, "close": actions.close, "answer": actions.answer}
        with_text[name](report=report, text=text, by=by)  # type: ignore[arg-type]
