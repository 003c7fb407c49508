"""The words of a PDF, read in a process that may be stopped."""

import sys

import pytest

from kkr_portal.search import reading


def test_a_word_parted_at_the_end_of_a_line_is_one_again():
    raw = "ud\ufffe\r\npegning og\xa0møde\x02r\x00 \ud800\r\nnæste"
    assert reading.clean(raw) == "udpegning og møder ?\nnæste"


def test_pages_in_order_and_danish_letters(tmp_path, pdf_saying):
    (tmp_path / "a.pdf").write_bytes(pdf_saying("Æblegrød på Ærø", "", "Side tre"))
    pages = reading.pages_of(tmp_path / "a.pdf")
    assert [" ".join(page.split()) for page in pages] == ["Æblegrød på Ærø", "", "Side tre"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nhalf", b"no pdf", b"%PDF-1.4" + b"\x00" * 9999])
def test_a_broken_file_says_so(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(reading.Unreadable, match=reading.BROKEN):
        reading.pages_of(tmp_path / "a.pdf")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(reading.Unreadable):
        reading.pages_of(tmp_path / "gone.pdf")


def test_a_process_that_hangs_is_stopped(tmp_path, monkeypatch):
    """Something that never ends stands where Python is called."""
    (tmp_path / "hangs").write_text("#!/bin/sh\nexec sleep 600\n")
    (tmp_path / "hangs").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "hangs"))
    with pytest.raises(reading.Unreadable, match=r"ikke læses på 0\.2 sekunder"):
        reading.pages_of(tmp_path / "a.pdf", seconds=0.2)


def test_the_process_knows_none_of_the_portals_secrets(tmp_path, monkeypatch):
    (tmp_path / "tells").write_text('#!/bin/sh\nprintf \'["%s"]\' "$SECRET_KEY"\n')
    (tmp_path / "tells").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tells"))
    assert reading.pages_of(tmp_path / "a.pdf") == [""]
