"""The demonstration on a day that stays the same, with what the pictures need beside it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.core.management import call_command
from django.utils import timezone as clock

# Eleven days before the demonstration's coming meeting: its agenda can still be sent in time.
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=timezone(timedelta(hours=1)))


def set_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, and fill the database as ``make run`` does."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    call_command("demonstration", verbosity=0)
