"""The kinds of objects: which a KKR has, which one an address names, and what is told of them.

``rows`` and ``tell`` cost the same number of queries for one object and for many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from kkr_portal.registry.models import Council, Person
from meetings.models import AgendaItem, Attachment, SentFile, SentItem, Term
from meetings.numbered import NumberedItem
from meetings.oparl import told_councils, told_meetings
from meetings.oparl.found import ATTACHMENT, Key, Published, file_keys, item_keys, published_meetings
from meetings.oparl.posts import Post, people_stamps, posts
from meetings.oparl.stamps import Stamp, council_stamps, meeting_stamps, term_stamps
from meetings.oparl.teller import Object, Teller

Rows = Sequence[tuple[Any, Stamp]]
TellItem = Callable[[Teller, Published, NumberedItem, int, Stamp], Object]


def number_in(text: str) -> int | None:
    """A row's id as an address writes it: without zeros before it, so that one object has one address."""
    plain = text.isascii() and text.isdigit() and len(text) < 18
    return int(text) if plain and str(int(text)) == text else None


class Kind:
    """``rows``: of one KKR, in an order that stays. ``find``: the one that ``text`` names, else none."""

    per_page = 100

    def rows(self, council: Council) -> Rows:
        raise NotImplementedError

    def find(self, text: str) -> Rows:
        raise NotImplementedError

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        raise NotImplementedError


class Meetings(Kind):
    per_page = 25  # each holds its whole agenda

    def rows(self, council: Council) -> Rows:
        return list(meeting_stamps(Q(council=council)).items())

    def find(self, text: str) -> Rows:
        pk = number_in(text)
        return list(meeting_stamps(Q(pk=pk)).items()) if pk else []

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        there = published_meetings(pk for pk, stamp in rows if not stamp.deleted)
        return [
            told_meetings.meeting(teller, there[pk], stamp)
            if pk in there
            else teller.stub("meetings", "Meeting", pk, stamp)
            for pk, stamp in rows
        ]


class Locations(Kind):
    """Where meetings are: each meeting has its own."""

    said = ~Q(place="") | Q(virtual=True)

    def rows(self, council: Council) -> Rows:
        return list(meeting_stamps(Q(council=council) & self.said).items())

    def find(self, text: str) -> Rows:
        pk = number_in(text)
        return list(meeting_stamps(Q(pk=pk) & self.said).items()) if pk else []

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        there = published_meetings(pk for pk, stamp in rows if not stamp.deleted)
        told = [
            (pk, stamp, told_meetings.location(teller, there[pk], stamp) if pk in there else None)
            for pk, stamp in rows
        ]
        return [one or teller.stub("locations", "Location", pk, stamp) for pk, stamp, one in told]


class OfItems(Kind):
    """What there is one of for each item: the item itself, its paper, and what binds the two."""

    def __init__(self, word: str, of_type: str, told: TellItem) -> None:
        self.word, self.of_type, self.told = word, of_type, told

    def rows(self, council: Council) -> Rows:
        stamps = meeting_stamps(Q(council=council))
        return [(key, stamps[key.meeting]) for key in item_keys(stamps)]

    def find(self, text: str) -> Rows:
        pk = number_in(text)
        if not pk:
            return []
        sent = SentItem.objects.filter(item_pk=pk).values("version__meeting")
        here = AgendaItem.objects.filter(pk=pk).values("section__meeting")
        stamps = meeting_stamps(Q(pk__in=sent) | Q(pk__in=here))
        return [(key, stamps[key.meeting]) for key in item_keys(stamps, pk=pk)]

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        there = published_meetings({key.meeting for key, _ in rows})
        return [self._one(teller, there.get(key.meeting), key, stamp) for key, stamp in rows]

    def _one(self, teller: Teller, of: Published | None, key: Key, stamp: Stamp) -> Object:
        for order, one in enumerate(of.agenda.items if of else [], 1):
            if of and one.item.pk == key.pk:
                return self.told(teller, of, one, order, stamp)
        return teller.stub(self.word, self.of_type, key.pk, stamp)


def _without_order(told: Callable[[Teller, Published, NumberedItem, Stamp], Object]) -> TellItem:
    return lambda teller, of, one, order, stamp: told(teller, of, one, stamp)


