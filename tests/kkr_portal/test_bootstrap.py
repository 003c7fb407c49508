"""``make run`` and ``make test`` before anything is installed: what they say, and what they leave behind."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kkr_portal import bootstrap, machine
from kkr_portal.disk import one_at_a_time, refusal
from kkr_portal.machine import MachineTrouble

ROOT = bootstrap.ROOT


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8123"}, 8123)]
)
def test_the_port(environment, port):
    assert bootstrap.wanted_port(environment) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "otte", "80 80", "²", "8e3"])
def test_a_port_that_is_none(text):
    with pytest.raises(MachineTrouble) as caught:
        bootstrap.wanted_port({"PORT": text})
    assert str(caught.value) == (
        f"PORT er «{text}», men skal være et tal fra 1 til 65535, fx: PORT=8123 make run"
    )


def test_a_busy_port_is_said_by_make_at_once():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = make("run", PORT=str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        f"Port {port} er optaget – måske kører portalen allerede på http://127.0.0.1:{port}/.\n"
        "Luk det andet program, eller vælg en anden port, fx: PORT=8123 make run\n"
    )


def test_no_python_that_is_new_enough(tmp_path):
    for name in ("sh", "echo"):
        (tmp_path / name).symlink_to(f"/bin/{name}")
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = subprocess.run(
        [machine.shutil.which("make"), "run"],
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[0] == (
        "Portalen kræver Python 3.11 eller nyere, og den findes ikke på denne maskine. "
        "På Debian og Ubuntu: sudo apt-get install python3 python3-venv"
    )


def test_make_alone_tells_of_every_command():
    told = re.findall(r"^make (\w+)", make().stdout, re.MULTILINE)
    assert told == list(bootstrap.COMMANDS)


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    file = tmp_path / ".env"
    bootstrap.write_env_file(file, {})
    first = file.read_text()
    assert re.fullmatch(r"LOCAL=1\nSECRET_KEY=[\w-]{50,}\n", first)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    bootstrap.write_env_file(file, {})
    assert file.read_text() == first


def test_no_secret_is_made_where_the_environment_has_one(tmp_path):
    bootstrap.write_env_file(tmp_path / ".env", {"SECRET_KEY": "x"})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A venv's stamp and two locks of one's own; the list of locks that pip was asked for."""
    asked: list[str] = []
    for name in ("RUN_LOCK", "TEST_LOCK"):
        monkeypatch.setattr(bootstrap, name, tmp_path / name)
        (tmp_path / name).write_text("first")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "installed")
    monkeypatch.setattr(machine, "pip_install", lambda python, lock: asked.append(lock.name))
    return asked


def test_a_lock_is_installed_once_and_again_when_it_changes(installed, tmp_path):
    for _ in range(2):
        bootstrap.install(bootstrap.RUN_LOCK)
    assert installed == ["RUN_LOCK"]
    (tmp_path / "RUN_LOCK").write_text("second")
    bootstrap.install(bootstrap.RUN_LOCK)
    assert installed == ["RUN_LOCK", "RUN_LOCK"]


def test_the_lock_of_the_tests_covers_the_other(installed):
    for lock in (bootstrap.RUN_LOCK, bootstrap.TEST_LOCK, bootstrap.RUN_LOCK, bootstrap.TEST_LOCK):
        bootstrap.install(lock)
    assert installed == ["RUN_LOCK", "TEST_LOCK"]


def test_an_installation_that_was_cut_short_is_done_again(installed, monkeypatch):
    def cut_short(python: Path, lock: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(machine, "pip_install", cut_short)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.install(bootstrap.RUN_LOCK)
    bootstrap.install(bootstrap.RUN_LOCK)
    assert installed == ["RUN_LOCK"]


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock.read_text(), re.MULTILINE))


