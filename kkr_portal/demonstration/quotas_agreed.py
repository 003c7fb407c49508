"""The five regions' agreements on the quotas of 2022 as the authority's letter tells, and a calculation.

The letter has days of decision and notification, and who takes over from whom. It has no signatures, no day
of decision for Syddanmark, and not what the eight municipalities of the Bornholm agreement had before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Council
from quotas.actions.agreements import record
from quotas.actions.scenarios import keep
from quotas.models import Agreement, Issue
from quotas.rules.agreement import Transfer
from quotas.rules.what_if import Case

LETTER = "Udlændingestyrelsens brev 30.9.2021 (punkt 3.4, bilag 1)"
GIVERS = ("Dragør", "Hvidovre", "Tårnby", "Hillerød", "Rudersdal", "Glostrup", "Hørsholm")
LAESOE = (
    "Læsø er fortsat fritaget for at modtage flygtninge, også hvis landstallet for 2022 ændres. Kilden siger "
    "ikke, hvem der overtager."
)
EVACUATED = "900 evakuerede"


@dataclass(frozen=True)
class Told:
    """An agreement as the letter tells it."""

    council: str
    decided: date | None
    notified: date
    transfers: tuple[Transfer, ...] = ()
    if_changed: Agreement.IfChanged = Agreement.IfChanged.LAPSES
    note: str = ""


AGREEMENTS = [
    Told("sjaelland", date(2021, 6, 8), date(2021, 6, 16)),
    Told("syddanmark", None, date(2021, 9, 4)),
    Told("midtjylland", date(2021, 6, 8), date(2021, 9, 9)),
    Told(
        "hovedstaden", date(2021, 6, 16), date(2021, 9, 7),
        tuple(Transfer(giver, "Bornholm") for giver in GIVERS),
    ),
    Told(
        "nordjylland", date(2021, 6, 11), date(2021, 6, 22), (), Agreement.IfChanged.CONTINUES, LAESOE
    ),
]  # fmt: skip


def load() -> None:
    """On the issue of 2022, which must be there."""
    with transaction.atomic():
        issue = Issue.objects.select_related("year").get(year__year=2022, number=1)
        for told in AGREEMENTS:
            record(
                issue=issue, council=Council.objects.get(slug=told.council), transfers=told.transfers,
                recorded_from=LETTER, decided_on=told.decided, notified_on=told.notified,
                if_changed=told.if_changed, note=told.note,
            )  # fmt: skip
        cases = [Case(500, 800), Case(500, 900), Case(900)]
        keep(name=EVACUATED, council=None, issue=issue, cases=cases, by=None)
