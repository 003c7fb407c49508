"""What another room decided, points to the agenda item of the meeting that decided it.

The room keeps the foreign key; here is how one chooses the item, and how it is named where it is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils.formats import date_format

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Council
from meetings.models import AgendaItem, Meeting, Section, Version


@dataclass(frozen=True)
class DecidedAt:
    """«Punkt 3.1 på mødet i KKR Midtjylland den 11. oktober 2021»; no ``url`` for who may not read it.

    ``page``: where the item begins in the packet that was sent last, at ``packet_url``; None where it is not
    in one.
    """

    line: str
    url: str = ""
    page: int | None = None
    packet_url: str = ""

    def __str__(self) -> str:
        return self.line


def item_numbers(meetings: Iterable[int]) -> dict[int, str]:
    """«3.1» by the id of each item of these meetings (ids), as their agendas number them; two queries."""
    wanted = set(meetings)
    sections: dict[int, int] = defaultdict(int)
    section_number: dict[int, int] = {}
    for pk, meeting in (
        Section.objects.filter(meeting__in=wanted).order_by("position").values_list("pk", "meeting_id")
    ):
        sections[meeting] += 1
        section_number[pk] = sections[meeting]
    places: dict[int, int] = defaultdict(int)
    numbers: dict[int, str] = {}
    for pk, section in (
        AgendaItem.objects.filter(section__meeting__in=wanted)
        .order_by("position")
        .values_list("pk", "section_id")
    ):
        places[section] += 1
        numbers[pk] = f"{section_number[section]}.{places[section]}"
    return numbers


def decided_at(items: Iterable[int | None], user: AnyUser) -> dict[int, DecidedAt]:
    """How each of these items (ids) is named to this user; a constant number of queries."""
    wanted = {pk for pk in items if pk}
    if not wanted:
        return {}
    found = AgendaItem.objects.filter(pk__in=wanted).select_related("section__meeting__council")
    readable = set(AgendaItem.objects.filter(pk__in=wanted).visible_to(user).values_list("pk", flat=True))
    rows = list(found)
    numbers = item_numbers(item.section.meeting_id for item in rows)
    pages = _packet_pages({item.section.meeting_id for item in rows})
    told = {}
    for item in rows:
        number, meeting = numbers[item.pk], item.section.meeting
        line = item_line(item, number)
        if item.pk not in readable:
            told[item.pk] = DecidedAt(line)
            continue
        inside = predicates.may_read_closed(user, meeting.council_id)
        page = pages.get((meeting.pk, inside), {}).get(item.pk)
        packet = reverse("meetings:packet_pdf", args=[meeting.council.slug, meeting.date]) if page else ""
        told[item.pk] = DecidedAt(line, item_url(item, number), page, f"{packet}#page={page}" if page else "")
    return told


def _packet_pages(meetings: set[int]) -> dict[tuple[int, bool], dict[int, int]]:
    """By meeting and whether the reader is one of its own: each item's first page in the packet sent last.

    Matched by the item itself: numbers may have changed since.
    """
    latest = Version.objects.filter(meeting__in=meetings).order_by("meeting_id", "-number")
    found = {}
    for version in latest.distinct("meeting_id"):
        pages = version.snapshot.get("pages", {})
        public = pages.get("public", [])
        of_number = {
            one["number"]: one["pk"] for section in version.snapshot["sections"] for one in section["items"]
        }
        for inside, entries in ((False, public), (True, pages.get("closed", public))):
            found[version.meeting_id, inside] = {
                of_number[label]: first for label, _, first, _ in entries if label in of_number
            }
    return found


def item_line(item: AgendaItem, number: str = "") -> str:
    """Names the item without its title, which may be closed. Give ``number`` where there are many."""
    number = number or item_numbers([item.section.meeting_id])[item.pk]
    meeting = item.section.meeting
    return f"Punkt {number} på mødet i {meeting.council} den {date_format(meeting.date, 'j. F Y')}"


def item_url(item: AgendaItem, number: str = "") -> str:
    number = number or item_numbers([item.section.meeting_id])[item.pk]
    return f"{item.section.meeting.get_absolute_url()}#punkt-{number}"


def _day(meeting: Meeting) -> str:
    return date_format(meeting.date, "j. F Y")


class _ByMeeting(ModelChoiceIterator):
    """The items grouped by meeting, the latest first, numbered as on the agenda."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        items = list(self.queryset)
        numbers = item_numbers({item.section.meeting_id for item in items})
        groups: dict[str, list[tuple[object, str]]] = defaultdict(list)
        for item in items:
            meeting = item.section.meeting
            heading = f"{meeting.council}, {date_format(meeting.date, 'j. F Y')}"
            groups[heading].append((self.field.prepare_value(item), f"{numbers[item.pk]} {item.title}"))
        yield from groups.items()


class DecidedAtField(forms.ModelChoiceField):
    """Chooses an item of this KKR's meetings; cancelled meetings have decided nothing.

    ``also`` keeps an item that is chosen already, whatever has become of its meeting.
    """

    iterator = _ByMeeting

    def __init__(self, *, council: Council | int, also: int | None = None, **kwargs: object) -> None:
        own = Q(section__meeting__council=council)
        stands = ~Q(section__meeting__status=Meeting.Status.CANCELLED)
        kwargs.setdefault("label", "Besluttet på punkt")
        kwargs.setdefault("empty_label", "Vælg et punkt")
        kwargs.setdefault(
            "error_messages",
            {"invalid_choice": "Vælg et punkt på et af KKR's egne møder, som ikke er aflyst."},
        )
        super().__init__(
            queryset=AgendaItem.objects.filter(own & stands | Q(pk=also))
            .select_related("section__meeting__council")
            .order_by("-section__meeting__date", "section__position", "position"),
            **kwargs,  # type: ignore[arg-type]
        )
