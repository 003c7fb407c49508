"""The database goes away in the middle of a request: by an orderly restart, or with a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from kkr_portal.database import DATABASE, PORT, USER, EmbeddedServer, programs
from meetings.models import Meeting
from tests.deployment.running import web
from tests.faults.conftest import Browser
from tests.faults.sending import NOTHING_SENT, SEND, SENT, VALUES, held_at, state

AGENDA = "/meetings/midtjylland/2022-06-09/"


@pytest.fixture
def server(ready: Meeting, session, tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server of this test's own that may lose its database, with a copy of what the test has made."""
    own = replace(EmbeddedServer.under(tmp_path / "own"), durable=True)
    own.start()
    tests = connection.settings_dict
    dump = subprocess.run(
        [programs() / "pg_dump", "-h", tests["HOST"], "-p", str(tests["PORT"]), "-U", tests["USER"],
         "--no-owner", "--no-privileges", tests["NAME"]],
        env=os.environ | {"PGPASSWORD": tests["PASSWORD"]}, capture_output=True, check=True,
    )  # fmt: skip
    subprocess.run(
        [programs() / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", own.sockets, "-p", PORT, "-U", USER,
         DATABASE],
        input=dump.stdout, capture_output=True, check=True,
    )  # fmt: skip
    yield own
    own.stop()


def crash(server: EmbeddedServer) -> None:
    """Without a word to anybody; at the next start it reads its journal."""
    number = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGQUIT)
    while server.is_running() or Path(f"/proc/{number}").exists():
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stop", [EmbeddedServer.stop, crash], ids=["restarted", "crashed"])
def test_away_while_an_agenda_is_sent(server, session, files, stop: Callable[[EmbeddedServer], None]):
    """At the first thing that a sending holds, and at the last that it writes."""
    dsn = f"dbname={DATABASE} user={USER} host='{server.sockets}' port={PORT}"
    where = f"postgres://{USER}@/{DATABASE}?host={server.sockets}&port={PORT}"
    with web(files, DATABASE_URL=where) as served:
        browser = Browser(served, session)
        assert browser.get(AGENDA).status == 200
        for step in ("meetings_meeting", "outbox_mail"):
            with held_at(step, dsn, lambda: browser.post(SEND, VALUES)) as answers:
                stop(server)
            assert answers[0].status == 503
            assert "<h1>Databasen svarer ikke lige nu</h1>" in answers[0].text
            away = browser.get(AGENDA)
            assert (away.status, away.headers["Retry-After"]) == (503, "30")
            server.start()
            assert (step, state(dsn)) == (step, NOTHING_SENT)
            # On the connections that were lost; nobody has to start the portal anew.
            assert browser.get(AGENDA).status == 200
        assert browser.post(SEND, VALUES).status == 302
        assert state(dsn) == SENT
