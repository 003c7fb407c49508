"""Versions are saved at the steps of a contract's life, or by hand; a text can be taken back out of one."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from contracts.actions.held import held
from contracts.content import Content, content_of
from contracts.models import ContractPart, ContractVersion, FocusArea, Goal, ResultContract
from contracts.refused import Refused
from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.history.text_diff import Piece, diff

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
    """The content as it is now, under the next number. A form that came twice (a double click) saves one."""
    now, said = held(contract), occasion.strip()
    if not said:
        raise Refused("Skriv, hvad versionen gemmes for.")
    content, last = content_of(now), now.versions.order_by("number").last()
    if last and pdf is None and (last.occasion, last.by, last.content) == (said, by, content):
        return last
    number = last.number + 1 if last else 1
    return ContractVersion.objects.create(
        contract=now, number=number, occasion=said, content=content, pdf=pdf, by=by
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


def what_would_change(*, version: ContractVersion, kind: str, key: str) -> tuple[str | None, list[Piece]]:
    """What the text is called, and how it reads now against the version; (None, []) where there is none.

    ``kind`` is "part", "focus" or "goal"; ``key`` the part's kind, the area's id, or «goal's id:field».
    """
    content, now = version.content, content_of(version.contract)
    if kind == "part":
        old = _text(content["parts"], "kind", key, "text")
        name = dict(ContractPart.Kind.choices).get(key) if old is not None else None
        return name, diff(_text(now["parts"], "kind", key, "text") or "", old or "")
    if kind == "focus" and key.isdecimal():
        old = _text(content["focus_areas"], "id", int(key), "text")
        title = _text(content["focus_areas"], "id", int(key), "title")
        return title, diff(_text(now["focus_areas"], "id", int(key), "text") or "", old or "")
    goal, _, field = key.partition(":")
    if kind == "goal" and goal.isdecimal() and field in GOAL_TEXTS:
        old = _text(content["goals"], "id", int(goal), field)
        title = _text(content["goals"], "id", int(goal), "title")
        if old is None:
            return None, []
        return f"{title}: {GOAL_TEXTS[field]}", diff(
            _text(now["goals"], "id", int(goal), field) or "", old
        )  # fmt: skip
    return None, []


def restore(*, version: ContractVersion, kind: str, key: str) -> None:
    """One text by its ``kind`` and ``key``, as ``what_would_change`` names them."""
    if kind == "part":
        restore_part(version=version, kind=key)
    elif kind == "focus":
        restore_focus_area(version=version, area=int(key))
    else:
        goal, _, field = key.partition(":")
        restore_goal_text(version=version, goal=int(goal), field=field)


def _text(rows: list[Content], name: str, key: str | int, field: str) -> str | None:
    return next((row[field] for row in rows if row[name] == key), None)


def _open(version: ContractVersion) -> ResultContract:
    contract = held(version.contract)
    if not contract.text_is_open:
        status = contract.get_status_display().lower()
        raise Refused(f"Kontrakten er «{status}», så teksten kan ikke ændres.")
    return contract
