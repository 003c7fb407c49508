"""The packet: true page numbers, links, tags and stamps; whole or not at all; the same bytes each time."""

import datetime
import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from kkr_portal.documents import pdf
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.packet import (
    Packet,
    PacketAttachment,
    PacketEntry,
    PacketItem,
    PacketSummary,
    PacketTrouble,
    build,
)
from kkr_portal.documents.packet.stamps import upright
from tests.documents import files, reading


@pytest.fixture
def attach(tmp_path):
    """Makes an attachment of a PDF (or of bytes of another kind) in the test's folder."""
    folder = tmp_path / "sources"
    folder.mkdir()

    def make(title: str, content: Pdf | bytes, kind: Kind = Kind.PDF) -> PacketAttachment:
        path = files.write(folder, f"{len(list(folder.iterdir()))}{kind.suffix}", content)
        raw = path.read_bytes()
        pages = 1
        if kind is Kind.PDF:
            with pikepdf.open(path) as opened:
                pages = len(opened.pages)
        return PacketAttachment(
            title, path, f"{title}{kind.suffix}", kind, pages, hashlib.sha256(raw).hexdigest()
        )

    return make


def packet(*items: PacketItem) -> Packet:
    return Packet(
        "Bilag til KKR Midtjyllands møde",
        datetime.date(2021, 10, 11),
        list(items),
        ["Viborg"],
        "KKR Midtjylland",
    )


def built(*items: PacketItem) -> tuple[PacketSummary, Pdf]:
    out = io.BytesIO()
    summary = build(packet(*items), out)
    return summary, pikepdf.open(io.BytesIO(out.getvalue()))


