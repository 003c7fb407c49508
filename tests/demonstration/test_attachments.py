"""The two attachments from outside: that each becomes a whole, Danish, tagged PDF."""

import io
import re

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string

from kkr_portal.demonstration.attachments import ATTACHMENTS, render
from kkr_portal.documents.uploads import check_upload

NAMES = [attachment.file_name for attachment in ATTACHMENTS]
SENTENCE = "Gengivet til demonstration med kildens tal; teksten er portalens egen."


def words(attachment) -> str:
    """The visible words of the document, with single spaces."""
    html = render_to_string(attachment.template, dict(attachment.context()))
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def test_titles_in_the_order_of_the_packet():
    assert [(a.item, a.number, a.title) for a in ATTACHMENTS] == [
        ("2.1", 1, "Kvitteringsbrev - Beskæftigelsesminister"),
        ("2.1", 2, "Bilag - Praksiseksempler i Midtjylland"),
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
