"""Makes PDFs of attached Office files: once, or for as long as it runs."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal.documents.conversion import convert_waiting
from kkr_portal.work import add_loop_arguments, work


class Command(BaseCommand):
    help = "Omdanner de vedhæftede Office-filer, der venter, til PDF med LibreOffice."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_loop_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if not shutil.which(settings.OFFICE_CONVERTER):
            raise CommandError(
                "LibreOffice findes ikke på denne maskine. Installér det, eller skriv stien til soffice i "
                "OFFICE_CONVERTER."
            )
        if options["loop"]:
            work(convert_waiting, parent=options["with_parent"])
        else:
            self.stdout.write(f"{convert_waiting()} filer er behandlet.")
