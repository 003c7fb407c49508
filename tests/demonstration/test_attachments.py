"""The nine attachments: their order, and that each becomes a whole, Danish, tagged PDF."""

import io
import re

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from kkr_portal.demonstration.attachments import ATTACHMENTS, render
from kkr_portal.documents import pdf
from kkr_portal.documents.uploads import check_upload

NAMES = [attachment.file_name for attachment in ATTACHMENTS]
SENTENCE = "Gengivet til demonstration med kildens tal; teksten er portalens egen."


def words(attachment) -> str:
    """The visible words of the document, with single spaces."""
    html = render_to_string(attachment.template, dict(attachment.context()))
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def named(start: str):
    return next(attachment for attachment in ATTACHMENTS if attachment.title.startswith(start))


def test_titles_in_the_order_of_the_packet():
    assert [(a.item, a.number, a.title) for a in ATTACHMENTS] == [
        ("2.1", 1, "Kvitteringsbrev - Beskæftigelsesminister"),
        ("2.1", 2, "Bilag - Praksiseksempler i Midtjylland"),
        ("3.1", 1, "Udkast - Resultatkontrakt Erhvervshus Midtjylland 2022"),
        ("3.1", 2, "Aftale om rammerne for erhvervshusene 2021-2023"),
        ("3.3", 1, "Oversigt - status for initiativer (Alliancen om den nære psykiatri)"),
        ("3.4", 1, "Kommunekvoter 2022"),
        ("5.2", 1, "Oversigt over erhvervsorganisationer"),
        ("5.2", 2, "Tidslinje og proces for udpegelser til erhvervshuse"),
        ("5.4", 1, "Revideret forretningsorden for KKR 2022-2026 - KKR oktober 2021"),
    ]


def test_file_names_are_plain_and_different():
    assert len(set(NAMES)) == len(NAMES)
    assert [name for name in NAMES if not re.fullmatch(r"[a-z0-9-]+\.pdf", name)] == []


@pytest.mark.parametrize("attachment", ATTACHMENTS, ids=NAMES)
def test_each_is_a_tagged_danish_pdf_that_is_the_same_twice(attachment):
    content = render(attachment)
    with pikepdf.open(io.BytesIO(content)) as opened:
        pages = len(opened.pages)
        assert pages >= 1
        assert str(opened.Root.Lang) == "da"
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.docinfo["/Title"]) == attachment.title
    checked = check_upload(ContentFile(content, attachment.file_name))
    assert (checked.name, checked.pages) == (attachment.file_name, pages)
    assert render(attachment) == content


@pytest.mark.parametrize("attachment", ATTACHMENTS, ids=NAMES)
def test_each_says_once_that_the_wording_is_the_portals(attachment):
    assert words(attachment).count(SENTENCE) == 1


def test_contract_prints_the_total_and_the_sum_of_the_rows():
    text = words(named("Udkast"))
    assert "39,010 mio. kr." in text
    assert "Midtjylland i alt 39.010" in text
    assert "Rækkerne giver tilsammen 39.009" in text
    assert "Favrskov 1.417" in text
    assert "Torben Hansen Formand for KKR Midtjylland" in text


def test_every_page_of_the_draft_contract_is_marked():
    """The mark sits in the page margin, so it is looked for in the laid-out boxes."""
    contract = named("Udkast")
    document = pdf.lay_out(render_to_string(contract.template, dict(contract.context())))
    marks = [
        any("UDKAST" in (getattr(box, "text", "") or "") for box in page._page_box.descendants())
        for page in document.pages
    ]
    assert len(marks) >= 10
    assert marks == [True] * len(marks)


def test_quota_letter_prints_nil_as_a_dash():
    text = words(named("Kommunekvoter"))
    assert "825 Læsø -" in text
    assert "751 Århus 15" in text
    assert "Danmark i alt 500" in text


def test_rules_carry_both_paragraphs_6():
    text = words(named("Revideret"))
    assert re.findall(r"§ 6\. (\w+)", text) == ["Økonomi", "Ikrafttrædelse"]
