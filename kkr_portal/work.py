"""A worker's loop: again and again, until it is told to stop or the program that started it is gone."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from django.core.management.base import CommandParser
from django.db import Error, close_old_connections

PAUSE = 3  # seconds
logger = logging.getLogger(__name__)


def add_loop_arguments(parser: CommandParser) -> None:
    parser.add_argument("--loop", action="store_true", help="bliv ved, til programmet standses")
    parser.add_argument(
        "--with-parent", type=int, metavar="PID", help="stands, når det program, der startede dette, er væk"
    )


def work(turn: Callable[[Callable[[], bool]], object], *, parent: int | None) -> None:
    """Take ``turn`` after turn. It is given a function that says whether it may go on with the next thing."""
    stopped = False

    def stop(signal_number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True  # what is under way is finished first

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    while not stopped and parent in (None, os.getppid()):
        try:
            close_old_connections()
            turn(lambda: not stopped)
        except (Error, OSError):
            logger.exception("The database or the file store does not answer; the work waits")
        time.sleep(PAUSE)
