from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest
from django.utils import timezone

from kkr_portal import front_page
from kkr_portal.access.models import Role, User
from kkr_portal.law import Citation
from kkr_portal.open_data import news
from kkr_portal.registry.models import Council
from kkr_portal.reminders import actions
from kkr_portal.reminders.models import Choice
from kkr_portal.year import due
from kkr_portal.year.due import Due
from kkr_portal.year.news import News
from kkr_portal.year.waiting import Waiting

RULE = Citation("loven", "6")
TODAY = date(2026, 11, 30)  # a Monday


@dataclass
class Portal:
    """What the rooms tell: dates by room and by who may know of them, and what waits, and news."""

    dates: dict[str, list[Due]] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    asked_by: list[tuple[str, frozenset[int]]] = field(default_factory=list)

    def date(self, day: date, title: str = "Frist", *, room: str = "meetings", **more: object) -> Due:
        told = Due(day, title, RULE, "/meetings/1/", **{"key": title, **more})
        self.dates.setdefault(room, []).append(told)
        return told


@pytest.fixture
def portal(monkeypatch) -> Portal:
    """Rooms that tell what the test puts in, each only what lies within the days that were asked for."""
    told = Portal()

    def provider(room):
        def dates(user, first, last):
            told.asked_by.append((user.email, frozenset(user.roles.values_list("council_id", flat=True))))
            return [one for one in told.dates.get(room, []) if first <= one.day <= last]

        return dates

    monkeypatch.setattr(due, "_PROVIDERS", {})
    for room in due.NAMES:
        due.register(room, provider(room))
    monkeypatch.setattr(front_page, "WAITING", {"Møder": lambda user: told.waiting})
    monkeypatch.setattr(news, "NEWS_OF", (lambda limit, council_id: told.news,))
    return told


@pytest.fixture
def at(monkeypatch) -> Callable[..., None]:
    """Set the portal's clock to a day, and an hour of it in Danish time."""

    def turn(day: date, hour: int = 8) -> None:
        moment = timezone.make_aware(datetime.combine(day, time(hour)))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    turn(TODAY)
    return turn


@pytest.fixture
def anna(council) -> User:
    """Of the secretariat of KKR Midtjylland."""
    user = User.objects.create_user("anna@kommune.example", first_name="Anna", last_name="Øst")
    Role.objects.create(user=user, kind="secretariat", council=council)
    return user


@pytest.fixture
def others(db) -> Council:
    return Council.objects.get(slug="sjaelland")


def choose(user: User, **chosen: object) -> Choice:
    """Nothing, but for what is said."""
    values = {"reminds": False, "leads": [1, 7], "rooms": list(due.NAMES), "digest": False, "weekday": 0}
    return actions.choose(**(values | chosen), by=user)
