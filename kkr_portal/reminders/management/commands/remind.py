"""Makes the reminders and weekly digests that people have asked for: once, or for as long as it runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kkr_portal.reminders.making import make_waiting
from kkr_portal.work import add_loop_arguments, work


class Command(BaseCommand):
    help = "Laver de påmindelser og ugebreve, som folk selv har valgt. Hver laves én gang."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_loop_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"]:
            work(make_waiting, parent=options["with_parent"])
        else:
            self.stdout.write(f"{make_waiting()} mails er lavet.")
