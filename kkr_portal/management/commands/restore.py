"""Puts a backup into an empty database and an empty file store."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal import backup
from kkr_portal.database import DatabaseTrouble


class Command(BaseCommand):
    help = "Lægger en sikkerhedskopi ind i en tom database og en tom filmappe. Kør «verify» bagefter."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="sikkerhedskopiens mappe")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.restore(options["folder"].absolute())
        except (backup.BackupTrouble, DatabaseTrouble) as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(
            f"Sikkerhedskopien fra {manifest['made_at'][:16].replace('T', ' kl. ')} er lagt ind: "
            f"{sum(manifest['rows'].values())} rækker og {len(manifest['files'])} filer."
        )
