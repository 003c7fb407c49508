"""/health: for a monitor, which has no sign-in, and must learn nothing but whether the portal works."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client


@pytest.fixture
def no_database(transactional_db, tmp_path):
    """The database's socket is gone, as when its server has died."""
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", str(tmp_path))
        yield
    connection.close()


def test_all_is_well(db):
    response = Client().get("/health")
    assert (response.status_code, response.json(), dict(response.cookies)) == (200, {"database": "ok"}, {})
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert Session.objects.count() == 0


def test_no_database(no_database):
    response = Client().get("/health")
    assert (response.status_code, response.content) == (503, b'{"database": "unavailable"}')
    assert dict(response.cookies) == {}


def test_no_database_and_a_session_cookie_that_can_not_be_looked_up(no_database):
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/health").status_code == 503


def test_a_monitor_beside_the_portal_needs_no_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get(path).status_code for path in ("/health", "/meetings/")] == [200, 301]


def test_only_the_portals_own_names_are_answered(db):
    assert Client(headers={"host": "evil.example"}).get("/health").status_code == 400
