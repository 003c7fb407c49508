"""Which Office files are let through to LibreOffice, and what is said of the others."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.documents import office_files
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.office_files import DAMAGED_OFFICE, MACROS, TOO_MUCH_INSIDE, UNDECIDED
from kkr_portal.documents.refused_kinds import LOCKED_OFFICE
from kkr_portal.documents.uploads import accepted, check_upload
from tests.documents import files, office

ODS = office.zipped({"mimetype": Kind.ODS.media_type, "content.xml": "<x/>"})
ODP = office.zipped({"mimetype": Kind.ODP.media_type, "content.xml": "<x/>"})


def checked(content: bytes, name: str = "x.docx"):
    return check_upload(SimpleUploadedFile(name, content), takes_office=True)


def refusal(content: bytes, name: str = "x.docx") -> list[str]:
    with pytest.raises(ValidationError) as refused:
        checked(content, name)
    return refused.value.messages


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (office.docx("Notat"), "Rødgrød på Ærø.DOCX", ("Rødgrød på Ærø.docx", Kind.DOCX)),
        (office.xlsx(["Ærø", 7]), "../kvoter.xlsx", ("kvoter.xlsx", Kind.XLSX)),
        (office.pptx("Oplæg"), "oplæg.pptx", ("oplæg.pptx", Kind.PPTX)),
        (office.odt("<text:p/>"), "notat.odt", ("notat.odt", Kind.ODT)),
        (ODS, "ark.ods", ("ark.ods", Kind.ODS)),
        (ODP, "oplæg.odp", ("oplæg.odp", Kind.ODP)),
        (office.docx("Notat"), "notat.pdf", ("notat.docx", Kind.DOCX)),  # known by content, named after it
        (office.odt("<text:p/>", **{"Basic/script-lc.xml": "<x/>"}), "x.odt", ("x.odt", Kind.ODT)),
    ],
)  # fmt: skip
def test_taken_in_with_no_pages_yet(content, name, expected):
    upload = checked(content, name)
    assert (upload.name, upload.kind, upload.pages, upload.size) == (*expected, 0, len(content))
    assert upload.file.read() == content


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (office.docx("x", kind=office.MACRO_DOCUMENT), MACROS),
        (office.docx("x", **{"word/vbaProject.bin": "x"}), MACROS),
        (office.odt("<text:p/>", **{"Basic/Standard/Modul1.xml": "<x/>"}), MACROS),
        (office.odt("<text:p/>", **{"Scripts/python/x.py": "x"}), MACROS),
        (office.locked(), LOCKED_OFFICE),
        (office.odt("<text:p/>", **{"META-INF/manifest.xml": "<m:encryption-data/>"}), LOCKED_OFFICE),
        (office.docx("x" * 500)[:-200], DAMAGED_OFFICE),
        (office.docx("Notat" * 90).replace(b"word/document", b"word/dokument", 1), DAMAGED_OFFICE),
        (b"PK\x03\x04rod", DAMAGED_OFFICE),
        (office.docx("x", body='<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>'), UNDECIDED),
        (office.docx("x", body='<w:ins w:id="1"><w:r><w:t>200</w:t></w:r></w:ins>'), UNDECIDED),
        (office.odt('<text:changed-region text:id="a"/>'), UNDECIDED),
        (
            files.docx(),  # a Word document without any main part
            "Filen er et Word-dokument. Gem dokumentet som PDF i Word, og vedhæft PDF-filen.",
        ),
        (
            office.zipped({"regning.pdf": "x"}),
            "Filen er en zip-fil. Pak den ud, og vedhæft filerne hver for sig som PDF.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "Filen er et Word-dokument i et ældre format. Gem dokumentet som PDF i Word, "
            "og vedhæft PDF-filen.",
        ),
        (
            b"Blot tekst",
            "Filens indhold er hverken en PDF, et billede eller et Office-dokument. Portalen tager imod "
            "PDF-filer, billeder (PNG eller JPEG) og dokumenter fra Word, Excel, PowerPoint og LibreOffice.",
        ),
    ],
)
def test_refused_in_plain_words(content, expected):
    assert refusal(content) == [expected]


def test_a_tracked_change_is_seen_wherever_it_stands():
    whole = office.docx("", body='<w:ins w:id="1"/>')
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        before = archive.read("word/document.xml").index(b"<w:ins ")
    for across in range(1, 7):  # so many bytes of the mark in the first block that is read
        content = office.docx("x" * (2**20 - before - across), body='<w:ins w:id="1"/>')
        assert refusal(content) == [UNDECIDED]


@pytest.mark.parametrize("bomb", [office.bomb, office.lying_bomb])
def test_a_small_file_with_much_inside_is_not_unpacked_to_its_end(bomb, monkeypatch):
    monkeypatch.setattr(office_files, "MOST_UNPACKED", 1_000_000)
    content = bomb(3_000_000)
    assert len(content) < 10_000
    assert refusal(content) in ([TOO_MUCH_INSIDE], [DAMAGED_OFFICE])


def test_a_file_that_lies_about_its_size_is_damaged():
    assert refusal(office.lying_bomb(3_000_000)) == [DAMAGED_OFFICE]


def test_very_many_parts_are_refused_before_any_is_read(monkeypatch):
    monkeypatch.setattr(office_files, "MOST_PARTS", 50)
    assert refusal(office.docx("x", **{f"word/{n}.xml": "" for n in range(60)})) == [TOO_MUCH_INSIDE]


def test_where_office_files_are_not_taken_in_the_advice_is_as_ever():
    with pytest.raises(ValidationError) as refused:
        check_upload(SimpleUploadedFile("brev.docx", office.docx("Notat")))
    assert refused.value.messages == [
        "Filen er et Word-dokument. Gem dokumentet som PDF i Word, og vedhæft PDF-filen."
    ]


def test_the_browser_offers_what_is_taken_in():
    assert accepted(takes_office=False) == ".pdf,.png,.jpg,.jpeg"
    assert accepted(takes_office=True) == ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp"
