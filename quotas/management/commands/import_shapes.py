"""Imports the municipalities' official outlines from a GeoJSON file; the map of quotas then uses them."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quotas.actions.shapes import CREDIT, take_in
from quotas.models import MunicipalityShape
from quotas.outlines import UnreadableOutlines
from quotas.refused import Refused


class Command(BaseCommand):
    help = "Indlæser kommunernes omrids fra en GeoJSON-fil, eller fjerner dem, så kortet igen har felter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="GeoJSON med 98 kommuner og deres koder")
        parser.add_argument("--credit", default=CREDIT, help="kilden, som står under kortet")
        parser.add_argument("--remove", action="store_true", help="fjerner omridsene igen")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            MunicipalityShape.objects.all().delete()
            self.stdout.write("Omridsene er fjernet. Kortet viser et felt for hver kommune.")
            return
        if options["file"] is None:
            raise CommandError("Skriv, hvilken GeoJSON-fil der skal læses.")
        try:
            data = json.loads(options["file"].read_text(encoding="utf-8-sig"))
            number = take_in(data, credit=options["credit"])
        except OSError as error:
            raise CommandError(f"Filen kan ikke læses: {error.strerror}.") from None
        except ValueError:
            raise CommandError("Filen er ikke JSON.") from None
        except (UnreadableOutlines, Refused) as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{number} kommuners omrids er indlæst. Kilde: {options['credit']}.")
