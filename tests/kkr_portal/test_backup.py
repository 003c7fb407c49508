"""A backup is taken, put into an empty place, and is the same: every row, every file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from kkr_portal import backup
from kkr_portal.demonstration.management.commands.demonstration import Command as Demonstration
from kkr_portal.documents.models import StoredFile, is_intact
from tests import portal_user
from tests.documents.files import path_of

RESTORED = "backup_restored"


def contents() -> dict[str, str]:
    """Every table's rows, as one checksum."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM \"{table}\" t")
            found[table] = cursor.fetchone()[0]
    return found


def stored_files() -> dict[str, bytes]:
    root = Path(default_storage.path(""))
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _in(settings, folder: Path) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "kkr_portal.documents.on_disk.DiskStorage", "OPTIONS": {"location": folder}
        }
    }  # fmt: skip


@pytest.fixture
def elsewhere(transactional_db, settings, tmp_path) -> Iterator[object]:
    """Goes to an empty database and an empty folder; back again afterwards."""
    name = connection.settings_dict["NAME"]

    def go() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {RESTORED}")
            cursor.execute(f"CREATE DATABASE {RESTORED} TEMPLATE template0")
        connection.close()
        connection.settings_dict["NAME"] = RESTORED
        _in(settings, tmp_path / "restored")

    yield go
    connection.close()
    connection.settings_dict["NAME"] = name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {RESTORED}")


def test_all_of_it_comes_back(elsewhere, settings, tmp_path, capsys):
    _in(settings, tmp_path / "files")
    Demonstration().handle(sign_ins=False, if_empty=False)
    before, files = contents(), stored_files()
    assert files
    call_command("backup", tmp_path / "kopi")
    with pytest.raises(CommandError, match="findes allerede"):
        call_command("backup", tmp_path / "kopi")
    elsewhere()
    call_command("restore", tmp_path / "kopi")
    assert (contents(), stored_files()) == (before, files)
    call_command("verify")
    assert (
        f"gemte filer: {StoredFile.objects.count()} set igennem, ingen forskelle" in capsys.readouterr().out
    )
    with pytest.raises(CommandError, match="Databasen er ikke tom"):
        call_command("restore", tmp_path / "kopi")


@pytest.fixture
def copy(transactional_db, tmp_path, stored_pdf) -> Path:
    """A small backup: the reference data and one file."""
    stored_pdf()
    backup.make(tmp_path / "kopi")
    return tmp_path / "kopi"


def test_a_damaged_backup_is_refused_before_anything_is_written(copy, elsewhere):
    (file,) = [path for path in (copy / "files").rglob("*") if path.is_file()]
    content = file.read_bytes()
    damages = {
        "er ændret, siden": lambda: file.write_bytes(content[:-1]),
        "mangler i sikkerhedskopien": file.unlink,
    }
    elsewhere()
    for said, damage in damages.items():
        damage()
        with pytest.raises(backup.BackupTrouble, match=said):
            backup.restore(copy)
        file.write_bytes(content)
    dump = copy / backup.DUMP
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(backup.BackupTrouble, match=f"«{backup.DUMP}» er ændret"):
        backup.restore(copy)
    shutil.rmtree(copy / "files")
    (copy / backup.MANIFEST).unlink()
    with pytest.raises(backup.BackupTrouble, match="er ikke en sikkerhedskopi"):
        backup.restore(copy)
    assert (connection.introspection.table_names(), stored_files()) == ([], {})


def test_a_dump_that_breaks_off_leaves_an_empty_place(copy, elsewhere):
    """Its checksum was made to fit, so that only PostgreSQL can find out; mended, it is tried again."""
    dump, whole = copy / backup.DUMP, (copy / backup.DUMP).read_bytes()

    def write(content: bytes) -> None:
        dump.write_bytes(content)
        manifest = json.loads((copy / backup.MANIFEST).read_text("utf-8"))
        (copy / backup.MANIFEST).write_text(json.dumps(manifest | {"dump": backup.checksum(dump)}), "utf-8")

    write(whole[:-2000])
    elsewhere()
    with pytest.raises(backup.BackupTrouble, match="pg_restore kunne ikke"):
        backup.restore(copy)
    assert (connection.introspection.table_names(), stored_files()) == ([], {})
    write(whole)
    backup.restore(copy)
    assert len(stored_files()) == 1


def test_the_portals_user_restores_nothing(copy, elsewhere):
    elsewhere()
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {portal_user.NAME}")
    with pytest.raises(backup.BackupTrouble, match="Indlæs kopien som databasens ejer"):
        backup.restore(copy)
    assert stored_files() == {}


def test_files_move_from_a_disk_into_a_bucket(copy, elsewhere, request):
    before = StoredFile.objects.get().open().read()
    elsewhere()
    request.getfixturevalue("files_in_a_bucket")
    backup.restore(copy)
    assert StoredFile.objects.get().open().read() == before
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    with pytest.raises(backup.BackupTrouble, match="Filarkivet er ikke tomt"):
        backup.restore(copy)


def test_files_move_from_a_bucket_onto_a_disk(files_in_a_bucket, copy, elsewhere):
    before = StoredFile.objects.get().open().read()
    elsewhere()
    backup.restore(copy)
    assert list(stored_files().values()) == [before]
    assert is_intact(StoredFile.objects.get())


def test_a_file_that_is_gone_is_named_and_the_rest_is_kept(transactional_db, stored_pdf, tmp_path, capsys):
    gone, there = stored_pdf(1), stored_pdf(2)
    path_of(gone).unlink()
    call_command("backup", tmp_path / "kopi")
    assert capsys.readouterr().err == (
        f"Filen «{gone.storage_name}» findes ikke i portalens arkiv og er ikke med.\n"
    )
    manifest = backup.checked(tmp_path / "kopi")
    assert (manifest["files"], manifest["missing"]) == ([there.storage_name], [gone.storage_name])


def test_half_a_backup_never_bears_the_name(transactional_db, tmp_path, monkeypatch):
    def full(*args: object) -> None:
        raise OSError(28, "Der er ikke mere plads på disken")

    monkeypatch.setattr(backup, "_copy_out", full)
    with pytest.raises(backup.BackupTrouble, match="ikke mere plads"):
        backup.make(tmp_path / "kopi")
    assert list(tmp_path.glob("kopi*")) == []
