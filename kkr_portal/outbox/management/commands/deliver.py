"""Hands the outbox's released mails to the mail server: once, or for as long as it runs."""

import logging
import os
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from kkr_portal.outbox.delivery import deliver_waiting

PAUSE = 3  # seconds
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sender de frigivne mails i udbakken. Hver mail gives én gang til mailserveren."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="bliv ved, til programmet standses")
        parser.add_argument(
            "--with-parent",
            type=int,
            metavar="PID",
            help="stands, når det program, der startede dette, er væk",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            self.stdout.write(f"{deliver_waiting()} mails er sendt.")
            return
        parent = options["with_parent"]
        stopped = False

        def stop(signal_number: int, frame: FrameType | None) -> None:
            nonlocal stopped
            stopped = True  # the mail that is under way is finished first

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        while not stopped and parent in (None, os.getppid()):
            try:
                close_old_connections()
                deliver_waiting(lambda: not stopped)
            except Error:
                logger.exception("The database does not answer; mails wait")
            time.sleep(PAUSE)
