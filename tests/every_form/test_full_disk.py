"""A disk that is full when a file comes: the person is told, nothing is kept, and later it can be done."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from kkr_portal.documents import on_disk
from tests.access import things
from tests.access.places import signed_in
from tests.closed.replay import filled
from tests.documents.files import blank, content
from tests.every_form.found import Found, every_form, mark, written_since
from tests.once import made_once

FIGURES = {"m-numerator": ["1"], "m-denominator": ["2"]}  # a measurement is refused without
FULL = "/dev/full"  # takes nothing: No space left on device
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_of_the_module", "loaded")]
loaded = made_once(things.load)


def store_is_full(patch: pytest.MonkeyPatch) -> None:
    def full(prefix: str, dir: Path) -> tuple[int, str]:
        scratch = dir / f"{prefix}full"
        scratch.touch()
        return os.open(FULL, os.O_WRONLY), str(scratch)

    patch.setattr(on_disk.tempfile, "mkstemp", full)


def scratch_is_full(patch: pytest.MonkeyPatch) -> None:
    """Where a large file lies while it comes in."""
    patch.setattr(temp, "NamedTemporaryFile", lambda **named: os.fdopen(os.open(FULL, os.O_WRONLY), "wb", 0))


def a_file() -> SimpleUploadedFile:
    """A PDF nobody has sent before, too large to come in by way of memory alone."""
    pdf = blank(1)
    pdf.Root.Noise = pdf.make_stream(os.urandom(1_200_000))
    return SimpleUploadedFile("bilag.pdf", content(pdf), "application/pdf")


def sent(found: Found, values: dict[str, list[str]]) -> tuple[HttpResponseBase, list[str]]:
    """The answer and the tables that were written in. All of it is taken back."""
    found.client.raise_request_exception = False
    with transaction.atomic():
        before = mark()
        files = {name: a_file() for name in found.form.files}
        answer = found.client.post(found.address, values | files)
        written = written_since(before)
        transaction.set_rollback(True)
    return answer, written


def keeps_a_file(found: Found, house: Client) -> tuple[Found, dict[str, list[str]]] | None:
    """Who sends it with what, so that its file is kept; None for a form whose file is only read."""
    for by in (found, replace(found, client=house)):
        for values in [*filled(found.form), found.form.fields | FIGURES]:
            answer, written = sent(by, values)
            if answer.status_code == 302 and "documents_storedfile" in written:
                return by, values
    return None


def test_a_full_disk_at_every_upload():
    tried, house = [], signed_in("erhvervshus@midtjylland.example")
    for form in every_form():
        if not form.form.files or (kept := keeps_a_file(form, house)) is None:
            continue
        found, values = kept
        for fill in (store_is_full, scratch_is_full):
            with pytest.MonkeyPatch.context() as patch:
                fill(patch)
                answer, written = sent(found, values)
            told = "<h1>Der er ikke plads</h1>" in answer.text
            assert (found.view, fill, answer.status_code, told, written) == (found.view, fill, 507, True, [])
        again, written = sent(found, values)
        assert (found.view, again.status_code) == (found.view, 302)
        assert "documents_storedfile" in written
        tried.append(found.view)
    assert {view.split(":")[0] for view in tried} == {"contracts", "meetings", "quotas"}
