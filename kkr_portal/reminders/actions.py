"""A person chooses what to be told by mail, and stops it again."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.outbox import actions as outbox
from kkr_portal.reminders.models import Choice

BATCHES = {"reminders": "Påmindelse", "digest": "Ugebrev"}


@transaction.atomic
def choose(
    *, reminds: bool, leads: Collection[int], rooms: Collection[str], digest: bool, weekday: int, by: User
) -> Choice:
    """``by``'s own choice. A digest that is new, or comes on another weekday, begins with the next such day.

    What is turned off is not sent either, where it waits.
    """
    today = timezone.localdate()
    Choice.objects.get_or_create(user=by)
    choice = Choice.objects.select_for_update().get(user=by)
    if digest and (not choice.digest or choice.weekday != weekday):
        choice.digest_since = today
    choice.reminds, choice.leads, choice.rooms = reminds, sorted(leads), list(rooms)
    choice.digest, choice.weekday = digest, weekday
    choice.looked_on = None
    choice.save()
    _drop_what_is_off(choice)
    return choice


@transaction.atomic
def stop(*, choice: Choice, kind: str) -> None:
    """No more mails of this kind. Twice is once."""
    choice = Choice.objects.select_for_update().get(pk=choice.pk)
    if kind == "reminders":
        choice.reminds = False
    else:
        choice.digest = False
    choice.save(update_fields=["reminds", "digest"])
    _drop_what_is_off(choice)


def _drop_what_is_off(choice: Choice) -> None:
    for kind, wanted in (("reminders", choice.reminds), ("digest", choice.digest)):
        if not wanted:
            outbox.delete_unsent(subscriber=choice.user, batch=BATCHES[kind])
