"""One answer for every list that is put in order: by drag, by the keyboard, and without JavaScript."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from meetings.actions import agenda as actions

OUT_OF_DATE = (
    "Rækkefølgen blev ikke gemt: en anden har tilføjet eller slettet noget imens. "
    "Her er listen, som den er nu."
)


def put_in_order(request: HttpRequest, rows: QuerySet, back_to: str) -> HttpResponse:
    """Order ``rows`` by the posted ids.

    ``order`` repeats, once for each row; ``move`` is "id:up" or "id:down" from a button. Answers 204 to a
    script and 409 when the list is out of date; everyone else is sent to ``back_to``.
    """
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        order = [int(pk) for pk in request.POST.getlist("order")]
        if move := request.POST.get("move"):
            pk, _, direction = move.partition(":")
            order = actions.moved(order, int(pk), direction)
        actions.reorder(rows=rows, order=order)
    except (ValueError, actions.OrderOutOfDate):
        if by_script:
            return HttpResponse(OUT_OF_DATE, status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, OUT_OF_DATE)
        return redirect(back_to)
    return HttpResponse(status=204) if by_script else redirect(back_to)
