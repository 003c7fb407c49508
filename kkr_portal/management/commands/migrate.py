"""Django's own; quicker in an empty database, and afterwards the triggers' guard is what it should be."""

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from kkr_portal.lasting import only_owners_pass
from kkr_portal.migrating import quicker


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        empty = not connections[options["database"]].introspection.table_names()
        with quicker() if empty else nullcontext():
            super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            only_owners_pass(options["database"])
