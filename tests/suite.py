"""What ``make test`` and ``make lint`` run, step by step; every step runs, also after one that failed.

The steps share the tests' environment; the check of the settings has that of an operating portal.
"""

import os
import subprocess
import sys
import tempfile
import time

import tests.environment  # sets the environment of the steps and starts the database
from kkr_portal.database import DatabaseTrouble
from tests import debian_postgresql

ON_DEBIAN = "Test på Debians PostgreSQL (pytest)"
# What another server can't change: programs beside it, files, who gets in and reads what, whatever is typed
# into a form, and a server that a test brings itself. Each page's own tests ask the same of the database.
APART = ["-m", "not browser and not office and not nginx and not systemd"]
APART += ["--ignore=tests/documents", "--ignore=tests/every_form", "--ignore=tests/access/test_matrix.py"]
APART += ["--ignore=tests/access/test_headers.py", "--ignore=tests/open_data/test_nothing_closed_leaks.py"]
APART += ["--ignore=tests/kkr_portal/test_migrating.py", "--ignore=tests/faults/test_database.py"]

OPERATION = {
    "LOCAL": "0",
    "ALLOWED_HOSTS": "portal.example.dk",
    "SECRET_KEY": "4-nothing-but-this-check-uses-this-key-0123456789-abcdefghij",
    "EMAIL_URL": "smtp://mail.example.dk:25",
    "LOG_LEVEL": "INFO",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "",
}
LINT: list[tuple[str, list[str], dict[str, str]]] = [
    ("Regler for koden (ruff check)", ["-m", "ruff", "check", "."], {}),
    ("Kodens form (ruff format)", ["-m", "ruff", "format", "--check", "."], {}),
    ("Regler for skabelonerne (djlint)", ["-m", "djlint", "--quiet", "--lint", "templates"], {}),
    ("Skabelonernes form (djlint)", ["-m", "djlint", "--check", "templates"], {}),
    ("Typer (mypy)", ["-m", "mypy"], {}),
    ("Migrationer (makemigrations --check)", ["manage.py", "makemigrations", "--check", "--dry-run"], {}),
    (
        "Indstillinger i drift (check --deploy)",
        ["manage.py", "check", "--deploy", "--fail-level=WARNING"],
        OPERATION,
    ),
]


def main(arguments: list[str]) -> int:
    """Run the steps; ``--lint`` leaves out pytest, which gets all other arguments. Returns the exit code."""
    failed = [title for title, command, extra in LINT if not passes(title, command, extra)]
    if arguments != ["--lint"]:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["PRINTS"] = folder  # see tests.prints
            failed += [] if tested("Test (pytest)", arguments) else ["Test (pytest)"]
            if os.environ.get("CI") == "true":
                failed += [] if tested_on_debian(arguments) else [ON_DEBIAN]
    print(f"\nIkke i orden: {', '.join(failed)}." if failed else "\nAlt er i orden.")
    return 1 if failed else 0


def tested(title: str, arguments: list[str], **environment: str) -> bool:
    print(f"\n── {title} ──", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    return subprocess.run(command, env=os.environ | environment).returncode == 0


def tested_on_debian(arguments: list[str]) -> bool:
    """All that asks the database, once more on Debian's own server."""
    try:
        with debian_postgresql.running(tests.environment.DATA / "debian") as url:
            return tested(ON_DEBIAN, [*APART, *arguments], DATABASE_URL=url, ONLY_DATABASE="1")
    except DatabaseTrouble as trouble:
        print(trouble, flush=True)
        return False


def passes(title: str, command: list[str], extra: dict[str, str]) -> bool:
    """Run one step; its output is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *command], env=os.environ | extra, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    passed = done.returncode == 0
    print(f"{'✓' if passed else '✗'} {title}  {time.monotonic() - began:.0f} s", flush=True)
    if not passed:
        print(done.stdout, flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
