"""The composition for the minutes, as PDF; it and the votes for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import Cell, Sheet, download
from meetings import list_sheets
from meetings.composition import Composed, composed
from meetings.models import Term
from meetings.views.found_terms import editable_term, visible_term
from meetings.views.terms import sheet_context


def _name(term: Term) -> str:
    return f"Sammensætning {term.council} {term.years}"


@login_not_required
def term_pdf(request: HttpRequest, council: str, year: int) -> HttpResponse:
    term = visible_term(request, council, year)
    content = pdf.render("meetings/pdf/composition.html", sheet_context(term))
    return pdf_response(content, _name(term))


@login_not_required
def term_file(request: HttpRequest, council: str, year: int, kind: str) -> HttpResponse:
    term = visible_term(request, council, year)
    return download(_sheet(composed(term)), name=_name(term), kind=kind)


def votes_file(request: HttpRequest, council: str, year: int, kind: str) -> HttpResponse:
    """The votes by place, as the import reads them."""
    term = editable_term(request, council, year)
    counts = term.votes.select_related("municipality", "party")
    sheet = list_sheets.votes_sheet(counts.order_by("municipality__sort_key", "party__sort_key", "pk"))
    return download(sheet, name=f"Stemmetal {term.council} {term.years}", kind=kind)


def _sheet(found: Composed) -> Sheet:
    rows: list[Sequence[Cell]] = []
    for row in found.rows:
        text = row.texts
        rows.append([
            row.party, row.votes, text["share"], row.council_seats, "ja" if row.entitled else "nej",
            row.mayors, text["elected"], text["seats"], text["seat_share"],
        ])  # fmt: skip
    total = found.totals
    rows.append(["I alt", total["votes"], "", total["council_seats"], "", total["mayors"], total["elected"],
                 total["seats"], ""])  # fmt: skip
    if found.lack:
        rows.append([f"Bemærk: stemmetallene er ikke fuldstændige. {found.lack}"])
    head = ["Parti", "Stemmer", "Andel af stemmer", "Mandater", "Berettiget", "Borgmestre", "Valgte",
            "Pladser", "Andel af pladser"]  # fmt: skip
    return Sheet("Sammensætning", head, rows)
