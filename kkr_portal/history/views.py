"""The history of one object, live or deleted."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.access import predicates
from kkr_portal.history import changes
from kkr_portal.history.tracked import council_id_of, events_of, tracked_model, with_children

PAGE_SIZE = 50


def object_history(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponse:
    """Newest first; 404 to those who may not read it, so that nobody learns what has existed."""
    model = tracked_model(app_label, model_name)
    if model is None or not predicates.may_read_history(request.user, council_id_of(model, pk)):
        raise Http404
    last = events_of(model).filter(pgh_obj_id=pk).order_by("-pgh_id").first()
    if last is None:
        raise Http404
    live = model._base_manager.filter(pk=pk).first()
    querysets = with_children(model, pk)
    page = Paginator(changes.order(querysets), PAGE_SIZE).get_page(request.GET.get("page"))
    tracked = [queryset.model.pgh_tracked_model for queryset in querysets]
    return render(
        request,
        "history/object.html",
        {
            "kind": model._meta.verbose_name,
            "name": str(live) if live else changes.name_of_deleted(model, last),
            "deleted": live is None,
            "url": live.get_absolute_url() if live and hasattr(live, "get_absolute_url") else "",
            "page": page,
            "entries": changes.entries(page.object_list, tracked),
        },
    )
