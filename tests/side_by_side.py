"""Several at the same moment, each on a connection of its own; what they do is really committed.

What is shown where:

| what | where |
|---|---|
| every button of every room pressed twice at once, every text edited by two | at_once/test_buttons.py |
| two who write an agenda: items, sections, attachments, order | meetings/test_at_once.py |
| two who move a meeting, take in a proposal | meetings/test_life_at_once.py |
| two in one seat of a KKR, two successions | meetings/test_members_at_once.py |
| two compositions fixed, two terms made | meetings/test_terms_at_once.py |
| two senders of an agenda | meetings/views/test_sending.py |
| two who record presence, and one vote | meetings/actions/test_sitting_at_once.py |
| two who conclude an election, a consultation | meetings/actions/test_elections.py, test_consultations.py |
| two approvals of minutes | meetings/actions/test_minutes.py |
| two releases of one mail | outbox/test_at_once.py |
| two who take back one import | importing/test_undoing.py |
| two signatures, two reports handed in | contracts/test_at_once.py |
| two imports of quotas, two notifications | quotas/test_at_once.py |
| two in one seat of a board, one link answered twice | boards/test_at_once.py |
| two deliverers of one outbox | outbox/test_delivery.py |
| two workers with one Office file | documents/test_conversion.py |
| two workers with one person's reminder | reminders/test_making.py |
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.db import connection, connections, transaction


def at_once(*doings: Callable[[], object]) -> list[object]:
    """What each of them gives, or the exception, when all begin together, each on its own connection."""
    start = threading.Barrier(len(doings))
    results: list[object] = [None] * len(doings)

    def run(place: int, do: Callable[[], object]) -> None:
        try:
            start.wait()
            results[place] = do()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def while_open(first: Callable[[], object], second: Callable[[], object]) -> object:
    """What ``second`` gives when it begins before ``first``, done in an open transaction, is committed."""
    found: list[object] = []
    with transaction.atomic():
        first()
        thread = threading.Thread(target=lambda: found.extend(at_once(second)))
        thread.start()
        deadline = time.monotonic() + 10
        while not _somebody_waits() and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.02)
    thread.join(30)
    return found[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
