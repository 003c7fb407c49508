"""Versions are saved at the steps of a contract's life, or by hand; a text can be taken back out of one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from contracts.actions.held import held
from contracts.content import content_of
from contracts.models import ContractPart, ContractVersion, FocusArea, Goal, ResultContract
from contracts.refused import Refused
from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile

# What of a goal is text, in the order of the page.
GOAL_TEXTS = {
    "title": "Titel",
    "motivation": "Begrundelse",
    "aim": "Mål",
    "method": "Metode",
    "reporting": "Afrapportering",
}


@transaction.atomic
def save_version(
    *, contract: ResultContract, occasion: str, by: User | None, pdf: StoredFile | None = None
) -> ContractVersion:
    """The content as it is now, under the next number."""
    now = held(contract)
    if not occasion.strip():
        raise Refused("Skriv, hvad versionen gemmes for.")
    last = now.versions.aggregate(last=Max("number"))["last"] or 0
    return ContractVersion.objects.create(
        contract=now, number=last + 1, occasion=occasion.strip(), content=content_of(now), pdf=pdf, by=by
    )


@transaction.atomic
def restore_part(*, version: ContractVersion, kind: str) -> ContractPart:
    """Write the version's text of a part into the contract, as a new edit."""
    contract = _open(version)
    text = next((part["text"] for part in version.content["parts"] if part["kind"] == kind), None)
    if text is None or kind not in ContractPart.Kind:
        raise Refused("Versionen har ikke den del.")
    part, _ = ContractPart.objects.select_for_update().get_or_create(contract=contract, kind=kind)
    part.text = text
    part.save(update_fields=["text"])
    return part


@transaction.atomic
def restore_focus_area(*, version: ContractVersion, area: int) -> FocusArea:
    """Write the version's heading and text of a focus area back; one deleted since is put last."""
    contract = _open(version)
    kept = next((one for one in version.content["focus_areas"] if one["id"] == area), None)
    if kept is None:
        raise Refused("Versionen har ikke det indsatsområde.")
    found = FocusArea.objects.select_for_update().filter(contract=contract, pk=area).first()
    if found is None:
        last = contract.focus_areas.aggregate(last=Max("position"))["last"] or 0
        found = FocusArea(contract=contract, position=last + 1)
    found.title, found.text = kept["title"], kept["text"]
    found.save()
    return found


@transaction.atomic
def restore_goal_text(*, version: ContractVersion, goal: int, field: str) -> Goal:
    """Write one text of a goal back. Its points are not touched: numbers are changed on purpose only."""
    contract = _open(version)
    kept = next((one for one in version.content["goals"] if one["id"] == goal), None)
    if kept is None or field not in GOAL_TEXTS:
        raise Refused("Versionen har ikke den tekst.")
    found = Goal.objects.select_for_update(of=("self",)).filter(contract=contract, pk=goal).first()
    if found is None:
        raise Refused("Målet findes ikke i kontrakten mere. Gendan det først fra redigeringen.")
    setattr(found, field, kept[field])
    found.save(update_fields=[field])
    return found


def _open(version: ContractVersion) -> ResultContract:
    contract = held(version.contract)
    if not contract.text_is_open:
        status = contract.get_status_display().lower()
        raise Refused(f"Kontrakten er «{status}», så teksten kan ikke ændres.")
    return contract