def test_the_locks_agree_and_name_no_server():
    locks = [bootstrap.RUN_LOCK, bootstrap.S3_LOCK, bootstrap.TEST_LOCK]
    run, s3, test = map(pins, locks)
    assert run | s3 == s3
    assert s3 | test == test
    text = "".join(lock.read_text() for lock in locks)
    assert re.findall(r"://|--(?:index|extra-index|find-links|trusted)|file:", text) == []
    entries = re.split(r"^(?=[a-z0-9])", bootstrap.TEST_LOCK.read_text(), flags=re.MULTILINE)
    assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "WARNING: NewConnectionError('Temporary failure in name resolution')\nERROR: No matching",
            "Pakkerne kan ikke hentes: der er ingen forbindelse til pakkeserveren. "
            "Se efter, om maskinen er på nettet, og start igen.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "En pakkes kontrolsum passer ikke med låsefilen, så intet er installeret. "
            "Prøv igen; sker det igen, er pakken eller vejen til den ændret.\n"
            "  ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "Pakkerne kan ikke installeres: disken er fuld. Gør plads, og start igen.",
        ),
        ("ERROR: x\nERROR: y", "Pakkerne kan ikke installeres. Dette skrev pip:\n  ERROR: x\n  ERROR: y"),
    ],
)
def test_why_pip_failed(output, sentence):
    assert machine.why_pip_failed(output) == sentence


def test_libraries_that_may_not_be_installed_are_named(monkeypatch):
    monkeypatch.setattr(machine, "loads", lambda library: "pango" not in library)
    monkeypatch.setattr(
        machine.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(MachineTrouble) as caught:
        machine.provide_libraries()
    assert str(caught.value) == (
        "Portalen mangler systembiblioteker til at lave PDF-filer. "
        "Installér libpango-1.0-0 libpangoft2-1.0-0. "
        "På Debian og Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    )


def test_root_installs_them_without_a_question(monkeypatch):
    commands = []
    monkeypatch.setattr(machine, "loads", lambda library: "pango" not in library)
    monkeypatch.setattr(machine.shutil, "which", lambda name: name)
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        machine,
        "run_quietly",
        lambda *command: commands.append(command) or subprocess.CompletedProcess(command, 0),
    )
    machine.provide_libraries()
    apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
    assert commands == [
        (*apt, "update"),
        (*apt, "install", "-y", "--no-install-recommends", "libpango-1.0-0", "libpangoft2-1.0-0"),
    ]


def test_libreoffice_is_installed_for_the_tests_where_it_is_missing(monkeypatch):
    asked = []
    monkeypatch.setattr(machine, "apt_install", lambda packages, lack: asked.append((packages, lack)))
    monkeypatch.setattr(machine.shutil, "which", lambda name: name)
    machine.provide_libreoffice()
    assert asked == []
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    machine.provide_libreoffice()
    assert asked == [(machine.OFFICE, "Prøverne med Office-filer mangler LibreOffice")]


def test_a_browser_of_ones_own_goes_first(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/min/chromium")
    assert machine.chromium() == "/opt/min/chromium"


def test_a_folder_that_can_not_be_written():
    assert [refusal(OSError(number, "x", "/srv/portal/.venv")) for number in (13, 28, 30, 5)] == [
        "Der kan ikke skrives i «/srv/portal/.venv»: brugeren har ikke lov. "
        "Giv brugeren lov til at skrive der, eller læg portalen i en anden mappe.",
        "Der kan ikke skrives i «/srv/portal/.venv»: disken er fuld. Gør plads, og start igen.",
        "Der kan ikke skrives i «/srv/portal/.venv»: drevet kan kun læses. "
        "Læg portalen et sted, der kan skrives.",
        "Der kan ikke skrives i «/srv/portal/.venv»: x.",
    ]


def test_two_starts_take_turns(tmp_path):
    """The second waits, says so, and goes on when the first is done or killed."""
    script = (
        "import pathlib, sys, time\nfrom kkr_portal.disk import one_at_a_time\n"
        "with one_at_a_time(pathlib.Path(sys.argv[1])):\n    print('inde', flush=True)\n    time.sleep(60)"
    )
    lock = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", script, lock], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout.readline() == "inde\n"
        waited = []
        with one_at_a_time(lock, lambda: (waited.append(True), first.kill())):
            pass
    assert waited == [True]
