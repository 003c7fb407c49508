"""The thing an address names, if this person may have it; else 404."""

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from meetings.models import AgendaItem, Attachment, Meeting, Section


def visible_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user).select_related("council")
    return get_object_or_404(meetings, council__slug=council, date=day)


def editable_meeting(request: HttpRequest, council: str, day: date) -> Meeting:
    meetings = Meeting.objects.editable_by(request.user).select_related("council")
    return get_object_or_404(meetings, council__slug=council, date=day)


def editable_section(request: HttpRequest, pk: int, *, lock: bool = False) -> Section:
    sections = Section.objects.filter(meeting__in=Meeting.objects.editable_by(request.user))
    sections = sections.select_related("meeting__council")
    return get_object_or_404(sections.select_for_update(of=("self",)) if lock else sections, pk=pk)


def editable_item(request: HttpRequest, pk: int, *, lock: bool = False) -> AgendaItem:
    items = AgendaItem.objects.editable_by(request.user).select_related("section__meeting__council")
    return get_object_or_404(items.select_for_update(of=("self",)) if lock else items, pk=pk)


def editable_attachment(request: HttpRequest, pk: int, *, lock: bool = False) -> Attachment:
    attachments = Attachment.objects.editable_by(request.user).select_related(
        "file", "item__section__meeting__council"
    )
    return get_object_or_404(attachments.select_for_update(of=("self",)) if lock else attachments, pk=pk)
