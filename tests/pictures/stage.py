"""The demonstration on a day that stays the same, with what the pictures need beside it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.core.management import call_command
from django.utils import timezone as clock

from kkr_portal.demonstration.term_agendas import LATER
from meetings.actions import agenda as actions
from meetings.models import AgendaItem, Section

# Eleven days before the demonstration's coming meeting: its agenda can still be sent in time.
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=timezone(timedelta(hours=1)))

FIRST = "At KKR drøfter antallet af praktikpladser i kommunerne."
THEN = "At KKR godkender antallet af praktikpladser i kommunerne for 2027."


def set_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, and fill the database as ``make run`` does."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    call_command("demonstration", verbosity=0)
    change_and_delete()


def change_and_delete() -> None:
    """On the later meeting's agenda: an item that was changed, and one that was deleted."""
    section = Section.objects.get(meeting__date=LATER, title="Beslutninger")
    changed, deleted = (
        actions.place_item(AgendaItem(section=section, title=title, recommendation=FIRST))
        for title in ("Fælles praktikpladser", "Temadrøftelse om digitalisering")
    )
    AgendaItem.objects.filter(pk=changed.pk).update(recommendation=THEN)
    actions.delete_item(item=deleted)
