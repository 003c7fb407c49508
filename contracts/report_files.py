"""A report as PDF, and as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.judged import PointStatus, report_status
from contracts.models import Report
from kkr_portal.documents import pdf
from kkr_portal.spreadsheets import Cell, Sheet

HEAD = ["Mål", "Målepunkt", "Krav", "Segment", "Kommune", "Tæller", "Nævner", "Resultat", "Tidligere måling",
        "Kontrolgruppe", "Gennemført", "Målt", "Kilde", "Udregning", "Status", "Bemærkning"]  # fmt: skip
NOTHING: list[Cell] = [None, None, None, None, None, "", None, ""]  # from «Tæller» to «Kilde»


def name_of(report: Report) -> str:
    contract = report.contract
    invented = "Opdigtet - " if report.invented else ""
    return f"{invented}{report.title} - {contract.business_house} {contract.year}"


def report_pdf(report: Report, *, inside: bool) -> bytes:
    """Tagged. Same report, same bytes."""
    return pdf.from_html(report_html(report, inside=inside))


def report_html(report: Report, *, inside: bool) -> str:
    """The whole document. Comments and notes only to those inside."""
    context = {
        "report": report,
        "contract": report.contract,
        "status": report_status(report),
        "inside": inside,
    }
    return pdf.html_of("contracts/pdf/report.html", context)


def report_sheet(report: Report, *, inside: bool) -> Sheet:
    """One row for each figure, and one for each point without any."""
    title = "Opdigtede tal" if report.invented else "Afrapportering"
    points = report_status(report).points
    places = _places(report)
    rows = [row for point in points for row in _rows(point, places.get(point.target.pk, []), inside)]
    return Sheet(title, HEAD, rows)


def _places(report: Report) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    rows = report.measurements.filter(municipality__isnull=False).select_related("municipality")
    for one in rows.order_by("municipality__sort_key"):
        found.setdefault(one.target_id, []).append((str(one.municipality), int(one.value or 0)))
    return found


def _rows(point: PointStatus, places: list[tuple[str, int]], inside: bool) -> Iterator[list[Cell]]:
    target = point.target
    start: list[Cell] = [target.goal.number, target.wording, point.asked]
    for row in point.rows:
        if row.measured is None:
            yield [*start, row.segment, "", *NOTHING, "", row.verdict.value, ""]
            continue
        one = row.measured
        yield [
            *start, row.segment, "", one.numerator, one.denominator, one.value, one.before, one.control,
            {None: "", True: "Ja", False: "Nej"}[one.done], one.measured_on, one.source, row.told,
            row.verdict.value, one.comment if inside else "",
        ]  # fmt: skip
    for name, guided in places:
        told = point.spread.told if point.spread else ""
        yield [*start, "", name, None, None, guided, None, None, "", None, "", told, point.verdict.value, ""]
    if not point.rows and not places:
        yield [*start, "", "", *NOTHING, "", point.verdict.value, ""]
