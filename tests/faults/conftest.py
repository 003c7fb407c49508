"""A meeting that is ready to be sent, its secretary, and the portal's own processes before its database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from kkr_portal.documents.models import StoredFile
from kkr_portal.registry.models import Council
from kkr_portal.static_files import collect_if_changed
from meetings.actions import agenda
from meetings.models import AgendaItem, Meeting
from tests.deployment.asking import FORM, Answer, read
from tests.deployment.conftest import AS_SERVED
from tests.deployment.running import HOST, Web
from tests.meetings.people import person, seat
from tests.suite import OPERATION


class Browser:
    """Somebody who is signed in at one gunicorn, asked as nginx asks it."""

    def __init__(self, web: Web, session: str) -> None:
        self.port, self.token = web.port, "t" * 32
        self.cookies = (
            f"{django_settings.SESSION_COOKIE_NAME}={session}; "
            f"{django_settings.CSRF_COOKIE_NAME}={self.token}"
        )

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, values: dict[str, str]) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token, **values}).encode()
        return self._ask("POST", path, body, {"Content-Type": FORM, "Origin": f"https://{HOST}"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            own = {"Host": HOST, "Cookie": self.cookies, "X-Forwarded-Proto": "https"}
            asking.request(method, path, body, own | headers)
            return read(asking.getresponse())
        finally:
            asking.close()


@pytest.fixture
def session(user_with) -> str:
    """The cookie of a secretary who is signed in, as the processes know it."""
    with override_settings(SECRET_KEY=OPERATION["SECRET_KEY"]):
        client = Client()
        client.force_login(user_with("secretariat"))
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def files(tmp_path, settings) -> Path:
    """The data folder that the processes share with the test."""
    with override_settings(STORAGES=AS_SERVED):
        collect_if_changed()
    location = {"location": tmp_path / "files"}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "kkr_portal.documents.on_disk.DiskStorage", "OPTIONS": location}
    }
    return tmp_path


@pytest.fixture
def ready(files: Path, council: Council, stored_pdf: Callable[..., StoredFile]) -> Meeting:
    """With one item and its attachment; two members will be written to."""
    meeting = Meeting.objects.create(council=council, date=date(2022, 6, 9))
    section = agenda.add_section(meeting=meeting, title="Beslutninger")
    item = agenda.place_item(AgendaItem(section=section, title="Sag", presentation="Tekst"))
    agenda.attach(item=item, files=[(stored_pdf(1), "Regnskab.pdf", "Regnskab")])
    seat(council, person("Anna Øst"), person("Bo Ås"))
    return meeting
