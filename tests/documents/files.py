"""Files for the tests, made in code: sound ones, and every kind of broken one."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from kkr_portal.documents.models import StoredFile


def blank(pages: int = 1, size: tuple[float, float] = (595, 842)) -> Pdf:
    """A PDF with empty pages."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    return pdf


def drawn(*texts: str, size: tuple[float, float] = (595, 842)) -> Pdf:
    """A PDF with one text a page, in a standard font."""
    pdf = blank(len(texts), size)
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for page, text in zip(pdf.pages, texts, strict=True):
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = pdf.make_stream(b"BT /F1 20 Tf 72 400 Td (" + text.encode() + b") Tj ET")
    return pdf


def content(pdf: Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def with_form() -> Pdf:
    """A filled text field without an appearance yet, a button with a script, and a script to open with."""
    pdf = drawn("Skema")
    page = pdf.pages[0]
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="navn", V="Udfyldt", F=4,
            Rect=Array([72, 300, 300, 330]), DA="/F1 12 Tf 0 g", P=page.obj,
        )
    )  # fmt: skip
    script = Dictionary(S=Name.JavaScript, JS="app.alert('x')")
    button = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script, P=page.obj,
        )
    )  # fmt: skip
    page.obj.Annots = Array([field, button])
    page.obj.AA = Dictionary(O=script)
    fonts = Dictionary(Font=page.obj.Resources.Font)
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array([field]), NeedAppearances=True, DA="/F1 12 Tf 0 g", DR=fonts)
    )
    pdf.Root.OpenAction = script
    pdf.attachments["hemmelig.txt"] = b"skjult"
    return pdf


def heavy(pages: int) -> bytes:
    """A PDF of 4 MB a page: a picture that can't be packed."""
    pdf = blank(pages)
    for page in pdf.pages:
        picture = pdf.make_stream(os.urandom(4_000_000))
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 2000, 2000, 8
        picture.ColorSpace = Name.DeviceGray
        page.obj.Resources = Dictionary(XObject=Dictionary(I=picture))
        page.obj.Contents = pdf.make_stream(b"q 400 0 0 400 72 300 cm /I Do Q")
    return content(pdf)


def image(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def encrypted(user: str = "", owner: str = "ejer") -> bytes:
    return content(blank(), encryption=pikepdf.Encryption(user=user, owner=owner))


def spoilt_page() -> bytes:
    """A PDF whose second page's compressed content is damaged; the file around it is sound."""
    pdf = drawn("en" * 400, "to" * 400)
    whole = content(pdf, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = whole.rindex(b"stream\n", 0, whole.rindex(b"endstream")) + len(b"stream\n")
    return whole[: start + 4] + b"\x00\xff\x00\xff" + whole[start + 8 :]


def write(folder: Path, name: str, make: Pdf | bytes | Callable[[], bytes]) -> Path:
    path = folder / name
    path.write_bytes(content(make) if isinstance(make, Pdf) else make() if callable(make) else make)
    return path


def path_of(stored: StoredFile) -> Path:
    """Where a stored file lies, in tests that look at the disk or do harm there."""
    return Path(default_storage.path(stored.storage_name))
