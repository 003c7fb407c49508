"""Operation is the default and refuses what is unsafe; LOCAL=1 is for one's own machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from kkr_portal import file_store
from tests.suite import OPERATION

ROOT = Path(__file__).resolve().parent.parent.parent
SHOW = """
import json, sys
from kkr_portal import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | OPERATION | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def values(*names: str, **environment: str) -> dict[str, object]:
    return json.loads(python("-c", SHOW, *names, **environment).stdout)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            "SECRET_KEY mangler: en lang, tilfældig tekst, som kun denne portal har. "
            "Skriv den i miljøet eller i filen .env; «make run» laver en.",
        ),
        (
            {"SECRET_KEY": "kort"},
            "SECRET_KEY er for kort til drift. Den skal være tilfældig og på mindst 50 tegn.",
        ),
        (
            {"ALLOWED_HOSTS": ""},
            "ALLOWED_HOSTS mangler: portalens værtsnavn, fx ALLOWED_HOSTS=portal.example.dk. "
            "Sæt LOCAL=1, hvis det er din egen maskine.",
        ),
        (
            {"DEBUG": "1"},
            "DEBUG=1 viser portalens indre for alle og kan ikke bruges i drift. Fjern DEBUG, "
            "eller sæt LOCAL=1, hvis det er din egen maskine.",
        ),
        (
            {"ALLOWED_HOSTS": ".example.dk"},
            "PORTAL_URL mangler: portalens adresse, som mails henviser til, fx https://portal.example.dk",
        ),
        (
            {"PORTAL_URL": "http://portal.example.dk"},
            "PORTAL_URL mangler: portalens adresse, som mails henviser til, fx https://portal.example.dk",
        ),
        (
            {"EMAIL_URL": ""},
            "EMAIL_URL mangler: serveren, som sender portalens mails, fx smtp://mail.example.dk:25",
        ),
        (
            {"ACCESSIBILITY_STATEMENT": "https://example.dk/erklæring"},
            "ACCESSIBILITY_STATEMENT skal være erklæringens adresse i WAS-Tool: https://was.digst.dk/…",
        ),
        (
            {"OPEN_DATA_LICENSE": "CC BY 4.0"},
            "OPEN_DATA_LICENSE skal være licensens adresse og begynde med https://",
        ),
        (
            {"DATABASE_URL": "mysql://a/b"},
            "DATABASE_URL skal nævne en PostgreSQL-database, fx postgres://bruger:kode@vært:5432/database",
        ),
        (
            {"METRICS_TOKEN": "kort"},
            "METRICS_TOKEN er for kort: det skal være tilfældigt og på mindst 20 tegn.",
        ),
        (
            {"METRICS_NETWORKS": "10.1.0.0/16,her"},
            "METRICS_NETWORKS skal være netværk med komma imellem, fx 10.1.0.0/16,10.2.3.4/32",
        ),
        (
            {"S3_BUCKET": "filer", "S3_ENDPOINT": "http://s3.example.dk"},
            "S3_ENDPOINT skal begynde med https://, ellers kan filerne læses undervejs.",
        ),
    ],
)
def test_unsafe_operation_is_refused_in_one_sentence(environment, sentence):
    """The same sentence from Django's commands and from the server, and no stack trace."""
    command = python("manage.py", "check", **environment)
    assert (command.returncode, command.stdout, command.stderr) == (1, "", sentence + "\n")
    server = python("-m", "gunicorn", "--check-config", "-c", "python:kkr_portal.server", "x", **environment)
    assert (server.returncode, server.stdout, server.stderr) == (1, "", sentence + "\n")


SAFETY = [
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLOWED_HOSTS",
    "EMAIL_BACKEND",
]


def test_operation_is_safe_by_default():
    assert values(*SAFETY) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLOWED_HOSTS": ["portal.example.dk"],
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    }


def office(**environment: str) -> list[object]:
    found = values("OFFICE_CONVERTER", "OFFICE_FILES", **environment)
    return [found["OFFICE_CONVERTER"], found["OFFICE_FILES"]]


