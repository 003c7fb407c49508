"""A backup of the database and the files, together, in one folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal import backup
from kkr_portal.database import DatabaseTrouble


class Command(BaseCommand):
    help = "Tager en sikkerhedskopi af databasen og filerne i en ny mappe. Portalen kan køre imens."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="mappen, der laves")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.make(options["folder"].absolute())
        except (backup.BackupTrouble, DatabaseTrouble) as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(
            f"Sikkerhedskopien ligger i «{options['folder']}»: {sum(manifest['rows'].values())} rækker og "
            f"{len(manifest['files'])} filer."
        )
        for name in manifest["missing"]:
            self.stderr.write(f"Filen «{name}» findes ikke i portalens arkiv og er ikke med.")
