"""What of the meeting room is found: items, attachments page by page, minutes, members and stand-ins.

Who reads drafts searches the agenda as it stands now. Everyone else searches what was sent, since that is
what they read; an agenda that was published without a version is read, and searched, as it stands.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Concat, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search import sources
from kkr_portal.search.sources import Hit, Source, Stream, Ways, page_by_page, words
from meetings.models import (
    AgendaItem,
    Attachment,
    Meeting,
    Membership,
    MinutesPart,
    Section,
    SentFile,
    SentItem,
    Substitute,
    Version,
)
from meetings.models.agenda import ITEM_TEXTS
from meetings.models.meetings import in_councils
from meetings.numbers import number_of, place_of
from meetings.search_inside import SOURCES as INSIDE
from meetings.search_inside import UNAPPROVED, of_meeting, when

NUMBERS = ["case_number", "document_number"]


def _read_as_they_stand(model: type[Model], path: str, user: AnyUser) -> QuerySet[Any]:
    """What hangs on meetings (by ``path`` to them) whose agenda the user reads as it stands now.

    Which meetings is asked first, since the database finds quickly in few meetings or in all, and slowly in
    «those without a version». Who reads a KKR's drafts reads all that hangs on them, closed or not.
    """
    drafts = predicates.councils_with_drafts_for(user)
    rows: Any = model._default_manager
    if drafts is None:
        return rows.all()
    unsent = ~Exists(Version.objects.filter(meeting=OuterRef("pk")))
    meetings = Meeting.objects.filter(in_councils("council", drafts) | unsent).values_list("pk", "council")
    read = dict(meetings)
    if not read:
        return rows.none()
    if drafts.issuperset(read.values()):
        return rows.filter(**{f"{path}__council__in": drafts})
    return rows.visible_to(user).filter(**{f"{path}__in": list(read)})


# Whose agendas are found as they stand, and not as they were sent.
AS_THEY_STAND = predicates.councils_with_drafts_for


def _agenda(meeting: Meeting, number: str) -> str:
    address = reverse("meetings:detail", args=[meeting.council.slug, meeting.date])
    return f"{address}#punkt-{number}"


# Items


def _items(user: AnyUser) -> QuerySet[Any]:
    rows = _read_as_they_stand(AgendaItem, "section__meeting", user)
    return rows.select_related("section__meeting__council")


def _item(row: AgendaItem) -> Hit:
    number = row.search_number  # type: ignore[attr-defined]
    closed = ", lukket punkt" if row.closed else ""
    return Hit(row.title, f"Punkt {number}, {when(row.meeting)}{closed}", _agenda(row.meeting, number))


def _items_numbered(number: str) -> QuerySet[Any]:
    """«3.4»: the fourth item of the third section, as the agenda counts."""
    section, place = map(int, number.split("."))
    sections = Section.objects.annotate(
        place=Window(RowNumber(), partition_by="meeting", order_by="position")
    ).filter(place=section)
    items = AgendaItem.objects.annotate(
        place=Window(RowNumber(), partition_by="section", order_by="position")
    )
    return items.filter(place=place, section__in=sections.values("pk"))


def _sent_items(user: AnyUser) -> QuerySet[Any]:
    rows = SentItem.objects.visible_to(user)
    return rows.select_related("version__meeting__council").defer("version__snapshot")


def _sent_item(row: SentItem) -> Hit:
    meeting = row.version.meeting
    closed = ", lukket punkt" if row.closed else ""
    return Hit(row.title, f"Punkt {row.number}, {when(meeting)}{closed}", _agenda(meeting, row.number))


ITEMS = Source(
    "items",
    "Dagsordenspunkter",
    [
        Stream(
            lambda user: _items(user).annotate(search_number=number_of()), "words__vector",
            ITEM_TEXTS, _item,
            of_meeting("section__meeting"), exact=NUMBERS, numbered=_items_numbered,
        ),
        Stream(
            _sent_items, "vector", ["title", "text", *NUMBERS], _sent_item,
            of_meeting("version__meeting"), exact=NUMBERS,
            numbered=lambda number: SentItem.objects.filter(number=number), not_of=AS_THEY_STAND,
        ),
    ],
)  # fmt: skip


# Attachments


def _attachments(user: AnyUser) -> QuerySet[Any]:
    rows = _read_as_they_stand(Attachment, "item__section__meeting", user)
    return rows.select_related("item__section__meeting__council").annotate(
        search_place=Concat(
            Value("Bilag "), place_of(), Value(" til punkt "), number_of("item__")
        )
    )  # fmt: skip


def _attachment(row: Attachment) -> Hit:
    return _attached(row, row.item.meeting, row.search_place, row.pk, row.closed or row.item.closed)  # type: ignore[attr-defined]


def _sent_files(user: AnyUser) -> QuerySet[Any]:
    rows = SentFile.objects.visible_to(user)
    return rows.select_related("version__meeting__council").defer("version__snapshot", "vector")


def _sent_file(row: SentFile) -> Hit:
    item, _, number = row.place.rpartition(".")
    place = f"Bilag {number} til punkt {item}"
    return _attached(row, row.version.meeting, place, row.attachment_pk, row.closed)


def _attached(row: Any, meeting: Meeting, place: str, pk: int, closed: bool) -> Hit:
    """A hit in the text opens the file at its page; a hit in the title at its beginning."""
    address, page = reverse("meetings:attachment", args=[pk]), getattr(row, "page_number", None)
    if page is not None:
        place, address = f"{place}, side {page}", f"{address}#page={page}"
    return Hit(row.title, f"{place}, {when(meeting)}{', lukket' if closed else ''}", address)


TITLES = ["title", "file_name"]
MADE_PDF = "file__conversion__result"  # of an attached Office file
ATTACHMENTS = Source(
    "attachments",
    "Bilag",
    [
        Stream(_attachments, words(*TITLES), TITLES, _attachment, of_meeting("item__section__meeting")),
        Stream(
            _sent_files, "vector", TITLES, _sent_file, of_meeting("version__meeting"), not_of=AS_THEY_STAND
        ),
        page_by_page(_attachments, _attachment, of_meeting("item__section__meeting")),
        page_by_page(_attachments, _attachment, of_meeting("item__section__meeting"), MADE_PDF),
        page_by_page(_sent_files, _sent_file, of_meeting("version__meeting"), not_of=AS_THEY_STAND),
    ],
)


# Minutes


def _minutes(user: AnyUser) -> QuerySet[Any]:
    """Approved minutes: what was said under a closed item to those who may read closed items."""
    closed = in_councils("meeting__council", predicates.councils_with_closed_for(user))
    rows = MinutesPart.objects.filter(
        Q(item=None) | Q(item__closed=False) | closed, meeting__status__in=Meeting.LOCKED
    )
    # Counted by the item, which a part about the whole meeting has none of.
    number = AgendaItem.objects.filter(pk=OuterRef("item")).annotate(number=number_of()).values("number")
    return rows.select_related("meeting__council", "item").annotate(search_number=Subquery(number))


def _minutes_part(row: MinutesPart) -> Hit:
    address = reverse("meetings:minutes", args=[row.meeting.council.slug, row.meeting.date])
    if row.item:
        place = f"Referat, punkt {row.search_number}, {when(row.meeting)}"  # type: ignore[attr-defined]
        return Hit(row.item.title, place, f"{address}#item-{row.item.pk}")
    return Hit(row.get_kind_display(), f"Referat, {when(row.meeting)}", address)


MINUTES = Source(
    "minutes",
    "Referater",
    [Stream(_minutes, words("text"), ["text"], _minutes_part, of_meeting("meeting")), *UNAPPROVED],
)


# Members

NAME = ["person__given_name", "person__family_name"]


def _members(user: AnyUser) -> QuerySet[Any]:
    return _come(Membership.objects.all(), user)


def _substitutes(user: AnyUser) -> QuerySet[Any]:
    return _come(Substitute.objects.all(), user)


def _come(rows: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    """Who sits or has sat; who is still to come only to those who may know."""
    inside = in_councils("seat__term__council", predicates.councils_with_drafts_for(user))
    rows = rows.filter(inside | Q(period__startswith__lte=timezone.localdate()))
    return rows.select_related("person", "municipality", "seat__term__council")


def _member(row: Membership | Substitute) -> Hit:
    council, first = row.seat.term.council, row.period.lower
    what = "Stedfortræder i" if isinstance(row, Substitute) else "Medlem af"
    place = f"{what} {council}, {row.municipality}, fra {date_format(first, 'j. F Y')}"
    if row.period.upper:
        place += f" til {date_format(row.period.upper, 'j. F Y')}"
    address = reverse("meetings:members", args=[council.slug])
    return Hit(str(row.person), place, f"{address}?on={first:%d.%m.%Y}")


MEMBERS = Source(
    "members",
    "Medlemmer af KKR",
    [
        Stream(
            rows, words(*NAME, "municipality__name"), [*NAME, "municipality__name"], _member,
            Ways("seat__term__council", date="period"),
        )
        for rows in (_members, _substitutes)
    ],
)  # fmt: skip


SOURCES = [ITEMS, ATTACHMENTS, MINUTES, MEMBERS, *INSIDE]


def register() -> None:
    for source in SOURCES:
        sources.register(source)
    sources.register_files(_attached_files)
    sources.register_files(_made_pdfs)
    sources.register_files(_sent_file_ids)


def _attached_files() -> QuerySet[Any]:
    return Attachment.objects.values("file")


def _made_pdfs() -> QuerySet[Any]:
    return Attachment.objects.exclude(**{MADE_PDF: None}).values(MADE_PDF)


def _sent_file_ids() -> QuerySet[Any]:
    return SentFile.objects.values("file")
