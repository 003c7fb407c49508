"""Django's own; afterwards, who may pass the triggers is what it should be (``kkr_portal.lasting``)."""

from typing import Any

from django.core.management.commands import migrate

from kkr_portal.lasting import only_owners_pass


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            only_owners_pass(options["database"])
