"""What a decision asks somebody to do: noted once, done, and done undone."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from meetings.models import AgendaItem, FollowUp


@transaction.atomic
def add_follow_up(follow_up: FollowUp) -> FollowUp:
    """Save a new one; a form sent twice makes one."""
    AgendaItem.objects.select_for_update().get(pk=follow_up.item_id)
    same = FollowUp.objects.filter(
        item=follow_up.item_id, what=follow_up.what, owner=follow_up.owner, due=follow_up.due,
        note=follow_up.note, done_on=follow_up.done_on,
    ).first()  # fmt: skip
    if same:
        return same
    follow_up.save()
    return follow_up


@transaction.atomic
def mark_done(*, follow_up: FollowUp, on: date | None) -> None:
    """Done on a day, or with None not done after all. Twice is once: the first day stays."""
    now = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if (now.done_on is None) == (on is None):
        return
    FollowUp.objects.filter(pk=now.pk).update(done_on=on)
