"""Periods, posts and seats in Danish words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format

from boards.models import Seat, Tenure

DAY = timedelta(days=1)


def in_words(day: date) -> str:
    return date_format(day, "j. F Y")


def period_in_words(first: date, after: date | None) -> str:
    """«1. april 2018 – 31. marts 2022», «siden 1. april 2022»; the last day is shown, not the one after."""
    if after is None:
        return f"siden {in_words(first)}"
    return f"{in_words(first)} – {in_words(after - DAY)}"


def time_in_seat(tenure: Tenure, day: date) -> str:
    """As the timelines say it; ``day`` is today."""
    if tenure.since > day:
        return f"fra {in_words(tenure.since)}, udpeget til {in_words(tenure.until)}"
    told = period_in_words(tenure.since, tenure.period.upper)
    if tenure.carries_over(day):
        return f"{told}; udpegningen udløb {in_words(tenure.until)}"
    if tenure.period.upper is None:
        return f"{told}, udpeget til {in_words(tenure.until)}"
    return told


def seat_titles(seats: Sequence[Seat]) -> dict[int, str]:
    """«Kommunalt medlem 2» by the id of each seat; without the number where the kind has one seat."""
    many = {seat.seat_kind_id for seat in seats if seat.number > 1}
    return {seat.pk: str(seat) if seat.seat_kind_id in many else seat.seat_kind.title for seat in seats}
