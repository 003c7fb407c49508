"""Office files become PDFs outside all requests: each once, by one worker at a time, whatever dies."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from kkr_portal.documents import conversion
from kkr_portal.documents.conversion import CLAIM_HOLDS, claim, convert, convert_waiting, try_again
from kkr_portal.documents.models import Conversion, StoredFile, UnreachableStore, store
from kkr_portal.documents.uploads import check_upload
from kkr_portal.machine import libreoffice
from tests.documents import files, office
from tests.documents.files import path_of
from tests.documents.test_libreoffice import until

PDF = files.content(files.drawn("Side et", "Side to"))
DO = "Gem dokumentet som PDF i Word, og vedhæft PDF-filen."
State = Conversion.State
# The command, in the tests' own database and with their files.
WORKER = """
import sys
import django
from django.conf import settings
from django.core.management import call_command

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.STORAGES["default"]["OPTIONS"]["location"] = sys.argv[2]
django.setup()
call_command("convert_office")
"""


def put(text: str = "Notat") -> StoredFile:
    return store(check_upload(ContentFile(office.docx(text), "notat.docx"), takes_office=True))


def as_it_is(stored: StoredFile) -> Conversion:
    return Conversion.objects.get(source=stored)


def left_behind(stored: StoredFile) -> None:
    """As a worker leaves it that died a good while ago."""
    long_ago = timezone.now() - CLAIM_HOLDS - timedelta(seconds=1)
    Conversion.objects.filter(source=stored).update(claimed_at=long_ago)


@pytest.fixture
def converts(settings, tmp_path):
    """A converter that gives a PDF of two pages."""
    settings.OFFICE_CONVERTER = office.giving(tmp_path, PDF)


@pytest.mark.django_db
class TestOneWorker:
    def test_a_stored_office_file_waits_once_and_is_its_own_face_until_it_is_a_pdf(self):
        stored = put()
        assert put() == stored
        assert (as_it_is(stored).state, stored.shown) == (State.WAITING, stored)
        assert stored.why_not_printed == "Filen er ved at blive omdannet til PDF. Prøv igen om lidt."

    def test_the_pdf_is_shown_and_the_original_is_kept(self, converts):
        stored, original = put(), office.docx("Notat")
        assert convert_waiting() == 1
        stored = StoredFile.objects.get(pk=stored.pk)
        assert (stored.shown.kind, stored.shown.pages, stored.why_not_printed) == ("pdf", 2, "")
        assert path_of(stored).read_bytes() == original
        assert path_of(stored.shown).read_bytes() == PDF
        assert (convert_waiting(), as_it_is(stored).attempts) == (0, 1)

    def test_files_are_taken_in_the_order_they_came(self, converts):
        first, second = put("et"), put("to")
        Conversion.objects.filter(source=first).update(asked_at=timezone.now() - timedelta(minutes=1))
        assert [claim().source, claim().source, claim()] == [first, second, None]

    def test_a_worker_that_is_told_to_stop_leaves_the_rest(self, converts):
        put("et"), put("to")
        may = iter([True, False])
        assert convert_waiting(lambda: next(may)) == 1
        assert sorted(Conversion.objects.values_list("state", flat=True)) == [State.DONE, State.WAITING]

    @pytest.mark.parametrize(
        ("made", "expected"),
        [
            ("exit 1", "LibreOffice kunne ikke åbne filen."),
            ('echo "not a pdf" > "$out"', "Filen kunne ikke omdannes til PDF."),
            (': > "$out"', "Filen kunne ikke omdannes til PDF."),
        ],
    )
    def test_what_goes_wrong_is_told_with_what_to_do(self, settings, tmp_path, made, expected):
        settings.OFFICE_CONVERTER = office.converter(tmp_path, made)
        stored = put()
        convert_waiting()
        found = as_it_is(stored)
        assert (found.state, found.result, found.told) == (State.FAILED, None, f"{expected} {DO}")
        assert convert_waiting() == 0

    def test_one_that_takes_too_long_is_told_of(self, settings, tmp_path, monkeypatch):
        hanging = office.Hanging(tmp_path)
        settings.OFFICE_CONVERTER = hanging.path
        slow = conversion.pdf_of
        monkeypatch.setattr(conversion, "pdf_of", lambda *a, **kw: slow(*a, **kw, seconds=1))
        stored = put()
        convert_waiting()
        assert as_it_is(stored).told == f"LibreOffice blev ikke færdig med filen på 1 sekunder. {DO}"
        assert until(hanging.is_gone)

    def test_a_pdf_with_too_many_pages_is_told_of(self, settings, converts):
        settings.UPLOAD_MAX_PAGES = 1
        stored = put()
        convert_waiting()
        assert as_it_is(stored).told == f"Filen har 2 sider. Den må højst have 1 sider. {DO}"

    def test_an_original_that_is_gone_and_a_disk_that_is_full_stop_no_worker(self, converts, monkeypatch):
        gone, other = put("et"), put("to")
        path_of(gone).unlink()

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(conversion, "store", full)
        assert convert_waiting() == 2
        assert "findes ikke i portalens arkiv" in as_it_is(gone).trouble
        assert as_it_is(other).trouble == "Filen kunne ikke omdannes til PDF."

    def test_while_the_file_store_is_away_it_waits_and_no_attempt_counts(self, converts, store_goes_away):
        stored = put()
        come_back = store_goes_away()
        for _ in range(conversion.MOST_ATTEMPTS + 1):
            with pytest.raises(UnreachableStore):
                convert_waiting()
        waiting = as_it_is(stored)
        assert (waiting.state, waiting.attempts, waiting.claimed_at) == (State.WAITING, 0, None)
        come_back()
        assert (convert_waiting(), as_it_is(stored).state) == (1, State.DONE)

    def test_a_failed_one_can_be_tried_again_and_only_that(self, settings, tmp_path):
        settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")
        stored = put()
        assert not try_again(stored)
        convert_waiting()
        settings.OFFICE_CONVERTER = office.giving(tmp_path, PDF)
        assert try_again(stored)
        assert not try_again(stored)
        convert_waiting()
        assert not try_again(stored)
        assert (as_it_is(stored).state, as_it_is(stored).trouble) == (State.DONE, "")


@pytest.mark.django_db
class TestWorkersThatDie:
    def test_a_claimed_file_is_nobody_elses(self):
        put()
        assert claim() is not None
        assert claim() is None

    def test_one_that_was_left_behind_is_taken_once_more(self, converts):
        stored = put()
        claim()
        left_behind(stored)
        assert convert_waiting() == 1
        assert (as_it_is(stored).state, as_it_is(stored).attempts) == (State.DONE, 2)

    def test_one_that_ends_two_workers_is_given_up(self):
        stored = put()
        for _ in range(2):
            assert claim().source == stored
            left_behind(stored)
        assert claim() is None
        assert as_it_is(stored).told == f"Omdannelsen blev afbrudt to gange. {DO}"
        assert try_again(stored)
        assert claim().source == stored

    def test_the_outcome_of_one_that_was_thought_dead_counts_for_nothing(self, settings, tmp_path, converts):
        stored = put()
        slow = claim()
        left_behind(stored)
        convert(claim())
        settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")
        convert(slow)
        assert (as_it_is(stored).state, as_it_is(stored).trouble) == (State.DONE, "")


@pytest.mark.django_db(transaction=True)
class TestReally:
    def test_of_two_workers_at_the_same_moment_one_gets_the_file(self):
        stored = put()
        start, got = threading.Barrier(2), []

        def run() -> None:
            start.wait()
            got.append(claim())
            connections.close_all()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(one is None for one in got) == [False, True]
        assert as_it_is(stored).attempts == 1

    def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(self, settings, tmp_path):
        """A process of its own, killed with no warning while LibreOffice's stand-in hangs."""
        stored, hanging = put(), office.Hanging(tmp_path)
        with subprocess.Popen(
            [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], tmp_path / "files"],
            env=os.environ | {"OFFICE_CONVERTER": hanging.path},
            cwd=settings.BASE_DIR,
        ) as worker:
            assert until(hanging.began, 60)
            worker.kill()
        assert until(hanging.is_gone)
        settings.OFFICE_CONVERTER = office.giving(tmp_path, PDF)
        assert (convert_waiting(), as_it_is(stored).state) == (0, State.RUNNING)  # it may yet be alive
        left_behind(stored)
        assert [convert_waiting(), convert_waiting()] == [1, 0]
        assert (as_it_is(stored).state, as_it_is(stored).attempts) == (State.DONE, 2)
        assert StoredFile.objects.filter(kind="pdf").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"state": State.DONE},
        {"state": State.FAILED},
        {"state": State.WAITING, "trouble": "Nej."},
        {"state": State.RUNNING},
        {"state": State.RUNNING, "attempts": 1},
    ],
)
def test_the_database_takes_no_impossible_row(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversion.objects.filter(source=put()).update(**facts)


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"kind": "docx", "pages": 1}, {"kind": "pdf", "pages": 0}])
def test_an_office_file_has_no_pages_and_a_pdf_has(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(sha256="a" * 64, size=1, **facts)


@pytest.mark.django_db
def test_the_command_needs_libreoffice(settings, capsys, converts):
    put()
    call_command("convert_office")
    assert capsys.readouterr().out == "1 filer er behandlet.\n"
    settings.OFFICE_CONVERTER = ""
    with pytest.raises(CommandError, match=r"^LibreOffice findes ikke på denne maskine\."):
        call_command("convert_office")


@pytest.mark.django_db
@pytest.mark.office
def test_the_real_one_makes_a_pdf_that_is_kept(settings):
    settings.OFFICE_CONVERTER = libreoffice()
    stored = put("Rødgrød på Ærø")
    assert convert_waiting() == 1
    shown = StoredFile.objects.get(pk=stored.pk).shown
    assert (shown.kind, shown.pages) == ("pdf", 1)
