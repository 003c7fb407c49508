"""HTML → PDF: closed in, tagged, and the same bytes everywhere."""

import hashlib
import io
import os
import subprocess
import sys

import pikepdf
import pytest

from kkr_portal.documents import pdf
from tests.documents import files, reading

HEAD = '<html lang="da"><head><meta charset="utf-8"><title>Prøve</title>'
STYLE = '<link rel="stylesheet" href="static:///css/pdf.css">'


def page(body: str, head: str = "") -> str:
    return f"{HEAD}{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/logo.png",
        "https://example.org/logo.png",
        "//example.org/logo.png",
        "ftp://example.org/logo.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "../manage.py",
        "static:///../manage.py",
        "static:///css/../../manage.py",
        "static:///css/%2e%2e/%2e%2e/manage.py",
        "static:////etc/passwd",
        "static:///findes-ikke.css",
        "static://vaert/css/pdf.css",
        "given:///andet",
        "data:image/png;base64,iVBORw0KGgo=",
        "STATIC:///../manage.py",
    ],
)
@pytest.mark.parametrize(
    "html",
    ['<img src="{}" alt="x">', '<p style="background: url({})">x</p>', '<object data="{}">x</object>'],
)
def test_nothing_but_our_own_static_files_is_read(address, html):
    with pytest.raises(pdf.RefusedAddress):
        pdf.from_html(page(html.format(address)), {"logo": b""})


@pytest.mark.parametrize("rule", ["@import url({});", "@font-face {{ font-family: x; src: url({}) }}"])
def test_style_sheets_are_closed_in_too(rule):
    style = f"<style>{rule.format('http://example.org/x')} p {{ font-family: x }}</style>"
    with pytest.raises(pdf.RefusedAddress):
        pdf.from_html(page("<p>x</p>", style))


def test_svg_reads_nothing_either():
    inside = '<image href="file:///etc/passwd" width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>'
    with pytest.raises(pdf.RefusedAddress):
        pdf.from_html(page('<img src="given:///tegning" alt="x">'), {"tegning": svg.encode()})


def test_given_images_and_static_styles_are_read():
    made = pdf.from_html(page('<img src="given:///kort" alt="Kort">', STYLE), {"kort": files.image("PNG")})
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert len(opened.pages[0].get_images()) == 1


def test_tagged_titled_and_in_danish():
    with pikepdf.open(io.BytesIO(pdf.from_html(page("<h1>Æbler</h1>", STYLE)))) as opened:
        assert (
            str(opened.Root.Lang),
            bool(opened.Root.MarkInfo.Marked),
            str(opened.docinfo.Title),
            str(opened.open_metadata()["pdfuaid:part"]),
            reading.text(opened.pages[0]),
        ) == ("da", True, "Prøve", "1", "Æbler\nSide 1 af 1")


FACES = """<p>Almindelig <b>fed</b> <i>kursiv</i> <b><i>begge</i></b> <code>kode</code></p>
<p style="font-family: serif">Ω Ж</p>"""


def fonts(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        return sorted(str(font.BaseFont).split("+")[1] for font in opened.pages[0].resources.Font.values())


def test_only_the_fonts_of_the_repository_are_embedded():
    assert fonts(pdf.from_html(page(FACES, STYLE))) == [
        "IBM-Plex-Sans",
        "IBM-Plex-Sans-Bold",
        "IBM-Plex-Sans-Bold-Italic",
        "IBM-Plex-Sans-Italic",
    ]


def test_pasted_signs_and_hyphens_are_never_empty_boxes():
    signs = f"<p>Ø{''.join(map(chr, pdf.KIN))}Å</p>"
    narrow = f"<p style='width: 20mm'>{'Udlændingestyrelsen ' * 3}</p><ul><li>a<ul><li>b</li></ul></li></ul>"
    with pikepdf.open(io.BytesIO(pdf.from_html(page(signs + narrow, STYLE)))) as opened:
        # Glyph 0, the empty box, has no character of its own, and reads as the replacement character.
        assert "\N{REPLACEMENT CHARACTER}" not in reading.text(opened.pages[0])
        words = reading.text(opened.pages[0]).split("\n")
    assert words[0] == "Ø--–—•••\N{NO-BREAK SPACE} °CÅ"
    assert "-" in "".join(words[1:7])


def test_the_vendored_fonts_are_the_ones_that_were_vendored():
    noted = dict(
        reversed(line.split()) for line in (pdf.FONT_FOLDER / "VENDOR.txt").read_text().splitlines()
        if line.endswith((".ttf", "LICENSE.txt")) and len(line.split()) == 2 and len(line.split()[0]) == 64
    )  # fmt: skip
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in pdf.FONT_FOLDER.iterdir()
        if path.name != "VENDOR.txt"
    }
    assert found == noted


MAKE = """
import hashlib, sys, django
django.setup()
from kkr_portal.documents import pdf
print(hashlib.sha256(pdf.from_html(sys.stdin.read())).hexdigest())
"""


def test_same_input_same_bytes_in_another_process():
    html = page(f"<h1>Kvoter</h1>{FACES}<p><a href='#x'>hop</a></p><p id=x>her</p>", STYLE)
    here = hashlib.sha256(pdf.from_html(html)).hexdigest()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kkr_portal.settings",
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
    }
    there = subprocess.run(
        [sys.executable, "-c", MAKE], input=html, env=env, capture_output=True, text=True, check=True
    )
    assert there.stdout.splitlines()[-1] == here
