"""A closed meeting refuses the admin too: with the sentence, not with an error."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from meetings.models.closing import MESSAGE, is_closed_error


class ClosedMeetingAdmin(admin.ModelAdmin):
    """For what closes with its meeting (``models.closing``)."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().changeform_view
        return _or_say(request, lambda: page(request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().delete_view
        return _or_say(request, lambda: page(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = super().changelist_view
        return _or_say(request, lambda: page(request, *args, **kwargs))


def _or_say(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return answer()
    except IntegrityError as error:
        if not is_closed_error(error):
            raise
        messages.error(request, MESSAGE)
        return redirect(request.get_full_path())
