"""Goals, funding key, reports, deviations, years and spread as sheets. One report: ``report_files``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contracts.deviations import Check
from contracts.document import Document
from contracts.framework_page import FrameworkShown
from contracts.judged import PointStatus
from contracts.models import FrameworkAgreement, Goal, Report
from contracts.years_of import MeasureYears
from kkr_portal.spreadsheets import Cell, Sheet

Rows = list[Sequence[Cell]]
PER_CENT = 100


def goals_sheet(document: Document) -> Sheet:
    """One row a measurable point; one for a goal without any."""
    head = ["Nr.", "Mål", "Målepunkt", "Krav", "Hvornår", "Fastsat af"]
    cells: Rows = []
    for one in document.goals:
        by = "Rammeaftalen" if one.goal.scope == Goal.Scope.NATIONAL else "KKR og huset"
        if not one.points:
            cells.append([one.goal.number, one.goal.title, "", "", "", by])
        cells += [
            [one.goal.number, one.goal.title, point.told, point.asked, point.due, by] for point in one.points
        ]
    return Sheet("Mål", head, cells)


def key_sheet(document: Document) -> Sheet:
    """As printed: the rows, and the total as it stands in the contract."""
    cells: Rows = [[str(row.municipality), row.municipality.code, row.amount] for row in document.rows]
    if document.key:
        cells.append(["I alt", "", document.key.total])
    return Sheet("Fordelingsnøgle", ["Kommune", "Kommunekode", "1.000 kr."], cells)


def reports_sheet(reports: Iterable[Report], today: date) -> Sheet:
    head = ["Afrapportering", "Art", "Dækker til og med", "Åbner", "Frist", "Status", "Over fristen"]
    cells: Rows = [
        [
            one.title, one.get_kind_display(), one.covers_until, one.opens_on, one.due_on,
            one.get_status_display(), "ja" if one.is_late(today) else "",
        ]
        for one in reports
    ]  # fmt: skip
    return Sheet("Afrapporteringer", head, cells)


def years_sheet(measures: Iterable[MeasureYears]) -> Sheet:
    """What each measure asked for and what was measured, year by year."""
    cells: Rows = [
        [
            measure.name, measure.unit, one.year, "; ".join(one.asked), "; ".join(one.measured), one.verdict,
            "ja" if measure.invented else "",
        ]
        for measure in measures
        for one in measure.years
    ]  # fmt: skip
    return Sheet("Mål over årene", ["Mål", "Enhed", "År", "Krav", "Målt", "Status", "Opdigtet"], cells)


def spread_sheet(points: Iterable[PointStatus]) -> Sheet:
    """Shares in per cent."""
    head = ["Mål", "Målepunkt", "Kommune", "By eller land", "Vejledte", "Andel af vejledningen (pct.)",
            "Andel af indbyggerne (pct.)", "Båndet fra (pct.)", "Båndet til (pct.)", "Opfyldt",
            "Folketal den", "Kilde"]  # fmt: skip
    cells: Rows = []
    for point in points:
        if (shown := point.spread) is None:
            continue
        source = shown.report.title + ("" if shown.is_accepted else " (ikke godkendt endnu)")
        for place, kind, fits in shown.rows:
            band = [place.low * PER_CENT, place.high * PER_CENT] if shown.has_band else [None, None]
            cells.append([
                point.target.goal.number, point.target.wording, place.name, kind, place.guided,
                place.share_of_guidance * PER_CENT, place.share_of_population * PER_CENT, *band,
                "ja" if fits else "nej", shown.counted_on, source,
            ])  # fmt: skip
    return Sheet("Spredning", head, cells)


def deviations_sheet(check: Check) -> Sheet:
    """What deviates from the framework agreement, and with what reason people have accepted it."""
    cells: Rows = []
    for one in check.found:
        accepted = one.acceptance
        cells.append([
            one.deviation.type.value.capitalize(), one.deviation.sentence, str(one.deviation.citation),
            "ja" if accepted else "nej", accepted.reason if accepted else "",
            str(accepted.by or "") if accepted else "", accepted.on if accepted else None,
        ])  # fmt: skip
    head = ["Afvigelse", "Hvad", "Hjemmel", "Accepteret", "Begrundelse", "Af", "Den"]
    return Sheet("Afvigelser", head, cells)


def frameworks_sheet(agreements: Iterable[FrameworkAgreement]) -> Sheet:
    """Agreements with ``goal_count``."""
    cells: Rows = [
        [one.title, one.first_year, one.last_year, one.parties, one.agreed_on, one.goal_count, one.source]  # type: ignore[attr-defined]
        for one in agreements
    ]
    head = ["Rammeaftale", "Fra", "Til", "Parter", "Indgået", "Nationale mål", "Kilde"]
    return Sheet("Rammeaftaler", head, cells)


def framework_goals_sheet(shown: FrameworkShown) -> Sheet:
    """What the agreement asks for, goal by goal and year by year."""
    head = ["Nr.", "Mål", "Kun", "Målepunkt", "Hvornår", "Krav", "Aftalens ord"]
    cells: Rows = [
        [
            one.goal.number, one.goal.title, one.goal.only_year, str(measure.measure), asked.year,
            asked.asked, asked.target.wording,
        ]
        for one in shown.goals
        for measure in one.measures
        for asked in measure.asked
    ]  # fmt: skip
    return Sheet("Nationale mål", head, cells)
