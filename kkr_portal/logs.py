"""One line of JSON for each log record, so that any log collector can read it."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

# Whoever reads the log must not be able to choose a new password for somebody else, answer for them, read
# their calendar or stop their mails. Every address with a token stands here; a test sees to it.
_SECRET_LINK = re.compile(
    r"(/password/new/[^/\s]+/(?!set-password)|/boards/answer/|/year/feeds/(?!\d+/)|/reminders/stop/)[^/\s]+"
)


class JsonFormatter(logging.Formatter):
    """Time, level, logger and message; a request's path and status, a duration, and a traceback if any."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _SECRET_LINK.sub(r"\1…", record.getMessage()),
        }
        if record.name == "gunicorn.access" and isinstance(record.args, Mapping):
            line["milliseconds"] = record.args["M"]
        request = getattr(record, "request", None)
        if path := getattr(request, "path", None):
            line["path"] = _SECRET_LINK.sub(r"\1…", path)
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
