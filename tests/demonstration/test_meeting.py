"""The demonstration is the source document: its items, its attachments, in its order."""

import re

import pikepdf
import pytest

from kkr_portal.demonstration import boards, contracts, initiatives, october, quotas, rounds
from kkr_portal.demonstration import meeting as demonstration
from meetings import prints
from meetings.agenda import public_agenda
from meetings.live_attachments import refresh_meeting
from meetings.models import Attachment, Initiative, Meeting
from tests.documents.reading import text
from tests.once import made_once

UNKNOWN = demonstration.NOT_IN_SOURCE
EXPECTED = [
    ("2.1", "Orientering", [
        "Kvitteringsbrev - Beskæftigelsesminister", "Bilag - Praksiseksempler i Midtjylland",
    ]),
    ("3.1", "Resultatkontrakt 2022 mellem KKR Midtjylland og Erhvervshus Midtjylland", [
        "Udkast - Resultatkontrakt Erhvervshus Midtjylland 2022",
        "Aftale om rammerne for erhvervshusene 2021-2023",
    ]),
    ("3.2", UNKNOWN, []),
    ("3.3", "Alliance om nær psykiatri – reorganisering", [
        "Oversigt - status for initiativer (Alliancen om den nære psykiatri)",
    ]),
    ("3.4", "Landstallet for flygtninge 2021 for 2022", ["Kommunekvoter 2022"]),
    ("5.1", UNKNOWN, []),
    ("5.2", "KKR's anbefalinger til organisationer og kriterier for nye erhvervshusbestyrelser 2022-2026", [
        "Oversigt over erhvervsorganisationer", "Tidslinje og proces for udpegelser til erhvervshuse",
    ]),
    ("5.3", UNKNOWN, []),
    ("5.4", "Forretningsorden for KKR Midtjylland 2022-2026", [
        "Revideret forretningsorden for KKR 2022-2026 - KKR oktober 2021",
    ]),
]  # fmt: skip


def load() -> int:
    made = demonstration.load()
    for room in (contracts, initiatives, boards, rounds, quotas, october):
        room.load()
    return made.pk


pytestmark = pytest.mark.usefixtures("files_of_the_module")
meeting_made = made_once(load)


@pytest.fixture
def agenda(meeting_made, db):
    return public_agenda(Meeting.objects.get(pk=meeting_made))


def test_items_and_attachments_stand_in_the_order_of_the_source(agenda):
    assert [
        (one.number, one.item.title, [a.attachment.title for a in one.attachments]) for one in agenda.items
    ] == EXPECTED


def test_seven_of_the_nine_are_the_portals_own_data_and_follow_it(agenda):
    attached = [a.attachment for one in agenda.items for a in one.attachments]
    assert [one.live_kind for one in attached] == [
        "", "", "contract", "framework_agreement", "initiatives", "quota_annex", "nominating_organisations",
        "appointment_timeline", "rules_of_procedure",
    ]  # fmt: skip
    assert refresh_meeting(agenda.meeting) == []
    again = {one.pk: one.file_id for one in Attachment.objects.all()}
    assert again == {one.pk: one.file_id for one in attached}
    Initiative.objects.filter(name__startswith="Fælles").update(status="Afsluttet")
    refresh_meeting(agenda.meeting)
    changed = [one.live_kind for one in Attachment.objects.all() if again[one.pk] != one.file_id]
    assert changed == ["initiatives"]


def test_the_figures_of_the_source_stand_in_the_packet(agenda):
    with prints.packet_file(agenda) as file, pikepdf.open(file) as pdf:
        words = " ".join("\n".join(text(page) for page in pdf.pages).split())
    for figure in (
        "39.010",
        "39.009",
        "Favrskov 1.417",
        "Læsø",
        "Landet 500",
        "28. februar 2022",
    ):
        assert figure in words, figure
    assert re.findall(r"§ 6\.? ?(Økonomi|Ikrafttrædelse)", words) == ["Økonomi", "Ikrafttrædelse"]


def test_the_packet_opens_and_its_bookmarks_are_the_contents(agenda):
    with prints.packet_file(agenda) as file, pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        lines = [(line.title, [child.title for child in line.children]) for line in outline.root]
        pages = sum(a.attachment.file.pages for one in agenda.items for a in one.attachments)
        in_packet = [one for one in EXPECTED if one[2]]
        assert len(pdf.pages) == 1 + len(in_packet) + pages
    assert lines == [
        ("Indholdsfortegnelse", []),
        *(
            (f"{number} {title}", [f"Bilag {n}: {name}" for n, name in enumerate(names, 1)])
            for number, title, names in in_packet
        ),
    ]
