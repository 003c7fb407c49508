"""What the packet of one reader holds, and that it holds nothing that is closed to that reader."""

import io

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from meetings import prints
from meetings.agenda import public_agenda, whole_agenda


def _outline(file):
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        return [(line.title, [child.title for child in line.children]) for line in outline.root]


def _everything_in(file) -> bytes:
    """Every string and every stream of the PDF, decoded: what a search through it would find."""
    found = io.BytesIO()
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found.write(thing.read_bytes())
            found.write(thing.unparse())
            found.write(str(thing).encode("utf-8", "replace") if isinstance(thing, pikepdf.String) else b"")
    return found.getvalue()


def test_an_attachment_keeps_its_number_when_one_before_it_is_closed(meeting, new_item, new_attachment):
    item = new_item("Sag")
    new_attachment(item, "Lukket", closed=True)
    new_attachment(item, "Åbent")
    assert _outline(prints.packet_file(public_agenda(meeting))) == [
        ("Indholdsfortegnelse", []),
        ("1.1 Sag", ["Bilag 2: Åbent"]),
    ]


def test_nothing_closed_is_in_the_public_packet_or_agenda(meeting, new_item, new_attachment):
    new_attachment(new_item("Aabensag", presentation="Synligtekst"), "Synligtbilag")
    secret = new_item("Hemmeligsag", closed=True, presentation="Hemmeligtekst", case_number="HEM-1")
    new_attachment(secret, "Hemmeligtbilag", pages=3)
    public, whole = public_agenda(meeting), whole_agenda(meeting)
    with pikepdf.open(prints.packet_file(public)) as pdf:
        assert len(pdf.pages) == 3  # contents, one divider, one attachment
    assert b"Hemmelig" not in _everything_in(prints.packet_file(public))
    assert b"Hemmelig" not in _everything_in(io.BytesIO(prints.agenda_pdf(public)))
    assert "lukkede" not in prints.packet_name(public)
    # The search does find what is there.
    assert b"Synligtbilag" in _everything_in(prints.packet_file(public))
    assert b"Hemmelig" in _everything_in(prints.packet_file(whole))


def test_the_name_warns_of_what_is_closed(meeting, new_item):
    new_item("Hemmeligt", closed=True)
    assert (prints.packet_name(whole_agenda(meeting)), prints.agenda_name(public_agenda(meeting))) == (
        "Bilag KKR Midtjylland 07-03-2022 (med lukkede punkter).pdf",
        "Dagsorden KKR Midtjylland 07-03-2022.pdf",
    )


def test_an_agenda_without_attachments_still_gives_a_packet_that_says_so(meeting, new_item):
    new_item("Sag uden bilag")
    with pikepdf.open(prints.packet_file(public_agenda(meeting))) as pdf:
        assert len(pdf.pages) == 1


def test_the_agenda_is_tagged_danish_and_titled(meeting, new_item):
    new_item("Sag")
    with pikepdf.open(io.BytesIO(prints.agenda_pdf(public_agenda(meeting)))) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), str(pdf.docinfo["/Title"])) == (
            "da", True, "Dagsorden for KKR Midtjylland 7. marts 2022",
        )  # fmt: skip


def test_the_packet_is_the_same_from_a_disk_and_from_a_bucket(
    meeting, new_item, new_attachment, settings, request
):
    item = new_item("Sag")
    for pages in (1, 2):
        new_attachment(item, f"Bilag på {pages} sider", pages=pages)
    agenda = whole_agenda(meeting)
    from_disk = prints.packet_file(agenda).read()
    contents = [attachment.file.open().read() for attachment in agenda.attachments]
    request.getfixturevalue("files_in_a_bucket")
    assert prints.packet_problems(agenda) == [
        f"Punkt 1.1, Bilag {n}: Bilag på {n} sider (Bilag på {n} sider.pdf): "
        "Filen findes ikke i portalens arkiv."
        for n in (1, 2)
    ]
    for attachment, content in zip(agenda.attachments, contents, strict=True):
        default_storage.save(attachment.file.storage_name, ContentFile(content))
    assert prints.packet_file(agenda).read() == from_disk
