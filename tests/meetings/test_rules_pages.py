"""The rules of procedure as a page and as a PDF, under the edition of the day that is asked for."""

import io

import pikepdf
import pytest

from meetings.rules.edition_2022 import PARAGRAPHS

PAGE = "/meetings/rules/2022-03-07/"


def test_everyone_can_read_every_paragraph_and_both_numbered_six(client, db):
    page = client.get(PAGE).content.decode()
    headings = [f"<h2>§ {paragraph.number}. {paragraph.heading}</h2>" for paragraph in PARAGRAPHS]
    assert [heading in page for heading in headings] == [True] * len(PARAGRAPHS)
    assert [page.count("<h2>§ 6. "), "Stk. 12." in page, "Stk. 1." in page] == [2, True, False]


def test_the_pdf_is_danish_tagged_titled_and_the_same_every_time(client, db):
    first, second = (client.get(f"{PAGE}edition.pdf").content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked), str(pdf.docinfo["/Title"])) == (
            "da", True, "Forretningsorden for KKR 2022–2026",
        )  # fmt: skip


@pytest.mark.parametrize("day", ["2021-12-31", "2021-10-11"])
def test_before_the_first_edition_there_is_none(client, db, day):
    assert [client.get(f"/meetings/rules/{day}/{end}").status_code for end in ("", "edition.pdf")] == [
        404,
        404,
    ]


def test_a_meeting_names_the_rules_of_its_day(client, meeting):
    assert f'href="{PAGE}"' in client.get("/meetings/midtjylland/2022-03-07/").content.decode()
    type(meeting).objects.filter(pk=meeting.pk).update(date="2021-10-11")
    assert "Mødet følger tidligere regler" in client.get("/meetings/midtjylland/2021-10-11/").content.decode()
