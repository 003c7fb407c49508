"""The follow-up list of a KKR: to read, to filter, to save as a file; and what is done with each line."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import follow_ups as actions
from meetings.follow_up_list import is_overdue, narrowed, of_council
from meetings.forms.follow_ups import FollowUpFilter, FollowUpForm
from meetings.models import FollowUp, Meeting
from meetings.views.closed import writes
from meetings.views.found import editable_follow_up, editable_item, editable_item_of_deleted
from meetings.views.minutes import HAS_MINUTES
from meetings.views.minutes_parts import minutes_url

PAGE_SIZE = 50


def _council(request: HttpRequest, slug: str) -> Council:
    council = get_object_or_404(Council, slug=slug)
    if not predicates.may_read_follow_ups(request.user, council.pk):
        raise Http404
    return council


def _chosen(request: HttpRequest, council: Council) -> dict[str, Any]:
    """The rows that were asked for, and the filter they were asked with."""
    rows = of_council(council, request.user)
    owners = sorted(set(rows.order_by().values_list("owner", flat=True)))
    form = FollowUpFilter(request.GET, owners=owners)
    form.is_valid()
    state, owner = form.cleaned_data.get("state") or "open", form.cleaned_data.get("owner", "")
    return {
        "council": council, "filter": form, "owners": owners, "state": state, "owner": owner,
        "rows": narrowed(rows, state=state, owner=owner), "today": timezone.localdate(),
    }  # fmt: skip


def page(request: HttpRequest, council: str) -> HttpResponse:
    """What is overdue first."""
    found = _council(request, council)
    chosen = _chosen(request, found)
    listed = Paginator(chosen["rows"], PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = chosen | {
        "page": listed,
        "rows": [(row, is_overdue(row, chosen["today"])) for row in listed],
        "may_edit": predicates.may_edit_council(request.user, found.pk),
        "query": query.urlencode(),
    }
    return render(request, "meetings/follow_ups.html", context)


def page_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    """All pages of the list."""
    chosen = _chosen(request, _council(request, council))
    sheet = list_sheets.follow_ups_sheet(chosen["rows"])
    return download(sheet, name=f"Opfølgning {chosen['council']}", kind=kind)


def page_pdf(request: HttpRequest, council: str) -> HttpResponse:
    chosen = _chosen(request, _council(request, council))
    rows = [(row, is_overdue(row, chosen["today"])) for row in chosen["rows"]]
    content = pdf.render("meetings/pdf/follow_ups.html", chosen | {"rows": rows, "filter": None})
    return pdf_response(content, f"Opfølgning {chosen['council']}")


@writes(until=Meeting.Status.CLOSED)
@keeps_typed
@transaction.atomic
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one under an item that the meeting has decided."""
    item = editable_item(request, pk)
    if item.meeting.status not in HAS_MINUTES:
        messages.error(request, "Opfølgning kan noteres, når mødet er holdt.")
        return redirect(item.meeting)
    form = FollowUpForm(request.POST or take_kept(request), instance=FollowUp(item=item))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Opfølgningen er noteret.", extra_tags="saved:follow-up-new")
        return redirect(minutes_url(item.meeting, ("item", item.pk)))
    return render(
        request, "meetings/follow_up_form.html", {"form": form, "item": item, "meeting": item.meeting}
    )


@writes(until=Meeting.Status.CLOSED)
@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = editable_follow_up(request, pk, lock=request.method == "POST")
    form = FollowUpForm(request.POST or take_kept(request), instance=follow_up)
    meeting = follow_up.item.meeting
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Opfølgningen er gemt.", extra_tags=f"saved:follow-up-{pk}")
        return redirect("meetings:follow_ups", meeting.council.slug)
    context = {"form": form, "item": follow_up.item, "meeting": meeting, "follow_up": follow_up}
    return render(request, "meetings/follow_up_form.html", context)


@writes(until=Meeting.Status.CLOSED)
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or with an empty ``done`` not done after all; back to where the button was."""
    follow_up = editable_follow_up(request, pk)
    done = bool(request.POST.get("done"))
    actions.mark_done(follow_up=follow_up, on=timezone.localdate() if done else None)
    messages.success(
        request,
        f"«{follow_up}» er udført. Det kan fortrydes under Vis: Udført."
        if done
        else f"«{follow_up}» er ikke udført.",
    )
    meeting = follow_up.item.meeting
    if request.POST.get("back") == "minutes":
        return redirect(minutes_url(meeting, ("item", follow_up.item_id)))
    return redirect(reverse("meetings:follow_ups", args=[meeting.council.slug]))


@writes(until=Meeting.Status.CLOSED)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first. The second click of two goes to the list."""
    try:
        follow_up = editable_follow_up(request, pk)
    except Http404:
        item = editable_item_of_deleted(request, pk, FollowUp)
        return redirect("meetings:follow_ups", item.meeting.council.slug)
    meeting = follow_up.item.meeting
    if request.method == "POST":
        follow_up.delete()
        messages.success(request, f"«{follow_up}» er slettet.")
        return redirect("meetings:follow_ups", meeting.council.slug)
    context = {"follow_up": follow_up, "meeting": meeting}
    return render(request, "meetings/follow_up_confirm_delete.html", context)