def test_office_files_are_taken_in_where_libreoffice_is_or_where_it_is_said(tmp_path, monkeypatch):
    """The pages and the command that converts may run on different machines."""
    monkeypatch.delenv("OFFICE_FILES")
    soffice = tmp_path / "soffice"
    soffice.write_text("#!/bin/sh\n")
    soffice.chmod(0o755)
    here, nowhere = str(tmp_path), "/nowhere"
    assert office(PATH=here) == [str(soffice), True]
    assert office(PATH=nowhere) == ["", False]
    assert office(PATH=nowhere, OFFICE_CONVERTER="/opt/soffice") == ["/opt/soffice", True]
    assert office(PATH=nowhere, OFFICE_FILES="1") == ["", True]
    assert office(PATH=here, OFFICE_FILES="0") == [str(soffice), False]


def test_files_lie_in_a_folder_or_in_a_bucket():
    s3 = {"S3_BUCKET": "filer", "S3_ENDPOINT": "https://s3.example.dk", "S3_REGION": "nord"}
    assert values("STORAGES", DATA_DIR="/srv/kkr")["STORAGES"]["default"] == {
        "BACKEND": "kkr_portal.documents.on_disk.DiskStorage", "OPTIONS": {"location": "/srv/kkr/files"},
    }  # fmt: skip
    assert values("STORAGES", **s3)["STORAGES"]["default"] == {
        "BACKEND": "kkr_portal.documents.on_s3.S3FileStorage",
        "OPTIONS": {"bucket": "filer", "endpoint": "https://s3.example.dk", "region": "nord"},
    }


def test_a_bucket_asks_for_its_packages(monkeypatch, tmp_path):
    monkeypatch.setattr(file_store, "find_spec", lambda name: None)
    monkeypatch.setenv("S3_BUCKET", "filer")
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.lock"):
        file_store.chosen(environ.Env(), tmp_path, local=False)


def test_ones_own_machine_speaks_plain_http_to_itself_alone():
    own = {"LOCAL": "1", "SECRET_KEY": "kort", "ALLOWED_HOSTS": "", "EMAIL_URL": ""}
    assert values(*SAFETY, **own) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_PROXY_SSL_HEADER": None,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }


def test_mails_lead_to_the_portals_own_address():
    assert values("PORTAL_URL") == {"PORTAL_URL": "https://portal.example.dk"}
    assert values("PORTAL_URL", PORTAL_URL="https://kkr.dk/") == {"PORTAL_URL": "https://kkr.dk"}
    own = {"LOCAL": "1", "ALLOWED_HOSTS": ""}
    assert values("PORTAL_URL", **own) == {"PORTAL_URL": "http://127.0.0.1:8000"}
    assert values("PORTAL_URL", PORT="8123", **own) == {"PORTAL_URL": "http://127.0.0.1:8123"}


def test_a_proxy_in_front_is_believed_only_when_it_is_named():
    assert values("SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="1") == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]
    }


def test_djangos_own_check_for_operation_finds_nothing():
    check = python("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (check.stderr, check.stdout) == ("", "System check identified no issues (0 silenced).\n")


def test_scripts_and_styles_come_from_the_portal_alone(settings):
    assert settings.CONTENT_SECURITY_POLICY == {
        "DIRECTIVES": {
            "default-src": ["'self'"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
            "form-action": ["'self'"],
        }
    }


def test_a_database_behind_a_socket_is_told_to_every_program_alike():
    url = "postgres://kkr_portal@/portal?host=/run/postgresql&port=5433&sslmode=disable"
    database = values("DATABASES", DATABASE_URL=url)["DATABASES"]["default"]
    told = {name: database.get(name) for name in ("HOST", "PORT", "NAME", "OPTIONS")}
    assert told == {
        "HOST": "/run/postgresql", "PORT": 5433, "NAME": "portal", "OPTIONS": {"sslmode": "disable"},
    }  # fmt: skip
