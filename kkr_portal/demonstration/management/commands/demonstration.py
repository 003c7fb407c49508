"""Loads the demonstration: a meeting, a term, contracts, boards, quotas, and one sign-in per role."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal.access.models import User
from kkr_portal.demonstration import (
    boards,
    contracts,
    initiatives,
    meeting,
    october,
    quotas,
    quotas_agreed,
    rounds,
    term,
    users,
)
from meetings.models import Meeting


class Command(BaseCommand):
    help = "Indlæser demonstrationens møder og brugere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="gør intet, hvis databasen har brugere eller møder"
        )
        parser.add_argument("--sign-ins", action="store_true", help="skriv kun, hvem man kan logge ind som")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            return self._print_sign_ins()
        if User.objects.exists() or Meeting.objects.exists():
            if options["if_empty"]:
                return None
            raise CommandError("Databasen er ikke tom. Demonstrationen indlæses kun i en tom database.")
        if not settings.LOCAL:
            raise CommandError("Demonstrationens brugere har en kendt kode og kan kun indlæses med LOCAL=1.")
        self.stdout.write("Indlæser demonstrationen …")
        self.stdout.flush()
        users.load()
        meeting.load()
        term.load()
        contracts.load()
        initiatives.load()
        boards.load()
        rounds.load()
        quotas.load()
        quotas_agreed.load()
        october.load()
        self.stdout.write("Demonstrationen er indlæst.")
        return None

    def _print_sign_ins(self) -> None:
        if here := users.present():
            self.stdout.write(f"Log ind med koden «{users.PASSWORD}» som:")
            for sign_in in here:
                self.stdout.write(f"  {sign_in.email:34} {sign_in.describes}")
