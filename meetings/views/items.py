"""Sections and items of an agenda: write, order, delete, bring back."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.ordering import put_in_order
from meetings.actions import agenda as actions
from meetings.agenda import agenda_for
from meetings.deciding import shown_effects
from meetings.deleted import deleted_attachments
from meetings.forms.agenda import AgendaItemForm, AttachForm, SectionForm
from meetings.forms.effects import EffectForm
from meetings.forms.live_attachments import AttachLiveForm
from meetings.models import AgendaItem, Meeting, Section
from meetings.views.closed import writes
from meetings.views.found import (
    editable_item,
    editable_meeting,
    editable_meeting_of_deleted,
    editable_section,
)


def _organise(meeting: Meeting) -> str:
    return reverse("meetings:organise", args=[meeting.council.slug, meeting.date])


@writes
@require_POST
def add_section(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    form = SectionForm(request.POST, auto_id="new_section_%s")
    if form.is_valid():
        actions.add_section(meeting=meeting, title=form.cleaned_data["title"], form_may_come_twice=True)
        messages.success(request, "Afsnittet er tilføjet sidst på dagsordenen.")
        return redirect(_organise(meeting))
    context = {"meeting": meeting, "agenda": agenda_for(meeting, request.user), "section_form": form}
    return render(request, "meetings/meeting_organise.html", context)


@writes
@keeps_typed
@transaction.atomic
def edit_section(request: HttpRequest, pk: int) -> HttpResponse:
    section = editable_section(request, pk, lock=request.method == "POST")
    form = SectionForm(request.POST or take_kept(request), instance=section)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Afsnittets overskrift er gemt.")
        return redirect(_organise(section.meeting))
    return render(request, "meetings/section_form.html", {"form": form, "section": section})


@writes
@require_POST
def delete_section(request: HttpRequest, pk: int) -> HttpResponse:
    """An empty section goes at once; one with items stays, and says why."""
    try:
        section = editable_section(request, pk)
    except Http404:  # the second click of two
        return redirect(_organise(editable_meeting_of_deleted(request, Section, pk)))
    if actions.delete_section(section=section):
        messages.success(request, f"Afsnittet «{section}» er slettet.")
    else:
        messages.error(request, f"«{section}» har punkter. Flyt eller slet dem først.")
    return redirect(_organise(section.meeting))


@writes
@require_POST
def order_sections(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    return put_in_order(request, meeting.sections.all(), _organise(meeting))


@writes
@require_POST
def order_items(request: HttpRequest, pk: int) -> HttpResponse:
    section = editable_section(request, pk)
    return put_in_order(request, section.items.all(), _organise(section.meeting))


@writes
@keeps_typed
@transaction.atomic
def create(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    initial = {"section": request.GET.get("section")}
    form = AgendaItemForm(request.POST or take_kept(request), meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        item = form.save()
        messages.success(
            request, "Punktet er oprettet. Bilag kan tilføjes nederst på siden.", extra_tags="saved:item-new"
        )
        return redirect("meetings:edit_item", item.pk)
    return render(request, "meetings/agendaitem_form.html", {"form": form, "meeting": meeting})


@writes
@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        item = editable_item(request, pk, lock=request.method == "POST")
    except Http404:
        return _go_on_as_new(request, editable_meeting_of_deleted(request, AgendaItem, pk))
    form = AgendaItemForm(request.POST or take_kept(request), instance=item, meeting=item.meeting)
    if request.method == "POST" and form.is_valid():
        item = form.save()
        messages.success(request, "Punktet er gemt.", extra_tags=f"saved:item-{item.pk}")
        return redirect("meetings:edit_item", item.pk)
    return render_editor(request, item, form)


def _go_on_as_new(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Somebody deleted the item while this person wrote in it: the text may become a new item. Else 404."""
    form = AgendaItemForm(request.POST or take_kept(request), meeting=meeting)
    if not form.is_bound:
        raise Http404
    form.is_valid()
    form.add_error(
        None,
        "Punktet er slettet af en anden, mens du skrev. Din tekst står her endnu: "
        "vælg «Opret punktet» for at gemme den som et nyt punkt.",
    )
    return render(request, "meetings/agendaitem_form.html", {"form": form, "meeting": meeting})


def render_editor(
    request: HttpRequest,
    item: AgendaItem,
    form: AgendaItemForm,
    attach_form: AttachForm | None = None,
    live_form: AttachLiveForm | None = None,
    effect_form: EffectForm | None = None,
) -> HttpResponse:
    """The editing page of one item: its text, and below it its attachments."""
    meeting = item.meeting
    context = {
        "form": form,
        "item": item,
        "meeting": meeting,
        "numbered": agenda_for(meeting, request.user).numbered(item),
        "attach_form": attach_form or AttachForm(),
        "live_form": live_form or AttachLiveForm(user=request.user, council=meeting.council),
        "effect_form": effect_form or EffectForm(user=request.user, council=meeting.council),
        "effects": shown_effects(item),
        "deleted": deleted_attachments(item),
    }
    return render(request, "meetings/agendaitem_form.html", context)


@writes
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; a deleted item can be brought back from the page where the agenda is put together."""
    try:
        item = editable_item(request, pk)
    except Http404:  # the second click of two, or somebody else was quicker
        return redirect(_organise(editable_meeting_of_deleted(request, AgendaItem, pk)))
    if request.method == "POST":
        meeting = item.meeting
        try:
            actions.delete_item(item=item)
        except actions.ItemInUse as reason:
            messages.error(request, str(reason))
            return redirect(_organise(meeting))
        messages.success(request, f"«{item}» er slettet. Det kan gendannes nederst på siden.")
        return redirect(_organise(meeting))
    return render(request, "meetings/agendaitem_confirm_delete.html", {"item": item, "meeting": item.meeting})


@writes
@require_POST
def restore(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    try:
        item = actions.restore_item(meeting=meeting, event_id=int(request.POST.get("event", "")))
    except (ValueError, ObjectDoesNotExist):
        messages.error(
            request, "Punktet kan ikke gendannes: det er gendannet allerede, eller afsnittet er slettet."
        )
    else:
        messages.success(request, f"«{item}» er gendannet sidst i sit afsnit.")
    return redirect(_organise(meeting))
