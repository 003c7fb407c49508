"""``manage.py check --deploy --database default``: whether the portal's user could take a guard off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections


def owns_nothing(databases: Sequence[str] | None, **asked: Any) -> list[CheckMessage]:
    """What is closed is kept by triggers, and whoever owns a table takes its triggers off."""
    found: list[CheckMessage] = []
    for name in databases or []:
        with connections[name].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r' "
                "AND relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'USAGE')"
            )
            (owned,) = cursor.fetchone()
        if owned:
            found.append(
                Warning(
                    f"Portalens bruger i databasen ejer {owned} tabeller og kan slå deres værn fra.",
                    hint="Lad en anden bruger eje dem: kkr_portal/deployment/README.md, «Two users».",
                    id="history.W001",
                )
            )
    return found
