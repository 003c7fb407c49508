"""What of the contracts is found: their parts, focus areas and goals, by the contract's own rights."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from contracts.models import ContractPart, FocusArea, Goal, ResultContract
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import Hit, Source, Stream, Ways, words

ANCHORS = {
    "preamble": "indledning", "about": "huset", "reporting": "opfoelgning", "focus": "indsatsomraader",
    "economy": "oekonomi", "entry": "ikrafttraeden", "goals": "maal",
}  # fmt: skip
WAYS = Ways("contract__council", "contract__year", "contract__year")
FOCUS = ["title", "text"]
GOAL = ["title", "motivation", "aim", "method", "reporting"]


def _of_visible(rows: QuerySet[Any], user: AnyUser) -> QuerySet[Any]:
    contracts = ResultContract.objects.visible_to(user)
    return rows.filter(contract__in=contracts.values("pk")).select_related("contract__business_house")


def _hit(contract: ResultContract, title: str, anchor: str) -> Hit:
    place = str(contract) if contract.published_on else f"{contract}, ikke offentliggjort"
    return Hit(title, place, f"{contract.get_absolute_url()}#{anchor}")


SOURCE = Source(
    "contracts",
    "Resultatkontrakter",
    [
        Stream(
            lambda user: _of_visible(Goal.objects.all(), user), words(*GOAL), GOAL,
            lambda row: _hit(row.contract, str(row), f"maal-{row.number}"), WAYS,
        ),
        Stream(
            lambda user: _of_visible(FocusArea.objects.all(), user), words(*FOCUS), FOCUS,
            lambda row: _hit(row.contract, f"Særligt indsatsområde: {row.title}", "indsatsomraader"), WAYS,
        ),
        Stream(
            lambda user: _of_visible(ContractPart.objects.all(), user), words("text"), ["text"],
            lambda row: _hit(row.contract, row.get_kind_display(), ANCHORS[row.kind]), WAYS,
        ),
    ],
)  # fmt: skip