class Files(Kind):
    def rows(self, council: Council) -> Rows:
        stamps = meeting_stamps(Q(council=council))
        return [(key, stamps[key.meeting]) for key in file_keys(stamps)]

    def find(self, text: str) -> Rows:
        what, _, number = text.partition("-")
        pk = number_in(number)
        if not pk:
            return []
        of = Q(pk=pk)
        if what == ATTACHMENT:
            sent = SentFile.objects.filter(attachment_pk=pk).values("version__meeting")
            here = Attachment.objects.filter(pk=pk).values("item__section__meeting")
            of = Q(pk__in=sent) | Q(pk__in=here)
        stamps = meeting_stamps(of)
        return [(key, stamps[key.meeting]) for key in file_keys(stamps) if (key.what, key.pk) == (what, pk)]

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        there = published_meetings({key.meeting for key, _ in rows})
        found = []
        for key, stamp in rows:
            of = there.get(key.meeting)
            told = told_meetings.file(teller, of, key, stamp) if of else None
            found.append(told or teller.stub("files", "File", f"{key.what}-{key.pk}", stamp))
        return found


class Organizations(Kind):
    """The KKR itself."""

    def rows(self, council: Council) -> Rows:
        there = posts(council_id=council.pk)
        own = council_stamps()[council.pk]
        changed = [own.modified, *(one.stamp.modified for one in there), *_gone(council)]
        return [((council, there), Stamp(own.created, max(changed)))]

    def find(self, text: str) -> Rows:
        council = Council.objects.filter(slug=text).first()
        return self.rows(council) if council else []

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        return [told_councils.organization(teller, council, there, stamp) for (council, there), stamp in rows]


def _gone(council: Council) -> list[Any]:
    return [stamp.modified for stamp in people_stamps(council_id=council.pk).values()]


class People(Kind):
    def rows(self, council: Council) -> Rows:
        return list(people_stamps(council_id=council.pk).items())

    def find(self, text: str) -> Rows:
        pk = number_in(text)
        return list(people_stamps(pk=pk).items()) if pk else []

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        ids = [pk for pk, _ in rows]
        people, slugs = Person.objects.in_bulk(ids), dict(Council.objects.values_list("pk", "slug"))
        there: dict[int, list[Post]] = {}
        for post in posts(people=ids):
            there.setdefault(post.person_id, []).append(post)
        return [
            told_councils.person(teller, people[pk], there[pk], slugs, stamp)
            if pk in there else teller.stub("people", "Person", pk, stamp)
            for pk, stamp in rows
        ]  # fmt: skip


class Memberships(Kind):
    def rows(self, council: Council) -> Rows:
        return [(one, one.stamp) for one in posts(council_id=council.pk)]

    def find(self, text: str) -> Rows:
        return [(one, one.stamp) for one in posts(key=text) if one.key == text]

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        slugs = dict(Council.objects.values_list("pk", "slug"))
        return [told_councils.membership(teller, one, slugs) for one, _ in rows]


class Terms(Kind):
    def rows(self, council: Council) -> Rows:
        return self._stamped(Q(council=council))

    def find(self, text: str) -> Rows:
        pk = number_in(text)
        return self._stamped(Q(pk=pk)) if pk else []

    def _stamped(self, of: Q) -> Rows:
        rows = Term.objects.visible_to(AnonymousUser()).filter(of).select_related("council").order_by("pk")
        terms = list(rows)
        stamps = term_stamps([one.pk for one in terms])
        return [(one, stamps[one.pk]) for one in terms]

    def tell(self, teller: Teller, rows: Rows) -> list[Object]:
        return [told_councils.term(teller, one, stamp) for one, stamp in rows]


KINDS: dict[str, Kind] = {
    "organizations": Organizations(), "people": People(), "memberships": Memberships(),
    "meetings": Meetings(), "files": Files(), "locations": Locations(), "legislative-terms": Terms(),
    "agenda-items": OfItems("agenda-items", "AgendaItem", told_meetings.agenda_item),
    "papers": OfItems("papers", "Paper", _without_order(told_meetings.paper)),
    "consultations": OfItems("consultations", "Consultation", _without_order(told_meetings.consultation)),
}  # fmt: skip


def bodies(councils: Sequence[Council]) -> list[tuple[Council, list[tuple[Term, Stamp]], Stamp]]:
    """The KKR with their terms. Four queries."""
    stamps = council_stamps()
    terms = list(Term.objects.visible_to(AnonymousUser()).filter(council__in=councils).order_by("pk"))
    of_terms = term_stamps([one.pk for one in terms])
    return [
        (one, [(t, of_terms[t.pk]) for t in terms if t.council_id == one.pk], stamps[one.pk])
        for one in councils
    ]
