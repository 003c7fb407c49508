"""The calendar of one year: what is overdue, then month by month, as list, as wheel and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kkr_portal.date_files import DateEvent, calendar_response
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import Sheet, download
from kkr_portal.year.due import Told, due_dates, rooms
from kkr_portal.year.shown import drawn, shown

FIRST_YEAR, LAST_YEAR = 2000, 2100
OVERDUE_FOR = timedelta(days=366)  # what has been overdue for longer stands in its own year


def _asked(request: HttpRequest, year: int | None) -> tuple[int, Council | None, str]:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    room = request.GET.get("room", "")
    known = {one for one, _ in rooms()}
    return year or timezone.localdate().year, chosen_council(request), room if room in known else ""


@login_not_required
def page(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Everyone sees the dates of what they may see."""
    year, council, room = _asked(request, year)
    today = timezone.localdate()
    council_id = council.pk if council else None
    first = min(date(year, 1, 1), today - OVERDUE_FOR) if year == today.year else date(year, 1, 1)
    told = due_dates(request.user, first, date(year, 12, 31), room=room, council_id=council_id)
    councils = {one.pk: one for one in Council.objects.all()}
    rows = shown(told, councils, today)
    of_year = [one for one in rows if one.told.due.day.year == year]
    return render(request, "year/year.html", {
        "year": year, "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "overdue": [one for one in rows if one.overdue] if year == today.year else [],
        "months": [
            (date(year, month, 1), list(of_month))
            for month, of_month in groupby(of_year, key=lambda one: one.told.due.day.month)
        ],
        "query": request.GET.urlencode(),
        "councils": councils.values(), "chosen": council, "rooms": rooms(), "room": room, "today": today,
        **drawn(year, of_year, today),
    })  # fmt: skip


def _of_year(request: HttpRequest, year: int) -> tuple[str, list[Told]]:
    """A name for the file, and the dates."""
    year, council, room = _asked(request, year)
    told = due_dates(
        request.user, date(year, 1, 1), date(year, 12, 31), room=room,
        council_id=council.pk if council else None,
    )  # fmt: skip
    return f"Årshjul {year} {council or ''}".strip(), told


@login_not_required
def list_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The dates of the year with their rules."""
    name, told = _of_year(request, year)
    councils = {one.pk: str(one) for one in Council.objects.all()}
    rows = [
        [
            one.told.due.day, one.told.due.title, councils.get(one.told.due.council_id or 0, "Alle"),
            one.told.room_name,
            "Overskredet" if one.overdue else "Afsluttet" if one.told.due.done else "",
            str(one.told.due.rule),
        ]
        for one in shown(told, {}, timezone.localdate())
    ]  # fmt: skip
    head = ["Dato", "Hvad", "KKR", "Emne", "Status", "Regel"]
    return download(Sheet("Årshjul", head, rows), name=name, kind=kind)


@login_not_required
def file(request: HttpRequest, year: int) -> HttpResponse:
    """The same dates as a calendar file."""
    name, told = _of_year(request, year)
    events = [
        DateEvent(
            uid=one.uid, first=one.due.day, last=one.due.day, summary=one.due.title,
            description=f"{one.room_name}. {one.due.rule}", url=request.build_absolute_uri(one.due.url),
        )
        for one in told
    ]  # fmt: skip
    return calendar_response(events, name=name)
