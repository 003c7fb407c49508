"""A contract of KKR Midtjylland with one point of every kind, and reports on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from contracts.models import FrameworkAgreement, Goal, Measurement, Report, ResultContract, Target
from kkr_portal.registry.models import BusinessHouse, Council

POINTS = {
    "share": {"value": 80, "wording": "Andelen er mindst 80 pct."},
    "rise": {"value": 5, "wording": "Kendskabet stiger 5 procentpoint.", "base_year": 2020},
    "count": {"value": 1400, "wording": "Mindst 1.400 virksomheder.", "unit_noun": "virksomheder"},
    "net_promoter_score": {"value": 70, "wording": "NPS er mindst 70.", "segments": "each"},
    "activity": {"value": None, "wording": "Oplæg i alle kommuner."},
    "control_group": {"value": 10, "wording": "10 procentpoint bedre.", "due_year": 2024},
    "roughly_equal": {"value": None, "wording": "Nogenlunde lige meget."},
    "spread": {"value": 10, "wording": "Spredning som indbyggerne.", "reading": "relative"},
}


def a_contract(house: str = "midtjylland", year: int = 2022, *, published: bool = False) -> ResultContract:
    agreement, _ = FrameworkAgreement.objects.get_or_create(
        slug="rammer", defaults={"title": "Rammer", "first_year": 2000, "last_year": 2060, "source": "prøve"}
    )
    place = BusinessHouse.objects.get(slug=house)
    contract = ResultContract.objects.create(
        council=Council.objects.get(pk=place.council_id), business_house=place, year=year,
        framework=agreement, in_force_on=date(year, 1, 1),
    )  # fmt: skip
    goal = Goal.objects.create(contract=contract, number=1, title="Et mål", scope="local")
    for position, (kind, fields) in enumerate(POINTS.items(), 1):
        Target.objects.create(goal=goal, position=position, kind=kind, **fields)
    if published:
        publish(contract)
    return contract


def publish(contract: ResultContract) -> None:
    """As the steps leave it: signed, then forward."""
    mine = ResultContract.objects.filter(pk=contract.pk)
    mine.update(status="negotiated")
    mine.update(status="approved")
    mine.update(status="signed")
    mine.update(status="sent")
    mine.update(status="published", published_on=date(contract.year, 1, 1))
    contract.refresh_from_db()


def a_report(contract: ResultContract, **fields: object) -> Report:
    year = contract.year
    told = {
        "kind": "final", "title": f"Slutrapport {year}", "covers_until": date(year, 12, 31),
        "opens_on": date(year + 1, 1, 1), "due_on": date(year + 1, 6, 30),
    }  # fmt: skip
    return Report.objects.create(contract=contract, **(told | fields))


def point(contract: ResultContract, kind: str) -> Target:
    return Target.objects.get(goal__contract=contract, kind=kind)


def measured(report: Report, kind: str, **fields: object) -> Measurement:
    return Measurement.objects.create(report=report, target=point(report.contract, kind), **fields)


def accepted(report: Report) -> Report:
    moment = datetime(report.due_on.year, 6, 1, 9, 0, tzinfo=UTC)
    Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=moment)
    Report.objects.filter(pk=report.pk).update(status="accepted", accepted_at=moment)
    report.refresh_from_db()
    return report
