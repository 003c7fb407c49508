"""The portal's data as one folder, and back again: the database and the files that belong to it.

The database is dumped first and the files that it names are copied afterwards, from the disk or the bucket
that they lie in. A stored file is named by its checksum, written before its row and never changed or removed,
so every file that the dump names is there to be copied. ``manifest.json`` says what must be there, and names
under ``missing`` what was gone already: the rest is worth keeping all the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kkr_portal import database
from kkr_portal.documents.models import StoredFile

DUMP, FILES, MANIFEST = "database.dump", "files", "manifest.json"
CHECKSUM = re.compile(r"[0-9a-f]{64}")
BLOCK = 1024 * 1024  # bytes


class BackupTrouble(Exception):
    """What stands in the way, as a Danish sentence."""


def make(folder: Path) -> dict[str, Any]:
    """A backup in ``folder``, which must not be there before; half a backup is never left under that name.

    Gives back the manifest. Raises BackupTrouble.
    """
    if folder.exists():
        raise BackupTrouble(f"«{folder}» findes allerede. Vælg en ny mappe til sikkerhedskopien.")
    unfinished = folder.with_name(f"{folder.name}.ufærdig-{os.getpid()}")
    try:
        unfinished.mkdir(parents=True)
        manifest = _dump(unfinished / DUMP)
        manifest["missing"] = _copy_out(manifest["files"], unfinished / FILES)
        manifest["files"] = [name for name in manifest["files"] if name not in manifest["missing"]]
        manifest["dump"] = checksum(unfinished / DUMP)
        (unfinished / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        unfinished.rename(folder)
    except OSError as error:
        raise BackupTrouble(f"Sikkerhedskopien blev ikke færdig: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def restore(folder: Path) -> dict[str, Any]:
    """The backup of ``folder`` into an empty database and file store, checked first and counted afterwards.

    All of it or nothing. Gives back the manifest. Raises BackupTrouble.
    """
    manifest = checked(folder)
    if connection.introspection.table_names():
        raise BackupTrouble("Databasen er ikke tom. En sikkerhedskopi lægges kun ind i en tom database.")
    if _has_files():
        raise BackupTrouble("Filarkivet er ikke tomt. En sikkerhedskopi lægges kun ind i et tomt arkiv.")
    if not _may_make_tables():
        raise BackupTrouble("Databasens bruger må ikke lave tabeller. Indlæs kopien som databasens ejer.")
    try:
        _copy_in(manifest["files"], folder / FILES)
        connection.close()
        _run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
            "--dbname", connection.settings_dict["NAME"], folder / DUMP,
        )  # fmt: skip
    except BaseException:  # so that it can be tried again
        for name in manifest["files"]:
            default_storage.delete(name)
        raise
    if different := _differences(manifest["rows"], _rows()):
        raise BackupTrouble(f"Antallet af rækker passer ikke efter indlæsningen: {', '.join(different)}.")
    return manifest


def checked(folder: Path) -> dict[str, Any]:
    """The manifest of a backup whose every file is what it was. Raises BackupTrouble, naming what is not."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        raise BackupTrouble(f"«{folder}» er ikke en sikkerhedskopi: «{MANIFEST}» mangler.") from None
    with suppress(OSError):
        if checksum(folder / DUMP) != manifest["dump"]:
            raise BackupTrouble(f"«{DUMP}» er ændret, siden sikkerhedskopien blev taget.")
    if not (folder / DUMP).is_file():
        raise BackupTrouble(f"«{DUMP}» mangler i sikkerhedskopien.")
    for name in manifest["files"]:
        path = folder / FILES / name
        if not path.is_file():
            raise BackupTrouble(f"Filen «{name}» mangler i sikkerhedskopien.")
        if CHECKSUM.fullmatch(path.name) and checksum(path) != path.name:
            raise BackupTrouble(f"Filen «{name}» er ændret, siden sikkerhedskopien blev taget.")
    return manifest


def checksum(path: Path) -> str:
    """SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _may_make_tables() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')")
        return bool(cursor.fetchone()[0])


def _has_files(folder: str = "") -> bool:
    """Empty folders do not count: a restore that failed leaves them."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return False
    return bool(files) or any(_has_files(f"{folder}{name}/") for name in folders)


def _copy_out(names: Iterable[str], target: Path) -> list[str]:
    """Copy files of the store into the folder ``target``; the names of those that are not there."""
    missing = []
    target.mkdir(parents=True)
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as content, (target / name).open("wb") as copy:
                shutil.copyfileobj(content, copy, BLOCK)
        except FileNotFoundError:
            missing.append(name)
    return missing


def _copy_in(names: Iterable[str], source: Path) -> None:
    for name in names:
        with (source / name).open("rb") as content:
            default_storage.save(name, File(content))


def _dump(file: Path) -> dict[str, Any]:
    """Dump one moment of the database; the same moment's rows are counted and its files named."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, server = cursor.fetchone()
        _run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
            f"--file={file}", connection.settings_dict["NAME"],
        )  # fmt: skip
        applied = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
        files = sorted(stored.storage_name for stored in StoredFile.objects.only("sha256").iterator())
        return {
            "made_at": timezone.now().isoformat(), "server": server, "migrations": applied, "rows": _rows(),
            "files": files,
        }  # fmt: skip


def _rows() -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 – a table's name
            counts[table] = cursor.fetchone()[0]
    return counts


def _differences(before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    return [
        f"{table} {before.get(table, 0)} → {now.get(table, 0)}"
        for table in sorted({*before, *now})
        if before.get(table) != now.get(table)
    ]


def _run(program: str, *arguments: object) -> None:
    """One of PostgreSQL's programs, on the portal's database. Raises BackupTrouble with what it said."""
    told = connection.settings_dict
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {
        f"PG{name}": str(value)
        for name, value in (
            ("HOST", told["HOST"]), ("PORT", told["PORT"]), ("USER", told["USER"]),
            ("PASSWORD", told["PASSWORD"]), ("SSLMODE", told.get("OPTIONS", {}).get("sslmode")),
        )
        if value
    }  # fmt: skip
    ended = subprocess.run(  # noqa: S603 – the program is PostgreSQL's own
        [str(_program(program)), *map(str, arguments)], env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ended.returncode:
        raise BackupTrouble(f"{program} kunne ikke gøre det færdigt: {ended.stderr.strip()[-500:]}")


def _program(name: str) -> Path:
    """The system's own where it is as new as the server, else the one that comes with the embedded server."""
    found = shutil.which(name)
    if found and not settings.EMBEDDED_DATABASE:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
            (server,) = cursor.fetchone()
        if (major := re.search(r"\d+", said)) and int(major[0]) >= server:
            return Path(found)
    return database.programs() / name
