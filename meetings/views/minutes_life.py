"""Minutes are shared, approved, closed and opened again: each page says what follows, and asks."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import minutes as actions
from meetings.forms.minutes import ApproveForm, ReopenForm, later_items
from meetings.minutes_of import minutes_of
from meetings.models import AgendaItem, FollowUp, Meeting
from meetings.rules.minutes import APPROVAL, PUBLISHED
from meetings.views.closed import writes
from meetings.views.found import editable_meeting
from meetings.views.minutes import HAS_MINUTES
from meetings.views.minutes_parts import minutes_url


def _do(
    request: HttpRequest, meeting: Meeting, do: Callable[[], object], told: str, *, to: str = ""
) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        do()
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told)
    return redirect(to or minutes_url(meeting))


@writes
def share(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask first, and name what the draft still lacks."""
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        told = "Udkastet kan læses af KKR's medlemmer. Det kan stadig rettes."
        return _do(request, meeting, lambda: actions.draft_minutes(meeting=meeting), told)
    if meeting.status not in HAS_MINUTES:
        messages.error(request, "Referatet kan skrives, når mødet er holdt.")
        return redirect(minutes_url(meeting))
    context = {"meeting": meeting, "minutes": minutes_of(meeting, closed=True)}
    return render(request, "meetings/minutes_confirm_share.html", context)


@writes
def withdraw(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask first: the members who were reading will find nothing."""
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        told = "Udkastet er trukket tilbage og kan kun læses af sekretariatet og KL."
        return _do(request, meeting, lambda: actions.withdraw_draft(meeting=meeting), told)
    return render(request, "meetings/minutes_confirm_withdraw.html", {"meeting": meeting})


def approve(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Choose the item of the later meeting; what is approved is frozen and published.

    Not marked with ``writes``: the second click of two finds it approved and is told so.
    """
    meeting = editable_meeting(request, council, date)
    if meeting.is_locked or meeting.status != Meeting.Status.MINUTES_DRAFTED:
        if request.method == "POST" and meeting.is_locked:
            messages.success(request, "Referatet er godkendt og offentliggjort.")
        else:
            messages.error(request, "Kun et udkast, der er delt med medlemmerne, kan godkendes.")
        return redirect(minutes_url(meeting))
    form = ApproveForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        item, user = form.cleaned_data["item"], request.user
        told = "Referatet er godkendt og offentliggjort. Mødet kan ikke længere rettes."
        return _do(
            request, meeting,
            lambda: actions.approve_minutes(meeting=meeting, item=item, by=user),  # type: ignore[arg-type]
            told,
        )  # fmt: skip
    context = {
        "form": form,
        "meeting": meeting,
        "minutes": minutes_of(meeting, closed=True),
        "later": _without_item(meeting),
        "has_items": later_items(meeting).exists(),
        "approval_law": APPROVAL,
        "published_law": PUBLISHED,
        "title": actions.approval_title(meeting),
        "any_later": bool(_later_meetings(meeting)),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/minutes_approve.html", context)


def _later_meetings(meeting: Meeting) -> list[Meeting]:
    """Those that can still get the standing item."""
    alive = set(Meeting.Status) - {*Meeting.LOCKED, Meeting.Status.CANCELLED}
    later = Meeting.objects.filter(council=meeting.council_id, date__gt=meeting.date, status__in=alive)
    return list(later.select_related("council").order_by("date")[:3])


def _without_item(meeting: Meeting) -> list[Meeting]:
    have_it = AgendaItem.objects.filter(title=actions.approval_title(meeting))
    taken = set(have_it.values_list("section__meeting", flat=True))
    return [one for one in _later_meetings(meeting) if one.pk not in taken]


@writes
@require_POST
def add_item(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The standing item on a later meeting's agenda. Posted: that meeting's date."""
    meeting = editable_meeting(request, council, date)
    later = next((one for one in _later_meetings(meeting) if str(one.pk) == request.POST.get("to")), None)
    if later is None:
        raise Http404
    back = reverse("meetings:approve_minutes", args=[meeting.council.slug, meeting.date])
    told = f"Punktet «{actions.approval_title(meeting)}» står på dagsordenen {later.date:%d.%m.%Y}."
    if not later.is_sent:
        told += " Det kan vælges her, når dagsordenen er udsendt."
    return _do(request, meeting, lambda: actions.add_approval_item(of=meeting, to=later), told, to=back)


@writes(until=Meeting.Status.CLOSED)
def close(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask first, and name the follow-ups that are still open: they are locked then."""
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        told = "Mødet er afsluttet."
        return _do(request, meeting, lambda: actions.close_meeting(meeting=meeting), told)
    if meeting.status != Meeting.Status.APPROVED:
        messages.error(request, "Mødet kan først afsluttes, når referatet er godkendt.")
        return redirect(minutes_url(meeting))
    still_open = FollowUp.objects.filter(item__section__meeting=meeting, done_on=None)
    return render(
        request, "meetings/minutes_confirm_close.html", {"meeting": meeting, "follow_ups": still_open}
    )


@keeps_typed
def reopen(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask for the reason, which is printed in the minutes from then on."""
    meeting = editable_meeting(request, council, date)
    if not meeting.is_locked and request.method != "POST":
        messages.error(request, "Mødet er ikke lukket, så det kan rettes uden at blive genåbnet.")
        return redirect(minutes_url(meeting))
    form = ReopenForm(request.POST if request.method == "POST" else take_kept(request))
    if request.method == "POST" and form.is_valid():
        reason, user = form.cleaned_data["reason"], request.user
        return _do(
            request, meeting,
            lambda: actions.reopen(meeting=meeting, reason=reason, by=user),  # type: ignore[arg-type]
            "Mødet er genåbnet. Referatet kan rettes og skal godkendes igen.",
        )  # fmt: skip
    return render(request, "meetings/minutes_reopen.html", {"form": form, "meeting": meeting})
