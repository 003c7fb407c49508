"""What is shown when something is wrong: in Danish, without a crash, with a way on."""

import errno

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client, RequestFactory
from django.views import defaults

from kkr_portal import views
from kkr_portal.access.views import csrf_failure


@pytest.mark.django_db
def test_a_page_that_does_not_exist(client_as):
    answer = client_as("secretariat").get("/nowhere/")
    assert answer.status_code == 404
    assert "<h1>Siden findes ikke</h1>" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_too_old(user_with):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with("secretariat"))
    answer = client.post("/access/sign-out/")
    assert answer.status_code == 403
    assert "<h1>Formularen var for gammel</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (lambda request: csrf_failure(request), 403, "Formularen var for gammel"),
        (lambda request: defaults.permission_denied(request, PermissionDenied()), 403, "Du har ikke adgang"),
        (lambda request: defaults.page_not_found(request, Exception()), 404, "Siden findes ikke"),
        (
            lambda request: defaults.bad_request(request, SuspiciousOperation()),
            400,
            "Forespørgslen kunne ikke læses",
        ),
        (views.server_error, 500, "Noget gik galt"),
    ],
    ids=["csrf", "403", "404", "400", "500"],
)
def test_every_error_page_comes_without_a_user_or_a_database(view, status, heading):
    answer = view(RequestFactory().get("/anything/"))
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.content.decode()) == (status, True)


AWAY, FULL = (503, "Databasen svarer ikke lige nu"), (507, "Der er ikke plads")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (OperationalError("refused"), AWAY),
        (InterfaceError("connection already closed"), AWAY),
        (IntegrityError("twice"), (500, "Noget gik galt")),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EACCES, "Permission denied"), (500, "Noget gik galt")),
    ],
    ids=lambda one: str(one)[:20],
)
def test_what_is_away_or_full_is_told_for_what_it_is(raised, expected):
    try:
        try:
            raise raised
        except Exception as first:
            raise RuntimeError("while it was told of") from first
    except RuntimeError:
        answer = views.server_error(RequestFactory().get("/anything/"))
    status, heading = expected
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.text) == (status, True)
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)
