"""The thing an address names, if this person may have it; else 404.

For a view ``closed.writes`` marks, a closed meeting's things can't be had for writing either.
"""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from kkr_portal.registry.models import Council
from meetings.deleted import once_on, parent_of_deleted
from meetings.models import AgendaItem, Attachment, FollowUp, Meeting, MinutesPart, Section
from meetings.models.meetings import in_councils
from meetings.views.closed import to_write


def visible_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    return _meeting(request, Meeting.objects.visible_to(request.user), council, day)


def editable_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    return to_write(request, _meeting(request, Meeting.objects.editable_by(request.user), council, day))


def known_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    """A meeting of the person's own KKR, planned ones too: its members, secretariat and KL, else 404."""
    inside = in_councils("council", predicates.councils_with_closed_for(request.user))
    meetings = Meeting.objects.filter(inside, council__slug=council).select_related("council")
    return meetings.filter(date=day).first() or get_object_or_404(
        meetings, pk__in=once_on(council, day, drafts=True)
    )


def _meeting(request: HttpRequest, meetings: QuerySet[Meeting], council: str, day: date) -> Meeting:
    """The one on that day, else the one that was moved from it: forms and links outlive a new date."""
    meetings = meetings.select_related("council").filter(council__slug=council)
    here = meetings.filter(date=day).first()
    if here:
        return here
    insiders_of = predicates.councils_with_drafts_for(request.user)
    drafts = insiders_of is None or Council.objects.filter(slug=council, pk__in=insiders_of).exists()
    return get_object_or_404(meetings, pk__in=once_on(council, day, drafts=drafts))


def editable_meeting_of_deleted(request: HttpRequest, model: type[Section | AgendaItem], pk: int) -> Meeting:
    """The meeting that a section or an item has been deleted from."""
    meetings = Meeting.objects.editable_by(request.user).select_related("council")
    if model is Section:
        return to_write(request, get_object_or_404(meetings, pk__in=parent_of_deleted(Section, pk)))
    return to_write(request, get_object_or_404(meetings, sections__in=parent_of_deleted(AgendaItem, pk)))


def editable_item_of_deleted(
    request: HttpRequest, pk: int, model: type[Attachment | FollowUp] = Attachment
) -> AgendaItem:
    """The item that an attachment or a follow-up has been deleted from."""
    items = AgendaItem.objects.editable_by(request.user).select_related("section__meeting__council")
    item = get_object_or_404(items, pk__in=parent_of_deleted(model, pk))
    to_write(request, item.meeting)
    return item


def editable_section(request: HttpRequest, pk: int, *, lock: bool = False) -> Section:
    _lock(Section, pk, lock)
    sections = Section.objects.filter(meeting__in=Meeting.objects.editable_by(request.user))
    section = get_object_or_404(sections.select_related("meeting__council"), pk=pk)
    to_write(request, section.meeting)
    return section


def editable_item(request: HttpRequest, pk: int, *, lock: bool = False) -> AgendaItem:
    _lock(AgendaItem, pk, lock)
    items = AgendaItem.objects.editable_by(request.user).select_related("section__meeting__council")
    item = get_object_or_404(items, pk=pk)
    to_write(request, item.meeting)
    return item


def editable_attachment(request: HttpRequest, pk: int, *, lock: bool = False) -> Attachment:
    _lock(Attachment, pk, lock)
    attachments = Attachment.objects.editable_by(request.user)
    attachments = attachments.select_related("file__conversion__result", "item__section__meeting__council")
    attachment = get_object_or_404(attachments, pk=pk)
    to_write(request, attachment.item.meeting)
    return attachment


def editable_minutes_part(request: HttpRequest, pk: int) -> MinutesPart:
    parts = MinutesPart.objects.filter(meeting__in=Meeting.objects.editable_by(request.user))
    part = get_object_or_404(parts.select_related("meeting__council", "item"), pk=pk)
    to_write(request, part.meeting)
    return part


def editable_follow_up(request: HttpRequest, pk: int, *, lock: bool = False) -> FollowUp:
    _lock(FollowUp, pk, lock)
    items = AgendaItem.objects.editable_by(request.user)
    rows = FollowUp.objects.filter(item__in=items).select_related("item__section__meeting__council")
    follow_up = get_object_or_404(rows, pk=pk)
    to_write(request, follow_up.item.meeting)
    return follow_up


def _lock(model: type[Section | AgendaItem | Attachment | FollowUp], pk: int, lock: bool) -> None:
    """Hold the row until the transaction ends, if ``lock``. By itself: a query that joins would not find
    a row that was moved under another parent while it waited. What points to the row (a stay that ends at the
    item, a vote) may be written meanwhile."""
    if lock:
        model._default_manager.select_for_update(no_key=True).filter(pk=pk).first()
