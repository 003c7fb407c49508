"""Meetings and what hangs on them, by the names of OParl 1.1; «kkr:» marks what it has no name for.

One that is embedded in another leaves out the way back to it, as the standard lets it.
"""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format

from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.models import StoredFile
from meetings import prints
from meetings.minutes_print import minutes_name
from meetings.models import Meeting
from meetings.numbered import NumberedAttachment, NumberedItem
from meetings.oparl.found import AGENDA, ATTACHMENT, MINUTES, PACKET, Key, Published
from meetings.oparl.stamps import Stamp
from meetings.oparl.teller import Object, Teller, known, moment

# What the standard recommends to say, and in which words.
INVITED, MINUTED = "eingeladen", "durchgeführt"


def meeting(teller: Teller, of: Published, stamp: Stamp) -> Object:
    one = of.meeting
    prints_of = {
        what: file(teller, of, Key(one.pk, what, one.pk), stamp, embedded=True)
        for what in (AGENDA, PACKET, MINUTES)
    }
    items = enumerate(of.agenda.items, 1)
    return teller.head(teller.one("meetings", one.pk), "Meeting", stamp) | _times(one) | known(
        name=f"{one.get_kind_display()} i {one.council} den {date_format(one.date, 'j. F Y')}",
        meetingState=MINUTED if one.is_locked else INVITED, cancelled=one.is_cancelled,
        location=location(teller, of, stamp, embedded=True),
        organization=[teller.one("organizations", one.council.slug)],
        invitation=prints_of[AGENDA], resultsProtocol=prints_of[MINUTES],
        auxiliaryFile=[prints_of[PACKET]] if prints_of[PACKET] else None, web=_page(teller, of),
    ) | {
        "agendaItem": [agenda_item(teller, of, item, order, stamp, embedded=True) for order, item in items]
    }  # fmt: skip


def _page(teller: Teller, of: Published, one: NumberedItem | None = None) -> str:
    """The meeting's page for people, at the item: by what stays, not by its number."""
    page = teller.absolute(of.meeting.get_absolute_url())
    return f"{page}#item-{one.item.pk}" if one else page


def _times(one: Meeting) -> Object:
    """The standard knows no day without an hour: then midnight, and ``kkr:wholeDay``."""
    start = moment(_at(one, one.starts_at or time(0)))
    end = moment(_at(one, one.ends_at)) if one.ends_at else None
    return known(start=start, end=end) | ({} if one.starts_at else {"kkr:wholeDay": True})


def _at(one: Meeting, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(one.date, at))


def location(teller: Teller, of: Published, stamp: Stamp, *, embedded: bool = False) -> Object | None:
    """Where the meeting is; None where nothing is said of it."""
    one = of.meeting
    place = ", ".join(filter(None, [one.place, "virtuelt møde" if one.virtual else ""]))
    back = None if embedded else [teller.one("meetings", one.pk)]
    head = teller.head(teller.one("locations", one.pk), "Location", stamp)
    return head | known(description=place, meetings=back) if place else None


def agenda_item(
    teller: Teller, of: Published, one: NumberedItem, order: int, stamp: Stamp, *, embedded: bool = False
) -> Object:
    """``order`` counts what everyone may see; ``number`` is the printed one, which has gaps."""
    pk = one.item.pk
    return teller.head(teller.one("agenda-items", pk), "AgendaItem", stamp) | known(
        meeting=None if embedded else teller.one("meetings", of.meeting.pk), number=one.number, order=order,
        name=one.item.title, public=True, consultation=teller.one("consultations", pk),
        resolutionText=of.resolutions.get(pk), auxiliaryFile=_attached(teller, one, stamp),
        web=_page(teller, of, one),
    )  # fmt: skip


