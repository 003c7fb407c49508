"""The composition for the minutes, as PDF, and for a spreadsheet, as CSV."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from kkr_portal.documents import pdf
from meetings import prints
from meetings.composition import Composed, composed
from meetings.models import Term
from meetings.views.found_terms import visible_term
from meetings.views.terms import sheet_context

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run these


def _name(term: Term) -> str:
    return f"Sammensætning {term.council} {term.years}"


@login_not_required
def term_pdf(request: HttpRequest, council: str, year: int) -> HttpResponse:
    term = visible_term(request, council, year)
    content = pdf.render("meetings/pdf/composition.html", sheet_context(term))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = prints.disposition(f"{_name(term)}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
def term_csv(request: HttpRequest, council: str, year: int) -> HttpResponse:
    term = visible_term(request, council, year)
    response = HttpResponse(_csv(composed(term)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{_name(term)}.csv") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(found: Composed) -> str:
    """With a byte order mark and semicolons, as Danish spreadsheets expect."""
    out = io.StringIO()
    out.write("\ufeff")
    write = csv.writer(out, delimiter=";", lineterminator="\r\n").writerow
    write(["Parti", "Stemmer", "Andel af stemmer", "Mandater", "Berettiget", "Borgmestre", "Valgte",
           "Pladser", "Andel af pladser"])  # fmt: skip
    for row in found.rows:
        text = row.texts
        write([
            safe(row.party), row.votes, text["share"], row.council_seats, "ja" if row.entitled else "nej",
            row.mayors, text["elected"], text["seats"], text["seat_share"],
        ])  # fmt: skip
    total = found.totals
    write(["I alt", total["votes"], "", total["council_seats"], "", total["mayors"], total["elected"],
           total["seats"], ""])  # fmt: skip
    if found.lack:
        write([safe(f"Bemærk: stemmetallene er ikke fuldstændige. {found.lack}")])
    return out.getvalue()


def safe(text: str) -> str:
    """The text so that a spreadsheet takes it for text."""
    return f"'{text}" if text.startswith(FORMULA) else text
