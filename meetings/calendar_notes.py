"""What one should know about a day before putting a meeting on it. No rule forbids it."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from kkr_portal.calendar import SATURDAY, holiday_name


def day_remarks(day: date) -> list[str]:
    """«17. april 2022 er en søndag.», «… er Påskedag.»; nothing on most days."""
    said = []
    if name := holiday_name(day):
        said.append(f"{date_format(day, 'j. F Y')} er {name}.")
    if day.weekday() >= SATURDAY:
        said.append(f"{date_format(day, 'j. F Y')} er en {date_format(day, 'l').lower()}.")
    return said
