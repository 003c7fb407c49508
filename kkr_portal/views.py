"""The pages that belong to no room: front page, health, and what is shown when something is wrong."""

import errno
import logging
import sys
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kkr_portal import richtext

PREVIEW_LIMIT = 200_000  # characters
RETRY_AFTER = 30  # seconds
FULL = {errno.ENOSPC, errno.EDQUOT}
# As PostgreSQL calls them: no connection (08…), shut down or starting (57P0…); and a full disk.
NO_DATABASE, FULL_DATABASE = ("08", "57P0"), "53100"
logger = logging.getLogger(__name__)


@login_not_required
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503. Says nothing else: it is open to everyone."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The health check got no answer from the database")
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok"})


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The posted Markdown as it will look, for the editor's «Vis»."""
    return HttpResponse(richtext.to_html(request.POST.get("text", "")[:PREVIEW_LIMIT]))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for what failed: 503 while the database is away, 507 where a disk is full, else 500.

    Without the request: nothing of it can be trusted to be there.
    """
    for error in _what_failed(sys.exc_info()[1]):
        if isinstance(error, Error) and _is_away(error):
            headers = {"Retry-After": str(RETRY_AFTER)}
            return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
        if _is_full(error):
            return HttpResponse(render_to_string("507.html"), status=507)
    return HttpResponse(render_to_string("500.html"), status=500)


def _what_failed(error: BaseException | None) -> Iterator[BaseException]:
    """The exception and those that it came of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _code(error: BaseException) -> str | None:
    return getattr(error.__cause__, "pgcode", None)


def _is_away(error: Error) -> bool:
    """Whether the line to the database is cut; psycopg names no code where there was nobody to name one."""
    code = _code(error)
    if code is None:
        return isinstance(error, InterfaceError | OperationalError)
    return code.startswith(NO_DATABASE)


def _is_full(error: BaseException) -> bool:
    return (isinstance(error, OSError) and error.errno in FULL) or _code(error) == FULL_DATABASE
