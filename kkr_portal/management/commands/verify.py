"""Computes again what is stored: checksums, sent agendas, compositions, quotas. Names every difference."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal.verification import CHECKS


class Command(BaseCommand):
    help = "Regner efter og læser igennem, hvad der er gemt. Fejler, hvis noget er et andet, og nævner det."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", choices=[*CHECKS, []], help="kun det; ellers det hele")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for name in options["only"] or CHECKS:
            label, look = CHECKS[name]
            count = wrong = 0
            for looked in look():
                count += 1
                wrong += len(looked.wrong)
                for one in looked.wrong:
                    self.stderr.write(f"{looked.what}: {one}")
            found += wrong
            self.stdout.write(f"{label}: {count} set igennem, {_told(wrong)}")
        if found:
            raise CommandError(f"{_told(found)}, nævnt ovenfor.")


def _told(number: int) -> str:
    return f"{number or 'ingen'} {'forskel' if number == 1 else 'forskelle'}"
