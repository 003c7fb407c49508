"""What is still missing in a contract's text, goals and money: where, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from django.db.models import Field
from django.urls import reverse

from contracts.models import ContractPart, Goal, ResultContract
from contracts.rules.funding_key import FundingKey, Share
from kkr_portal.cpr import cpr_numbers
from kkr_portal.registry.models import Municipality

NEEDED = [
    kind for kind in ContractPart.Kind if kind not in (ContractPart.Kind.FOCUS, ContractPart.Kind.GOALS)
]


@dataclass(frozen=True)
class Lack:
    """``decide``: somebody has marked that a decision is needed."""

    text: str
    url: str
    decide: bool = False


def lacks_of(
    contract: ResultContract, *, parts: list[ContractPart], goals: Sequence[Goal], focus_areas: int,
    key: FundingKey | None,
) -> list[Lack]:  # fmt: skip
    """In the order of the document. ``goals`` with their targets read; ``key`` None: not written."""
    return [
        *_of_parts(contract, parts),
        *([] if focus_areas else [Lack("Ingen særlige indsatsområder", edit_url(contract, "#focus-areas"))]),
        *_of_goals(contract, goals),
        *_of_key(contract, key),
    ]


def edit_url(contract: ResultContract, mark: str = "") -> str:
    return reverse("contracts:edit", args=[contract.business_house.slug, contract.year]) + mark


def _of_parts(contract: ResultContract, parts: list[ContractPart]) -> Iterator[Lack]:
    text = {part.kind: part.text for part in parts}
    for kind in ContractPart.Kind:
        url = reverse("contracts:edit_part", args=[contract.business_house.slug, contract.year, kind.value])
        if kind in NEEDED and not text.get(kind, "").strip():
            yield Lack(f"«{kind.label}» er ikke skrevet", url)
        if numbers := cpr_numbers(text.get(kind, "")):
            yield Lack(f"«{kind.label}» ser ud til at rumme et CPR-nummer: {', '.join(numbers)}", url)


def _of_goals(contract: ResultContract, goals: Sequence[Goal]) -> Iterator[Lack]:
    if not goals:
        yield Lack("Ingen mål", edit_url(contract, "#goals"))
    for goal in goals:
        url = reverse("contracts:goal_edit", args=[contract.business_house.slug, contract.year, goal.pk])
        targets = list(goal.targets.all())
        if not targets:
            yield Lack(f"Mål {goal.number} har ingen målepunkter", f"{url}#points")
        for name in ("method", "reporting"):
            if not getattr(goal, name).strip():
                label = cast(Field, Goal._meta.get_field(name)).verbose_name
                yield Lack(f"Mål {goal.number} mangler «{label}»", url)
        for target in targets:
            if target.to_decide:
                yield Lack(f"Mål {goal.number}: {target.to_decide}", f"{url}#points", decide=True)


def _of_key(contract: ResultContract, key: FundingKey | None) -> Iterator[Lack]:
    url = reverse("contracts:key", args=[contract.business_house.slug, contract.year])
    if key is None:
        yield Lack("Fordelingsnøglen er ikke skrevet", url)
        return
    if contract.grant is None:
        yield Lack("Fordelingsnøglen mangler den sum, der trykkes under den", url)
    names = {row.municipality for row in key.rows}
    house = Municipality.objects.filter(business_house=contract.business_house_id)
    missing = [one.name for one in house if one.name not in names]
    if missing:
        yield Lack(f"Ikke i fordelingsnøglen: {', '.join(missing)}", url)


def key_of(contract: ResultContract) -> FundingKey | None:
    """The stored rows as the rules take them; the total is the sum where none is printed."""
    rows = [
        Share(row.municipality.name, row.amount)
        for row in contract.funding_rows.select_related("municipality").order_by("municipality__sort_key")
    ]
    if not rows:
        return None
    return FundingKey(rows, contract.grant if contract.grant is not None else sum(row.amount for row in rows))
