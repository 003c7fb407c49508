"""LibreOffice under guard: what stands in its place here hangs, dies or looks around; and the real one."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pytest

from kkr_portal.documents import libreoffice
from kkr_portal.documents.libreoffice import NotConverted, pdf_of
from kkr_portal.machine import libreoffice as real_converter
from kkr_portal.search.reading import pages_of
from tests.documents import files, office

PDF = files.content(files.drawn("Ja"))


def until(done: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not (found := done()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.fixture
def source(tmp_path) -> Path:
    return files.write(tmp_path, "Åbent brev.docx", office.docx("Notat"))


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch) -> Path:
    """Where the turns' own folders are made."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def asked():
    """A server on this machine, and the addresses that were asked of it."""
    found: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", found
        server.shutdown()


def test_the_pdf_is_there_while_it_is_used(source, tmp_path, scratch):
    with pdf_of(source, ".docx", converter=office.giving(tmp_path, PDF)) as made:
        assert made.read_bytes() == PDF
    assert list(scratch.iterdir()) == []


def test_one_that_hangs_is_stopped_with_its_children(source, tmp_path, scratch):
    hanging = office.Hanging(tmp_path)
    with (
        pytest.raises(NotConverted, match=r"^LibreOffice blev ikke færdig med filen på 1\.5 sekunder\.$"),
        pdf_of(source, ".docx", converter=hanging.path, seconds=1.5),
    ):
        pass
    assert hanging.began()
    assert until(hanging.is_gone)
    assert list(scratch.iterdir()) == []


def test_one_whose_worker_is_killed_goes_with_it_and_leaves_no_file(source, tmp_path, scratch):
    hanging = office.Hanging(tmp_path)
    script = (
        "import sys, tempfile; from pathlib import Path; tempfile.tempdir = sys.argv[3]\n"
        "from kkr_portal.documents.libreoffice import pdf_of\n"
        "with pdf_of(Path(sys.argv[1]), '.docx', converter=sys.argv[2]): pass"
    )
    with subprocess.Popen([sys.executable, "-c", script, source, hanging.path, scratch]) as worker:
        assert until(hanging.began)
        worker.kill()
    assert until(hanging.is_gone)
    assert until(lambda: not list(scratch.iterdir()))


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$", "echo PDF >&2"])
def test_one_that_makes_nothing_says_so(source, tmp_path, script):
    with (
        pytest.raises(NotConverted, match=r"^LibreOffice kunne ikke åbne filen\.$"),
        pdf_of(source, ".docx", converter=office.converter(tmp_path, script)),
    ):
        pass


def test_it_knows_none_of_the_portals_secrets_and_writes_in_its_own_folder(source, tmp_path, scratch):
    with pdf_of(source, ".docx", converter=office.converter(tmp_path, 'env > "$out"')) as made:
        told = dict(line.split("=", 1) for line in made.read_text().splitlines())
        assert told["HOME"] == told["TMPDIR"] == told["PWD"] == str(made.parent)
        assert scratch in made.parents
    assert "SECRET_KEY" not in told
    assert "DATABASE_URL" not in told


def test_it_may_not_write_without_end_or_take_all_memory(source, tmp_path):
    script = 'ulimit -f > "$out"; ulimit -c >> "$out"; ulimit -v >> "$out"'
    with pdf_of(source, ".docx", converter=office.converter(tmp_path, script)) as made:
        blocks, core, memory = made.read_text().split()
    assert (int(blocks) * 512, int(core)) == (libreoffice.RESULT_MEGABYTES * 2**20, 0)
    # Only Linux keeps a limit of the address space.
    assert memory == (str(libreoffice.MEGABYTES * 1024) if sys.platform == "linux" else "unlimited")


def test_it_has_no_network_where_the_system_permits_that(source, tmp_path, asked):
    address, found = asked
    ask = f"{sys.executable} -c \"from urllib.request import urlopen; urlopen('{address}')\""
    with pdf_of(source, ".docx", converter=office.converter(tmp_path, f'{ask}; echo ja > "$out"')):
        pass
    try_it = f"import ctypes, sys; sys.exit(-ctypes.CDLL(None).unshare({libreoffice.NO_NETWORK}))"
    permitted = subprocess.run([sys.executable, "-c", try_it], stderr=subprocess.DEVNULL).returncode == 0
    assert found == ([] if permitted else ["/"])


# The real one.


def converted(folder: Path, suffix: str, content: bytes) -> tuple[list[str], pikepdf.Pdf]:
    """The words of each page, and the PDF."""
    path = files.write(folder, f"kilde{suffix}", content)
    with pdf_of(path, suffix, converter=real_converter()) as made:
        kept = files.write(folder, "lavet.pdf", made.read_bytes())
    return [" ".join(page.split()) for page in pages_of(kept)], pikepdf.open(kept)


TEXT = "Rødgrød på Ærø, ÆØÅ é – «36 pct.»"


@pytest.mark.office
@pytest.mark.parametrize(
    ("suffix", "content", "pages"),
    [
        (".docx", office.docx(TEXT, "Næste afsnit"), [f"{TEXT} Næste afsnit"]),
        (".xlsx", office.xlsx(["Kommune", "Kvote"], ["Ærø", 7]), ["Kommune Kvote Ærø 7"]),
        (".pptx", office.pptx(TEXT, "Side to"), [TEXT, "Side to"]),
        (".odt", office.odt(f"<text:p>{TEXT}</text:p>"), [TEXT]),
    ],
)
def test_the_real_one_keeps_text_and_letters_tagged_and_on_a4(tmp_path, suffix, content, pages):
    words, pdf = converted(tmp_path, suffix, content)
    assert words == pages
    assert pdf.Root.MarkInfo.Marked
    if suffix != ".pptx":  # a slide has its own shape
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]


@pytest.mark.office
@pytest.mark.parametrize(
    ("suffix", "make"),
    [(".docx", office.reaching_docx), (".xlsx", office.reaching_xlsx), (".odt", office.reaching_odt)],
)
def test_nothing_is_asked_of_the_network(tmp_path, asked, suffix, make):
    address, found = asked
    words, _ = converted(tmp_path, suffix, make(address))
    assert (len(words), found) == (1, [])


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "make"), [(".docx", office.reaching_docx), (".odt", office.reaching_odt)])
def test_nothing_is_read_from_this_machines_disk(tmp_path, suffix, make):
    lying = tmp_path / "her"
    lying.mkdir()
    for name in ("picture.png", "field.png"):
        files.write(lying, name, files.image("PNG"))
    files.write(lying, "field.docx", office.docx("HEMMELIGT"))
    files.write(lying, "section.odt", office.odt("<text:p>HEMMELIGT</text:p>"))
    words, pdf = converted(tmp_path, suffix, make(f"{lying.as_uri()}/"))
    size = (40, 20)  # of the pictures there
    shown = [(image.Width, image.Height) for page in pdf.pages for image in page.get_images().values()]
    assert "HEMMELIGT" not in words[0]
    assert size not in shown


@pytest.mark.office
def test_comments_and_hidden_text_are_not_printed(tmp_path):
    words, pdf = converted(tmp_path, ".docx", office.commented())
    assert words == ["Åbent"]
    assert "/Annots" not in pdf.pages[0]


@pytest.mark.office
def test_a_damaged_document_gives_no_pdf(tmp_path):
    with pytest.raises(NotConverted):
        converted(tmp_path, ".docx", office.docx("x").replace(b"PK\x05\x06", b"PK\x00\x00"))
