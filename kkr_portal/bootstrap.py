"""From a clean clone to a running portal: what ``make`` calls, under the machine's own Python.

Only the standard library is at hand here, and nothing asks a question. Every command first sees to
it that the machine and ``.venv`` have what they need, which takes a moment when they do, and then
hands the process over, so that Ctrl-C reaches the one program that is running.
"""

import os
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from kkr_portal import audit as known_holes
from kkr_portal import machine
from kkr_portal.disk import one_at_a_time, refusal
from kkr_portal.machine import MachineTrouble, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"  # always this one: scripts in bin break in a path with a space
STAMP = VENV / "installed"  # names the locks that were installed, with their checksums
RUN_LOCK = ROOT / "requirements.lock"
S3_LOCK = ROOT / "requirements-s3.lock"  # all of RUN_LOCK, and what S3_BUCKET needs
TEST_LOCK = ROOT / "requirements-test.lock"  # all of both and more, which a test guards


def run() -> None:
    """Install, make ``.env``, and serve the portal on 127.0.0.1 at PORT (8000)."""
    port = wanted_port(os.environ)
    refuse_busy(port)
    prepare(RUN_LOCK)
    write_env_file(ROOT / ".env", os.environ)
    os.environ["PORT"] = str(port)
    hand_over("manage.py", "serve")


def test() -> None:
    """Install the test tools too, and run every check; ARGS goes to pytest."""
    prepare(TEST_LOCK)
    for provide in (machine.provide_chromium, machine.provide_libreoffice, machine.provide_operation):
        try:
            provide()
        except MachineTrouble as trouble:  # the tests that need it say so themselves
            say(str(trouble))
    hand_over("-m", "tests.suite", *shlex.split(os.environ.get("ARGS", "")))


def lint() -> None:
    """All checks but the tests."""
    prepare(TEST_LOCK)
    hand_over("-m", "tests.suite", "--lint")


def bench() -> None:
    """Measure the portal, as one table; the bench of load is run by itself."""
    prepare(TEST_LOCK)
    hand_over("-m", "tests.bench")


def pictures() -> None:
    """Take the pictures of the help and of the README anew, from the pages of the demonstration."""
    prepare(TEST_LOCK)
    machine.provide_chromium()
    hand_over("-m", "pytest", "-q", "-n0", "tests/browser/take_pictures.py")


def stop() -> None:
    """Stop the embedded database."""
    if not PYTHON.exists():
        raise MachineTrouble("Portalen er ikke installeret her, så der er ingen database at standse.")
    write_env_file(ROOT / ".env", os.environ)  # missing where only the tests have run
    hand_over("manage.py", "stop_database")


def lock() -> None:
    """Write the lock files anew from pyproject.toml: hashes, and no address of any package server."""
    options = ["--quiet", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    options += ["--strip-extras", *shlex.split(os.environ.get("ARGS", ""))]
    with machine.throwaway_venv() as python:
        machine.quietly("Pakken pip-tools kunne ikke hentes.", python, "-m", "pip", "install", "pip-tools")
        for target, *extra in (
            (RUN_LOCK,),
            (S3_LOCK, "--extra=s3", f"--constraint={RUN_LOCK.name}"),
            (TEST_LOCK, "--extra=s3", "--extra=test", f"--constraint={S3_LOCK.name}"),
        ):
            say(f"Skriver {target.name} …")
            asked = [*options, *map(str, extra), "--output-file", target.name, "pyproject.toml"]
            machine.quietly(f"{target.name} kunne ikke skrives.", python, "-m", "piptools", "compile", *asked)


def audit() -> None:
    """Look every package of the lock files up among the holes that are known."""
    known_holes.audit(TEST_LOCK)  # all of the others, and more


def wanted_port(environment: Mapping[str, str]) -> int:
    """The port number in PORT, 8000 without one."""
    text = environment.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise MachineTrouble(
            f"PORT er «{text}», men skal være et tal fra 1 til 65535, fx: PORT=8123 make run"
        )
    return int(text)


def refuse_busy(port: int) -> None:
    """Say so at once when something else answers at ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise MachineTrouble(
                f"Port {port} må kun root bruge. Vælg en højere port, fx: PORT=8123 make run"
            ) from None
        except OSError:
            other = 8123 if port != 8123 else 8124
            raise MachineTrouble(
                f"Port {port} er optaget – måske kører portalen allerede på http://127.0.0.1:{port}/.\n"
                f"Luk det andet program, eller vælg en anden port, fx: PORT={other} make run"
            ) from None


def prepare(lock: Path) -> None:
    """The system's libraries, ``.venv`` and the packages of ``lock``; nothing is done twice."""
    with one_at_a_time(ROOT / ".setup.lock", lambda: say("Venter på en anden start i samme mappe …")):
        machine.provide_libraries()
        # A linked .venv belongs to somebody else: use it as it is.
        if not VENV.is_symlink():
            make_venv()
            install(lock)


def make_venv() -> None:
    """``.venv``, also when the one that is there no longer works: after a move, or with a newer Python."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    say("Laver et virtuelt miljø i .venv …")
    machine.new_venv(VENV)


def install(lock: Path) -> None:
    """The packages of ``lock`` by their checksums, unless that very lock is installed."""
    wanted = stamp_line(lock)
    if STAMP.exists() and wanted in STAMP.read_text().splitlines():
        return
    say(f"Henter og installerer pakkerne i {lock.name}. Det tager et par minutter første gang …")
    STAMP.unlink(missing_ok=True)
    machine.pip_install(PYTHON, lock)
    lines = {wanted, stamp_line(RUN_LOCK)} if lock == TEST_LOCK else {wanted}
    STAMP.write_text("\n".join(sorted(lines)) + "\n")


def stamp_line(lock: Path) -> str:
    """A lock file's name and checksum."""
    return f"{lock.name} {machine.checksum(lock)}"


def write_env_file(file: Path, environment: Mapping[str, str]) -> None:
    """``.env`` for one's own machine with a secret of its own, unless the environment has all that."""
    if file.exists() or environment.get("SECRET_KEY"):
        return
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"LOCAL=1\nSECRET_KEY={secrets.token_urlsafe(50)}\n")


def hand_over(*arguments: str) -> None:
    """Become ``.venv``'s Python with these arguments."""
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])  # noqa: S606


COMMANDS = {command.__name__: command for command in (run, test, lint, bench, pictures, stop, lock, audit)}


def main(arguments: list[str]) -> int | str:
    """Do one command; returns the exit code, or the Danish sentence that says why not."""
    os.chdir(ROOT)
    try:
        COMMANDS[arguments[0]]()
    except MachineTrouble as trouble:
        return str(trouble)
    except OSError as error:
        return refusal(error)
    except KeyboardInterrupt:
        return "Afbrudt."
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
