"""What a sending writes, and how it is held at a step: by somebody else who holds that table."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg2

SEND = "/meetings/midtjylland/2022-06-09/send/"
VALUES = {"late_because": "Regnskabet kom sent."}
# In the order in which a sending writes to them. Reading stays possible.
STEPS = [
    "meetings_meeting", "documents_storedfile", "meetings_version", "meetings_sentfile", "meetings_sentitem",
    "outbox_mail",
]  # fmt: skip
COUNTS = """SELECT (SELECT count(*) FROM meetings_version), (SELECT count(*) FROM meetings_sentfile),
            (SELECT count(*) FROM meetings_sentitem), (SELECT count(*) FROM outbox_mail),
            (SELECT string_agg(status, '') FROM meetings_meeting)"""
State = tuple[int, int, int, int, str]
NOTHING_SENT: State = (0, 0, 0, 0, "preparation")
SENT: State = (1, 1, 1, 2, "sent")


def state(dsn: str) -> State:
    """Versions, their files and items, mails, and the status of the one meeting."""
    with psycopg2.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute(COUNTS)
        found: State = cursor.fetchone()
    connection.close()
    return found


@contextmanager
def held_at(table: str, dsn: str, send: Callable[[], object]) -> Iterator[list[object]]:
    """``send`` begun, and waiting to write in ``table``. Afterwards it goes on, where it still can.

    Gives the list that its answer, or its exception, is put into once it has ended.
    """
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(send())
        except Exception as error:
            answers.append(error)

    holder = psycopg2.connect(dsn)
    thread = threading.Thread(target=run)
    try:
        with holder.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
            thread.start()
            wait_until_somebody_waits(dsn, table)
        yield answers
    finally:
        holder.close()
        thread.join(120)


def wait_until_somebody_waits(dsn: str, table: str) -> None:
    watcher = psycopg2.connect(dsn)
    watcher.autocommit = True
    deadline = time.monotonic() + 60
    try:
        with watcher.cursor() as cursor:
            while time.monotonic() < deadline:
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass)",
                    [table],
                )
                if cursor.fetchone()[0]:
                    return
                time.sleep(0.02)
    finally:
        watcher.close()
    raise AssertionError(f"Nobody waits for {table}")
