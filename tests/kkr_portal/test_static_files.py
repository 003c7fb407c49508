"""The vendored design system is what its list says, and hashed names find every file that is named."""

import hashlib
import re
from pathlib import Path

import pytest
from django.core.management import call_command

STATIC = Path(__file__).resolve().parents[2] / "static"
DKFDS = STATIC / "vendor" / "dkfds-11.2.0"


def test_every_vendored_file_has_its_checksum():
    listed = (DKFDS / "VENDOR.txt").read_text().split("SHA-256 of the files here:\n")[1]
    named = {name: digest for digest, name in (line.split("  ", 1) for line in listed.splitlines())}
    found = {
        str(path.relative_to(DKFDS)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DKFDS.rglob("*")
        if path.is_file() and path.name != "VENDOR.txt"
    }
    assert found == named


def test_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    assert {path.name for path in tmp_path.iterdir()} >= {"staticfiles.json", "css", "js", "vendor"}


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_own_styles_load_nothing_from_elsewhere(path):
    assert re.findall(r"url\(\s*['\"]?(?:https?:|//|data:)", path.read_text()) == []
