"""What every bench stands on: a database of its own, the clock, two readers, and the one table.

Nothing of Django is imported before it is asked for: the rules are measured without it, and the bench of load
starts a server of its own first.
"""

from __future__ import annotations

import atexit
import functools
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

RUNS = 15
DECIMALS = {"s": 3, "ms": 2, "MB": 0, "queries": 0}  # by unit
LINE = "{:<40}  {:<24}  {:>10}  {:<24}  {:>10}  {:>6}"
HEAD = LINE.format("what", "size", "ours", "compared with", "theirs", "ratio")


@dataclass(frozen=True)
class Row:
    """One measurement: ``ours``, and ``theirs`` where there is a comparison, in a ``unit`` of DECIMALS."""

    what: str
    size: str
    ours: float
    unit: str
    compared_with: str = ""
    theirs: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times theirs; none where there is nothing to divide by."""
        return self.ours / self.theirs if self.theirs else None

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        theirs = "" if self.theirs is None else self._told(self.theirs)
        return LINE.format(
            self.what, self.size, self._told(self.ours), self.compared_with, theirs, ratio
        ).rstrip()

    def _told(self, value: float) -> str:
        return f"{value:.{DECIMALS[self.unit]}f} {self.unit}"


def show(rows: Iterable[Row]) -> None:
    """The table of one bench, each row as it is measured."""
    say(HEAD)
    for row in rows:
        say(str(row))


def say(text: str) -> None:
    """One line, seen at once also where the output goes into a file."""
    print(text, flush=True)  # noqa: T201


# Django


def set_up() -> None:
    """Django with the tests' settings, on the tests' server."""
    from tests import environment  # noqa: F401 – starts the server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    warnings.filterwarnings("ignore", "No directory at", UserWarning)  # no static files are collected


@contextmanager
def database(bench: str) -> Iterator[None]:
    """A database called after the bench, with reference data alone, and a folder for files; both go again."""
    set_up()
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    disk = "kkr_portal.documents.on_disk.DiskStorage"
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"  # its names ask for no collected files
    with tempfile.TemporaryDirectory() as folder:
        stores = {
            "default": {"BACKEND": disk, "OPTIONS": {"location": folder}},
            "staticfiles": {"BACKEND": plain},
        }
        with override_settings(STORAGES=settings.STORAGES | stores):
            _migrate_once()
            creation, migrated = connection.creation, connection.settings_dict["NAME"]
            creation.clone_test_db(bench, verbosity=0, autoclobber=True)
            connection.close()
            connection.settings_dict["NAME"] = creation.get_test_db_clone_settings(bench)["NAME"]
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = migrated
                creation.destroy_test_db(suffix=bench, verbosity=0)


@functools.cache
def _migrate_once() -> None:
    """The database that all benches of this process copy; migrating takes a minute. It goes at the end."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "bench_kkr_portal"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    atexit.register(connection.creation.destroy_test_db, usual, verbosity=0)


# Without the test environment, which copies what every template was given.


def everyone() -> Client:
    """A client that is not signed in."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def secretary() -> Client:
    """A client signed in for the secretariat of KKR Midtjylland; once in a database."""
    from kkr_portal.access.models import Role, User
    from kkr_portal.registry.models import Council

    user = User.objects.create_user("sekretariat@example.dk", "en-lang-kode-til-test")
    Role.objects.create(user=user, kind="secretariat", council=Council.objects.get(slug="midtjylland"))
    client = everyone()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


# The clock


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds of the quickest of ``runs``, after one that is not counted: it reads templates and fonts."""
    work()
    return min(_timed(work) for _ in range(runs))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def seconds(client: Client, address: str, headers: dict[str, str] | None = None) -> float:
    """The best of several answers; ends the bench when one is not 200."""

    def ask() -> None:
        answer = client.get(address, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")

    return best(ask)
