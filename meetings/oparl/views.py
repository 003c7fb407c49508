"""The addresses of OParl. Nobody is asked who they are; everyone is told the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from kkr_portal.open_answers import open_json
from kkr_portal.registry.models import Council
from meetings.oparl.kinds import KINDS, bodies
from meetings.oparl.pages import NotThere, WrongQuestion, asked, page_of
from meetings.oparl.stamps import Stamp, council_stamps
from meetings.oparl.teller import SCHEMA, Teller
from meetings.oparl.told_councils import body as body_told
from meetings.oparl.told_councils import system as system_told

NOT_THERE = "Der er ikke noget offentligt på denne adresse."


def _open(tell: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """What ``tell(request, teller, …)`` gives, as JSON; NotThere and WrongQuestion as an error of OParl."""

    @wraps(tell)
    def view(request: HttpRequest, **named: str) -> HttpResponseBase:
        try:
            return open_json(request, tell(request, Teller(request.build_absolute_uri), **named))
        except NotThere as missing:
            return _error(404, str(missing))
        except WrongQuestion as wrong:
            return _error(400, str(wrong))

    return login_not_required(require_safe(view))


def _error(status: int, message: str) -> JsonResponse:
    answer = JsonResponse(
        {"type": f"{SCHEMA}Error", "message": message}, status=status,
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _council(slug: str) -> Council:
    council = Council.objects.filter(slug=slug).first()
    if council is None:
        raise NotThere(NOT_THERE)
    return council


@_open
def system(request: HttpRequest, teller: Teller) -> Any:
    stamps = council_stamps().values()
    return system_told(teller, Stamp(min(one.created for one in stamps), max(one.modified for one in stamps)))


@_open
def body_list(request: HttpRequest, teller: Teller) -> Any:
    rows = [((one, terms), stamp) for one, terms, stamp in bodies(list(Council.objects.order_by("pk")))]
    return page_of(
        rows, asked(request.GET.dict()), teller.address("bodies"),
        lambda found: [body_told(teller, one, terms, stamp) for (one, terms), stamp in found],
    )  # fmt: skip


@_open
def body(request: HttpRequest, teller: Teller, council: str) -> Any:
    [(found, terms, stamp)] = bodies([_council(council)])
    return body_told(teller, found, terms, stamp)


@_open
def objects(request: HttpRequest, teller: Teller, council: str, kind: str) -> Any:
    """One of the lists of a body."""
    of, address = _council(council), teller.address("list", council, kind)
    chosen = KINDS.get(kind)
    if chosen is None:
        raise NotThere(NOT_THERE)
    wanted = asked(request.GET.dict(), per_page=chosen.per_page)
    return page_of(chosen.rows(of), wanted, address, lambda found: chosen.tell(teller, found))


@_open
def one(request: HttpRequest, teller: Teller, kind: str, key: str) -> Any:
    found = KINDS[kind].find(key) if kind in KINDS else []
    if not found:
        raise NotThere(NOT_THERE)
    return KINDS[kind].tell(teller, found)[0]
