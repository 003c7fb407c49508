"""Each record is one line of JSON, whatever is in it."""

import json
import logging
import re
import sys

from django.test import RequestFactory

from kkr_portal.logs import JsonFormatter
from tests.access.addresses import addresses


def line(record: logging.LogRecord) -> dict[str, object]:
    record.created = 1_633_946_400.0  # 11 October 2021, 10:00 UTC
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def record_of(message: str, *arguments: object, name: str = "meetings", **more: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, arguments, None)
    record.__dict__.update(more)
    return record


PLAIN = {"time": "2021-10-11T10:00:00.000+00:00", "level": "WARNING", "logger": "meetings"}


def test_danish_letters_and_line_breaks():
    assert line(record_of("Mødet på %s\nudgår", "Ærø")) == PLAIN | {"message": "Mødet på Ærø\nudgår"}


def test_a_request_is_named_by_path_and_status_without_its_query():
    request = RequestFactory().get("/meetings/", {"navn": "Hansen"})
    assert line(record_of("Not Found", request=request, status_code=404)) == PLAIN | {
        "message": "Not Found",
        "path": "/meetings/",
        "status": 404,
    }


def test_a_personal_link_is_left_out():
    """Whoever reads the log can't answer for an organisation."""
    request = RequestFactory().get("/boards/answer/hemmeligt-led/")
    found = line(record_of("Gone: /boards/answer/hemmeligt-led/", request=request, status_code=410))
    assert (found["message"], found["path"]) == ("Gone: /boards/answer/…/", "/boards/answer/…/")


def test_every_address_with_a_token_is_told_without_it():
    """A new one fails here until it is masked."""
    found = [one.route for one in addresses() if "token" in one.route]
    assert len(found) >= 4
    for route in found:
        path = "/" + re.sub(
            r"<[^>]*\btoken>", "hemmeligt-led", re.sub(r"<(?![^>]*\btoken>)[^>]*>", "MQ", route)
        )
        text = str(line(record_of(f"Gone: {path}", request=RequestFactory().get(path), status_code=410)))
        assert "hemmeligt-led" not in text, route


def test_a_traceback_stays_on_the_line():
    try:
        raise ValueError("tallet mangler")
    except ValueError:
        found = line(record_of("Fejl", exc_info=sys.exc_info()))
    traceback = str(found.pop("traceback"))
    assert found == PLAIN | {"message": "Fejl"}
    assert traceback.splitlines()[0] == "Traceback (most recent call last):"
    assert traceback.splitlines()[-1] == "ValueError: tallet mangler"


def test_the_web_servers_line_has_the_duration():
    atoms = {"m": "GET", "U": "/meetings/", "s": "200", "M": 12}
    record = record_of("%(m)s %(U)s %(s)s", atoms, name="gunicorn.access")
    assert line(record) == PLAIN | {
        "logger": "gunicorn.access",
        "message": "GET /meetings/ 200",
        "milliseconds": 12,
    }
