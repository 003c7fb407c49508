"""Deadlines of reports for the yearly calendar: the final report comes by June (rammeaftalen afsnit 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contracts.models import Report
from contracts.models.contracts import readable
from contracts.rules.sources import section
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.due import Due

REPORTING = section("8")


def due_reports(user: AnyUser, first: date, last: date) -> Iterator[Due]:
    """The house's own, the secretariat's own, and all for KL: one query."""
    reports = Report.objects.filter(readable("contract__", user), due_on__gte=first, due_on__lte=last)
    for one in reports.select_related("contract__business_house").order_by("due_on", "pk"):
        contract = one.contract
        yield Due(
            one.due_on, f"{one.title}, {contract.business_house} (kontraktår {contract.year})", REPORTING,
            one.get_absolute_url(), done=one.status not in Report.WRITABLE, council_id=contract.council_id,
            key=f"report-{one.pk}",
        )  # fmt: skip
