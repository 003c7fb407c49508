"""What follows in this room from populations that are about to be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.models import Report, ResultContract
from contracts.models.points import Kind
from kkr_portal.registry.models import Population

KEY = "Fordelingsnøgler, der er gemt, ændres ikke. «Fordel efter indbyggertal» bruger fremover de nye tal."
KEPT = "Godkendte afrapporteringer beholder de folketal, de er vurderet efter."


def told(newest: Sequence[Population]) -> Iterable[str]:
    """``newest``: counts that become their municipality's latest. One query."""
    houses = {one.municipality.business_house_id for one in newest}
    contracts = ResultContract.objects.filter(business_house__in=houses, goals__targets__kind=Kind.SPREAD)
    waiting = Report.objects.exclude(status__in=[Report.Status.ACCEPTED, Report.Status.CLOSED])
    judged = contracts.filter(reports__in=waiting).select_related("business_house").distinct()
    names = [str(one) for one in judged.order_by("-year", "pk")]
    yield KEY
    if names:
        yield (
            f"Den geografiske spredning i afrapporteringer, der ikke er godkendt, regnes på de nye tal: "
            f"{', '.join(names)}."
        )
    yield KEPT
