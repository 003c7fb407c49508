"""Addenda (tillæg): numbered, drafted, decided under an item, signed, and then closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from contracts.actions.held import held
from contracts.guards import refuse_cpr
from contracts.models import Addendum, ResultContract
from contracts.refused import Refused
from meetings.models import AgendaItem


@transaction.atomic
def draft_addendum(*, contract: ResultContract, title: str, text: str) -> Addendum:
    """The next number. Only what is signed is changed by addendum; a draft is simply rewritten."""
    now = held(contract)
    if not now.is_signed:
        raise Refused("Kontrakten er ikke underskrevet. Ret den i stedet.")
    last = now.addenda.aggregate(last=Max("number"))["last"] or 0
    return Addendum.objects.create(contract=now, number=last + 1, title=title, text=text)


@transaction.atomic
def sign_addendum(
    *,
    addendum: Addendum,
    item: AgendaItem,
    holds_from: date,
    signed_on: date,
    for_council: str,
    for_house: str,
) -> Addendum:
    """Decided under an item of the KKR and signed by both parties; from then on it is closed."""
    held(addendum.contract)
    now = Addendum.objects.select_for_update(of=("self",)).get(pk=addendum.pk)
    if now.status == Addendum.Status.SIGNED:
        raise Refused("Tillægget er allerede underskrevet.")
    refuse_cpr([now])
    if item.section.meeting.council_id != addendum.contract.council_id:
        raise Refused("Punktet hører til et andet KKR. Vælg et punkt på et af KKR's egne møder.")
    if signed_on > timezone.localdate():
        raise Refused("Datoen ligger i fremtiden. Skriv den dag, der blev skrevet under.")
    if signed_on < item.section.meeting.date:
        raise Refused("Tillægget er underskrevet før mødet, der besluttede det. Kontrollér datoen.")
    if not for_council.strip() or not for_house.strip():
        raise Refused("Skriv, hvem der skrev under for hver part.")
    now.decided_at, now.holds_from, now.signed_on = item, holds_from, signed_on
    now.signed_for_council, now.signed_for_house = for_council.strip(), for_house.strip()
    now.status = Addendum.Status.SIGNED
    now.save()
    return now


@transaction.atomic
def delete_addendum(*, addendum: Addendum) -> None:
    """A draft only; its number is used again."""
    held(addendum.contract)
    now = Addendum.objects.select_for_update(of=("self",)).filter(pk=addendum.pk).first()
    if now is None:
        raise Refused("Tillægget er allerede slettet.")
    if now.status == Addendum.Status.SIGNED:
        raise Refused("Et underskrevet tillæg kan ikke slettes.")
    now.delete()
