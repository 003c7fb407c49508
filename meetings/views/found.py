"""The thing an address names, if this person may have it; else 404."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from kkr_portal.registry.models import Council
from meetings.deleted import once_on, parent_of_deleted
from meetings.models import AgendaItem, Attachment, Meeting, Section
from meetings.models.meetings import in_councils


def visible_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    return _meeting(request, Meeting.objects.visible_to(request.user), council, day)


def editable_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    return _meeting(request, Meeting.objects.editable_by(request.user), council, day)


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
        return get_object_or_404(meetings, pk__in=parent_of_deleted(Section, pk))
    return get_object_or_404(meetings, sections__in=parent_of_deleted(AgendaItem, pk))


def editable_item_of_deleted(request: HttpRequest, pk: int) -> AgendaItem:
    """The item that an attachment has been deleted from."""
    items = AgendaItem.objects.editable_by(request.user)
    return get_object_or_404(items, pk__in=parent_of_deleted(Attachment, pk))


def editable_section(request: HttpRequest, pk: int, *, lock: bool = False) -> Section:
    _lock(Section, pk, lock)
    sections = Section.objects.filter(meeting__in=Meeting.objects.editable_by(request.user))
    return get_object_or_404(sections.select_related("meeting__council"), pk=pk)


def editable_item(request: HttpRequest, pk: int, *, lock: bool = False) -> AgendaItem:
    _lock(AgendaItem, pk, lock)
    items = AgendaItem.objects.editable_by(request.user).select_related("section__meeting__council")
    return get_object_or_404(items, pk=pk)


def editable_attachment(request: HttpRequest, pk: int, *, lock: bool = False) -> Attachment:
    _lock(Attachment, pk, lock)
    attachments = Attachment.objects.editable_by(request.user)
    return get_object_or_404(attachments.select_related("file", "item__section__meeting__council"), pk=pk)


def _lock(model: type[Section | AgendaItem | Attachment], pk: int, lock: bool) -> None:
    """Hold the row until the transaction ends, if ``lock``. By itself: a query that joins would not find
    a row that was moved under another parent while it waited."""
    if lock:
        model._default_manager.select_for_update().filter(pk=pk).first()
