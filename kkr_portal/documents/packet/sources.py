"""Opens the attachments from disk and makes them fit to be appended: no script, no form, safe links only."""

import hashlib
from pathlib import Path

import pikepdf
from PIL import Image

from kkr_portal.documents import pdf
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.packet.parts import PacketAttachment, PacketItem, PacketTrouble

SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
# What hangs on a page and makes no sense, or does harm, outside its own file.
PAGE_EXTRAS = ("/AA", "/B", "/Thumb", "/PieceInfo", "/Metadata", "/Dur", "/Trans", "/PresSteps", "/AF")


class _Unusable(Exception):
    """Why one file can't go into the packet, in Danish."""


def check_all(items: list[PacketItem], folder: Path) -> None:
    """Sees that every attachment is there and sound; images become a page each in ``folder``.

    Raises PacketTrouble with every file that is missing, changed or unreadable.
    """
    problems = []
    for n, item in enumerate(items):
        for m, attachment in enumerate(item.attachments):
            try:
                _check(attachment, file_of(attachment, folder, n, m))
            except _Unusable as reason:
                problems.append(_named(item, m, str(reason)))
    if problems:
        raise PacketTrouble(problems)


def open_one(item: PacketItem, m: int, path: Path) -> pikepdf.Pdf:
    """Attachment number ``m`` (from 0) of the item, open and cleaned. Raises PacketTrouble."""
    # Read as a stream, not mapped: what is mapped counts as memory, and a packet of scans is large.
    source = pikepdf.open(path, access_mode=pikepdf.AccessMode.stream)
    try:
        clean(source)
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, RuntimeError, ValueError, TypeError, KeyError):
        problem = _named(item, m, "Filens formularfelter, kommentarer eller links er beskadiget.")
        raise PacketTrouble([problem]) from None
    return source


def file_of(attachment: PacketAttachment, folder: Path, n: int, m: int) -> Path:
    """Where the attachment's PDF lies: its own file, or for an image the page made of it."""
    return attachment.path if attachment.kind == Kind.PDF else folder / f"{n}-{m}.pdf"


def _named(item: PacketItem, m: int, reason: str) -> str:
    attachment = item.attachments[m]
    return f"Punkt {item.number}, {item.label(m)}: {attachment.title} ({attachment.file_name}): {reason}"


def _check(attachment: PacketAttachment, path: Path) -> None:
    if attachment.trouble:
        raise _Unusable(attachment.trouble)
    try:
        with attachment.path.open("rb") as file:
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise _Unusable("Filen findes ikke i portalens arkiv.") from None
    if attachment.sha256 and attachment.sha256 != checksum:
        raise _Unusable("Filens indhold er ændret, siden den blev lagt i portalens arkiv.")
    if attachment.kind != Kind.PDF:
        path.write_bytes(_image_page(attachment))
    try:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as source:
            pages = len(source.pages)
    except pikepdf.PasswordError:
        raise _Unusable("Filen er beskyttet med adgangskode.") from None
    except pikepdf.PdfError:
        raise _Unusable("Filen er beskadiget og kan ikke åbnes.") from None
    if pages != attachment.pages:
        raise _Unusable(f"Filen har {pages} sider, men er registreret med {attachment.pages}.")


def _image_page(attachment: PacketAttachment) -> bytes:
    try:
        with Image.open(attachment.path, formats=("PNG", "JPEG")) as image:
            turned = image.getexif().get(0x0112, 1) >= 5  # EXIF orientation: 5–8 lie on their side
            width, height = reversed(image.size) if turned else image.size
    except (OSError, SyntaxError, ValueError):
        raise _Unusable("Billedet er beskadiget og kan ikke åbnes.") from None
    context = {"title": attachment.title, "wide": width > height}
    return pdf.render("pdf/packet_image.html", context, {"image": attachment.path})


def clean(source: pikepdf.Pdf) -> None:
    """Draws form fields and comments into the pages, and leaves only links of the other annotations."""
    root = source.Root
    noted = [page for page in source.pages if "/Annots" in page.obj]
    if any(_subtype(annotation) != "/Link" for page in noted for annotation in _annotations(page)):
        form = root.get("/AcroForm")
        if form is not None and form.get("/NeedAppearances"):
            source.generate_appearance_streams()
            form.NeedAppearances = False
        source.flatten_annotations("all")
    for page in source.pages:
        for key in PAGE_EXTRAS:
            if key in page.obj:
                del page.obj[key]
    named = _named_destinations(source)
    for page in noted:
        links = [
            link for link in _annotations(page) if _subtype(link) == "/Link" and _settle(link, source, named)
        ]
        page.obj.Annots = pikepdf.Array(links)


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return []
    return [annotation for annotation in found if isinstance(annotation, pikepdf.Dictionary)]


def _subtype(annotation: pikepdf.Object) -> str:
    return str(annotation.get("/Subtype", ""))


def _settle(link: pikepdf.Object, source: pikepdf.Pdf, named: dict[bytes, pikepdf.Object]) -> bool:
    """Keeps a link that leads to a page of the same file or to a safe address; False for every other."""
    for key in ("/AA", "/PA", "/Popup", "/Parent"):
        if key in link:
            del link[key]
    link.F = 4  # printed, neither hidden nor locked
    action = link.get("/A")
    target = link.get("/Dest")
    if isinstance(action, pikepdf.Dictionary):
        if action.get("/S") == pikepdf.Name.URI:
            address = str(action.get("/URI", ""))
            link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
            return address.lower().startswith(SAFE_SCHEMES)
        if action.get("/S") != pikepdf.Name.GoTo:
            return False
        target = action.get("/D")
        del link["/A"]
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = named.get(_key(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array) or not len(target):
        return False
    if not isinstance(target[0], pikepdf.Dictionary):
        number = int(target[0]) if isinstance(target[0], int) else -1
        if not 0 <= number < len(source.pages):
            return False
        target = pikepdf.Array([source.pages[number].obj, *list(target)[1:]])
    link.Dest = target
    return True


def _key(name: pikepdf.Object) -> bytes:
    return str(name).removeprefix("/").encode() if isinstance(name, pikepdf.Name) else bytes(name)


def _named_destinations(source: pikepdf.Pdf) -> dict[bytes, pikepdf.Object]:
    """The file's named destinations, of both the old and the new kind."""
    found: dict[bytes, pikepdf.Object] = {}
    old = source.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        found.update({key.removeprefix("/").encode(): value for key, value in old.items()})
    names = source.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    waiting, seen = [tree], 0
    while waiting and seen < 100_000:
        node = waiting.pop()
        seen += 1
        if isinstance(node, pikepdf.Dictionary):
            waiting.extend(node.get("/Kids", pikepdf.Array()))
            pairs = list(node.get("/Names", pikepdf.Array()))
            found.update({bytes(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=False)})
    return found