def tagged(title: str, body: str = "<p>Tekst</p>") -> bytes:
    return pdf.from_html(
        f'<html lang="da"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def page_number(opened: Pdf, target: pikepdf.Object) -> int:
    return [page.obj.objgen for page in opened.pages].index(target.objgen) + 1


TABLE = """<table><thead><tr><th>Kommune</th></tr></thead><tbody><tr><td>Ærø</td></tr></tbody></table>
<p><a href="https://kl.dk/">KL</a> <a href="#her">hop</a></p><p id="her" style="break-before: page">Her</p>"""


@pytest.fixture
def example(attach) -> list[PacketItem]:
    letter, quotas = attach("Kvittering", files.drawn("K1", "K2")), attach("Kvoter", tagged("Kvoter", TABLE))
    picture = attach("Kort", files.image("PNG"), Kind.PNG)
    return [
        PacketItem("2.1", "Orientering", [letter, picture]),
        PacketItem("3.2", "Uden bilag", []),
        PacketItem("3.4", "Landstallet – æøå", [quotas, attach("Brev", tagged("Brev", TABLE))]),
    ]


def test_entries_and_pages(example):
    summary, opened = built(*example)
    assert summary == PacketSummary(
        10,
        [
            PacketEntry("2.1", "Orientering", 2, 4),
            PacketEntry("Bilag 2.1.1", "Kvittering", 3, 2),
            PacketEntry("Bilag 2.1.2", "Kort", 5, 1),
            PacketEntry("3.4", "Landstallet – æøå", 6, 5),
            PacketEntry("Bilag 3.4.1", "Kvoter", 7, 2),
            PacketEntry("Bilag 3.4.2", "Brev", 9, 2),
        ],
    )
    assert [reading.stamp(page) for page in opened.pages] == [
        "side 1 af 10",
        "side 2 af 10",
        "Bilag 2.1.1 – side 3 af 10",
        "Bilag 2.1.1 – side 4 af 10",
        "Bilag 2.1.2 – side 5 af 10",
        "side 6 af 10",
        "Bilag 3.4.1 – side 7 af 10",
        "Bilag 3.4.1 – side 8 af 10",
        "Bilag 3.4.2 – side 9 af 10",
        "Bilag 3.4.2 – side 10 af 10",
    ]


def test_contents_print_the_true_numbers(example):
    _, opened = built(*example)
    words = reading.text(opened.pages[0]).split("\n")
    assert [word.strip() for word in words if word.strip()] == [
        "Bilag til KKR Midtjyllands møde",
        "Indholdsfortegnelse – Bilag",
        "Viborg",
        *("2.1", "Orientering", "2"),
        *("Bilag 1:", "Kvittering", "3"),
        *("Bilag 2:", "Kort", "5"),
        *("3.4", "Landstallet – æøå", "6"),
        *("Bilag 1:", "Kvoter", "7"),
        *("Bilag 2:", "Brev", "9"),
        "side 1 af 10",
    ]


def test_contents_links_lead_there_and_say_so(example):
    _, opened = built(*example)
    names = opened.Root.Names.Dests.Names
    targets = {str(names[n]): page_number(opened, names[n + 1][0]) for n in range(0, len(names), 2)}
    found = [(targets[str(link.Dest)], str(link.Contents)) for link in opened.pages[0].obj.Annots]
    assert found == [(number, f"Gå til side {number}") for number in (2, 3, 5, 6, 7, 9)]
    assert [targets[str(link.Dest)] for link in opened.pages[5].obj.Annots] == [7, 9]


def test_bookmarks_in_two_levels(example):
    _, opened = built(*example)
    with opened.open_outline() as outline:
        found = [
            (item.title, page_number(opened, item.destination[0]), [
                (child.title, page_number(opened, child.destination[0])) for child in item.children
            ])
            for item in outline.root
        ]  # fmt: skip
    assert found == [
        ("Indholdsfortegnelse", 1, []),
        ("2.1 Orientering", 2, [("Bilag 1: Kvittering", 3), ("Bilag 2: Kort", 5)]),
        ("3.4 Landstallet – æøå", 6, [("Bilag 1: Kvoter", 7), ("Bilag 2: Brev", 9)]),
    ]


def test_described_as_one_danish_document(example):
    _, opened = built(*example)
    data = opened.open_metadata()
    assert (data["dc:title"], data["dc:creator"], "pdfuaid:part" in data) == (
        "Bilag til KKR Midtjyllands møde",
        ["KKR Midtjylland"],
        False,
    )
    assert [str(opened.docinfo[key]) for key in ("/Title", "/Author", "/CreationDate", "/ModDate")] == [
        "Bilag til KKR Midtjyllands møde",
        "KKR Midtjylland",
        "D:20211011000000Z",
        "D:20211011000000Z",
    ]
    assert [page.label for page in opened.pages] == [str(n) for n in range(1, 11)]
    assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("da", True)
    assert opened.check_pdf_syntax() == []


def test_same_input_same_bytes(example, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        build(packet(*example), tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["one.pdf", "two.pdf"]


def test_contents_of_several_pages_count_themselves(attach):
    one = attach("Bilag", files.blank())
    items = [PacketItem(f"1.{n}", f"Punkt {n}", [one] * 3) for n in range(1, 31)]
    summary, opened = built(*items)
    first = summary.entries[0].first_page
    assert (first > 2, summary.pages) == (True, first - 1 + 30 * 4)
    printed = "\n".join(reading.text(opened.pages[n]) for n in range(first - 1)).split("\n")
    numbers = [int(word) for word in printed if word.isdigit()]
    assert numbers == [entry.first_page for entry in summary.entries]


def test_an_empty_packet_says_so():
    summary, opened = built(PacketItem("3.2", "Uden bilag", []))
    assert summary == PacketSummary(1, [])
    assert "Der er ingen bilag til mødet." in reading.text(opened.pages[0])


# Structure


def elements(opened: Pdf) -> list[tuple[str, int]]:
    """All elements in reading order, each with the page that it stands on (0: none of its own)."""
    found, waiting = [], [opened.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        found.append((str(element.S), page_number(opened, element.Pg) if "/Pg" in element else 0))
        kids = element.get("/K", Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        waiting.extend(
            kid
            for kid in reversed(kids)
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem
        )
    return found


def test_tagged_attachments_are_read_where_they_stand(example):
    _, opened = built(*example)
    headings = [
        element for element in elements(opened) if element[0] in ("/H1", "/H2", "/Part", "/Table", "/Figure")
    ]
    assert headings == [
        ("/H1", 1),
        ("/H2", 2),
        ("/Part", 0), ("/Figure", 5),
        ("/H2", 6),
        ("/Part", 0), ("/H1", 7), ("/Table", 7),
        ("/Part", 0), ("/H1", 9), ("/Table", 9),
    ]  # fmt: skip


def test_marked_content_and_links_point_at_their_elements(example):
    _, opened = built(*example)
    parents = dict(pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree).items())
    pages = [page.obj.get("/StructParents") for page in opened.pages]
    assert [number is None for number in pages] == [False, False, True, True, *[False] * 6]
    numbers = [number for number in pages if number is not None]
    for page in opened.pages:
        if "/StructParents" in page.obj:
            elements = parents[page.obj.StructParents]
            assert {element.Pg.objgen for element in elements} == {page.obj.objgen}
        for link in page.obj.get("/Annots", Array()):
            numbers.append(link.StructParent)
            assert parents[link.StructParent].K[0].Obj.objgen == link.objgen
    assert len(set(numbers)) == len(numbers)


def test_table_headings_of_two_attachments_are_kept_apart(example):
    _, opened = built(*example)
    found = []
    for element in (obj for obj in opened.objects if isinstance(obj, Dictionary)):
        if element.get("/S") == Name.TH:
            found.append(bytes(element.ID))
    assert len(set(found)) == len(found) == 2


def test_role_names_that_mean_different_things_are_kept_apart(attach):
    def with_role(meaning: Name) -> bytes:
        with pikepdf.open(io.BytesIO(tagged("Rolle"))) as opened:
            opened.Root.StructTreeRoot.RoleMap = Dictionary({"/Titel": meaning})
            opened.Root.StructTreeRoot.K[0].K[0].S = Name.Titel
            return files.content(opened)

    _, opened = built(
        PacketItem("1", "Roller", [attach("A", with_role(Name.H1)), attach("B", with_role(Name.P))])
    )
    assert {key: str(value) for key, value in opened.Root.StructTreeRoot.RoleMap.items()} == {
        "/Titel": "/H1",
        "/Titel-1-2": "/P",
    }
    assert [tag for tag, _ in elements(opened) if "Titel" in tag] == ["/Titel", "/Titel-1-2"]


def test_a_structure_that_bites_its_tail_is_left_out(attach):
    with pikepdf.open(io.BytesIO(tagged("Ring"))) as ring:
        top = ring.Root.StructTreeRoot.K[0]
        top.K.append(top)
        content = files.content(ring)
    _, opened = built(PacketItem("1", "Ring", [attach("Ring", content)]))
    assert "/StructParents" not in opened.pages[2].obj
    assert ("/Part", 0) not in elements(opened)


# Attachments as they are


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [[0, 0, 595, 842], [-100, 50, 742, 645], [595, 842, 0, 0]])
def test_stamp_stands_bottom_right_as_the_page_is_read(attach, turned, box):
    page = files.drawn("x")
    page.pages[0].obj.MediaBox = Array(box)
    x0, x1, y0, y1 = *sorted(box[::2]), *sorted(box[1::2])
    page.pages[0].obj.CropBox = Array([x0 + 10, y0 + 20, x1 - 30, y1 - 40])
    page.pages[0].obj.Rotate = turned
    _, opened = built(PacketItem("1", "Drejet", [attach("Drejet", page)]))
    stamped = opened.pages[2]
    (a, b, c, d, e, f), width, height = upright(stamped)
    left, base = placed(stamped)
    x, y = a * left + c * base + e, b * left + d * base + f
    # Turned as a reader turns it: from the crop box's corner that is at the bottom left of the screen.
    x0, x1 = sorted((float(stamped.cropbox[0]), float(stamped.cropbox[2])))
    y0, y1 = sorted((float(stamped.cropbox[1]), float(stamped.cropbox[3])))
    seen = {0: (x - x0, y - y0), 90: (y - y0, x1 - x), 180: (x1 - x, y1 - y), 270: (y1 - y, x - x0)}[turned]
    assert seen == (pytest.approx(left), pytest.approx(base))
    assert (width, height) == ((x1 - x0, y1 - y0) if turned % 180 == 0 else (y1 - y0, x1 - x0))
    assert width / 2 < left < width
    assert 0 < base < height / 10


def placed(page: pikepdf.Page) -> tuple[float, float]:
    """Where the stamp's words begin, in the page as it is read."""
    moves = [operands for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Td"]
    return float(moves[-1][0]), float(moves[-1][1])


@pytest.mark.parametrize("content", [b"q q 2 0 0 2 0 0 cm", b"Q Q 0.5 g", b"Q q q", b"q (Q Q) Tj Q", b""])
def test_unbalanced_pages_do_not_move_the_stamp(attach, content):
    page = files.drawn("x")
    page.pages[0].obj.Contents = page.make_stream(content)
    _, opened = built(PacketItem("1", "Skæv", [attach("Skæv", page)]))
    depth, depths = 0, []
    for _, operator in pikepdf.parse_content_stream(opened.pages[2]):
        depth += {"q": 1, "Q": -1}.get(str(operator), 0)
        depths.append((str(operator), depth))
    assert min(depth for _, depth in depths) >= 0
    assert (depths[-1], ("BDC", 0) in depths) == (("EMC", 0), True)


def test_a_large_sheet_has_a_large_stamp(attach):
    _, opened = built(PacketItem("1", "Plan", [attach("A1", files.drawn("x", size=(1684, 2384)))]))
    sizes = [ops[1] for ops, op in pikepdf.parse_content_stream(opened.pages[2]) if str(op) == "Tf"]
    assert float(sizes[-1]) == pytest.approx(8 * 2384 / 841.89, abs=0.01)


def test_forms_are_drawn_and_nothing_runs(attach):
    _, opened = built(PacketItem("1", "Skema", [attach("Skema", files.with_form())]))
    page = opened.pages[2]
    drawn = "".join(
        reading.text(form)
        if "/Type" in form and form.Type == Name.Page
        else form.read_bytes().decode("latin-1")
        for form in page.obj.Resources.XObject.values()
    )
    assert "Udfyldt" in drawn
    assert {
        "annotations": len(page.obj.get("/Annots", Array())),
        "page script": "/AA" in page.obj,
        "form": "/AcroForm" in opened.Root,
        "opening": "/OpenAction" in opened.Root,
        "embedded": len(opened.attachments),
        "scripts": sum(
            isinstance(obj, Dictionary) and obj.get("/S") == Name.JavaScript for obj in opened.objects
        ),
    } == {
        "annotations": 0,
        "page script": False,
        "form": False,
        "opening": False,
        "embedded": 0,
        "scripts": 0,
    }


def test_links_inside_an_attachment_still_lead_there(example):
    _, opened = built(*example)
    found = []
    for link in opened.pages[6].obj.Annots:
        found.append(str(link.A.URI) if "/A" in link else page_number(opened, link.Dest[0]))
    assert found == ["https://kl.dk/", 8]


def test_hidden_layers_stay_hidden(attach):
    plan = files.drawn("Plan")
    layer = plan.make_indirect(Dictionary(Type=Name.OCG, Name="Skjult"))
    shown = plan.make_indirect(Dictionary(Type=Name.OCG, Name="Vist"))
    plan.pages[0].obj.Resources.Properties = Dictionary(L1=layer, L2=shown)
    plan.Root.OCProperties = Dictionary(OCGs=Array([layer, shown]), D=Dictionary(OFF=Array([layer])))
    _, opened = built(PacketItem("1", "Plan", [attach("Plan", plan), attach("Igen", plan)]))
    layers = opened.Root.OCProperties
    assert [str(found.Name) for found in layers.OCGs] == ["Skjult", "Vist"] * 2
    properties = [opened.pages[n].obj.Resources.Properties.L1.objgen for n in (2, 3)]
    assert [found.objgen for found in layers.D.OFF] == properties


@pytest.mark.parametrize(("size", "expected"), [((400, 200), (842, 595)), ((200, 400), (595, 842))])
def test_an_image_is_fitted_on_a4_with_its_title_as_words(attach, size, expected):
    picture = attach("Kort over regionen", files.image("JPEG", size), Kind.JPEG)
    _, opened = built(PacketItem("1", "Kort", [picture]))
    page = opened.pages[2]
    assert tuple(round(float(side)) for side in page.mediabox[2:]) == expected
    assert [str(image.Filter) for image in page.get_images().values()] == ["/DCTDecode"]
    alternatives = [str(obj.Alt) for obj in opened.objects if isinstance(obj, Dictionary) and "/Alt" in obj]
    assert alternatives == ["Kort over regionen"]


# Trouble


def test_every_file_in_trouble_is_named_before_anything_is_written(attach, tmp_path):
    sound = attach("I orden", files.blank())
    missing, broken, changed, locked, longer, picture = (
        attach(title, files.blank()) for title in ("Væk", "Brudt", "Ændret", "Låst", "Længere", "Billede")
    )
    missing.path.unlink()

    def now(attachment: PacketAttachment, content: bytes, **facts: object) -> PacketAttachment:
        attachment.path.write_bytes(content)
        checksum = hashlib.sha256(content).hexdigest()
        return PacketAttachment(**(vars(attachment) | {"sha256": checksum} | facts))

    changed.path.write_bytes(b"noget andet")
    items = [
        PacketItem("2.1", "Orientering", [sound, missing, now(broken, b"%PDF-1.7 intet")]),
        PacketItem(
            "3.4",
            "Landstallet",
            [
                changed,
                now(locked, files.encrypted(user="x")),
                now(longer, files.content(files.blank(2))),
                now(picture, files.image("PNG")[:60], kind=Kind.PNG),
            ],
        ),
    ]
    out = tmp_path / "packet.pdf"
    with pytest.raises(PacketTrouble) as trouble:
        build(packet(*items), out)
    assert trouble.value.problems == [
        "Punkt 2.1, Bilag 2: Væk (Væk.pdf): Filen findes ikke i portalens arkiv.",
        "Punkt 2.1, Bilag 3: Brudt (Brudt.pdf): Filen er beskadiget og kan ikke åbnes.",
        "Punkt 3.4, Bilag 1: Ændret (Ændret.pdf): "
        "Filens indhold er ændret, siden den blev lagt i portalens arkiv.",
        "Punkt 3.4, Bilag 2: Låst (Låst.pdf): Filen er beskyttet med adgangskode.",
        "Punkt 3.4, Bilag 3: Længere (Længere.pdf): Filen har 2 sider, men er registreret med 1.",
        "Punkt 3.4, Bilag 4: Billede (Billede.pdf): Billedet er beskadiget og kan ikke åbnes.",
    ]
    assert not out.exists()


def test_a_packet_that_fails_leaves_the_old_one(attach, tmp_path):
    out: Path = tmp_path / "packet.pdf"
    out.write_bytes(b"den gamle")
    gone = attach("Væk", files.blank())
    gone.path.unlink()
    with pytest.raises(PacketTrouble):
        build(packet(PacketItem("1", "Et", [gone])), out)
    assert out.read_bytes() == b"den gamle"
