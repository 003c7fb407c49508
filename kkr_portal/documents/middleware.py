"""A file that is gone from the store is told to whoever asked for it, and written in the log."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.documents.models import MissingFile

logger = logging.getLogger(__name__)


class TellsMissingFiles:
    """A page instead of the file, with the status 404. Whether the person may have it was decided before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MissingFile):
            return None
        logger.error("A stored file is not in the store: %s, asked for at %s", exception, request.path)
        return render(request, "documents/missing_file.html", {"sentence": str(exception)}, status=404)
