"""Put people in seats: a member, a stand-in, many at once; correct a row, delete it, undo the latest step."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing.headings import Table
from kkr_portal.importing.pages import import_page
from kkr_portal.importing.plans import Plan
from kkr_portal.importing.plans import Refused as NotTakenIn
from kkr_portal.importing.templates import template
from kkr_portal.registry.models import Person
from meetings.actions.member_import import import_members, tried
from meetings.actions.memberships import fill_seat
from meetings.actions.periods import PeriodRow, Refused, in_words, lock_term
from meetings.actions.seat_steps import latest_step, undo_latest
from meetings.actions.substitutes import choose_substitute
from meetings.forms.member_corrections import FORMS, form_for
from meetings.forms.members import FillSeatForm, ManyForm, SubstituteForm
from meetings.forms.people import PersonDetailsForm
from meetings.member_import import plan_members
from meetings.member_table import COLUMNS, read
from meetings.models import Membership, Seat, Substitute, Term
from meetings.roster import roster_on
from meetings.views.members_found import asked_day, done, editable, editable_term, seat_of, term_of


@keeps_typed
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    seat = editable(request, Seat, pk)
    day, _ = asked_day(request, seat.term)
    last = seat.memberships.order_by("period").last()
    since = seat.term.period.lower if last is None else last.period.upper or day
    form = FillSeatForm(request.POST or take_kept(request), seat=seat, since=since)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = done(form, lambda: fill_seat(
            seat=seat, who=form.who, municipality=given["municipality"], party=given["party"],
            since=given["since"], note=given["note"],
        ))  # fmt: skip
        if new:
            text = f"{new} er medlem fra {in_words(new.period.lower)}."
            messages.success(request, text, extra_tags=f"saved:fill-{pk}")
            return redirect("meetings:member", pk)
    context = {"form": form, "seat": seat, "council": seat.term.council, "draft": f"fill-{pk}"}
    return render(request, "meetings/member_fill.html", context)


@keeps_typed
def substitute(request: HttpRequest, pk: int) -> HttpResponse:
    seat = editable(request, Seat, pk)
    day, _ = asked_day(request, seat.term)
    last = seat.substitutes.order_by("period").last()
    member = seat.memberships.order_by("period").last()
    since = last.period.upper if last and last.period.upper else member.period.lower if member else day
    form = SubstituteForm(request.POST or take_kept(request), seat=seat, since=since)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = done(form, lambda: choose_substitute(
            seat=seat, who=form.who, municipality=given["municipality"], party=given["party"],
            origin=given["origin"], since=given["since"], note=given["note"],
            anyway=given.get("anyway", False),
        ))  # fmt: skip
        if new:
            text = f"{new} er stedfortræder fra {in_words(new.period.lower)}."
            messages.success(request, text, extra_tags=f"saved:substitute-{pk}")
            return redirect("meetings:member", pk)
    context = {
        "form": form, "seat": seat, "council": seat.term.council, "draft": f"substitute-{pk}",
        "for_substitute": True, "member": member,
    }  # fmt: skip
    return render(request, "meetings/member_fill.html", context)


@keeps_typed
@transaction.atomic
def many(request: HttpRequest, council: str) -> HttpResponse:
    """Paste or upload, see what happens to each row, and do all of it or nothing."""
    term = editable_term(request, council, asked_day(request)[0])
    if request.method == "POST":
        lock_term(term.pk)
    roster = roster_on(term.council, asked_day(request, term)[0])
    form = ManyForm(
        request.POST or take_kept(request), request.FILES or None, read=read,
        initial={"since": roster.day if roster.members else term.period.lower},
    )  # fmt: skip

    def plan_of(table: Table) -> Plan:
        since = form.cleaned_data["since"]
        return tried(plan_members(table, roster_on(term.council, since), term), term=term, since=since)

    def carry_out(plan: Plan) -> str:
        try:
            import_members(term=term, rows=plan.to_do, since=form.cleaned_data["since"])
        except Refused as reason:
            raise NotTakenIn(reason.message) from reason
        return f"{len(plan.to_do)} {'række er' if len(plan.to_do) == 1 else 'rækker er'} indlæst."

    since = form.cleaned_data.get("since") if form.is_bound and form.is_valid() else None
    return import_page(
        request, form=form, plan_of=plan_of, carry_out=carry_out, template="meetings/members_many.html",
        back=_members(term.council.slug, since.isoformat() if since else ""), draft=f"many-{term.pk}",
        title=f"Medlemmer {term.years}", council=term.council,
        context={"council": term.council, "term": term, "vacant": roster.vacant},
    )  # fmt: skip


def many_template(request: HttpRequest, council: str) -> HttpResponse:
    editable_term(request, council, asked_day(request)[0])
    return template(COLUMNS, name="medlemmer")


def _members(council: str, on: str = "") -> str:
    query = f"?{urlencode({'on': on})}" if on else ""
    return reverse("meetings:members", args=[council]) + query


def _row(request: HttpRequest, kind: str, pk: int) -> PeriodRow:
    if kind not in FORMS:
        raise Http404
    return editable(request, FORMS[kind]._meta.model, pk)


def _back(row: PeriodRow) -> str:
    seat = seat_of(row)
    return reverse("meetings:member", args=[seat.pk]) if seat else _members(term_of(row).council.slug)


@keeps_typed
@transaction.atomic
def correct(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    row = _row(request, kind, pk)
    if request.method == "POST":
        type(row)._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        row = _row(request, kind, pk)
    form = form_for(row)(request.POST or take_kept(request), instance=row, term=term_of(row))
    if request.method == "POST" and form.is_valid() and done(form, form.save):
        messages.success(request, "Rettelsen er gemt.", extra_tags=f"saved:{kind}-{pk}")
        return redirect(_back(row))
    context = {
        "form": form, "row": row, "kind": kind, "council": term_of(row).council, "seat": seat_of(row),
        "back": _back(row),
    }  # fmt: skip
    return render(request, "meetings/member_row_form.html", context)


@keeps_typed
@transaction.atomic
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and contact details, to the secretariat of a KKR that the person sits or has sat in."""
    rows = Membership, Substitute
    terms = Term.objects.editable_by(request.user)
    found = [model.objects.filter(person=pk, seat__term__in=terms).select_related("seat__term__council")
             .order_by("-period").first() for model in rows]  # fmt: skip
    seats = [row.seat for row in found if row]
    if not seats:
        raise Http404
    one = Person.objects.select_for_update(of=("self",)).get(pk=pk)
    form = PersonDetailsForm(request.POST or take_kept(request), instance=one)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{one} er gemt.", extra_tags=f"saved:person-{pk}")
        return redirect("meetings:member", seats[0].pk)
    context = {
        "form": form, "seat": seats[0], "council": seats[0].term.council, "draft": f"person-{pk}",
        "heading": "Ret navn og kontaktoplysninger", "button": "Gem",
        "back": reverse("meetings:member", args=[seats[0].pk]),
    }  # fmt: skip
    return render(request, "meetings/member_step.html", context)


