"""The model's result is stored with what it was reached by, so that it can be computed again to the digit."""

from __future__ import annotations

from django.db import transaction

from kkr_portal.access.models import User
from quotas.actions.issues import held
from quotas.model_of import Reading, facts_of, modelled
from quotas.models import CalculatedRow, Calculation, Issue, Statistics
from quotas.models.closing import MESSAGE
from quotas.refused import Refused


@transaction.atomic
def store_calculation(*, issue: Issue, reading: Reading, by: User | None) -> Calculation:
    """In place of the one that was stored before, which stays in the history.

    Raises Refused: closed, or without a national number or statistics.
    """
    now = held(issue)
    if now.is_closed:
        raise Refused(MESSAGE)
    statistics = Statistics.objects.filter(issue=now).first()
    if now.national_number is None or statistics is None:
        raise Refused("Modellen kan først beregnes, når landstallet og statistikken er indlæst.")
    result = modelled(facts_of(statistics), now.national_number, reading)
    Calculation.objects.filter(statistics=statistics).delete()
    calculation = Calculation.objects.create(
        statistics=statistics, national_number=now.national_number, key=reading.key.name.lower(),
        rounding=reading.order.name.lower(), by=by,
    )  # fmt: skip
    CalculatedRow.objects.bulk_create(
        CalculatedRow(
            calculation=calculation, municipality=line.municipality, share=str(line.row.share),
            calculated=str(line.row.calculated), distributed=str(line.row.distributed), persons=line.persons,
        )
        for line in result.lines
    )  # fmt: skip
    return calculation
