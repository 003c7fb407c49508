"""A signed target is revised: the old value stays, the new one has its reason and its decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from contracts.actions.held import held
from contracts.models import Target, TargetRevision
from contracts.models.points import Kind
from contracts.refused import Refused
from contracts.rules.told_points import number
from contracts.targets_in_force import latest_value
from contracts.value_bounds import why_not
from kkr_portal.access.models import User
from meetings.decided_at import item_line
from meetings.models import AgendaItem


@transaction.atomic
def revise_target(
    *, target: Target, new_value: Decimal, holds_from: date, reason: str, item: AgendaItem, by: User | None
) -> TargetRevision:
    """The contract must be signed: before that the point is simply rewritten."""
    contract = held(target.goal.contract)
    if not contract.is_signed:
        raise Refused("Kontrakten er ikke underskrevet. Ret målepunktet i stedet.")
    if target.value is None:
        raise Refused("Målepunktet har intet tal, der kan revideres. Skriv et tillæg.")
    if fault := why_not(Kind(target.kind), new_value):
        raise Refused(fault)
    if fault := _against_its_whole(target, new_value):
        raise Refused(fault)
    if item.section.meeting.council_id != contract.council_id:
        raise Refused("Punktet hører til et andet KKR. Vælg et punkt på et af KKR's egne møder.")
    if not reason.strip():
        raise Refused("Skriv, hvorfor målepunktet revideres.")
    revisions = list(target.revisions.order_by("number"))
    old = latest_value(target, revisions)
    if revisions and holds_from < revisions[-1].holds_from:
        raise Refused(
            f"Den seneste revision gælder fra {revisions[-1].holds_from:%d.%m.%Y}. "
            "En ny kan ikke gælde før den."
        )
    if old == new_value:
        raise Refused("Det nye tal er det samme som det gamle.")
    return TargetRevision.objects.create(
        target=target, number=len(revisions) + 1, old_value=old, new_value=new_value, holds_from=holds_from,
        reason=reason.strip(), decided_at=item, decision=item_line(item), by=by,
    )  # fmt: skip


def _against_its_whole(target: Target, value: Decimal) -> str:
    """Why the new number does not fit to what it is part of, or to its parts; empty where it does."""
    if target.part_of is not None:
        whole = latest_value(target.part_of, target.part_of.revisions.all())
        if value > whole:
            return (
                f"Delen kan ikke være større end det hele: «{target.part_of}» er {number(Fraction(whole))}."
            )
    for part in target.parts.prefetch_related("revisions"):
        latest = latest_value(part, part.revisions.all())
        if value < latest:
            return f"Det hele kan ikke være mindre end en del af det: «{part}» er {number(Fraction(latest))}."
    return ""
