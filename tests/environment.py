"""Loaded by pytest before Django's settings: the environment of the tests, and a running database.

Playwright's synchronous API runs an event loop, hence DJANGO_ALLOW_ASYNC_UNSAFE.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kkr_portal.database import DatabaseTrouble, EmbeddedServer
from kkr_portal.machine import chromium, libreoffice, nginx, systemd_analyze

os.environ.update(
    LOCAL="1",
    DEBUG="0",
    SECRET_KEY="only-for-the-tests-and-nothing-else-0123456789",
    EMAIL_URL="memorymail://",
    LOG_LEVEL="CRITICAL",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
    OFFICE_FILES="0",  # as on a machine without LibreOffice; a test that wants it says so
)
for name in ("OIDC_CLIENT_ID", "S3_BUCKET", "METRICS_TOKEN", "METRICS_NETWORKS"):
    os.environ.pop(name, None)

# A server of the tests' own: quick instead of safe, and nowhere near anybody's data.
DATA = Path(os.environ.setdefault("DATA_DIR", str(Path(__file__).resolve().parent.parent / ".data/tests")))
if not os.environ.get("DATABASE_URL"):
    try:
        replace(EmbeddedServer.under(DATA), durable=False).start()
    except DatabaseTrouble as trouble:
        sys.exit(str(trouble))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``ONLY_DATABASE`` what asks no database is left out: another server can't change it."""
    if os.environ.get("ONLY_DATABASE") == "1":
        asks = {item: _asks_the_database(item) for item in items}
        config.hook.pytest_deselected(items=[item for item in items if not asks[item]])
        items[:] = [item for item in items if asks[item]]


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a program its tests are reported as not run; where everything must run, they fail."""
    for marker, found, what in PROGRAMS:
        if item.get_closest_marker(marker) and not found():
            reason = f"Ikke kørt: {what}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


PROGRAMS = [
    ("browser", chromium, "ingen Chromium. Installér Debian-pakken chromium, eller sæt CHROMIUM."),
    ("office", libreoffice, "ingen LibreOffice. Installér Debian-pakkerne libreoffice-…-nogui."),
    ("nginx", nginx, "ingen nginx. Installér Debian-pakken nginx-light."),
    ("systemd", systemd_analyze, "ingen systemd-analyze. Installér Debian-pakken systemd."),
]
