"""The KKR, seat or row of a member page, if this person may have it; else 404."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kkr_portal.forms import DanishDateField
from kkr_portal.registry.models import Council
from meetings.actions.periods import PeriodRow, Refused
from meetings.forms.member_corrections import PeriodRowForm
from meetings.forms.members import StepForm
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term

Row = TypeVar("Row", bound=models.Model)
Done = TypeVar("Done")

# From each kind of row to its term, and what its pages show.
WAYS: dict[type[models.Model], tuple[str, list[str]]] = {
    Seat: ("term", ["term__council", "municipality"]),
    Membership: (
        "seat__term",
        ["seat__term__council", "seat__municipality", "person", "party", "municipality"],
    ),
    Substitute: (
        "seat__term",
        ["seat__term__council", "seat__municipality", "person", "party", "municipality"],
    ),
    Absence: (
        "membership__seat__term",
        ["membership__seat__term__council", "membership__seat__municipality", "membership__person"],
    ),
    Officer: ("term", ["term__council", "person"]),
}


def council_named(slug: str) -> Council:
    return get_object_or_404(Council.objects.select_related("region"), slug=slug)


def editable(request: HttpRequest, model: type[Row], pk: int) -> Row:
    """The row, to its KKR's secretariat."""
    way, shown = WAYS[model]
    rows = model._default_manager.filter(**{f"{way}__in": Term.objects.editable_by(request.user)})
    return get_object_or_404(rows.select_related(*shown), pk=pk)


def editable_term(request: HttpRequest, council: str, day: date) -> Term:
    """The KKR's term on ``day``, or its latest, to its secretariat."""
    terms = Term.objects.editable_by(request.user).filter(council__slug=council)
    terms = terms.select_related("council__region").order_by("-period")
    term = terms.on(day).first() or terms.first()
    if term is None:
        raise Http404
    return term


def seat_of(row: PeriodRow) -> Seat | None:
    """None for a post, which is no seat's."""
    if isinstance(row, Absence):
        return row.membership.seat
    return None if isinstance(row, Officer) else row.seat


def term_of(row: PeriodRow) -> Term:
    if isinstance(row, Officer):
        return row.term
    seat = seat_of(row)
    if seat is None:
        raise Http404
    return seat.term


def asked_day(request: HttpRequest, term: Term | None = None) -> tuple[date, str]:
    """The day of ``?on=``, else today (within the term, if one is given); and what is wrong with it."""
    day, wrong = timezone.localdate(), ""
    try:
        day = DanishDateField(required=False).clean(request.GET.get("on", "")) or day
    except ValidationError as error:
        wrong = " ".join(error.messages)
    if term:
        first, after = term.period.lower, term.period.upper
        day = max(first, day)
        day = after - timedelta(days=1) if after and day >= after else day
    return day, wrong


def done(form: StepForm | PeriodRowForm, do: Callable[[], Done]) -> Done | None:
    """What the action gives; None where it refused, which the form then says."""
    try:
        return do()
    except Refused as reason:
        form.refuse(reason)
        return None
