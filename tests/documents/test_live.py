"""Live documents: registered by rooms, whole when made, with a state that tells what one could see."""

import pytest

from kkr_portal.documents import live
from kkr_portal.documents.live import LiveKind, Made, SourceGone, SourceMoves


@pytest.fixture
def source(monkeypatch):
    """A kind whose HTML is the next of what is put into the list."""
    monkeypatch.setattr(live, "_KINDS", {})
    texts: list[str] = []

    def html(ref: str) -> str:
        if not texts:
            raise SourceGone("Tabellen findes ikke længere.")
        return texts.pop(0) if len(texts) > 1 else texts[0]

    live.register(LiveKind("table", "Tabel", lambda user, council: [], html, lambda ref: f"/{ref}/"))
    return texts


def test_the_state_changes_with_what_one_could_see_and_with_nothing_else(source):
    source[:] = ["<p>1</p>"]
    first = live.make("table", "7")
    assert live.make("table", "7") == first
    source[:] = ["<p>2</p>"]
    assert live.make("table", "7").state != first.state


def test_a_source_that_changes_while_it_is_read_is_read_again(source):
    source[:] = ["<p>1</p>", "<p>2</p>"]
    assert live.make("table", "7").html == "<p>2</p>"
    source[:] = [f"<p>{n}</p>" for n in range(9)]
    with pytest.raises(SourceMoves, match="bliver ændret"):
        live.make("table", "7")


def test_what_is_gone_says_so(source):
    with pytest.raises(SourceGone, match="Tabellen findes ikke"):
        live.make("table", "7")
    with pytest.raises(SourceGone, match="Dokumenttypen"):
        live.make("unknown", "7")


def test_made_of_the_same_html_the_pdf_has_the_same_bytes():
    html = '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>T</title></head><p>Æ</p></html>'
    assert Made("", html).pdf() == Made("", html).pdf()
    assert Made("", html).pdf().startswith(b"%PDF")
