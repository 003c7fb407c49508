"""Stored files are read once, outside requests: broken ones, hanging ones, and two workers at a time."""

import pytest
from django.core.management import call_command
from django.db import DataError

from kkr_portal.documents.models import StoredFile, UnreachableStore
from kkr_portal.search import extraction
from kkr_portal.search.models import FilePage, FileText
from kkr_portal.search.reading import BROKEN, Unreadable
from meetings.actions import agenda
from tests.documents.files import path_of


@pytest.fixture
def attached(stored_saying, new_item):
    """The attachment of an item, saying so many pages."""

    def make(*pages: str) -> StoredFile:
        stored = stored_saying(*pages)
        agenda.attach(item=new_item(), files=[(stored, "a.pdf", "Bilag")])
        return stored

    return make


def _kept(stored: StoredFile) -> list[tuple[int, str]]:
    rows = FilePage.objects.filter(of=stored.text).order_by("number")
    return [(number, " ".join(text.split())) for number, text in rows.values_list("number", "text")]


def test_pages_with_words_are_kept_under_their_numbers_and_read_once(attached):
    stored = attached("Første side", "", "Tredje: Ærø")
    assert (extraction.read_waiting(), extraction.read_waiting()) == (1, 0)
    assert (_kept(stored), stored.text.trouble) == ([(1, "Første side"), (3, "Tredje: Ærø")], "")


def test_files_that_the_search_never_asks_about_are_not_read(stored_saying):
    stored_saying("En trykt dagsorden")
    assert extraction.read_waiting() == 0


def test_a_broken_file_is_told_of_once_and_read_again_on_request(attached, capsys):
    stored = attached("Ord")
    content = path_of(stored).read_bytes()
    path_of(stored).write_bytes(b"half")
    assert (extraction.read_waiting(), extraction.read_waiting()) == (1, 0)
    assert (_kept(stored), stored.text.trouble) == ([], BROKEN)
    path_of(stored).write_bytes(content)
    call_command("extract_text", again=True)
    stored.refresh_from_db()
    assert (_kept(stored), "1 filer er læst." in capsys.readouterr().out) == ([(1, "Ord")], True)


def test_a_file_that_hangs_does_not_stop_the_others(attached, monkeypatch):
    slow, quick = attached("Langsom"), attached("Hurtig", "og god")
    real = extraction.pages_of

    def pages_of(path):
        if path == path_of(slow):
            raise Unreadable("Teksten kunne ikke læses på 60 sekunder.")
        return real(path)

    monkeypatch.setattr(extraction, "pages_of", pages_of)
    assert extraction.read_waiting() == 2
    assert (slow.text.trouble, len(_kept(quick))) == ("Teksten kunne ikke læses på 60 sekunder.", 2)


def test_while_the_file_store_is_away_a_file_waits(store_goes_away, attached):
    stored = attached("Ord")
    come_back = store_goes_away()
    with pytest.raises(UnreachableStore):
        extraction.read_waiting()
    assert not FileText.objects.exists()
    come_back()
    assert (extraction.read_waiting(), _kept(stored)) == (1, [(1, "Ord")])


def test_two_workers_on_one_file_keep_it_once(attached, monkeypatch):
    """The other one is through while this one reads."""
    stored = attached("Ord", "flere ord")
    real = extraction.pages_of

    def meanwhile(path):
        monkeypatch.setattr(extraction, "pages_of", real)
        extraction.read_file(StoredFile.objects.get(pk=stored.pk))
        return real(path)

    monkeypatch.setattr(extraction, "pages_of", meanwhile)
    extraction.read_file(stored)
    assert (FileText.objects.count(), FilePage.objects.count()) == (1, 2)


def test_a_worker_that_dies_while_reading_leaves_the_file_unread(attached, monkeypatch):
    attached("Ord")

    def dies(path):
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(extraction, "pages_of", dies)
        with pytest.raises(KeyboardInterrupt):
            extraction.read_waiting()
    assert not FileText.objects.exists()
    assert extraction.read_waiting() == 1


def test_a_worker_that_is_told_to_stop_takes_no_further_file(attached):
    attached("Ord")
    assert (extraction.read_waiting(lambda: False), FileText.objects.count()) == (0, 0)


def test_words_that_the_database_refuses_are_told_of(attached, monkeypatch):
    stored = attached("Ord")
    real = FilePage.objects.bulk_create

    def refuses(rows):
        if rows := list(rows):
            raise DataError("string is too long for tsvector")
        return real(rows)

    monkeypatch.setattr(FilePage.objects, "bulk_create", refuses)
    extraction.read_file(stored)
    assert stored.text.trouble == BROKEN


def test_a_picture_has_no_words(new_item, db):
    stored = StoredFile.objects.create(sha256="a" * 64, size=9, kind="png", pages=1)
    agenda.attach(item=new_item(), files=[(stored, "a.png", "Billede")])
    assert extraction.read_waiting() == 1
    assert (stored.text.trouble, FilePage.objects.count()) == ("", 0)
