"""A closed meeting answers with a sentence, on every path that writes. The database has the last word."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from meetings.models import Meeting
from meetings.models.closing import MESSAGE, is_closed_error

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
APART_FROM_TEXT = {"csrfmiddlewaretoken", "revision", "seen"}


class MeetingClosed(Exception):
    """Found before anything was written: the meeting's minutes are approved."""


def writes(view: View | None = None, *, until: str = Meeting.Status.APPROVED) -> Any:
    """Mark a view that changes something of a meeting: a closed one answers with a sentence, not an error.

    The meeting is the one that the view finds with ``found``. ``until`` closed: what may be written until
    then, though the minutes are approved.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.writes_until = until  # type: ignore[attr-defined]
            try:
                return view(request, *args, **kwargs)
            except MeetingClosed:
                return _refusal(request)
            except IntegrityError as error:
                if not is_closed_error(error):
                    raise
                return _refusal(request)

        return answer  # type: ignore[return-value]

    return mark(view) if view else mark


def to_write(request: HttpRequest, meeting: Meeting) -> Meeting:
    """``meeting``, for a view marked with ``writes`` only while it may be written in."""
    until = getattr(request, "writes_until", None)
    if until is None:
        return meeting
    request.meeting_here = meeting  # type: ignore[attr-defined]
    if meeting.status == Meeting.Status.CLOSED or (meeting.is_locked and until == Meeting.Status.APPROVED):
        raise MeetingClosed
    return meeting


def _refusal(request: HttpRequest) -> HttpResponse:
    """The sentence: to a script as text, beside what was typed where something was, else on the meeting."""
    meeting = getattr(request, "meeting_here", None)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(MESSAGE, status=409, content_type="text/plain; charset=utf-8")
    if typed := _typed(request):
        context = {"meeting": meeting, "sentence": MESSAGE, "typed": "\n\n".join(typed)}
        return render(request, "meetings/meeting_closed.html", context, status=409)
    messages.error(request, MESSAGE)
    return redirect(meeting or "meetings:list")


def _typed(request: HttpRequest) -> list[str]:
    """The texts that a person had written; numbers and choices are nothing to lose."""
    return [
        text
        for name, values in request.POST.lists()
        if name not in APART_FROM_TEXT
        for text in values
        if " " in text.strip() or "\n" in text.strip()
    ]
