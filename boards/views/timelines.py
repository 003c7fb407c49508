"""One board over the years, and one person's own: page, PDF and calendar file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from boards import prints
from boards.found import board_named, may_edit
from boards.list_sheets import tenures_sheet
from boards.timeline import Timeline, board_events, board_timeline, person_events, person_timeline
from kkr_portal.date_files import calendar_response
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.models import Person
from kkr_portal.spreadsheets import download


@login_not_required
def of_board(request: HttpRequest, slug: str) -> HttpResponse:
    board = board_named(slug)
    timeline = board_timeline(board, timezone.localdate())
    context = {
        "board": board, "timeline": timeline, "invented": _invented(timeline),
        "edits": may_edit(request, board),
    }  # fmt: skip
    return render(request, "boards/timeline.html", context)


@login_not_required
def of_board_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    timeline = board_timeline(board_named(slug), timezone.localdate())
    return pdf_response(prints.timeline_pdf(timeline), timeline.title)


@login_not_required
def of_board_ics(request: HttpRequest, slug: str) -> HttpResponse:
    board = board_named(slug)
    timeline = board_timeline(board, timezone.localdate())
    url = request.build_absolute_uri(reverse("boards:timeline", args=[slug]))
    return calendar_response(board_events(board, timeline, url), name=str(board))


def _person(pk: int) -> tuple[Person, Timeline]:
    """Whoever has sat on a board; of others there is no page."""
    person = get_object_or_404(Person, pk=pk)
    timeline = person_timeline(person, timezone.localdate())
    if not timeline.posts:
        raise Http404
    return person, timeline


@login_not_required
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    person, timeline = _person(pk)
    context = {"person": person, "timeline": timeline, "invented": person.invented}
    return render(request, "boards/timeline.html", context)


@login_not_required
def of_person_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    _, timeline = _person(pk)
    return pdf_response(prints.timeline_pdf(timeline), timeline.title)


@login_not_required
def of_person_ics(request: HttpRequest, pk: int) -> HttpResponse:
    person, timeline = _person(pk)
    url = request.build_absolute_uri(reverse("boards:person", args=[pk]))
    return calendar_response(person_events(person, timeline, url), name=str(person))


@login_not_required
def of_board_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    timeline = board_timeline(board_named(slug), timezone.localdate())
    return download(tenures_sheet(timeline), name=timeline.title, kind=kind)


@login_not_required
def of_person_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    _, timeline = _person(pk)
    return download(tenures_sheet(timeline), name=timeline.title, kind=kind)


def _invented(timeline: Timeline) -> bool:
    return any(post.tenure.person.invented for post in timeline.posts)
