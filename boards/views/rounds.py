"""The rounds of all five KKR as a timeline, and one round with its steps."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import prints
from boards.actions import rounds as actions
from boards.forms.rounds import NewRoundForm, RoundForm, StepDaysForm
from boards.found_rounds import editable_round, editable_row, is_inside, may_edit_round, round_of
from boards.list_sheets import steps_sheet
from boards.models import Round, Step
from boards.process_timeline import ProcessTimeline, lane_of, process_events, process_timeline, terms
from boards.rules.process import PATTERN, PROCESS, STEPS, plan_warnings
from boards.told import in_words
from boards.views.boards import done
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.date_files import calendar_response
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import download
from meetings.actions.periods import Refused
from meetings.decided_at import decided_at


def _asked(request: HttpRequest) -> tuple[ProcessTimeline | None, list[tuple[date, date]]]:
    """The timeline of ``?term=`` year, else of the latest; and all terms there are."""
    known = terms()
    typed = request.GET.get("term", "")
    chosen = next((first for first, _ in known if str(first.year) == typed), None)
    if typed and chosen is None:
        raise Http404
    first = chosen or (known[0][0] if known else None)
    return process_timeline(first, timezone.localdate()) if first else None, known


@login_not_required
def rounds(request: HttpRequest) -> HttpResponse:
    """Five lanes: what is done, under way, late and to come."""
    timeline, known = _asked(request)
    edited = predicates.councils_edited_by(request.user)
    context = {
        "timeline": timeline, "terms": known, "process": PROCESS, "kinds": STEPS,
        "may_create": edited is None or bool(edited), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "boards/rounds.html", context)


def _there(request: HttpRequest) -> ProcessTimeline:
    timeline, _ = _asked(request)
    if timeline is None:
        raise Http404
    return timeline


@login_not_required
def rounds_pdf(request: HttpRequest) -> HttpResponse:
    timeline = _there(request)
    return pdf_response(prints.process_pdf(timeline), timeline.title)


@login_not_required
def rounds_ics(request: HttpRequest) -> HttpResponse:
    timeline = _there(request)
    url = request.build_absolute_uri(f"{reverse('boards:rounds')}?term={timeline.first.year}")
    return calendar_response(process_events(timeline, url), name=timeline.title)


@login_not_required
def rounds_file(request: HttpRequest, kind: str) -> HttpResponse:
    timeline, _ = _asked(request)
    name = timeline.title if timeline else "Udpegningsrunder"
    return download(steps_sheet(timeline.lanes if timeline else []), name=name, kind=kind)


@login_not_required
def round_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The steps of one round."""
    lane = lane_of(round_of(pk), timezone.localdate())
    return download(steps_sheet([lane]), name=f"Udpegningsrunden {lane.round}", kind=kind)


@login_not_required
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps with their days, what is next and what is late; how far each board is."""
    opened = round_of(pk)
    lane = lane_of(opened, timezone.localdate())
    item = decided_at([opened.decided_at_id], request.user).get(opened.decided_at_id or 0)
    context = {
        "round": opened, "lane": lane, "edits": may_edit_round(request, opened),
        "inside": is_inside(request, opened), "boards": list(opened.boards()), "decided": item,
        "warnings": plan_warnings(lane.planned, new_term=opened.period.lower), "process": PROCESS,
        "may_read_history": predicates.may_read_history(request.user, opened.council_id),
    }  # fmt: skip
    return render(request, "boards/round.html", context)


@keeps_typed
@transaction.atomic
def new_round(request: HttpRequest) -> HttpResponse:
    """Of one's own KKR."""
    edited = predicates.councils_edited_by(request.user)
    if edited is not None and not edited:
        raise Http404
    form = NewRoundForm(request.POST or take_kept(request), councils=edited, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and (opened := done(form)):
        text = (
            f"Runden er oprettet med otte trin. Dagene er et forslag ({PATTERN}): ret dem efter jeres plan."
        )
        messages.success(request, text, extra_tags="saved:round-new")
        return redirect(opened)
    told = "Der oprettes otte trin, og dagene foreslås efter planen for 2021-2022. I kan rette dem bagefter."
    return _form(
        request, "Opret en udpegningsrunde", form, None, draft="round-new", button="Opret", told=told
    )


@keeps_typed
@transaction.atomic
def edit_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria and the decision."""
    opened = editable_round(request, pk)
    form = RoundForm(request.POST or take_kept(request), instance=opened)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Kriterier og beslutning er gemt.", extra_tags=f"saved:round-{pk}")
        return redirect("boards:round_organisations", pk)
    return _form(request, "Kriterier og beslutning", form, opened, draft=f"round-{pk}")


@transaction.atomic
def delete_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first."""
    opened = editable_round(request, pk)
    if request.method == "POST":
        try:
            actions.delete_round(opened=opened)
        except Refused as reason:
            messages.error(request, reason.message)
            return redirect(opened)
        messages.success(request, f"Udpegningsrunden {opened.years} er slettet.")
        return redirect("boards:rounds")
    context = {
        "round": opened, "heading": f"Slet udpegningsrunden {opened.years}?", "button": "Slet",
        "back": opened.get_absolute_url(),
        "told": "Trin, organisationer og kriterier forsvinder. De bliver stående i historikken.",
    }  # fmt: skip
    return render(request, "boards/round_confirm.html", context)


@keeps_typed
@transaction.atomic
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = editable_row(request, Step, pk)
    form = StepDaysForm(request.POST or take_kept(request), instance=step)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, f"«{step}» er gemt.", extra_tags=f"saved:step-{pk}")
        return redirect(step.round)
    heading = f"Trin {step.rule.number}: {step.rule.title}"
    return _form(request, heading, form, step.round, draft=f"step-{pk}", told=step.rule.does, row=step)


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Today; the step's own page takes another day."""
    step, today = editable_row(request, Step, pk), timezone.localdate()
    actions.carry_out(step=step, day=today)
    text = f"«{step}» er gennemført {in_words(today)}. Skete det en anden dag, så vælg «Ret» og skriv dagen."
    messages.success(request, text)
    return redirect(f"{step.round.get_absolute_url()}#step-{pk}")


@require_POST
def take_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    step = editable_row(request, Step, pk)
    actions.take_up_again(step=step)
    messages.success(request, f"«{step}» er ikke længere markeret som gennemført.")
    return redirect(f"{step.round.get_absolute_url()}#step-{pk}")


def _form(
    request: HttpRequest, heading: str, form: object, opened: Round | None, *, draft: str,
    button: str = "Gem", told: str = "", row: Step | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "round": opened, "heading": heading, "form": form, "draft": draft, "button": button, "told": told,
        "row": row or opened,
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)
