"""PostgreSQL as Debian ships it, as an IT department has it, beside the one that the portal brings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kkr_portal.database import DATABASE, PORT, USER, DatabaseTrouble, EmbeddedServer
from kkr_portal.machine import postgresql


class DebianServer(EmbeddedServer):
    """Debian's programs on data of its own; Debian's running cluster is left alone."""

    LOCALE = ("--locale=C.UTF-8",)  # the built-in one came with version 17

    def _binaries(self) -> Path:
        if (found := postgresql()) is None:
            raise DatabaseTrouble("Debians PostgreSQL er ikke installeret: apt-get install postgresql")
        return found


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a server with its data under ``folder``, quick instead of safe."""
    server = replace(DebianServer.under(folder), durable=False)
    server.start()
    try:
        yield f"postgres://{USER}@/{DATABASE}?host={server.sockets}&port={PORT}"
    finally:
        server.stop()
