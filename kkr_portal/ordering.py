"""Lists that are put in order: by drag, by the keyboard, and without JavaScript (``sortable.js``)."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OUT_OF_DATE = (
    "Rækkefølgen blev ikke gemt: en anden har tilføjet eller slettet noget imens. "
    "Her er listen, som den er nu."
)


class OrderOutOfDate(Exception):
    """The rows that were ordered are not the rows that are there: somebody added or removed one."""


@transaction.atomic
def reorder(*, rows: models.QuerySet, order: Sequence[int], column: str = "position") -> None:
    """Put ``rows`` in the order of their ids in ``order``: 1, 2, 3 in ``column``. Twice changes nothing.

    Raises OrderOutOfDate unless ``order`` names each row exactly once.
    """
    current = list(rows.select_for_update(of=("self",)).order_by(column))
    by_id = {row.pk: row for row in current}
    if sorted(order) != sorted(by_id):
        raise OrderOutOfDate
    changed = []
    for position, pk in enumerate(order, 1):
        if getattr(by_id[pk], column) != position:
            setattr(by_id[pk], column, position)
            changed.append(by_id[pk])
    rows.model._default_manager.bulk_update(changed, [column])


def moved(order: Sequence[int], pk: int, direction: str) -> list[int]:
    """``order`` with ``pk`` one place up or down; unchanged at the ends."""
    new = list(order)
    place = new.index(pk)
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(new):
        new[place], new[other] = new[other], new[place]
    return new


def put_in_order(
    request: HttpRequest, rows: models.QuerySet, back_to: str, *, column: str = "position"
) -> HttpResponse:
    """Order ``rows`` by the posted ids.

    ``order`` repeats, once for each row; ``move`` is "id:up" or "id:down" from a button. Answers 204 to a
    script and 409 when the list is out of date; everyone else is sent to ``back_to``.
    """
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        order = [int(pk) for pk in request.POST.getlist("order")]
        if move := request.POST.get("move"):
            pk, _, direction = move.partition(":")
            order = moved(order, int(pk), direction)
        reorder(rows=rows, order=order, column=column)
    except (ValueError, OrderOutOfDate):
        if by_script:
            return HttpResponse(OUT_OF_DATE, status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, OUT_OF_DATE)
        return redirect(back_to)
    return HttpResponse(status=204) if by_script else redirect(back_to)
