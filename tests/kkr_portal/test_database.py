"""The embedded server: made once, survives rough treatment, and says in Danish why it can't start."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from kkr_portal.database import DATABASE, PORT, USER, DatabaseTrouble, EmbeddedServer, connection


@pytest.fixture
def server(tmp_path):
    found = EmbeddedServer.under(tmp_path)
    yield found
    found.stop()
    shutil.rmtree(found.data.parent)


BROKEN = (
    "Er mappen ødelagt, så flyt den et andet sted hen (slet den ikke, før data er reddet), "
    "og start igen; så laves en ny, tom database."
)


def ask(server: EmbeddedServer, sql: str) -> list[tuple]:
    link = psycopg2.connect(host=str(server.sockets), port=PORT, user=USER, dbname=DATABASE)
    try:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        link.close()


def trouble_of(server: EmbeddedServer) -> str:
    with pytest.raises(DatabaseTrouble) as caught:
        server.start()
    return str(caught.value)


def number_of(server: EmbeddedServer) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_data_stay_from_one_start_to_the_next(server):
    server.start()
    ask(server, "CREATE TABLE kept (word text)")
    ask(server, "INSERT INTO kept VALUES ('Ærø')")
    server.start()
    server.stop()
    assert server.is_running() is False
    server.start()
    assert ask(server, "SELECT word, word ILIKE 'ærØ' FROM kept") == [("Ærø", True)]


def test_only_its_owner_gets_in(server):
    server.start()
    modes = {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in (server.data, server.sockets, server.sockets / f".s.PGSQL.{PORT}")
    }
    assert modes == {"database": "0o700", "socket": "0o700", f".s.PGSQL.{PORT}": "0o700"}
    assert ask(server, "SHOW listen_addresses") == [("",)]


def test_the_same_folder_gives_the_same_server(server, tmp_path):
    assert EmbeddedServer.under(tmp_path) == server
    assert connection(tmp_path) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kkr_portal",
        "USER": "kkr_portal",
        "HOST": str(server.sockets),
        "PORT": "5432",
    }


def test_a_long_path_gets_a_short_socket(tmp_path):
    deep = tmp_path / "/".join(["en-mappe-med-et-langt-navn"] * 5)
    server = EmbeddedServer.under(deep)
    try:
        server.start()
        assert ask(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()
        shutil.rmtree(server.sockets)
        shutil.rmtree(server.data.parent, ignore_errors=True)


def test_several_processes_may_start_it_at_once(server, tmp_path):
    script = (
        "import sys, pathlib\nfrom kkr_portal.database import EmbeddedServer\n"
        "EmbeddedServer.under(pathlib.Path(sys.argv[1])).start()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    assert ask(server, "SELECT count(*) FROM pg_database WHERE datname = 'kkr_portal'") == [(1,)]


def test_a_killed_server_starts_again_with_what_was_committed(server):
    server.start()
    ask(server, "CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(number_of(server), signal.SIGKILL)
    assert (server.data / "postmaster.pid").exists()
    assert (server.sockets / f".s.PGSQL.{PORT}").exists()
    while server.is_running():  # the socket may answer for a moment more
        pass
    server.start()
    assert ask(server, "SELECT one FROM kept") == [(1,)]


def test_a_number_left_behind_that_another_program_has_now(server):
    server.start()
    left_behind = server.data / "postmaster.pid"
    _, rest = left_behind.read_text().split("\n", 1)
    server.stop()
    left_behind.write_text(f"{os.getpid()}\n{rest}")
    server.start()
    assert number_of(server) != os.getpid()


def test_settings_for_another_server_do_not_disturb(server, monkeypatch):
    for name, value in {
        "PGPORT": "6000",
        "PGOPTIONS": "--nonsense",
        "PGHOST": "x",
        "LC_ALL": "xx_XX",
    }.items():
        monkeypatch.setenv(name, value)
    server.start()
    assert server.is_running() is True


def test_a_folder_without_its_version_is_left_alone(server):
    server.start()
    server.stop()
    (server.data / "PG_VERSION").unlink()
    before = sorted(path.name for path in server.data.iterdir())
    assert trouble_of(server) == (
        f"Mappen «{server.data}» er ikke en hel database (filen PG_VERSION mangler).\n{BROKEN}"
    )
    assert sorted(path.name for path in server.data.iterdir()) == before


def test_a_broken_folder_is_named_and_can_be_moved_away(server):
    server.start()
    server.stop()
    os.truncate(server.data / "global" / "pg_control", 0)
    assert trouble_of(server) == (
        f"Databasen i mappen «{server.data}» kan ikke starte. Årsagen står sidst i «{server.log}».\n{BROKEN}"
    )
    server.data.rename(server.data.with_name("gammel"))
    server.start()
    assert server.is_running() is True


def test_a_first_start_that_was_cut_short_leaves_nothing_in_the_way(server):
    unfinished = server.data.with_name("database.unfinished")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    server.start()
    assert (server.is_running(), unfinished.exists()) == (True, False)


def test_somebody_elses_folder_is_refused(server):
    # /usr belongs to root, under whom no database runs.
    foreign = replace(server, data=server.data.parent / "fremmed", sockets=Path("/usr"))
    text = trouble_of(foreign)
    assert text.startswith("Mappen «/usr» tilhører ikke «")
    assert text.endswith(
        "Start portalen som den bruger, der lavede mappen, eller sæt DATA_DIR til en anden mappe."
    )


def test_a_file_where_the_folder_should_be(server, tmp_path):
    (tmp_path / "fil").write_text("")
    blocked = replace(server, data=tmp_path / "fil" / "database")
    assert trouble_of(blocked) == (
        f"Databasen kan ikke starte. Der kan ikke skrives i «{tmp_path / 'fil'}»: "
        "der ligger en fil med mappens navn. Flyt filen, og start igen."
    )