def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask first: a row that should never have been there. The history keeps it."""
    row = _row(request, kind, pk)
    back = _back(row)
    if request.method == "POST":
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            messages.error(
                request, "Rækken kan ikke slettes: Medlemmet har meldt afbud til et møde. Ret den i stedet."
            )
        else:
            messages.success(request, "Rækken er slettet. Den står stadig i historikken.")
        return redirect(back)
    context = {"row": row, "kind": kind, "council": term_of(row).council, "seat": seat_of(row), "back": back}
    return render(request, "meetings/member_row_delete.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: what will be deleted, and what goes on."""
    seat = editable(request, Seat, pk)
    if request.method == "POST":
        return _undo(request, seat)
    step = latest_step(seat, seat.term)
    if step is None:
        raise Http404
    context = {"seat": seat, "council": seat.term.council, "step": step}
    return render(request, "meetings/member_undo.html", context)


def _undo(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        step = undo_latest(seat=seat, key=request.POST.get("step", ""))
    except Refused as reason:
        messages.error(request, reason.message)
    else:
        if step:
            messages.success(request, f"Ændringen {in_words(step.day)} er fortrudt.")
        else:
            messages.info(request, "Der var ikke noget at fortryde: Pladsen er ændret imens.")
    return redirect("meetings:member", seat.pk)
