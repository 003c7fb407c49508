"""Loaded by pytest before Django's settings: the environment of the tests, and a running database.

Playwright's synchronous API runs an event loop, hence DJANGO_ALLOW_ASYNC_UNSAFE.
"""

import os
from pathlib import Path

os.environ.update(
    LOCAL="1",
    DEBUG="0",
    SECRET_KEY="only-for-the-tests-and-nothing-else-0123456789",
    EMAIL_URL="memorymail://",
    LOG_LEVEL="CRITICAL",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
os.environ.pop("OIDC_CLIENT_ID", None)

if not os.environ.get("DATABASE_URL"):
    from kkr_portal.database import EmbeddedServer

    folder = Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parent.parent / ".data")
    EmbeddedServer.under(folder).start()
