"""The meeting room's live documents: rules of procedure, composition, counting sheet, status table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents import pdf
from kkr_portal.documents.live import Choice, LiveKind, SourceGone, row_of
from kkr_portal.law import NotInForce
from kkr_portal.registry.models import Council
from meetings.counting import read
from meetings.models import Election, InitiativeTable, Term
from meetings.rules.editions import EDITION_2022, Edition, edition_on
from meetings.views.elections_found import facts
from meetings.views.terms import sheet_context


def _edition(ref: str) -> Edition:
    try:
        return edition_on(date.fromisoformat(ref))
    except (ValueError, NotInForce):
        raise SourceGone("Forretningsordenen findes ikke i portalen.") from None


def _editions(user: AnyUser, council: Council) -> Iterator[Choice]:
    yield Choice(EDITION_2022.in_force.isoformat(), EDITION_2022.title)


def _term(ref: str) -> Term:
    rows = Term.objects.select_related("council__region")
    return row_of(rows, ref, "Sammensætningen findes ikke længere.")


def _terms(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Term.objects.visible_to(user).filter(council=council).select_related("council")
    for term in rows.order_by("-election_date"):
        yield Choice(str(term.pk), f"Sammensætning af {term.council} {term.years}")


def _election(ref: str) -> Election:
    return row_of(read(Election.objects.all()), ref, "Valget findes ikke længere.")


def _elections(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Election.objects.visible_to(user).filter(meeting__council=council).select_related("meeting")
    for election in rows.order_by("-meeting__date", "pk"):
        yield Choice(str(election.pk), f"Optællingsark: {election.title}, {election.meeting.date:%d.%m.%Y}")


def _initiatives(ref: str) -> InitiativeTable:
    rows = InitiativeTable.objects.select_related("council").prefetch_related("initiatives")
    return row_of(rows, ref, "Statusoversigten findes ikke længere.")


def _initiative_tables(user: AnyUser, council: Council) -> Iterator[Choice]:
    for table in InitiativeTable.objects.visible_to(user).filter(council=council):
        yield Choice(str(table.pk), table.title)


KINDS = [
    LiveKind(
        name="rules_of_procedure",
        label="Forretningsorden",
        choices=_editions,
        html=lambda ref: pdf.html_of("meetings/pdf/edition.html", {"edition": _edition(ref)}),
        url=lambda ref: reverse("meetings:edition", args=[_edition(ref).in_force]),
    ),
    LiveKind(
        name="composition",
        label="Sammensætning",
        choices=_terms,
        html=lambda ref: pdf.html_of("meetings/pdf/composition.html", sheet_context(_term(ref))),
        url=lambda ref: _term(ref).get_absolute_url(),
    ),
    LiveKind(
        name="election",
        label="Optællingsark",
        choices=_elections,
        html=lambda ref: pdf.html_of("meetings/pdf/election.html", facts(AnonymousUser(), _election(ref))),
        url=lambda ref: _election(ref).get_absolute_url(),
    ),
    LiveKind(
        name="initiatives",
        label="Statusoversigt",
        choices=_initiative_tables,
        html=lambda ref: pdf.html_of("meetings/pdf/initiatives.html", {"table": _initiatives(ref)}),
        url=lambda ref: _initiatives(ref).get_absolute_url(),
    ),
]
