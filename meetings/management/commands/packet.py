"""Writes a meeting's agenda and packet of attachments as PDF files, for archiving."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kkr_portal.documents.packet import PacketTrouble
from meetings import prints
from meetings.agenda import Agenda, public_agenda, whole_agenda
from meetings.models import Meeting


class Command(BaseCommand):
    help = "Skriver dagsorden og bilagspakke for et møde som PDF-filer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("date", help="mødets dato, fx 2021-10-11")
        parser.add_argument("--out", type=Path, default=Path(), help="mappen, der skrives i")
        parser.add_argument(
            "--council", help="KKR'ets adresse, fx midtjylland; kræves, når flere mødtes den dag"
        )
        parser.add_argument("--public", action="store_true", help="kun det, offentligheden må se")

    def handle(self, *args: Any, **options: Any) -> None:
        agenda = self._agenda(self._meeting(options["date"], options["council"]), options["public"])
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with prints.packet_file(agenda) as packet:
                self._write(folder / prints.packet_name(agenda), packet.read())
        except PacketTrouble as trouble:
            raise CommandError(str(trouble)) from trouble
        self._write(folder / prints.agenda_name(agenda), prints.agenda_pdf(agenda))

    def _meeting(self, text: str, council: str | None) -> Meeting:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"«{text}» er ikke en dato. Skriv den som 2021-10-11.") from None
        meetings = Meeting.objects.filter(date=day).select_related("council")
        if council:
            meetings = meetings.filter(council__slug=council)
        found = list(meetings)
        if not found:
            raise CommandError(f"Der er intet møde den {day:%d.%m.%Y}.")
        if len(found) > 1:
            slugs = ", ".join(meeting.council.slug for meeting in found)
            raise CommandError(f"Flere KKR mødtes den {day:%d.%m.%Y}. Vælg ét med --council: {slugs}.")
        return found[0]

    def _agenda(self, meeting: Meeting, public: bool) -> Agenda:
        return public_agenda(meeting) if public else whole_agenda(meeting)

    def _write(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.stdout.write(str(path))
