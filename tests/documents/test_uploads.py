"""What is taken in and what is refused, by content; each refusal says what to do."""

import pikepdf
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.uploads import DAMAGED_IMAGE, DAMAGED_PDF, PROTECTED, UploadField, check_upload
from tests.documents import files


def upload(content: bytes, name: str = "bilag.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(content: bytes, name: str = "bilag.pdf") -> list[str]:
    with pytest.raises(ValidationError) as refused:
        check_upload(upload(content, name))
    return refused.value.messages


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (files.content(files.blank(3)), "kvoter.PDF", ("kvoter.pdf", Kind.PDF, 3)),
        (files.content(files.with_form()), "skema.pdf", ("skema.pdf", Kind.PDF, 1)),
        (files.image("PNG"), "kort.png", ("kort.png", Kind.PNG, 1)),
        (files.image("JPEG"), "kort.JPEG", ("kort.jpeg", Kind.JPEG, 1)),
        (files.image("JPEG"), "kort.pdf", ("kort.jpg", Kind.JPEG, 1)),  # known by content, named after it
    ],
)
def test_taken_in(content, name, expected):
    checked = check_upload(upload(content, name))
    assert (checked.name, checked.kind, checked.pages, checked.size) == (*expected, len(content))
    assert checked.file.read() == content


WHOLE = files.content(files.drawn("Et bilag", "med to sider"))
SOUND = "Portalen tager imod PDF-filer og billeder (PNG eller JPEG)."


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "tom.pdf", "Filen er tom."),
        (WHOLE[: len(WHOLE) // 2], "afkortet.pdf", DAMAGED_PDF),
        (WHOLE[:-30], "uden-slutning.pdf", DAMAGED_PDF),
        (files.spoilt_page(), "side-2-i-stykker.pdf", DAMAGED_PDF),
        (b"%PDF-1.7\nikke mere", "x.pdf", DAMAGED_PDF),
        (files.encrypted(user="hemmelig"), "laast.pdf", PROTECTED),
        (files.encrypted(), "skrivebeskyttet.pdf", PROTECTED),
        (files.content(files.blank(0)), "ingen.pdf", "PDF-filen har ingen sider."),
        (b"MZ\x90\x00" + b"\x00" * 200, "regning.pdf", f"Filen er et program og kan ikke vedhæftes. {SOUND}"),
        (b"Blot tekst", "noter.pdf", f"Filens indhold er hverken en PDF eller et billede. {SOUND}"),
        (
            files.docx(),
            "brev.docx",
            "Filen er et Word-dokument. Gem dokumentet som PDF i Word, og vedhæft PDF-filen.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
            "regnskab.xls",
            "Filen er et Excel-ark. Gem arket som PDF i Excel, og vedhæft PDF-filen.",
        ),
        (
            b"PK\x03\x04rod",
            "alt.zip",
            "Filen er en zip-fil. Pak den ud, og vedhæft filerne hver for sig som PDF.",
        ),
        (
            files.image("GIF"),
            "logo.gif",
            "Portalen kan ikke læse det billedformat. Gem billedet som PNG eller JPEG, og vedhæft det igen.",
        ),
        (files.image("PNG", (300, 300))[:-400], "halvt.png", DAMAGED_IMAGE),
        (files.image("JPEG", (300, 300))[:1500], "halvt.jpg", DAMAGED_IMAGE),
    ],
)
def test_refused_in_plain_words(content, name, expected):
    assert refusal(content, name) == [expected]


def test_two_thousand_pages_are_refused_with_both_numbers():
    assert refusal(files.content(files.blank(2000))) == [
        "Filen har 2.000 sider. Den må højst have 1.000 sider."
    ]


def test_too_large_is_refused_with_both_numbers(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    assert refusal(b"%PDF-" + b"\x00" * 1_600_000) == ["Filen fylder 1,5 MB. Den må højst fylde 1 MB."]


def test_image_with_too_many_pixels_is_refused_before_it_is_unpacked(settings):
    settings.UPLOAD_MAX_PIXELS = 1_000_000
    assert refusal(files.image("PNG", (1500, 1000)), "stort.png") == [
        "Billedet har for mange billedpunkter. Det må højst have 1 millioner. Gem det i en mindre størrelse."
    ]


def test_portfolio_and_dynamic_form_are_refused_since_their_pages_are_not_the_document():
    portfolio, dynamic = files.blank(), files.blank()
    portfolio.Root.Collection = pikepdf.Dictionary()
    dynamic.Root.NeedsRendering = True
    assert [refusal(files.content(portfolio))[0][:26], refusal(files.content(dynamic))[0][:47]] == [
        "Filen er en PDF-portefølje",
        "Filen er en formular, som kun Adobe Reader kan ",
    ]


class Form(forms.Form):
    file = UploadField()


def test_field_gives_the_checked_upload():
    form = Form(files={"file": upload(WHOLE, "../../etc/æble.pdf")})
    assert form.is_valid()
    assert (form.cleaned_data["file"].name, form.cleaned_data["file"].pages) == ("æble.pdf", 2)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Vælg en fil."]),
        ({"file": upload(b"")}, ["Filen er tom."]),
        ({"file": upload(WHOLE[:300])}, [DAMAGED_PDF]),
        ({"file": upload(WHOLE, "n" * 300 + ".pdf")}, None),
    ],
)
def test_field_says_what_is_wrong(given, expected):
    assert Form(files=given).errors.get("file") == expected
