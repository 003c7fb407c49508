"""The container file as far as it can be read without building it."""

import re

from tests.deployment.running import ROOT, SHIPPED

TEXT = (SHIPPED / "Containerfile").read_text("utf-8")
LET_IN = (SHIPPED / "Containerfile.dockerignore").read_text("utf-8").split()


def steps(name: str) -> list[str]:
    """The arguments of each such step, with lines that go on joined."""
    return re.findall(rf"^{name} (.+)$", re.sub(r"\\\n\s*", "", TEXT), re.MULTILINE)


def test_what_is_copied_is_there_and_is_let_in():
    copied = {word for step in steps("COPY") if "--from" not in step for word in step.split()[:-1]}
    assert copied >= {"requirements.lock", "kkr_portal", "meetings", "boards", "contracts", "quotas"}
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in LET_IN or (name.endswith(".lock") and "!requirements*.lock" in LET_IN)
    assert LET_IN[0] == "*"


def test_every_package_of_the_portal_is_copied():
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert ours | {"templates", "static"} <= {word for step in steps("COPY") for word in step.split()}


def test_packages_come_by_their_checksums_and_nobody_runs_as_root():
    assert all("--require-hashes" in step for step in steps("RUN") if "pip install" in step)
    assert steps("USER")[-1] == "10001"
    assert TEXT.count("USER root") == 1  # to install LibreOffice, before the last USER


def test_it_knows_no_secret():
    (collects,) = [step for step in steps("RUN") if "SECRET_KEY" in step]
    assert "collectstatic" in collects
    assert not [step for step in steps("ENV") + steps("ARG") if "SECRET" in step or "PASSWORD" in step]


def test_compose_runs_every_worker():
    """What the units run, and what is run by hand as the owner of the database."""
    target = (SHIPPED / "systemd/kkr-portal.target").read_text("utf-8")
    workers = {*re.findall(r"worker@(\w+)\.service", target), "convert_office"}
    compose = (SHIPPED / "compose.yaml").read_text("utf-8")
    assert set(re.findall(r"manage.py, (\w+), --loop", compose)) | {"convert_office"} == workers
    assert set(re.findall(r"^  (\w+):$", compose.split("services:")[1], re.MULTILINE)) - {"files"} == {
        "web", "migrate", *workers,
    }  # fmt: skip
