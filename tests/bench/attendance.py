"""The attendance page of a KKR with 58 members beside a plain page: ``python -m tests.bench.attendance``.

A database of its own on the tests' server, thrown away afterwards. Both pages answer the same secretary in
the same process; of each the best of several runs. Read the ratio.
"""

from __future__ import annotations

import os
import time
from datetime import date
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server

MEMBERS, ITEMS, RUNS = 58, 20, 15


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # plain names: none are built
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_attendance"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    """One line: the plain page (the agenda), the attendance page, and the parts a script asks for."""
    client, address = _a_meeting()
    plain = _seconds(client, address)
    line = "{:<44}{:>9}{:>22}{:>9}{:>7}".format
    _say(line("what", "seconds", "compared with", "seconds", "ratio"))
    for what, path, headers in [
        (f"attendance, {MEMBERS} members, {ITEMS} items", "in-session/", {}),
        ("the same after one press, by script", "in-session/", {"X-Requested-With": "fetch"}),
    ]:
        mine = _seconds(client, address + path, headers)
        _say(line(what, f"{mine:.3f}", f"agenda, {ITEMS} items", f"{plain:.3f}", f"{mine / plain:.1f}"))


def _a_meeting() -> tuple[Any, str]:
    """A secretary's client and the address of a meeting where everybody is there."""
    from django.test import Client

    from kkr_portal.access.models import Role, User
    from kkr_portal.registry.models import Council
    from meetings.actions import sitting
    from meetings.models import Meeting
    from tests.meetings.in_the_room import a_council, an_agenda

    council = Council.objects.get(slug="midtjylland")
    meeting = Meeting.objects.create(council=council, date=date(2022, 6, 8), status="sent")
    an_agenda(meeting, ITEMS)
    a_council(council, MEMBERS)
    sitting.all_present(meeting=meeting)
    user = User.objects.create_user("sekretariat@example.dk", "en-lang-kode-til-test")
    Role.objects.create(user=user, kind="secretariat", council=council)
    # Without the test environment, which copies what every template was given.
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, meeting.get_absolute_url()


def _seconds(client: Any, address: str, headers: dict[str, str] | None = None) -> float:
    """The best of several runs, the first not counted: templates are read once."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        answer = client.get(address, headers=headers)
        times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    return min(times[1:])


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
