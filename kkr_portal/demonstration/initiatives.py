"""Item 3.3: the status table of KKR Midtjylland, as its attachment has it; the statuses in our own words."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction

from kkr_portal.demonstration import figures
from kkr_portal.registry.models import Council
from meetings.models import Initiative, InitiativeTable

TITLE = "Status for initiativer – Alliancen om den nære psykiatri"


@transaction.atomic
def load() -> InitiativeTable:
    """The table with its initiatives; one that has two rows in the source has two statuses here."""
    table = InitiativeTable.objects.create(council=Council.objects.get(slug="midtjylland"), title=TITLE)
    rows = groupby(figures.rows("initiatives"), key=lambda row: (row["initiative"], row["run_by"]))
    for position, ((name, run_by), group) in enumerate(rows, 1):
        Initiative.objects.create(
            table=table, position=position, name=name, run_by=run_by,
            status="\n\n".join(row["status"] for row in group),
        )  # fmt: skip
    return table
