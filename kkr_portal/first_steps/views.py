"""The steps for everyone, and how far one KKR is for those who may read its drafts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from boards.rules.elections import ELECTION_DAY, election_of, latest_election
from kkr_portal.access import predicates
from kkr_portal.first_steps.standing import State, standing_of
from kkr_portal.first_steps.steps import STEPS
from kkr_portal.registry.models import Council
from meetings.models import Term
from meetings.rules.editions import EDITION_2022

FIRST_ELECTION = EDITION_2022.in_force.year - 1  # of the terms whose rules the portal knows


@login_not_required
def steps(request: HttpRequest) -> HttpResponse:
    """In general; a secretariat is sent on to its own KKR."""
    own = predicates.roles_of(request.user).secretariat_of
    if len(own) == 1:
        return redirect("first_steps:council", Council.objects.get(pk__in=own).slug)
    context = {"steps": STEPS, "councils": _readable(request), "edition": EDITION_2022}
    return render(request, "first_steps/steps.html", context)


def council(request: HttpRequest, council: str, year: int | None = None) -> HttpResponse:
    """``year``: of the election; without it the latest one's."""
    one, today = get_object_or_404(Council, slug=council), timezone.localdate()
    if not predicates.may_read_drafts(request.user, one.pk):
        raise Http404
    election = _election(year, today)
    rows = standing_of(one, election, today)
    context = {
        "council": one, "election": election, "rows": rows, "councils": _readable(request),
        "done": sum(row.standing.state is State.DONE for row in rows),
        "election_day": ELECTION_DAY, "edition": EDITION_2022,
        "others": [(year, _address(one, year, today)) for year in _others(one, election, today)],
    }  # fmt: skip
    return render(request, "first_steps/council.html", context)


def _election(year: int | None, today: date) -> date:
    """404 for a year without an election, one to come, and one whose term earlier rules governed."""
    latest = latest_election(today)
    if year is None:
        return latest
    if not FIRST_ELECTION <= year <= latest.year:
        raise Http404
    try:
        return election_of(year)
    except ValueError:
        raise Http404 from None


def _others(council: Council, election: date, today: date) -> list[int]:
    """The elections of the KKR's other terms, and the latest one where another is shown."""
    terms = Term.objects.filter(council=council, election_date__year__gte=FIRST_ELECTION)
    years = {day.year for day in terms.values_list("election_date", flat=True)}
    return sorted((years | {latest_election(today).year}) - {election.year}, reverse=True)


def _address(council: Council, year: int, today: date) -> str:
    if year == latest_election(today).year:
        return reverse("first_steps:council", args=[council.slug])
    return reverse("first_steps:term", args=[council.slug, year])


def _readable(request: HttpRequest) -> list[Council]:
    """The KKR whose standing this user may read."""
    readable = predicates.councils_with_drafts_for(request.user)
    councils = Council.objects.all()
    return list(councils if readable is None else councils.filter(pk__in=readable))
