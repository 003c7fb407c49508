"""A file that is gone, or a store that is away, is told to whoever asked, and written in the log."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.documents.models import MissingFile, UnreachableStore

logger = logging.getLogger(__name__)


class TellsMissingFiles:
    """A page instead of the file, 404 or 503. Whether the person may have it was decided before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MissingFile):
            title, status = "Filen er væk", 404
        elif isinstance(exception, UnreachableStore):
            title, status = "Filen kan ikke hentes lige nu", 503
        else:
            return None
        logger.error("A stored file was not to be had at %s", request.path, exc_info=exception)
        context = {"title": title, "sentence": str(exception)}
        return render(request, "documents/missing_file.html", context, status=status)
