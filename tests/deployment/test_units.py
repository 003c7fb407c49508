"""systemd reads the shipped units without a word, and what it says of their safety."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deployment.running import ROOT, SHIPPED, replaced

UNITS = SHIPPED / "systemd"
pytestmark = pytest.mark.systemd
SERVICES = [
    "kkr-portal-web", "kkr-portal-worker@deliver", "kkr-portal-worker@extract_text",
    "kkr-portal-worker@remind", "kkr-portal-convert-office", "kkr-portal-backup",
]  # fmt: skip
MOST_EXPOSED = 2.0  # systemd's own scale from 0 to 10; up to 2 it calls «SAFE» or «OK»


@pytest.fixture
def analyze(tmp_path):
    """Runs systemd-analyze on the units, with the paths of this checkout."""
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for path in [*tmp_path.glob("*.service"), *tmp_path.glob("*/*.conf")]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("/srv/kkr-portal", f"{tmp_path}/portal"), "utf-8")
    (tmp_path / "portal").symlink_to(ROOT)  # a unit's paths have no blanks, and this checkout's may have

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["systemd-analyze", *arguments],
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_systemd_has_nothing_to_say(analyze):
    units = [f"{name}.service" for name in SERVICES]
    units += ["kkr-portal.target", "kkr-portal-web.socket", "kkr-portal-backup.timer"]
    said = analyze("verify", "--man=no", *units)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_a_slip_in_a_unit_is_found(analyze, tmp_path):
    path = tmp_path / "kkr-portal-web.service"
    path.write_text(replaced(path.read_text("utf-8"), {"KillMode": "KilMode"}), "utf-8")
    assert "KilMode" in analyze("verify", "--man=no", "kkr-portal-web.service").stderr


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_closed_in(analyze, name):
    said = analyze("security", "--offline=yes", "--json=short", "--no-pager", f"{name}.service")
    table = json.loads(said.stdout)
    assert sum(float(line["exposure"] or 0) for line in table) < MOST_EXPOSED * 10
    whole = analyze("security", "--offline=yes", "--no-pager", f"{name}.service").stdout
    (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", whole)
    assert float(level) <= MOST_EXPOSED


def test_every_worker_of_the_portal_has_its_unit():
    """What ``make run`` starts is what the target starts."""
    serve = (ROOT / "kkr_portal/management/commands/serve.py").read_text("utf-8")
    workers = set(re.findall(r'"(\w+)"', re.findall(r"workers = \[(.*?)\]", serve)[0]))
    target = (UNITS / "kkr-portal.target").read_text("utf-8")
    assert set(re.findall(r"worker@(\w+)\.service", target)) == workers
    assert "kkr-portal-convert-office.service" in target
    assert 'append("convert_office")' in serve


def test_the_environment_names_only_what_the_settings_read():
    files = (SHIPPED / "environment").read_text("utf-8") + (SHIPPED / "owner").read_text("utf-8")
    names = set(re.findall(r"^(\w+)=", files, re.MULTILINE))
    told = (ROOT / "kkr_portal/settings.py").read_text("utf-8").split('"""')[1]
    told += (ROOT / "kkr_portal/server.py").read_text("utf-8").split('"""')[1]
    assert {name for name in names if not re.search(rf"\b{name}\b", told)} == set()


def test_pages_and_migrations_are_two_users_of_one_database():
    users = {}
    for name in ("environment", "owner"):
        text = (SHIPPED / name).read_text("utf-8")
        users[name] = re.findall(r"^DATABASE_URL=postgres://(\w+):\w+(@.*)$", text, re.MULTILINE)
    ((pages, where),), ((owner, there),) = users["environment"], users["owner"]
    assert where == there
    rights = (SHIPPED / "rights.sql").read_text("utf-8")
    assert set(re.findall(r"\bTO (\w+);", rights)) == {pages}
    readme = (SHIPPED / "README.md").read_text("utf-8")
    assert set(re.findall(r"CREATE ROLE (\w+)", readme)) == {pages, owner}
    assert f"--owner={owner} " in readme


def test_paths_are_the_same_everywhere():
    """One folder, one user, one port: whoever changes one of them finds it in every file."""
    for path in Path(UNITS).rglob("*.*"):
        if path.is_file():
            found = set(re.findall(r"/srv/[\w-]+", path.read_text("utf-8")))
            assert found <= {"/srv/kkr-portal"}, path
    assert "127.0.0.1:8000" in (UNITS / "kkr-portal-web.socket").read_text("utf-8")
    assert "127.0.0.1:8000" in (SHIPPED / "nginx.conf").read_text("utf-8")
