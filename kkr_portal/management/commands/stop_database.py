"""The embedded server outlives the portal; this ends it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kkr_portal.database import EmbeddedServer


class Command(BaseCommand):
    help = "Standser den medfølgende database, hvis den kører."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED_DATABASE:
            self.stdout.write("Portalen bruger databasen i DATABASE_URL; den standses ikke herfra.")
            return
        servers = [EmbeddedServer.under(settings.DATA_DIR), EmbeddedServer.under(settings.DATA_DIR / "tests")]
        running = [server for server in servers if server.is_running()]
        for server in running:
            server.stop()
        self.stdout.write("Databasen er standset." if running else "Databasen kører ikke.")
