"""How gunicorn serves the portal: ``python -m gunicorn --config python:kkr_portal.server kkr_portal.wsgi``.

PORT (8000) or BIND (address and port) says where, WEB_CONCURRENCY (2) how many processes.
"""

import os
import signal
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from kkr_portal.database import DatabaseTrouble

try:
    from kkr_portal import settings
except (ImproperlyConfigured, DatabaseTrouble) as trouble:
    sys.exit(str(trouble))  # here, where it is said once and not by every worker

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
timeout = 120  # seconds: a large packet is made within a request
preload_app = True  # read once and shared by the processes; nothing is connected before they part
control_socket_disable = True
# The same lines as Django's. On one's own machine the terminal is kept for what goes wrong.
_level = "WARNING" if settings.LOCAL else "INFO"
_to_root = {"level": _level, "handlers": [], "propagate": True}
logconfig_dict = settings.LOGGING | {"loggers": {"gunicorn.error": _to_root, "gunicorn.access": _to_root}}
access_log_format = "%(m)s %(U)s %(s)s"  # no query string: people search for names


def when_ready(server: Any) -> None:
    """A closed terminal ends the portal on one's own machine; in operation a hang-up means: start anew."""
    if settings.LOCAL:
        signal.signal(signal.SIGHUP, lambda *_: server.signal(signal.SIGTERM, None))
