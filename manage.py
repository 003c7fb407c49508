#!/usr/bin/env python3
"""Django's command line, with the embedded database started first where it is used."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django er ikke installeret her. Kør «make run» først, og brug derefter .venv/bin/python.")
    from kkr_portal.database import DatabaseTrouble, EmbeddedServer
    from kkr_portal.history.command import history_of_command

    try:
        if settings.EMBEDDED_DATABASE and sys.argv[1:2] != ["stop_database"]:
            EmbeddedServer.under(settings.DATA_DIR).start()
    except (DatabaseTrouble, ImproperlyConfigured) as trouble:
        sys.exit(str(trouble))
    with history_of_command(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
