"""What an item decides is planned, carried out with the decision, and undone with a reason."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from kkr_portal.access.models import User
from meetings.actions.sitting import Refused, lock
from meetings.deciding import CannotDecide, kind_named
from meetings.models import AgendaItem, Effect
from meetings.models.closing import is_closed_error

CLOSED = "Mødets referat er godkendt. Genåbn mødet med en begrundelse, før beslutningen ændres."


@transaction.atomic
def plan(*, item: AgendaItem, kind: str, ref: str, title: str) -> Effect | None:
    """Say that the item decides this; None where it says so already."""
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.effects.filter(kind=kind, ref=ref).exists():
        return None
    return item.effects.create(kind=kind, ref=ref, title=title[:250])


@transaction.atomic
def drop(*, effect: Effect) -> None:
    """The item does not decide it after all. Raises Refused when it has decided it."""
    held = Effect.objects.select_for_update().filter(pk=effect.pk).first()
    if held is None:
        return
    if held.is_carried_out:
        raise Refused(f"«{held}» er gennemført. Fortryd det først.")
    held.delete()


@transaction.atomic
def carry_out(*, item: AgendaItem, by: User | None) -> list[Effect]:
    """Carry out all that the item decides and has not yet; all or nothing.

    Raises Refused with the name of what stood in the way. Twice changes nothing.
    """
    lock(item.meeting)
    done = []
    for effect in item.effects.select_for_update().filter(carried_out_at=None).order_by("pk"):
        try:
            kind_named(effect.kind).carry_out(effect.ref, item, by)
            effect.carried_out_at, effect.carried_out_by = timezone.now(), by
            with transaction.atomic():
                effect.save(update_fields=["carried_out_at", "carried_out_by"])
        except CannotDecide as why:
            raise Refused(f"Beslutningen er ikke gennemført. «{effect}»: {why}") from None
        except IntegrityError as error:
            if is_closed_error(error):
                raise Refused(CLOSED) from None
            raise Refused(
                f"Beslutningen er ikke gennemført. «{effect}» er allerede besluttet under et andet punkt."
            ) from None
        done.append(effect)
    return done


@transaction.atomic
def withdraw(*, effect: Effect, reason: str, by: User | None) -> None:
    """The decision fell otherwise, or was written down wrongly: the thing is as it was before.

    Raises Refused after the minutes are approved, and where the thing has gone on since.
    """
    if effect.item.meeting.is_locked:
        raise Refused(CLOSED)
    lock(effect.item.meeting)
    held = Effect.objects.select_for_update().get(pk=effect.pk)
    if not held.is_carried_out:
        return
    try:
        kind_named(held.kind).undo(held.ref, held.item, by, reason)
    except CannotDecide as why:
        raise Refused(f"«{held}» kan ikke fortrydes: {why}") from None
    held.carried_out_at = held.carried_out_by = None
    held.save(update_fields=["carried_out_at", "carried_out_by"])
