"""Meetings: the list, the agenda as one reads it, and the page where it is put together."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from meetings.actions import agenda as actions
from meetings.agenda import agenda_for
from meetings.deleted import deleted_items
from meetings.forms.agenda import MeetingForm, SectionForm
from meetings.models import Meeting
from meetings.rules import editions
from meetings.views.found import editable_meeting, visible_meeting


@method_decorator(login_not_required, name="dispatch")
class MeetingList(ListView):
    """The meetings one may see, newest first; ``?kkr=midtjylland`` shows one KKR's alone."""

    paginate_by = 25
    template_name = "meetings/meeting_list.html"

    def get_queryset(self) -> QuerySet[Meeting]:
        meetings = Meeting.objects.visible_to(self.request.user).select_related("council")
        if council := chosen_council(self.request):
            meetings = meetings.filter(council=council)
        return meetings.counting_items_for(self.request.user).order_by("-date", "council__sort_key")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edited = predicates.councils_edited_by(self.request.user)
        return super().get_context_data(
            councils=Council.objects.all(),
            chosen=self.request.GET.get("kkr", ""),
            may_create=edited is None or bool(edited),
            **kwargs,
        )


@login_not_required
def detail(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The agenda, as far as this reader may see it."""
    meeting = visible_meeting(request, council, date)
    if meeting.date != date:
        return redirect(meeting)
    return render(
        request,
        "meetings/meeting_detail.html",
        {
            "meeting": meeting,
            "agenda": agenda_for(meeting, request.user),
            "may_edit": predicates.may_edit_council(request.user, meeting.council_id),
            "rules_before": "" if editions.has_rules(meeting.date) else editions.BEFORE,
            "may_read_history": predicates.may_read_history(request.user, meeting.council_id),
        },
    )


@keeps_typed
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    edited = predicates.councils_edited_by(request.user)
    if edited is not None and not edited:
        raise Http404
    form = MeetingForm(request.POST or take_kept(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        meeting = actions.create_meeting(form.save(commit=False))
        messages.success(
            request, "Mødet er oprettet. Nu kan dagsordenen sættes sammen.", extra_tags="saved:meeting-new"
        )
        return redirect("meetings:organise", meeting.council.slug, meeting.date)
    return render(request, "meetings/meeting_form.html", {"form": form})


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        meeting = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    form = MeetingForm(request.POST or take_kept(request), instance=meeting, user=request.user)
    if request.method == "POST" and form.is_valid():
        meeting = form.save()
        messages.success(request, "Mødets oplysninger er gemt.", extra_tags=f"saved:meeting-{meeting.pk}")
        return redirect(meeting)
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": meeting})


def organise(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Put the agenda together: sections and items, their order, and what was deleted."""
    meeting = editable_meeting(request, council, date)
    return render(
        request,
        "meetings/meeting_organise.html",
        {
            "meeting": meeting,
            "agenda": agenda_for(meeting, request.user),
            "section_form": SectionForm(auto_id="new_section_%s"),
            "deleted": deleted_items(meeting),
        },
    )
