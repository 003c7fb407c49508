"""Versions of a contract: the list, what two sides differ in, and a text taken back out of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from contracts.actions import versions as actions
from contracts.actions.mails import file_name
from contracts.compared import LAST_YEAR, NOW, Comparison, comparison, last_year_of, sides
from contracts.content import content_of
from contracts.forms.comparison import VersionForm
from contracts.found import editable_contract, may_edit
from contracts.models import ContractPart, ContractVersion, ResultContract
from contracts.redline import is_changed, redline
from contracts.refused import Refused
from contracts.views.life import inside_contract
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import file_response, pdf_response

PARTS = dict(ContractPart.Kind.choices)


def versions_url(contract: ResultContract) -> str:
    return reverse("contracts:versions", args=[contract.business_house.slug, contract.year])


@keeps_typed
def versions(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """The list; the secretariat saves one by hand here."""
    contract = inside_contract(request, house, year)
    edits = may_edit(request, contract)
    form = VersionForm(request.POST if request.method == "POST" else take_kept(request)) if edits else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            made = actions.save_version(
                contract=contract, occasion=form.cleaned_data["occasion"], by=request.user  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, f"Version {made.number} er gemt.")
            return redirect(versions_url(contract))
    return render(request, "contracts/versions.html", {
        "contract": contract, "edits": edits, "inside": True, "form": form, "sides": sides(contract),
        "versions": contract.versions.select_related("by", "pdf").defer("content").order_by("-number"),
        "last_year": last_year_of(contract),
    })  # fmt: skip


def version(request: HttpRequest, house: str, year: int, number: int) -> HttpResponse:
    """What has changed since a version, and its texts, each of which can be taken back."""
    contract = inside_contract(request, house, year)
    found = get_object_or_404(contract.versions.select_related("by"), number=number)
    now = content_of(contract)
    chapters = redline(found.content, now)
    return render(request, "contracts/version.html", {
        "contract": contract, "version": found, "inside": True, "chapters": chapters,
        "changed": is_changed(chapters), "edits": may_edit(request, contract),
        "restores": may_edit(request, contract) and contract.text_is_open,
        "parts": [
            (one["kind"], PARTS.get(one["kind"], one["kind"]), one["text"]) for one in found.content["parts"]
        ],
        "areas": found.content["focus_areas"],
        "goals": [
            (goal, [(name, label, goal[name]) for name, label in actions.GOAL_TEXTS.items() if goal[name]])
            for goal in found.content["goals"]
        ],
    })  # fmt: skip


def _compared(request: HttpRequest, contract: ResultContract) -> Comparison:
    """404 for a side that does not exist."""
    default = LAST_YEAR if last_year_of(contract) else NOW
    before, after = request.GET.get("from", default), request.GET.get("to", NOW)
    found = comparison(contract, before, after)
    if found is None:
        raise Http404
    return found


def compare(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = inside_contract(request, house, year)
    found = _compared(request, contract)
    return render(request, "contracts/compare.html", {
        "contract": contract, "comparison": found, "changed": is_changed(found.chapters), "inside": True,
        "sides": sides(contract), "edits": may_edit(request, contract),
    })  # fmt: skip


def compare_pdf(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = inside_contract(request, house, year)
    found = _compared(request, contract)
    made = pdf.render(
        "contracts/pdf/redline.html",
        {"contract": contract, "comparison": found, "changed": is_changed(found.chapters)},
    )
    name = f"Sammenligning-{contract.business_house.slug}-{contract.year}.pdf"
    return pdf_response(made, name)


def version_pdf(request: HttpRequest, house: str, year: int, number: int) -> HttpResponseBase:
    """The very print that was kept with the version."""
    contract = inside_contract(request, house, year)
    kept = ContractVersion.objects.exclude(pdf=None).select_related("pdf")
    found = get_object_or_404(kept, contract=contract, number=number)
    if found.pdf is None:
        raise Http404
    return file_response(found.pdf, file_name(contract), inline=True)


def restore(request: HttpRequest, house: str, year: int, number: int, kind: str, key: str) -> HttpResponse:
    """Ask, with what would change; then write the version's text back as a new edit."""
    contract = editable_contract(request, house, year)
    found = get_object_or_404(contract.versions.select_related("contract"), number=number)
    there = reverse("contracts:version", args=[house, year, number])
    name, pieces = actions.what_would_change(version=found, kind=kind, key=key)
    if name is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.restore(version=found, kind=kind, key=key)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"«{name}» er taget tilbage fra version {number}.")
        return redirect(there)
    return render(request, "contracts/restore.html", {
        "contract": contract, "version": found, "name": name, "pieces": pieces, "back_to": there,
    })  # fmt: skip
