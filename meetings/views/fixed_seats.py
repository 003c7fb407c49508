"""A composition is fixed as seats, and taken back; the extra seat of § 3, stk. 9–10."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings.actions import terms as actions
from meetings.composition import composed
from meetings.forms.terms import ExtraSeatForm
from meetings.models import Seat
from meetings.views.found_terms import editable_term
from meetings.views.terms import breaches_of


def fix(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Ask first, and say which seats come of it."""
    term = editable_term(request, council, year)
    if request.method == "POST":
        try:
            actions.fix_composition(term=term, on=timezone.localdate())
        except actions.TermRefused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Sammensætningen er fastlagt, og pladserne er oprettet.")
        return redirect(term)
    found = composed(term)
    obstacles = actions.why_not_fix(found)
    if term.fixed_on or obstacles:
        messages.error(request, " ".join(obstacles) or "Sammensætningen er allerede fastlagt.")
        return redirect(term)
    context = {"term": term, "council": term.council, "found": found, "breaches": breaches_of(found, [])}
    return render(request, "meetings/term_confirm_fix.html", context)


def unfix(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Ask first: the seats go, and the public can no longer read the composition."""
    term = editable_term(request, council, year)
    if request.method == "POST":
        try:
            actions.unfix_composition(term=term)
        except actions.TermRefused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Fastlæggelsen er ophævet. Tallene kan ændres igen.")
        return redirect(term)
    if not term.fixed_on:
        return redirect(term)
    context = {"term": term, "council": term.council, "seats": term.seats.count()}
    return render(request, "meetings/term_confirm_unfix.html", context)


def extra_seat(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """The rule's answer for a group and a day; where it is yes, a button that makes the seat."""
    term = editable_term(request, council, year)
    if not term.fixed_on:
        messages.error(request, "Fastlæg sammensætningen først.")
        return redirect(term)
    data = request.POST if request.method == "POST" else (request.GET or None)
    form = ExtraSeatForm(data, found=composed(term))
    context = {"term": term, "council": term.council, "form": form}
    if form.is_bound and form.is_valid():
        group, on = form.cleaned_data["group"], form.cleaned_data["on"]
        try:
            if request.method == "POST":
                seat = actions.add_seat_beyond_cap(term=term, group=group, by=request.user, on=on)
                messages.success(request, f"Pladsen «{seat}» er oprettet ud over loftet.")
                return redirect(f"{term.get_absolute_url()}#extra")
            context |= {"group": group, "on": on}
            context["answer"] = actions.answer_on_leaving(term=term, group=group, on=on)
        except actions.TermRefused as reason:
            form.add_error(None, str(reason))
    return render(request, "meetings/term_extra_seat.html", context)


@require_POST
def remove_extra_seat(request: HttpRequest, council: str, year: int, pk: int) -> HttpResponse:
    term = editable_term(request, council, year)
    if pk >= 2**63:
        raise Http404
    seat = Seat.objects.filter(term=term, pk=pk, beyond_cap=True).first()
    if seat is None:  # the second click of two, or never there
        return redirect(term)
    if actions.remove_seat_beyond_cap(seat=seat):
        messages.success(request, f"Pladsen «{seat}» er fjernet.")
    else:
        messages.error(request, f"Pladsen «{seat}» er taget i brug og må blive.")
    return redirect(f"{term.get_absolute_url()}#extra")
