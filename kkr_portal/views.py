"""The pages that belong to no room: front page, health, and what is shown when something is wrong."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kkr_portal import richtext

PREVIEW_LIMIT = 200_000  # characters
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
