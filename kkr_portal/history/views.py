"""The history of one object, live or deleted."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.access import predicates
from kkr_portal.history import changes
from kkr_portal.history.tracked import council_id_of, events_of, tracked_model, with_children
from kkr_portal.spreadsheets import Cell, Sheet, download

PAGE_SIZE, CHUNK = 50, 500


def _found(request: HttpRequest, app_label: str, model_name: str, pk: int) -> tuple[type[Model], Any, Any]:
    """The model, the live row or None, and its last event; 404 to those who may not read it, so that nobody
    learns what has existed."""
    model = tracked_model(app_label, model_name)
    if model is None or not predicates.may_read_history(request.user, council_id_of(model, pk)):
        raise Http404
    last = events_of(model).filter(pgh_obj_id=pk).order_by("-pgh_id").first()
    if last is None:
        raise Http404
    return model, model._base_manager.filter(pk=pk).first(), last


def object_history_file(
    request: HttpRequest, app_label: str, model_name: str, pk: int, kind: str
) -> HttpResponse:
    """Every change, a row for each field."""
    model, live, last = _found(request, app_label, model_name, pk)
    name = str(live) if live else changes.name_of_deleted(model, last)
    head = ["Hvornår", "Hvem", "Hvad", "Begrundelse", "Felt", "Fra", "Til"]
    return download(Sheet("Historik", head, _rows(model, pk)), name=f"Historik {name[:80]}", kind=kind)


def _rows(model: type[Model], pk: int) -> Iterator[list[Cell]]:
    querysets = with_children(model, pk)
    tracked = [queryset.model.pgh_tracked_model for queryset in querysets]
    events = list(changes.order(querysets))
    for start in range(0, len(events), CHUNK):
        for entry in changes.entries(events[start : start + CHUNK], tracked):
            what: list[Cell] = [entry.at, entry.who, f"{entry.subject} {entry.what}".strip(), entry.reason]
            fields = [(one.label, one.before or "", one.after or "") for one in entry.changes]
            fields += [(label, "", "indholdet gemmes ikke") for label in entry.unkept]
            for field in fields or [("", "", "")]:
                yield [*what, *field]


def object_history(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponse:
    """Newest first."""
    model, live, last = _found(request, app_label, model_name, pk)
    querysets = with_children(model, pk)
    page = Paginator(changes.order(querysets), PAGE_SIZE).get_page(request.GET.get("page"))
    tracked = [queryset.model.pgh_tracked_model for queryset in querysets]
    return render(
        request,
        "history/object.html",
        {
            "kind": model._meta.verbose_name,
            "name": str(live) if live else changes.name_of_deleted(model, last),
            "address": [app_label, model_name, pk],
            "deleted": live is None,
            "url": live.get_absolute_url() if live and hasattr(live, "get_absolute_url") else "",
            "page": page,
            "entries": changes.entries(page.object_list, tracked),
        },
    )
