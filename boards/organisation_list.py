"""Which organisations may nominate to which boards: one reading of it for pages, spreadsheets and documents.

Everyone may read what is decided; what a secretariat still prepares is only its own, and KL's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from boards.models import NominatingOrganisation
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import Cell, Sheet

HEAD = ["KKR", "Funktionsperiode", "Bestyrelse", "Plads", "Organisation", "I fællesskab med",
        "Fra lille eller mellemstor virksomhed", "Besluttet den", "Bemærkning"]  # fmt: skip
DECIDED = Q(decided_at__isnull=False) | Q(round__decided_at__isnull=False)


def nominating(
    user: AnyUser, *, council: Council | None = None, term: date | None = None
) -> QuerySet[NominatingOrganisation]:
    """That this person may read; of one KKR or all, of the term with this first day or all. One query."""
    rows = NominatingOrganisation.objects.select_related(
        "round__council", "round__decided_at__section__meeting", "seat_kind__board", "organisation",
        "together_with", "decided_at__section__meeting",
    )  # fmt: skip
    read = predicates.councils_with_drafts_for(user)
    if read is not None:
        rows = rows.filter(DECIDED | Q(round__council__in=read))
    if council:
        rows = rows.filter(round__council=council)
    if term:
        rows = rows.filter(round__period__startswith=term)
    return rows.order_by(
        "round__council__sort_key", "-round__period", "seat_kind__board__sort_key", "seat_kind__position",
        "organisation__sort_key",
    )  # fmt: skip


def decided_on(one: NominatingOrganisation) -> date | None:
    """The day of the meeting."""
    item = one.decided_at or one.round.decided_at
    return item.section.meeting.date if item else None


def organisation_sheet(rows: Iterable[NominatingOrganisation]) -> Sheet:
    cells: list[list[Cell]] = [
        [
            str(one.round.council), one.round.years, str(one.seat_kind.board), one.seat_kind.title,
            str(one.organisation), str(one.together_with or ""), "Ja" if one.from_sme else "",
            decided_on(one), one.note,
        ]
        for one in rows
    ]  # fmt: skip
    return Sheet("Indstillingsberettigede", HEAD, cells)
