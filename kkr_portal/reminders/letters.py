"""The two mails as plain text: what a person asked to be reminded of, and the week at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from kkr_portal.access.models import User
from kkr_portal.outbox.actions import one_line
from kkr_portal.outbox.addresses import whole
from kkr_portal.reminders import links
from kkr_portal.reminders.models import WEEKDAYS, Choice
from kkr_portal.year.due import Told
from kkr_portal.year.news import News
from kkr_portal.year.waiting import Waiting

MOST = 12  # lines of a part before it leads on to the portal


@dataclass(frozen=True)
class Week:
    """What the weekly digest tells. ``waiting`` by room."""

    overdue: list[Told] = field(default_factory=list)
    waiting: dict[str, list[Waiting]] = field(default_factory=dict)
    coming: list[Told] = field(default_factory=list)
    news: list[News] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.waiting or self.coming or self.news)


def reminder_subject(told: list[Told]) -> str:
    first = told[0].due
    if len(told) == 1:
        return f"Påmindelse: {first.title} ({in_words(first.day)})"
    return f"Påmindelse om {len(told)} datoer, den første {in_words(first.day)}"


def reminder_body(user: User, told: list[Told], councils: dict[int, str], today: date) -> str:
    """``told`` by day."""
    head = "Du har bedt om at blive mindet om " + ("denne dato:" if len(told) == 1 else "disse datoer:")
    by_day: dict[date, list[Told]] = {}
    for one in told:
        by_day.setdefault(one.due.day, []).append(one)
    parts = []
    for day, rows in by_day.items():
        parts.append(f"{capfirst(in_words(day, weekday=True))} ({until(day, today)})")
        parts += [_date(one, councils) for one in rows]
    return "\n\n".join([_greeting(user), head, *parts])


def digest_subject(week: Week, today: date) -> str:
    told = [
        f"{number} {one if number == 1 else many}" for number, one, many in (
            (len(week.overdue), "overskreden frist", "overskredne frister"),
            (sum(map(len, week.waiting.values())), "ting venter på dig", "ting venter på dig"),
            (len(week.coming), "dato på vej", "datoer på vej"),
            (len(week.news), "nyhed", "nyheder"),
        ) if number
    ]  # fmt: skip
    return f"Ugebrev {in_words(today)}: {', '.join(told)}"


def digest_body(user: User, week: Week, councils: dict[int, str]) -> str:
    head = "Her er ugens overblik fra KKR-portalen."
    waiting = [_waits(one, room) for room, rows in week.waiting.items() for one in rows]
    parts = [
        *_part("Overskredet", [_date(one, councils, with_day=True) for one in week.overdue]),
        *_part("Venter på dig", waiting),
        *_part("De næste 14 dage", [_date(one, councils, with_day=True) for one in week.coming]),
        *_part("Nyt siden sidst", [_news(one) for one in week.news]),
    ]
    return "\n\n".join([_greeting(user), head, *parts])


def foot(choice: Choice, kind: str) -> str:
    """Why the person gets this, where to change it, and how to stop it without signing in."""
    often = f"ugebrevet hver {WEEKDAYS[choice.weekday]}" if kind == "digest" else "påmindelser"
    return (
        f"\n\n{'-' * 40}\nDu får {often}, fordi du selv har valgt det i KKR-portalen.\n\n"
        f"Ret, hvad du får:\n{links.choices_url()}\n\n"
        f"Stop {links.KINDS[kind]} uden at logge ind:\n{links.stop_url(choice, kind)}\n"
    )


def in_words(day: date, *, weekday: bool = False) -> str:
    """«3. december 2026», «torsdag den 3. december 2026»."""
    return date_format(day, "l \\d\\e\\n j. F Y" if weekday else "j. F Y")


def until(day: date, today: date) -> str:
    """«i dag», «i morgen», «om 3 dage»."""
    days = (day - today) // timedelta(days=1)
    return {0: "i dag", 1: "i morgen"}.get(days, f"om {days} dage")


def _greeting(user: User) -> str:
    return f"Kære {one_line(user.get_full_name())}" if user.get_full_name() else "Hej"


def _part(heading: str, rows: list[str]) -> Iterator[str]:
    """A heading and its rows, the first ``MOST`` of them; nothing without rows."""
    if not rows:
        return
    yield heading.upper()
    yield from rows[:MOST]
    if len(rows) > MOST:
        yield f"– og {len(rows) - MOST} mere i portalen:\n  {whole('/')}"


def _date(one: Told, councils: dict[int, str], *, with_day: bool = False) -> str:
    due = one.due
    title = f"{in_words(due.day)}: {one_line(due.title)}" if with_day else one_line(due.title)
    where = filter(None, [councils.get(due.council_id or 0), one.room_name, one_line(str(due.rule))])
    return _row(title, ", ".join(where), due.url)


def _waits(one: Waiting, room: str) -> str:
    return _row(one_line(one.title), f"{room}: {one_line(one.why)}", one.url)


def _news(one: News) -> str:
    return _row(one_line(f"{one.kind}: {one.title}"), in_words(timezone.localtime(one.at).date()), one.url)


def _row(title: str, note: str, url: str) -> str:
    return "\n  ".join([f"– {title}", note, *([whole(url)] if url else [])])
