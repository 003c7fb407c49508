"""A part of the minutes is edited by hand, kept beside changed data, given up, and brought back."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import minutes_parts as actions
from meetings.forms.minutes import MinutesPartForm
from meetings.minutes_of import Key, minutes_of
from meetings.models import Meeting, MinutesPart
from meetings.views.closed import writes
from meetings.views.found import editable_item, editable_meeting, editable_minutes_part
from meetings.views.minutes import HAS_MINUTES

KINDS = (MinutesPart.Kind.ATTENDANCE, MinutesPart.Kind.CLOSING)


def minutes_url(meeting: Meeting, key: Key | None = None) -> str:
    """The minutes' page, at one part of it."""
    page = reverse("meetings:minutes", args=[meeting.council.slug, meeting.date])
    return f"{page}#{key[0]}{f'-{key[1]}' if key[1] else ''}" if key else page


@writes
@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    return _edit(request, editable_meeting(request, council, date), (kind, None))


@writes
@keeps_typed
@transaction.atomic
def edit_item(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    return _edit(request, item.meeting, (MinutesPart.Kind.ITEM, item.pk))


def _edit(request: HttpRequest, meeting: Meeting, key: Key) -> HttpResponse:
    if request.method == "POST":  # one at a time: the second is shown what the first has saved
        meeting = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.status not in HAS_MINUTES:
        messages.error(request, "Referatet kan skrives, når mødet er holdt.")
        return redirect(minutes_url(meeting))
    part = minutes_of(meeting, closed=True).part(key)
    form = MinutesPartForm(request.POST or take_kept(request), part=part, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        row = form.save()
        told = "Teksten er gemt." if row.by_hand else "Teksten er portalens egen og følger oplysningerne."
        messages.success(request, told, extra_tags=f"saved:minutes-{meeting.pk}-{kind_and_item(key)}")
        return redirect(minutes_url(meeting, key))
    context = {"form": form, "meeting": meeting, "part": part, "key": kind_and_item(key)}
    return render(request, "meetings/minutes_part_form.html", context)


def kind_and_item(key: Key) -> str:
    return f"{key[0]}-{key[1]}" if key[1] else key[0]


@writes
@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """«Behold min tekst»."""
    row = editable_minutes_part(request, pk)
    key = row.kind, row.item_id
    generated = minutes_of(row.meeting, closed=True).part(key).generated
    try:
        actions.keep_text(part=row, generated=generated, seen=_even(request.POST.get("seen", "")))
    except actions.ChangedAgain:
        messages.error(request, "Oplysningerne er ændret igen. Se forskellen, og vælg så.")
    else:
        messages.success(request, "Din tekst står, som du skrev den.")
    return redirect(minutes_url(row.meeting, key))


@writes
@require_POST
def take(request: HttpRequest, council: str, date: date, pk: int) -> HttpResponse:
    """«Tag portalens tekst». The second click of two finds it done."""
    meeting = editable_meeting(request, council, date)
    if actions.take_portals_text(meeting=meeting, pk=pk):
        messages.success(
            request, "Portalens tekst står i referatet. Din rettelse kan hentes tilbage nederst."
        )
    return redirect(minutes_url(meeting))


@writes
@require_POST
def restore(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    try:
        row = actions.restore_edit(meeting=meeting, event_id=int(request.POST.get("event", "")))
    except (ValueError, ObjectDoesNotExist):
        messages.error(request, "Rettelsen kan ikke hentes tilbage: det er sket, eller delen er rettet igen.")
        return redirect(minutes_url(meeting))
    messages.success(request, "Rettelsen står i referatet igen.")
    return redirect(minutes_url(meeting, (row.kind, row.item_id)))


def _even(text: str) -> str:
    return text.replace("\r\n", "\n")
