"""Names the command in the history of what a command changes."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

import pghistory

# These run on and on, and do other people's work: who it is shows in each request or task.
LONG_RUNNING = {"runserver", "serve", "db_worker"}


def history_of_command(arguments: Sequence[str]) -> AbstractContextManager:
    """To run a command in: its changes are by "manage.py <command>". ``arguments`` as in sys.argv."""
    command = arguments[1] if len(arguments) > 1 else ""
    if not command or command in LONG_RUNNING:
        return nullcontext()
    return pghistory.context(command=f"manage.py {command}")
