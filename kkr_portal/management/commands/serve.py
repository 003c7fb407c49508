"""``make run``'s second half, with Django at hand: an up-to-date database, demonstration data, a server."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import NotSupportedError, OperationalError, connection

from kkr_portal.disk import one_at_a_time
from kkr_portal.static_files import collect_if_changed

OLDEST_POSTGRESQL = 15
TOO_OLD = f"Databasen er for gammel. Portalen kræver PostgreSQL {OLDEST_POSTGRESQL} eller nyere."


class Command(BaseCommand):
    help = (
        "Gør databasen klar, indlæser demonstrationen i en tom database og åbner portalen på denne maskine."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unfit_database()
        with one_at_a_time(settings.BASE_DIR / ".setup.lock"):
            self.stdout.write("Gør databasen klar …")
            self.stdout.flush()
            call_command("migrate", verbosity=0, interactive=False)
            collect_if_changed()
            if settings.LOCAL:  # its users have a password that everybody knows
                call_command("demonstration", "--if-empty")
        call_command("demonstration", "--sign-ins")
        self.stdout.write(
            f"\nPortalen er åben på http://127.0.0.1:{os.environ.get('PORT') or '8000'}/\n"
            "Ctrl-C lukker den. Databasen kører videre, til du skriver «make stop»."
        )
        if not settings.OFFICE_FILES:
            self.stdout.write(
                "LibreOffice er ikke installeret, så Word-, Excel- og PowerPoint-filer skal gemmes som PDF, "
                "før de vedhæftes."
            )
        self.stdout.flush()
        connection.close()
        os.chdir(settings.BASE_DIR)
        # They become children of what this process becomes, and end with it however that ends.
        workers = ["deliver", "extract_text", "remind"]
        if settings.OFFICE_CONVERTER:
            workers.append("convert_office")
        for worker in workers:
            command = [settings.BASE_DIR / "manage.py", worker, "--loop", "--with-parent", str(os.getpid())]
            subprocess.Popen([sys.executable, *map(str, command)])  # noqa: S603
        gunicorn = ["-m", "gunicorn", "--config", "python:kkr_portal.server", "kkr_portal.wsgi"]
        os.execv(sys.executable, [sys.executable, *gunicorn])  # noqa: S606


def refuse_unfit_database() -> None:
    """Raise CommandError with a Danish sentence when the portal can't work on the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, 'ÆRØ' ILIKE 'ærø'")
            version, knows_danish = cursor.fetchone()
    except NotSupportedError:
        raise CommandError(TOO_OLD) from None
    except OperationalError as error:
        raise CommandError(f"Databasen svarer ikke. Se efter, om DATABASE_URL er rigtig.\n{error}") from error
    if version < OLDEST_POSTGRESQL * 10_000:
        raise CommandError(TOO_OLD)
    if not knows_danish:  # the C locale folds only a to z, and a search for «ærø» would not find «Ærø»
        raise CommandError(
            "Databasen kan ikke sammenligne store og små æ, ø og å, så søgning ville overse dem. Lav den "
            "med et sprog, fx: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 kkr_portal"
        )