def paper(teller: Teller, of: Published, one: NumberedItem, stamp: Stamp) -> Object:
    """The case as it is laid before the KKR: its number, its texts, its attachments."""
    item = one.item
    texts = {
        "kkr:presentation": item.presentation, "kkr:recommendation": item.recommendation,
        "kkr:economy": item.economy, "kkr:documentNumber": item.document_number,
    }  # fmt: skip
    return teller.head(teller.one("papers", item.pk), "Paper", stamp) | known(
        body=teller.address("body", of.meeting.council.slug), name=item.title, reference=item.case_number,
        paperType="Sagsfremstilling", auxiliaryFile=_attached(teller, one, stamp),
        consultation=[consultation(teller, of, one, stamp, embedded=True)],
        web=_page(teller, of, one), **texts,
    )  # fmt: skip


def consultation(
    teller: Teller, of: Published, one: NumberedItem, stamp: Stamp, *, embedded: bool = False
) -> Object:
    """That the paper is treated under the item."""
    pk = one.item.pk
    return teller.head(teller.one("consultations", pk), "Consultation", stamp) | known(
        paper=None if embedded else teller.one("papers", pk), agendaItem=teller.one("agenda-items", pk),
        meeting=teller.one("meetings", of.meeting.pk),
        organization=[teller.one("organizations", of.meeting.council.slug)],
    )  # fmt: skip


def file(teller: Teller, of: Published, key: Key, stamp: Stamp, *, embedded: bool = False) -> Object | None:
    """None where the meeting has no such file for everyone now."""
    back = {} if embedded else {"meeting": [teller.one("meetings", of.meeting.pk)]}
    if key.what != ATTACHMENT:
        told = _print(teller, of, key, stamp)
        return told and told | back
    if found := of.attachment(key.pk):
        one, numbered = found
        back["agendaItem"] = [teller.one("agenda-items", one.item.pk)]
        back["paper"] = [teller.one("papers", one.item.pk)]
        return _attachment(teller, numbered, stamp) | back
    return None


def _print(teller: Teller, of: Published, key: Key, stamp: Stamp) -> Object | None:
    """What is sent is one file for ever; what is closed afterwards has it made anew, with another size."""
    one, agenda = of.meeting, of.agenda
    version = None if agenda.withdrawn else agenda.version
    if key.what == AGENDA:
        name, file_name, view = "Dagsorden", prints.agenda_name(agenda), "agenda_pdf"
        stored = version.agenda if version else None
    elif key.what == PACKET and agenda.attachments:
        name, file_name, view = "Bilag", prints.packet_name(agenda), "packet_pdf"
        stored = version.packet if version else None
    elif key.what == MINUTES and of.approval:
        name, file_name, view = "Referat", minutes_name(one, closed=False), "minutes_pdf"
        stored = of.approval.minutes
    else:
        return None
    address = teller.page(view, one.council.slug, one.date)
    return _file(teller, f"{key.what}-{key.pk}", name, file_name, address, stamp) | _content(stored)


def _attached(teller: Teller, one: NumberedItem, stamp: Stamp) -> list[Object]:
    return [_attachment(teller, numbered, stamp) for numbered in one.attachments]


def _attachment(teller: Teller, numbered: NumberedAttachment, stamp: Stamp) -> Object:
    """A live document that is still made anew at each look has no size that could be told."""
    one, shown = numbered.attachment, numbered.attachment.shown_file
    address = teller.absolute(one.get_absolute_url())
    told = _file(teller, f"{ATTACHMENT}-{one.pk}", one.title, one.shown_name, address, stamp)
    return told | {"mimeType": shown.media_type} | _content(None if one.is_live else shown)


def _file(teller: Teller, key: str, name: str, file_name: str, address: str, stamp: Stamp) -> Object:
    return teller.head(teller.one("files", key), "File", stamp) | {
        "name": name, "fileName": file_name, "mimeType": Kind.PDF.media_type, "accessUrl": address,
    }  # fmt: skip


def _content(stored: StoredFile | None) -> Object:
    return {"size": stored.size, "kkr:sha256Checksum": stored.sha256} if stored else {}
