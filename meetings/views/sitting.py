"""In the meeting: who is there, what is decided, who leads. For the KKR's own secretariat."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import download
from meetings import list_sheets, votes_told
from meetings.actions import effects
from meetings.actions import sitting as actions
from meetings.actions.sitting import Holder, Refused
from meetings.attendance_of import attendance
from meetings.forms.sitting import DecisionForm, SessionFactsForm, span_formset
from meetings.models import AgendaItem, Decision, Effect, Meeting
from meetings.views.effects import told
from meetings.views.found import editable_item, editable_meeting
from meetings.views.session_page import (
    hold,
    is_fetch,
    item_named,
    render_session,
    session_address,
    undo_key,
)


def in_session(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The page during the meeting; ``?item=`` says which item the meeting is at."""
    meeting = editable_meeting(request, council, date)
    return render_session(request, meeting, request.GET.get("item"))


def _from_form(request: HttpRequest, meeting: Meeting, name: str) -> AgendaItem | None:
    """The meeting's item that the form names; None is the beginning. An unknown one is no item of ours."""
    typed = request.POST.get(name, "")
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > 18:
        raise Http404
    found = AgendaItem.objects.filter(section__meeting=meeting, pk=int(typed)).first()
    return found or AgendaItem(pk=int(typed))  # gone meanwhile: the action says so


def _back(request: HttpRequest, meeting: Meeting, anchor: str) -> HttpResponse:
    """To the same item of the page, after a form; to a script, the parts of it."""
    if is_fetch(request):
        return render_session(request, meeting, request.POST.get("item"))
    item = item_named(attendance(meeting), request.POST.get("item"))
    return redirect(session_address(meeting, item) + anchor)


@require_POST
def set_seat(request: HttpRequest, council: str, date: date, seat: int) -> HttpResponse:
    """One press in one row: present, absent, the stand-in, or back to nothing."""
    meeting = editable_meeting(request, council, date)
    pressed, late = request.POST.get("holder", ""), request.POST.get("late", "")
    seen = request.POST.get("seen", "")
    try:
        if pressed == "unset":
            actions.clear(meeting=meeting, seat_id=seat, seen=seen)
        else:
            actions.seat_from(
                meeting=meeting, seat_id=seat, seen=seen, holder=_holder(late or pressed),
                item=_from_form(request, meeting, "item" if late else "from"),
            )  # fmt: skip
    except Refused as refused:
        return render_session(request, meeting, request.POST.get("item"), refused=(seat, refused))
    return _back(request, meeting, f"#seat-{seat}")


def _holder(value: str) -> Holder:
    try:
        return Holder(value)
    except ValueError:
        raise Http404 from None


@require_POST
def all_present(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    try:
        made = actions.all_present(meeting=meeting)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if made:
            request.session[undo_key(meeting)] = [stay.pk for stay in made]
    return _back(request, meeting, "#roll")


@require_POST
def undo_all_present(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    stays = request.session.pop(undo_key(meeting), [])
    try:
        actions.undo_all_present(meeting=meeting, stays=stays)
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, meeting, "#roll")


def times(request: HttpRequest, council: str, date: date, seat: int) -> HttpResponse:
    """A seat's stays from item to item: any number of them."""
    meeting = editable_meeting(request, council, date)
    there = attendance(meeting)
    row = there.row_of(seat)
    if row is None:
        raise Http404
    formset = span_formset(there, row, request.POST or None)
    item = item_named(there, request.POST.get("item") or request.GET.get("item"))
    back = f"{session_address(meeting, item)}#seat-{seat}"
    context = {"meeting": meeting, "row": row, "formset": formset, "seen": row.token, "item": item}
    context |= {"back": back, "closed_because": actions.closed_because(meeting)}
    if request.method == "POST" and formset.is_valid():
        try:
            actions.set_spans(
                meeting=meeting, seat_id=seat, spans=formset.spans, seen=request.POST.get("seen", "")
            )
        except Refused as refused:
            return render(request, "meetings/in_session_times.html", context | {"refused": refused})
        messages.success(request, f"Tiderne for {row.name} er gemt.")
        return redirect(back)
    return render(request, "meetings/in_session_times.html", context)


@keeps_typed
@transaction.atomic
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision under an item. A text that an expired sign-in kept comes back on GET."""
    item = editable_item(request, pk)
    meeting, address = item.meeting, session_address(item.meeting)
    typed = request.POST or take_kept(request)
    if typed is None:
        return redirect(f"{address}?item={pk}#beslutning")
    if request.method == "POST":
        hold(meeting)
    decision = Decision.objects.select_for_update().filter(item=item).first()
    form = DecisionForm(typed, instance=decision or Decision(item=item))
    if request.method == "POST":
        if "follow" in request.POST:
            form.follow_recommendation()
        if form.is_valid() and _is_open(meeting, form) and (done := _saved(request, item, form)) is not None:
            saved = form.instance
            if done:
                messages.success(request, told(done))
            messages.success(
                request, f"Beslutningen er gemt: {saved.text[:80]}" if saved.text else "Beslutningen er tom.",
                extra_tags=f"saved:decision-{pk}",
            )  # fmt: skip
            return redirect(f"{address}?item={pk}#beslutning")
    return render_session(request, meeting, str(pk), decision_form=form)


def _saved(request: HttpRequest, item: AgendaItem, form: DecisionForm) -> list[Effect] | None:
    """Save the text and, if it was asked for, carry out what the item decides: both or neither."""
    try:
        with transaction.atomic():
            form.save()
            if "carry_out" in request.POST:
                return effects.carry_out(item=item, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    return []


def _is_open(meeting: Meeting, form: DecisionForm | SessionFactsForm) -> bool:
    try:
        actions.lock(meeting)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


@keeps_typed
@transaction.atomic
def facts(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Who leads the meeting, and who else is there."""
    meeting = editable_meeting(request, council, date)
    typed = request.POST or take_kept(request)
    if typed is None:
        return redirect(f"{session_address(meeting)}#ledelse")
    if request.method == "POST":
        meeting = hold(meeting)
    form = SessionFactsForm(typed, instance=meeting, roster=attendance(meeting).roster)
    if request.method == "POST" and form.is_valid() and _is_open(meeting, form):
        form.save()
        messages.success(
            request, "Mødeleder og øvrige deltagere er gemt.", extra_tags=f"saved:session-{meeting.pk}"
        )
        return redirect(f"{session_address(meeting)}#ledelse")
    return render_session(request, meeting, None, facts_form=form)


def attendance_pdf(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """A list to tick off by hand, with the people of the meeting's day."""
    meeting = editable_meeting(request, council, date)
    there = attendance(meeting)
    content = pdf.render("meetings/pdf/attendance.html", {"meeting": meeting, "there": there})
    name = f"Deltagerliste {meeting.council} {meeting.date:%d-%m-%Y}.pdf"
    return pdf_response(content, name)


def attendance_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    """Who was there, and when."""
    meeting = editable_meeting(request, council, date)
    sheet = list_sheets.attendance_sheet(attendance(meeting))
    return download(sheet, name=f"Deltagere {meeting.council}", kind=kind, day=meeting.date)


def votes_cast_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    """The votes of the meeting; as XLSX with the answers given by name on a page of their own."""
    meeting = editable_meeting(request, council, date)
    votes = list(votes_told.votes_of(meeting))
    sheets = list_sheets.votes_cast_sheets(attendance(meeting), votes, with_names=kind == "xlsx")
    return download(sheets, name=f"Afstemninger {meeting.council}", kind=kind, day=meeting.date)
