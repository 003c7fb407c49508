"""A deviation from the framework agreement is accepted with a reason, or no longer is."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from contracts.actions.held import held
from contracts.deviations import check
from contracts.models import AcceptedDeviation, ResultContract
from contracts.refused import Refused
from kkr_portal.access.models import User

CLOSED = "Kontrakten er underskrevet, så afvigelserne står fast."


@transaction.atomic
def accept_deviation(
    *, contract: ResultContract, key: str, reason: str, by: User | None
) -> AcceptedDeviation:
    """The one with this key, as it stands now."""
    now = held(contract)
    if now.is_signed:
        raise Refused(CLOSED)
    if not reason.strip():
        raise Refused("Skriv, hvorfor afvigelsen accepteres.")
    found = {one.deviation.key: one for one in check(now).found}
    if key not in found:
        raise Refused("Afvigelsen er rettet eller ændret imens. Se listen, som den er nu.")
    if found[key].acceptance:
        raise Refused("Afvigelsen er allerede accepteret.")
    return AcceptedDeviation.objects.create(
        contract=now, key=key, sentence=found[key].deviation.sentence, reason=reason.strip(), by=by,
        on=timezone.localdate(),
    )  # fmt: skip


@transaction.atomic
def withdraw_acceptance(*, contract: ResultContract, key: str) -> None:
    """The deviation is open again; the reason stays in the history."""
    now = held(contract)
    if now.is_signed:
        raise Refused(CLOSED)
    if not now.accepted_deviations.filter(key=key).delete()[0]:
        raise Refused("Accepten er allerede trukket tilbage.")
