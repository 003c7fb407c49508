"""Objects keep their meaning when they are copied under new numbers."""

import io

from pikepdf import Array, Dictionary, Name, String

from kkr_portal.documents.packet import PacketItem
from tests.documents import files
from tests.documents.test_packet import attach, built, page_number

__all__ = ["attach"]

TEXTS = [
    "se 12 0 R",
    "(12 0 R",
    ")12 0 R\\",
    "\\(7 0 R)",
    "stream\nendobj\n1 0 obj",
    "æøå 3 0 R",
    "<41> 5 0 R",
]


def test_words_that_look_like_references_are_left_alone(attach):
    page = files.drawn("x")
    page.pages[0].obj.Noter = Array([String(text) for text in TEXTS])
    page.pages[0].obj.Raat = String(bytes(range(256)) + b" 9 0 R")
    page.pages[0].obj.Navne = Array([Name("/A 1 0 R"), Name("/(2 0 R)"), Name("/T1"), 0, 4])
    _, opened = built(PacketItem("1", "Ord", [attach("Ord", page)]))
    copied = opened.pages[2].obj
    assert [str(text) for text in copied.Noter] == TEXTS
    assert bytes(copied.Raat) == bytes(range(256)) + b" 9 0 R"
    assert [str(name) for name in copied.Navne] == ["/A 1 0 R", "/(2 0 R)", "/T1", "0", "4"]


def test_stream_data_that_looks_like_objects_is_left_alone(attach):
    data = b"(endobj\n9 0 obj\nstream\n1 0 R endstream\nendobj) Tj"
    page = files.drawn("x")
    page.pages[0].obj.Contents = page.make_stream(b"BT /F1 9 Tf " + data + b" ET")
    _, opened = built(PacketItem("1", "Data", [attach("Data", page)]))
    assert data in b"".join(part.read_bytes() for part in opened.pages[2].obj.Contents)
    assert opened.check_pdf_syntax() == []


def test_pages_keep_what_they_inherit_from_a_tree_of_their_own(attach):
    pdf = files.drawn("en", "to")
    first, second = (page.obj for page in pdf.pages)
    for page in (first, second):
        del page["/MediaBox"]
    inner = pdf.make_indirect(
        Dictionary(Type=Name.Pages, Kids=Array([second]), Count=1, Rotate=90, Parent=pdf.Root.Pages)
    )
    second.Parent = inner
    pdf.Root.Pages.Kids = Array([first, inner])
    pdf.Root.Pages.MediaBox = Array([0, 0, 300, 400])
    out = io.BytesIO()
    pdf.save(out)
    _, opened = built(PacketItem("1", "Træ", [attach("Træ", out.getvalue())]))
    assert [
        ([float(side) for side in page.mediabox], int(page.obj.get("/Rotate", 0)))
        for page in opened.pages[2:]
    ] == [([0, 0, 300, 400], 0), ([0, 0, 300, 400], 90)]


def test_a_link_to_another_page_of_the_attachment_by_name(attach):
    pdf = files.drawn("en", "to", "tre")
    named = Dictionary(Names=Array([String("mål"), Array([pdf.pages[2].obj, Name.Fit])]))
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(named))
    pdf.Root.Dests = Dictionary(Gammel=Array([pdf.pages[1].obj, Name.Fit]))
    goto = Dictionary(S=Name.GoTo, D=String("mål"))
    pdf.pages[0].obj.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **target))
            for target in (
                {"A": goto},
                {"Dest": Name.Gammel},
                {"Dest": Array([1, Name.Fit])},
                {"Dest": String("findes ikke")},
                {"A": Dictionary(S=Name.Launch, F=String("cmd.exe"))},
                {"A": Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))},
                {"A": Dictionary(S=Name.URI, URI=String("HTTPS://kl.dk"))},
            )
        ]
    )
    _, opened = built(PacketItem("1", "Links", [attach("Links", pdf)]))
    found = [
        str(link.A.URI) if "/A" in link else page_number(opened, link.Dest[0])
        for link in opened.pages[2].obj.Annots
    ]
    assert found == [5, 4, 4, "HTTPS://kl.dk"]
