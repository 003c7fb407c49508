"""The figures of one point in a report: entered by the house, each row whole."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from contracts.actions import reporting as actions
from contracts.asked_of import asked_of
from contracts.forms.measuring import MeasurementForm, SpreadForm
from contracts.found import has_originals
from contracts.models import Measurement, Report, Target
from contracts.models.contracts import readable
from contracts.models.points import Kind
from contracts.refused import Refused
from contracts.sub_counts import neighbours
from contracts.suggested import before, earlier_figures
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import file_response
from kkr_portal.registry.models import Municipality


def _reportable(request: HttpRequest, pk: int) -> Report:
    """Held until the transaction ends; 404 for whoever does not report for this house."""
    reports = Report.objects.reported_by(request.user).select_for_update(of=("self",))
    return get_object_or_404(reports.select_related("contract__business_house", "contract__council"), pk=pk)


@keeps_typed
@transaction.atomic
def measure(request: HttpRequest, pk: int, target_pk: int) -> HttpResponse:
    report = _reportable(request, pk)
    targets = Target.objects.select_related("goal", "measure").filter(goal__contract=report.contract_id)
    target = get_object_or_404(targets, pk=target_pk)
    if why := actions.why_closed(report, timezone.localdate()):
        messages.error(request, why)
        return redirect(report)
    if target.kind == Kind.SPREAD:
        return _measure_spread(request, report, target)
    stored = {one.segment: one for one in report.measurements.filter(target=target, municipality=None)}
    known = earlier_figures(report.contract) if target.kind == Kind.RISE else {}
    beside = neighbours(report, target)
    typed = request.POST if request.method == "POST" else take_kept(request)
    forms = []
    for segment in target.segment_names or ("",):
        row = stored.get(segment) or Measurement(report=report, target=target, segment=segment)
        earlier = before(target, segment, known, report.covers_until)
        forms.append(
            (segment, MeasurementForm(typed, request.FILES or None, instance=row, target=target,
                                      earlier=earlier, beside=beside, prefix=f"m{segment}"))
        )  # fmt: skip
    if request.method == "POST":
        filled = [(segment, form) for segment, form in forms if not form.is_untouched]
        good = [form for _, form in filled if form.is_valid()]
        try:
            actions.record(report=report, rows=[form.save() for form in good], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(report)
        if len(good) == len(filled):
            messages.success(request, "Tallene er gemt." if good else "Der var intet at gemme.")
            return _onwards(request, report, target)
        if good:
            saved = [segment for segment, form in filled if form in good]
            messages.warning(request, f"Kun {' og '.join(saved)} er gemt. Resten skal rettes først.")
            forms = [
                (segment, _fresh(form, report, target, segment) if form in good else form)
                for segment, form in forms
            ]
    context = {
        "report": report, "contract": report.contract, "target": target, "asked": asked_of(target),
        "forms": forms, "differences": [one for _, form in forms for one in form.differences],
    }  # fmt: skip
    return render(request, "contracts/measure.html", context)


def _fresh(form: MeasurementForm, report: Report, target: Target, segment: str) -> MeasurementForm:
    """The stored row again, with its new revision."""
    row = report.measurements.get(target=target, segment=segment, municipality=None)
    return MeasurementForm(instance=row, target=target, prefix=form.prefix)


def _measure_spread(request: HttpRequest, report: Report, target: Target) -> HttpResponse:
    places = list(
        Municipality.objects.filter(business_house=report.contract.business_house_id).order_by("sort_key")
    )
    stored: Mapping[int, Measurement] = {
        one.municipality_id: one
        for one in report.measurements.filter(target=target, municipality__isnull=False)
        if one.municipality_id
    }
    typed = request.POST if request.method == "POST" else take_kept(request)
    form = SpreadForm(typed, municipalities=places, stored=stored)
    if request.method == "POST" and form.is_valid():
        try:
            _record_spread(request, report, target, places, stored, form)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(report)
        messages.success(request, "Tallene er gemt.")
        return _onwards(request, report, target)
    context = {
        "report": report, "contract": report.contract, "target": target, "asked": asked_of(target),
        "form": form,
    }  # fmt: skip
    return render(request, "contracts/measure_spread.html", context)


def _record_spread(
    request: HttpRequest, report: Report, target: Target, places: list[Municipality],
    stored: Mapping[int, Measurement], form: SpreadForm,
) -> None:  # fmt: skip
    """A municipality whose field was emptied loses its figure; the history keeps it."""
    typed = form.cleaned_data
    rows = []
    for place in places:
        value, row = typed[f"m{place.pk}"], stored.get(place.pk)
        if value is None:
            if row:
                actions.remove(measurement=row, by=request.user)  # type: ignore[arg-type]
            continue
        row = row or Measurement(report=report, target=target, municipality=place)
        row.value, row.measured_on, row.source = value, typed["measured_on"], typed["source"]
        rows.append(row)
    actions.record(report=report, rows=rows, by=request.user)  # type: ignore[arg-type]


def _onwards(request: HttpRequest, report: Report, target: Target) -> HttpResponse:
    """Back to the report, or with «Gem og gå til næste» to the point after this one."""
    if "next" in request.POST:
        order = list(
            Target.objects.filter(goal__contract=report.contract_id)
            .order_by("goal__number", "position").values_list("pk", flat=True)
        )  # fmt: skip
        after = order[order.index(target.pk) + 1 :]
        if after:
            return redirect("contracts:measure", report.pk, after[0])
    return redirect(f"{report.get_absolute_url()}#punkt-{target.pk}")


@transaction.atomic
def delete_measurement(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Report.objects.reported_by(request.user)
    rows = Measurement.objects.filter(report__in=mine).select_related(
        "report__contract__business_house", "target"
    )
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            actions.remove(measurement=row, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Opgørelsen er slettet. Den kan gendannes nedenfor.")
        return redirect(row.report)
    return render(
        request,
        "contracts/measurement_delete.html",
        {"row": row, "report": row.report, "contract": row.report.contract},
    )


@require_POST
@transaction.atomic
def restore_measurement(request: HttpRequest, pk: int) -> HttpResponse:
    report = _reportable(request, pk)
    try:
        row = actions.restore(report=report, event_id=int(request.POST.get("event", "")), by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(request, "Opgørelsen kan ikke gendannes: Den er gendannet allerede.")
    else:
        messages.success(request, "Opgørelsen er gendannet.")
        return redirect(f"{report.get_absolute_url()}#punkt-{row.target_id}")
    return redirect(report)


def measurement_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Documentation: the secretariat, KL and the house's own people, also after the acceptance.

    Of an Office file the PDF; ``?original=1``, and while there is no PDF, the file as it was sent in.
    """
    rows = Measurement.objects.filter(readable("report__contract__", request.user), file__isnull=False)
    rows = rows.select_related("file__conversion__result", "report__contract")
    row = get_object_or_404(rows, pk=pk)
    if row.file is None:
        raise Http404
    if not row.file.is_office or not (row.file.shown.is_office or "original" in request.GET):
        return file_response(row.file.shown, row.shown_name, inline=True)
    if not has_originals(request, row.report.contract):
        raise Http404
    return file_response(row.file, row.file_name, inline=False)
