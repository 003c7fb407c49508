"""The minutes: to read on the page and as a PDF, part by part to edit, and who may."""

from collections import defaultdict
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from kkr_portal.access import predicates
from kkr_portal.documents.downloads import file_response, pdf_response
from meetings.actions.minutes_parts import deleted_edits
from meetings.deleted import moves_told_to
from meetings.follow_up_list import visible_follow_ups
from meetings.minutes_of import approvals_of, minutes_of
from meetings.minutes_print import minutes_name, minutes_pdf
from meetings.models import Approval, FollowUp, Meeting
from meetings.rules import editions
from meetings.rules.minutes import APPROVAL
from meetings.views.found import visible_meeting

HAS_MINUTES = (Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFTED, *Meeting.LOCKED)


def readable_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    """The meeting, if this person may read its minutes; else 404."""
    meeting = visible_meeting(request, council, day)
    if not _may_read(request, meeting):
        raise Http404
    return meeting


def _may_read(request: HttpRequest, meeting: Meeting) -> bool:
    shared = meeting.status == Meeting.Status.MINUTES_DRAFTED
    return predicates.may_read_minutes(
        request.user, meeting.council_id, shared=shared, approved=meeting.is_locked
    )


def _sees_closed(request: HttpRequest, meeting: Meeting) -> bool:
    """``?for=public`` shows those who may see more what the public gets."""
    return request.GET.get("for") != "public" and predicates.may_read_closed(request.user, meeting.council_id)


@login_not_required
def page(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The minutes as far as they have come, and to the secretariat what can be done with them."""
    meeting = readable_meeting(request, council, date)
    if meeting.date != date:
        return redirect("meetings:minutes", meeting.council.slug, meeting.date)
    inside = predicates.may_read_closed(request.user, meeting.council_id)
    may_edit = predicates.may_edit_council(request.user, meeting.council_id)
    context = {
        "meeting": meeting,
        "inside": inside,
        "may_edit": may_edit,
        "may_write": may_edit and not meeting.is_locked,
        "may_read_history": predicates.may_read_history(request.user, meeting.council_id),
        "rules_before": "" if editions.has_rules(meeting.date) else editions.BEFORE,
        "waiting": _waiting(meeting) if may_edit else [],
        "approval_law": APPROVAL,
    }
    if meeting.status in HAS_MINUTES:
        minutes = minutes_of(meeting, closed=inside)
        approvals = approvals_of(meeting)
        follow_ups = _follow_ups(request, meeting)
        context |= {
            "minutes": minutes,
            "sections": [
                (section, [(part, follow_ups[part.item.item.pk]) for part in parts])  # type: ignore[union-attr]
                for section, parts in minutes.sections
            ],
            "approval": approvals[0] if approvals and meeting.is_locked else None,
            "approvals": approvals if inside else [],
            "moves": moves_told_to(meeting, insider=inside),
            "reopenings": meeting.reopenings.all(),
            "deleted": deleted_edits(meeting) if may_edit and not meeting.is_locked else [],
        }
    return render(request, "meetings/minutes.html", context)


def _waiting(meeting: Meeting) -> list[Meeting]:
    """The same KKR's earlier meetings whose minutes can be approved at this one."""
    if not meeting.is_sent or meeting.is_cancelled:
        return []
    return list(
        Meeting.objects.filter(
            council=meeting.council_id, date__lt=meeting.date, status=Meeting.Status.MINUTES_DRAFTED
        ).select_related("council")
    )


def _follow_ups(request: HttpRequest, meeting: Meeting) -> dict[int, list[FollowUp]]:
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for one in visible_follow_ups(request.user).filter(item__section__meeting=meeting):
        found[one.item_id].append(one)
    return found


@login_not_required
def page_pdf(request: HttpRequest, council: str, date: date) -> HttpResponseBase:
    """The approved file as it was frozen; before the approval the draft as it is now."""
    meeting = readable_meeting(request, council, date)
    closed = _sees_closed(request, meeting)
    if meeting.status not in HAS_MINUTES:
        raise Http404
    approvals = approvals_of(meeting)
    if meeting.is_locked and approvals:
        return _frozen(approvals[0], closed=closed, number=len(approvals))
    minutes = minutes_of(meeting, closed=closed)
    name = minutes_name(meeting, closed=minutes.has_closed)
    return pdf_response(minutes_pdf(minutes, None), name)


def approved_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An approved edition, also one that a reopening has replaced, to the KKR's own people and KL."""
    approval = get_object_or_404(Approval.objects.select_related("meeting__council"), pk=pk)
    meeting = approval.meeting
    if not (_may_read(request, meeting) and predicates.may_read_closed(request.user, meeting.council_id)):
        raise Http404
    number = meeting.approvals.filter(pk__lte=approval.pk).count()
    return _frozen(approval, closed=_sees_closed(request, meeting), number=number)


def _frozen(approval: Approval, *, closed: bool, number: int) -> HttpResponseBase:
    file = (approval.minutes_closed if closed else None) or approval.minutes
    has_closed = closed and approval.minutes_closed is not None
    return file_response(file, minutes_name(approval.meeting, closed=has_closed, number=number), inline=True)
