"""An agenda in plain values, as a version keeps it, and read back into the shape of a page.

What is read back are rows that are not saved, with the ids they had: they are shown, never stored.
"""

from __future__ import annotations

from typing import Any

from kkr_portal.documents.models import StoredFile
from meetings.models import AgendaItem, Attachment, Meeting, Section, Version
from meetings.numbered import Agenda, NumberedAttachment, NumberedItem, NumberedSection

ITEM = ["title", "presentation", "recommendation", "economy", "case_number", "document_number", "closed"]
ATTACHED = ["title", "closed"]
FILE = ["sha256", "size", "kind", "pages"]
MEETING = ["kind", "place", "virtual", "note", "agenda_late_because"]
CONTENT = ["meeting", "sections"]  # what counts as a change; the rest is about the printed files


def snapshot_of(agenda: Agenda) -> dict[str, Any]:
    """The whole of ``agenda`` and of what is printed about its meeting. The link is not part of it."""
    meeting = agenda.meeting
    facts = {name: getattr(meeting, name) for name in MEETING}
    for name in ("date", "starts_at", "ends_at"):
        value = getattr(meeting, name)
        facts[name] = value.isoformat() if value else ""
    return {"meeting": facts, "sections": [_section(section) for section in agenda.sections]}


def same_content(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a reader of the two would find any difference."""
    return all(one[name] == other[name] for name in CONTENT)


def _section(section: NumberedSection) -> dict[str, Any]:
    return {
        "pk": section.section.pk,
        "number": section.number,
        "title": section.section.title,
        "items": [_item(one) for one in section.items],
    }


def _item(one: NumberedItem) -> dict[str, Any]:
    values = {name: getattr(one.item, name) for name in ITEM}
    attachments = [_attachment(numbered) for numbered in one.attachments]
    return {"pk": one.item.pk, "number": one.number} | values | {"attachments": attachments}


def _attachment(numbered: NumberedAttachment) -> dict[str, Any]:
    attachment, shown = numbered.attachment, numbered.attachment.shown_file
    values = {name: getattr(attachment, name) for name in ATTACHED} | {"file_name": attachment.shown_name}
    file = {"pk": shown.pk} | {name: getattr(shown, name) for name in FILE}
    return {"pk": attachment.pk, "number": numbered.number} | values | {"file": file}


def agenda_of(version: Version, meeting: Meeting) -> Agenda:
    """The whole agenda as it was sent, closed things and all. No query."""
    return Agenda(
        meeting,
        [_read_section(values, meeting) for values in version.snapshot["sections"]],
        version=version,
        shows_closed=True,
    )


def _read_section(values: dict[str, Any], meeting: Meeting) -> NumberedSection:
    section = Section(pk=values["pk"], meeting=meeting, position=values["number"], title=values["title"])
    return NumberedSection(values["number"], section, [_read_item(one, section) for one in values["items"]])


def _read_item(values: dict[str, Any], section: Section) -> NumberedItem:
    place = int(values["number"].split(".")[1])
    item = AgendaItem(
        pk=values["pk"], section=section, position=place, **{name: values[name] for name in ITEM}
    )
    return NumberedItem(
        values["number"], item, [_read_attachment(one, item) for one in values["attachments"]]
    )


def _read_attachment(values: dict[str, Any], item: AgendaItem) -> NumberedAttachment:
    attachment = Attachment(
        pk=values["pk"],
        item=item,
        position=values["number"],
        file=StoredFile(**values["file"]),
        file_name=values["file_name"],
        **{name: values[name] for name in ATTACHED},
    )
    return NumberedAttachment(values["number"], attachment)
