"""Reads the text of stored files for the search: once, or for as long as it runs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kkr_portal.search.extraction import forget_unreadable, read_waiting
from kkr_portal.work import add_loop_arguments, work


class Command(BaseCommand):
    help = "Læser teksten i de gemte filer, så den kan findes i søgningen."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_loop_arguments(parser)
        parser.add_argument("--again", action="store_true", help="læs også de filer, der ikke kunne læses")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            forget_unreadable()
        if options["loop"]:
            work(read_waiting, parent=options["with_parent"])
        else:
            self.stdout.write(f"{read_waiting()} filer er læst.")
