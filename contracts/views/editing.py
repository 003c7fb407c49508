"""The overview of what is written in a contract, and its text: basics, parts, focus areas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from contracts import deleted
from contracts.actions import text as actions
from contracts.forms.text import BasicsForm, FocusAreaForm, PartForm, WritingForm
from contracts.lacks import edit_url, key_of, lacks_of
from contracts.models import ContractPart, ResultContract
from contracts.views import autosave
from contracts.views.writing import is_autosave, saved, writes_text
from kkr_portal.access.kept import take_kept
from kkr_portal.ordering import put_in_order
from kkr_portal.templatetags.dkfds import problems

Part = ContractPart.Kind


@writes_text
def edit(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    """Every part of the contract, what is missing, and the lists that are put in order."""
    parts = list(contract.parts.all())
    written = {part.kind: part for part in parts}
    areas = list(contract.focus_areas.order_by("position"))
    goals = list(
        contract.goals.order_by("number")
        .select_related("framework_goal")
        .prefetch_related("targets")
        .annotate(undecided=Count("targets", filter=~Q(targets__to_decide="")))
    )
    key = key_of(contract)
    context = {
        "contract": contract,
        "parts": [{"kind": kind, "part": written.get(kind.value)} for kind in Part],
        "areas": areas,
        "goals": goals,
        "key": key,
        "obligations": contract.obligations.all(),
        "lacks": lacks_of(contract, parts=parts, goals=goals, focus_areas=len(areas), key=key),
        "deleted_areas": deleted.deleted_focus_areas(contract),
        "deleted_goals": deleted.deleted_goals(contract),
        "deleted_obligations": deleted.deleted_obligations(contract),
    }
    return render(request, "contracts/edit.html", context)


def form_page(
    request: HttpRequest, contract: ResultContract, form: WritingForm, *, title: str, key: str,
    save: Callable[[], Any], sentence: str, back: str = "", **context: Any,
) -> HttpResponse:  # fmt: skip
    """One form on a page of its own. ``key``: of the browser's draft; ``back``: where «Gem» leads."""
    if is_autosave(request) and autosave.waits_for_choice(request):
        return autosave.not_kept([], [])
    if request.method == "POST" and form.is_valid():
        row = save()
        if is_autosave(request):
            row.refresh_from_db(fields=["revision"])
            return autosave.kept({"revision": row.revision})
        return saved(request, sentence, key, back or edit_url(contract))
    if is_autosave(request):
        return autosave.not_kept([form], problems(form))
    return render(
        request, "contracts/edit_form.html",
        {"contract": contract, "form": form, "title": title, "key": key,
         "saves_itself": bool(form.instance.pk)}
        | context,
    )  # fmt: skip


@writes_text
def edit_basics(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    form = BasicsForm(request.POST or take_kept(request), instance=contract)
    return form_page(
        request, contract, form, title="Ikrafttrædelsesdato", key=f"contract-{contract.pk}",
        save=form.save, sentence="Datoen er gemt.",
    )  # fmt: skip


@writes_text
def edit_part(request: HttpRequest, contract: ResultContract, kind: str) -> HttpResponse:
    if kind not in Part.values:
        raise Http404
    part = contract.parts.filter(kind=kind).first() or ContractPart(contract=contract, kind=kind)
    form = PartForm(request.POST or take_kept(request), instance=part)
    label = Part(kind).label
    return form_page(
        request, contract, form, title=label, key=f"part-{contract.pk}-{kind}", save=form.save,
        sentence=f"«{label}» er gemt.", earlier=earlier_url(contract, "part", part.pk),
        what_stands=STANDS.get(Part(kind), ""),
    )  # fmt: skip


STANDS = {
    Part.FOCUS: "Teksten før indsatsområderne. Områderne selv skrives hver for sig.",
    Part.GOALS: "Teksten før målene. Målene selv skrives hver for sig.",
    Part.ECONOMY: "Teksten før fordelingsnøglen. Nøglen skrives for sig.",
}


def earlier_url(contract: ResultContract, what: str, pk: int | None) -> str:
    names = [contract.business_house.slug, contract.year, what, pk]
    return reverse("contracts:earlier", args=names) if pk else ""


@writes_text
def focus_new(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    form = FocusAreaForm(request.POST or take_kept(request))
    return form_page(
        request, contract, form, title="Nyt indsatsområde", key=f"focus-area-new-{contract.pk}",
        save=lambda: actions.add_focus_area(contract=contract, area=form.save(commit=False)),
        sentence="Indsatsområdet er oprettet sidst på listen.", back=edit_url(contract, "#focus-areas"),
    )  # fmt: skip


@writes_text
def focus_edit(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    area = contract.focus_areas.filter(pk=pk).first()
    if area is None:
        return _go_on_as_new(request, contract, pk)
    form = FocusAreaForm(request.POST or take_kept(request), instance=area)
    return form_page(
        request, contract, form, title="Særligt indsatsområde", key=f"focus-area-{pk}", save=form.save,
        sentence=f"«{area.title}» er gemt.", back=edit_url(contract, "#focus-areas"),
        earlier=earlier_url(contract, "focus-area", pk),
    )  # fmt: skip


def _go_on_as_new(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    """Somebody deleted the area while this person wrote in it: the text may become a new one. Else 404."""
    if request.method != "POST" or not deleted.deleted_focus_areas(contract).filter(pgh_obj_id=pk).exists():
        raise Http404
    form = FocusAreaForm(request.POST)
    form.is_valid()
    form.add_error(
        None,
        "Indsatsområdet er slettet af en anden, mens du skrev. Din tekst står her endnu: "
        "vælg «Gem» for at gemme den som et nyt indsatsområde.",
    )
    if is_autosave(request):
        return autosave.not_kept([form], problems(form))
    action = reverse("contracts:focus_new", args=[contract.business_house.slug, contract.year])
    context = {"contract": contract, "form": form, "title": "Nyt indsatsområde", "action": action,
               "key": f"focus-area-new-{contract.pk}"}  # fmt: skip
    return render(request, "contracts/edit_form.html", context)


@writes_text
def focus_delete(request: HttpRequest, contract: ResultContract, pk: int) -> HttpResponse:
    """Ask first; it can be brought back from the overview."""
    area = get_object_or_404(contract.focus_areas, pk=pk)
    back = edit_url(contract, "#focus-areas")
    if request.method == "POST":
        area.delete()
        messages.success(request, f"«{area}» er slettet. Det kan gendannes nedenfor.")
        return redirect(back)
    return ask_to_delete(request, contract, "indsatsområdet", area, back)


def ask_to_delete(
    request: HttpRequest, contract: ResultContract, what: str, row: object, back: str, consequence: str = ""
) -> HttpResponse:
    context = {"contract": contract, "what": what, "row": row, "back": back, "consequence": consequence}
    return render(request, "contracts/edit_confirm_delete.html", context)


@require_POST
@writes_text
def focus_order(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return put_in_order(request, contract.focus_areas.all(), edit_url(contract, "#focus-areas"))


@require_POST
@writes_text
def focus_restore(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    return restore(request, contract, actions.restore_focus_area, "#focus-areas")


def restore(
    request: HttpRequest, contract: ResultContract, action: Callable[..., object], mark: str
) -> HttpResponse:
    """Bring back what the posted deletion took away."""
    try:
        row = action(contract=contract, event_id=int(request.POST.get("event", "")))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(
            request,
            "Det kan ikke gendannes: Det er gendannet allerede, eller det hørte til noget, der er væk.",
        )
    else:
        messages.success(request, f"«{row}» er gendannet.")
    return redirect(edit_url(contract, mark))
