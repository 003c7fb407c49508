"""Single sign-on finds a user, and without groups makes none; the whole slot in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import connection

from kkr_portal.access.models import Role, User
from kkr_portal.access.single_sign_on import SingleSignOnBackend

ENDPOINT = "https://id.example"
OIDC = {
    "OIDC_RP_CLIENT_ID": "kkr",
    "OIDC_RP_CLIENT_SECRET": "secret",
    "OIDC_OP_AUTHORIZATION_ENDPOINT": f"{ENDPOINT}/authorize",
    "OIDC_OP_TOKEN_ENDPOINT": f"{ENDPOINT}/token",
    "OIDC_OP_USER_ENDPOINT": f"{ENDPOINT}/user",
    "OIDC_OP_JWKS_ENDPOINT": f"{ENDPOINT}/keys",
    "OIDC_RP_SIGN_ALGO": "RS256",
    "OIDC_RP_SCOPES": "openid email profile",
    "OIDC_CREATE_USER": False,
    "OIDC_ROLES": {},
    "OIDC_GROUPS_CLAIM": "groups",
    "OIDC_TRUST_EMAIL": False,
}


@pytest.fixture
def backend(settings, monkeypatch, db) -> SingleSignOnBackend:
    for name, value in OIDC.items():
        setattr(settings, name, value)
    User.objects.create_user("anna@example.dk", None)
    User.objects.create_user("inaktiv@example.dk", None, is_active=False)
    return SingleSignOnBackend()


def user_for(backend, monkeypatch, **claims) -> str | None:
    """Who the backend signs in when the provider tells this about the user."""
    monkeypatch.setattr(backend, "get_userinfo", lambda *args: claims)
    try:
        user = backend.get_or_create_user("access", "id", {})
    except SuspiciousOperation:
        return "refused"
    return user and user.email


@pytest.mark.parametrize(
    ("claims", "trust", "answer"),
    [
        ({"email": "Anna@Example.dk", "email_verified": True}, False, "anna@example.dk"),
        ({"email": "anna@example.dk", "email_verified": "true"}, False, "anna@example.dk"),
        ({"email": "anna@example.dk", "email_verified": False}, False, "refused"),
        ({"email": "anna@example.dk", "email_verified": "false"}, False, "refused"),
        ({"email": "anna@example.dk"}, False, "refused"),
        ({"email": "anna@example.dk"}, True, "anna@example.dk"),
        ({"email": "anna@example.dk", "email_verified": False}, True, "refused"),
        ({"email": "", "email_verified": True}, True, "refused"),
        ({"email_verified": True}, True, "refused"),
        ({"email": "ukendt@example.dk", "email_verified": True}, False, None),
        ({"email": "inaktiv@example.dk", "email_verified": True}, False, None),
    ],
)
def test_only_a_verified_address_of_an_active_user(backend, monkeypatch, settings, claims, trust, answer):
    settings.OIDC_TRUST_EMAIL = trust
    assert user_for(backend, monkeypatch, **claims) == answer
    assert (User.objects.count(), Role.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("audience", "accepted"),
    [("kkr", True), (["other", "kkr"], True), ("other", False), (["other"], False), (None, False)],
)
def test_the_token_must_be_for_us(backend, monkeypatch, audience, accepted):
    monkeypatch.setattr(
        "kkr_portal.access.single_sign_on.OIDCAuthenticationBackend.verify_token",
        lambda self, token, **kwargs: {"aud": audience},
    )
    if accepted:
        assert backend.verify_token("token") == {"aud": audience}
    else:
        with pytest.raises(SuspiciousOperation):
            backend.verify_token("token")


def test_a_session_ends_when_the_user_is_made_inactive(backend):
    anna, inactive = User.objects.get(email="anna@example.dk"), User.objects.get(email="inaktiv@example.dk")
    assert (backend.get_user(anna.pk), backend.get_user(inactive.pk)) == (anna, None)


PAGES = """
import json, os
import django
django.setup()
from django.contrib.sessions.backends import db as sessions
from django.test import Client
from django.conf import settings
settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
client = Client(SERVER_NAME="localhost")
page = client.get("/access/sign-in/?next=/access/account/").content.decode()
begin = client.get("/access/single-sign-on/?next=/access/account/")
back = client.get("/access/single-sign-on/back/?error=access_denied", follow=True)
forged = client.get("/access/single-sign-on/back/?state=forged&code=1")
print(json.dumps({
    "button": 'href="/access/single-sign-on/?next=/access/account/">Log ind med arbejdskonto' in page,
    "begins at": begin["Location"].split("?")[0],
    "comes back to": "localhost%2Faccess%2Fsingle-sign-on%2Fback%2F" in begin["Location"],
    "pkce": "code_challenge_method=S256" in begin["Location"],
    "refused": [back.redirect_chain, "Du blev ikke logget ind med arbejdskontoen." in back.content.decode()],
    "forged": [forged.status_code, forged["Location"]],
}))
"""


def test_the_slot_is_turned_on_by_the_environment(db):
    # The tests' own database: nobody else's has been migrated where only the tests have run.
    tests = connection.settings_dict
    where = urlencode({"host": tests["HOST"], "port": tests["PORT"]})
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{tests['USER']}:{tests['PASSWORD']}@/{tests['NAME']}?{where}",
        "DJANGO_SETTINGS_MODULE": "kkr_portal.settings",
        "OIDC_CLIENT_ID": "kkr",
        "OIDC_CLIENT_SECRET": "secret",
        "OIDC_AUTHORIZATION_ENDPOINT": f"{ENDPOINT}/authorize",
        "OIDC_TOKEN_ENDPOINT": f"{ENDPOINT}/token",
        "OIDC_USER_ENDPOINT": f"{ENDPOINT}/user",
        "OIDC_JWKS_ENDPOINT": f"{ENDPOINT}/keys",
    }
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PAGES], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {
        "button": True,
        "begins at": f"{ENDPOINT}/authorize",
        "comes back to": True,
        "pkce": True,
        "refused": [[["/access/sign-in/", 302]], True],
        "forged": [302, "/access/sign-in/"],
    }


def test_without_it_there_is_no_such_page(client):
    assert client.get("/access/single-sign-on/").status_code == 404
