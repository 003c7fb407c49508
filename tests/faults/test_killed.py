"""A process that serves the pages is killed while it sends an agenda: nothing is sent, or all of it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from meetings.models import Meeting
from tests.deployment.running import Web, wait_until_healthy, web
from tests.faults.conftest import Browser
from tests.faults.sending import NOTHING_SENT, SEND, SENT, STEPS, VALUES, held_at, state


def dsn() -> str:
    tests = connection.settings_dict
    return (
        f"dbname={tests['NAME']} user={tests['USER']} password='{tests['PASSWORD']}' "
        f"host='{tests['HOST']}' port={tests['PORT']}"
    )


def worker_of(served: Web) -> int:
    """The process that answers: gunicorn's only child."""
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text()
    [worker] = map(int, children.split())
    return worker


def kill_worker(served: Web) -> None:
    killed = worker_of(served)
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if worker_of(served) != killed:
                break
        except ValueError:  # none at the moment
            pass
        time.sleep(0.05)
    wait_until_healthy(served.port, served.process, served.log)


@pytest.mark.django_db(transaction=True)
def test_killed_at_each_step_nothing_is_sent_and_a_retry_sends_it_once(ready: Meeting, session, files):
    with web(files) as served:
        browser = Browser(served, session)
        for step in STEPS:
            with held_at(step, dsn(), lambda: browser.post(SEND, VALUES)) as answers:
                kill_worker(served)
            assert isinstance(answers[0], ConnectionError), (step, answers)
            assert (step, state(dsn())) == (step, NOTHING_SENT)
        assert browser.post(SEND, VALUES).status == 302
        assert state(dsn()) == SENT
        # As when it was killed after all was written, before its answer was on its way.
        again = browser.post(SEND, VALUES)
        assert (again.status, state(dsn())) == (302, SENT)
