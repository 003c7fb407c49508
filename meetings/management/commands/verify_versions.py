"""Reads every file of every sent agenda and names those that are not what was sent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Version
from meetings.prints import PRINTED
from meetings.versions_of import damaged_files


class Command(BaseCommand):
    help = "Sammenligner de udsendte filer med deres kontrolsummer. Fejler, hvis én er ændret eller mangler."

    def handle(self, *args: Any, **options: Any) -> None:
        versions = Version.objects.select_related("meeting__council", *PRINTED).defer("snapshot")
        found, count = [], 0
        for version in versions.iterator():
            count += 1
            found += [
                f"{version.meeting}, version {version.number}: {name}" for name in damaged_files(version)
            ]
        if found:
            raise CommandError("Disse filer er ikke, som de blev sendt:\n" + "\n".join(found))
        self.stdout.write(f"{count} versioner er læst igennem. Alle filer er, som de blev sendt.")
