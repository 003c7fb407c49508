"""Hands the outbox's released mails to the mail server: once, or for as long as it runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kkr_portal.outbox.delivery import deliver_waiting
from kkr_portal.work import add_loop_arguments, work


class Command(BaseCommand):
    help = "Sender de frigivne mails i udbakken. Hver mail gives én gang til mailserveren."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_loop_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"]:
            work(deliver_waiting, parent=options["with_parent"])
        else:
            self.stdout.write(f"{deliver_waiting()} mails er sendt.")
