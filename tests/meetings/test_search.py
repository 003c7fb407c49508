"""What of the meetings is found, and by whom: nothing closed, and nothing that has not been sent."""

import io
import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from kkr_portal.access.models import User
from kkr_portal.search.extraction import read_waiting
from kkr_portal.search.finding import asked, search
from meetings.actions import agenda, sending
from meetings.models import (
    AgendaItem,
    Attachment,
    Decision,
    FollowUp,
    Initiative,
    InitiativeTable,
    ItemWords,
    Meeting,
    MinutesPart,
    Proposal,
    SentItem,
)
from tests.conftest import ROLES
from tests.meetings.asked import case, council_of, person, stand_in
from tests.search.conftest import pdf_saying, stored_saying  # noqa: F401

INSIDE = {"secretariat", "kl", "member"}
DRAFTS = {"secretariat", "kl"}


@pytest.fixture
def found(user_with):
    """(title, place) of the hits of a role, or ``kind``'s alone."""
    users = {}

    def look(role: str, text: str, **narrowed) -> list[tuple[str, str]]:
        if role not in users:
            users[role] = user_with(role) or AnonymousUser()
        groups = search(users[role], asked(text, **narrowed))
        assert sum(one.total for one in groups) == sum(len(one.found) for one in groups)
        return [(one.hit.title, one.hit.place) for group in groups for one in group.found]

    return look


@pytest.fixture
def finders(found):
    """The roles that find anything."""
    return lambda text: {role for role in ROLES if found(role, text)}


@pytest.fixture
def draft_item(draft):
    section = agenda.add_section(meeting=draft, title="Beslutninger")

    def make(title: str = "Punkt", **fields) -> AgendaItem:
        return agenda.place_item(AgendaItem(section=section, title=title, **fields))

    return make


@pytest.fixture
def send(draft):
    by = User.objects.create_superuser("sender@example.dk", "en-lang-kode-til-test")

    def do():
        draft.refresh_from_db()
        return sending.send_version(
            meeting=draft, by=by, site="", late_because="Prøve", accepts_placeholders=True
        )

    return do


@pytest.fixture
def attach(stored_saying):  # noqa: F811
    def do(item: AgendaItem, *pages: str, title: str = "Notat", **fields) -> Attachment:
        [attachment] = agenda.attach(item=item, files=[(stored_saying(*pages), "notat.pdf", title)])
        Attachment.objects.filter(pk=attachment.pk).update(**fields)
        return attachment

    return do


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Udpegning til bestyrelsen", "udpegninger"),
        ("Årets møder", "møde"),
        ("Mødet flyttes", "MØDER"),
        ("Ærø får færger", "ærø"),
        ("Ærø får færger", "færge ÆRØ"),
        ("Godt nyt", '"godt nyt"'),
        ("Sagen om 3.4 og mere", "3.4"),
        ("Brevet 2021/0815-7 er kommet", "2021/0815-7"),
    ],
)
def test_danish_stems_letters_and_numbers(found, new_item, text, question):
    new_item(text)
    assert found("public", question) == [(text, "Punkt 1.1, KKR Midtjylland, 7. marts 2022")]


@pytest.mark.parametrize(
    "question", ["udpegning -bestyrelsen", '"bestyrelsen udpegning"', "helt andet", "udp"]
)
def test_what_does_not_fit_is_not_found(found, new_item, question):
    new_item("Udpegning til bestyrelsen")
    assert found("public", question) == []


@pytest.mark.parametrize("question", ["SAG-2021-03500", "sag-2021-03500", "2021-03500", "3118119"])
def test_case_and_document_numbers_as_they_are_written(found, new_item, question):
    new_item("En anden", case_number="SAG-2021-03501", document_number="3118118")
    new_item("Sagen", case_number="SAG-2021-03500", document_number="3118119")
    assert found("public", question)[0][0] == "Sagen"
    assert len(found("public", "SAG-2021-03500")) == 1


def test_the_number_of_an_item_finds_it_also_after_others(found, meeting, new_item):
    """Counted as on the agenda: the closed one before it has its number too."""
    for title in ("a", "b"):
        new_item(title, closed=title == "a")
    later = agenda.add_section(meeting=meeting, title="Orientering")
    for number in range(1, 11):
        agenda.place_item(AgendaItem(section=later, title=f"Sag {number}"))
    assert found("public", "1.2") == [("b", "Punkt 1.2, KKR Midtjylland, 7. marts 2022")]
    assert found("public", "2.10") == [("Sag 10", "Punkt 2.10, KKR Midtjylland, 7. marts 2022")]
    assert (found("public", "1.1"), len(found("member", "1.1"))) == ([], 1)


def test_the_number_of_an_item_as_it_was_sent(found, draft_item, send):
    items = [draft_item(title) for title in ("a", "b")]
    send()
    items[0].delete()
    assert [title for title, _ in found("public", "1.2")] == ["b"]
    assert [title for title, _ in found("kl", "1.1")] == ["b"]


def test_a_draft_is_found_by_who_reads_drafts(finders, draft_item):
    draft_item("Hemmeligheden")
    assert finders("hemmeligheden") == DRAFTS


@pytest.mark.parametrize("versions", [0, 1])
def test_a_closed_item_is_found_by_insiders_alone(finders, new_item, draft_item, send, versions):
    (draft_item if versions else new_item)("Hemmeligheden", presentation="Kodeordet", closed=True)
    if versions:
        draft_item("Andet")
        send()
    assert (finders("hemmeligheden"), finders("kodeordet"), finders("1.1")) == (INSIDE, INSIDE, INSIDE)


def test_closed_after_sending_it_is_gone_for_outsiders_at_once(finders, draft_item, send):
    item = draft_item("Hemmeligheden")
    send()
    assert finders("hemmeligheden") == set(ROLES)
    AgendaItem.objects.filter(pk=item.pk).update(closed=True)
    assert finders("hemmeligheden") == INSIDE


def test_what_is_written_after_sending_is_not_sent(finders, draft_item, send):
    item = draft_item("Sag", presentation="Oprindelig")
    send()
    AgendaItem.objects.filter(pk=item.pk).update(presentation="Senere")
    draft_item("Hemmeligheden")
    assert (finders("senere"), finders("hemmeligheden")) == (DRAFTS, DRAFTS)
    assert finders("oprindelig") == set(ROLES) - DRAFTS
    send()
    assert (finders("senere"), finders("hemmeligheden")) == (set(ROLES), set(ROLES))
    assert finders("oprindelig") == set()


def test_an_agenda_that_is_taken_back_is_a_draft_again(finders, draft, draft_item, send):
    draft_item("Hemmeligheden")
    send()
    sending.take_back(meeting=draft)
    assert finders("hemmeligheden") == DRAFTS


def test_a_deleted_item_stays_in_what_was_sent(finders, draft_item, send):
    item = draft_item("Hemmeligheden")
    draft_item("Andet")
    send()
    item.delete()
    assert finders("hemmeligheden") == set(ROLES) - DRAFTS


@pytest.mark.parametrize("versions", [0, 1])
def test_attachments_are_found_page_by_page(found, new_item, draft_item, send, attach, versions):
    item = (draft_item if versions else new_item)()
    attach(item, "intet")
    attachment = attach(item, "Forsiden", "Her står kodeordet", title="Udpegning")
    if versions:
        send()
    read_waiting()
    day = "9. juni 2022" if versions else "7. marts 2022"
    place = f"Bilag 2 til punkt 1.1, side 2, KKR Midtjylland, {day}"
    assert found("public", "kodeord") == [("Udpegning", place)]
    assert found("secretariat", "kodeord") == [("Udpegning", place)]
    assert found("public", "udpegninger") == [("Udpegning", place.replace(", side 2", ""))]
    [group] = search(AnonymousUser(), asked("kodeord"))
    assert group.found[0].hit.url == f"/meetings/attachments/{attachment.pk}/#page=2"
    assert group.found[0].excerpt == "Her står <mark>kodeordet</mark>"


@pytest.mark.parametrize("versions", [0, 1])
@pytest.mark.parametrize("what", ["attachment", "item"])
def test_a_closed_attachment_is_found_by_insiders_alone(
    finders, new_item, draft_item, send, attach, versions, what
):
    item = (draft_item if versions else new_item)(closed=what == "item")
    attach(item, "Kodeordet", title="Hemmeligheden", closed=what == "attachment")
    if versions:
        draft_item("Andet")
        send()
    read_waiting()
    assert (finders("kodeordet"), finders("hemmeligheden")) == (INSIDE, INSIDE)


@pytest.mark.parametrize("model", [Attachment, AgendaItem])
def test_an_attachment_closed_after_sending_is_gone_for_outsiders(finders, draft_item, send, attach, model):
    attach(draft_item(), "Kodeordet", title="Hemmeligheden")
    send()
    read_waiting()
    assert (finders("kodeordet"), finders("hemmeligheden")) == (set(ROLES), set(ROLES))
    model.objects.update(closed=True)
    assert (finders("kodeordet"), finders("hemmeligheden")) == (INSIDE, INSIDE)


def test_a_file_made_anew_after_sending_is_a_draft(finders, draft_item, send, attach, stored_saying):  # noqa: F811
    """As a live document's is while its source changes."""
    attachment = attach(draft_item(), "Gammelord")
    send()
    Attachment.objects.filter(pk=attachment.pk).update(file=stored_saying("Kodeordet"))
    attach(attachment.item, "Tilføjet", title="Hemmeligheden")
    read_waiting()
    assert (finders("kodeordet"), finders("tilføjet"), finders("hemmeligheden")) == (DRAFTS, DRAFTS, DRAFTS)
    assert finders("gammelord") == set(ROLES) - DRAFTS


def test_approved_minutes_are_found_and_closed_items_of_them_by_insiders(finders, meeting, new_item):
    for title, text, closed in (("Åbent", "Drøftelsen", False), ("Lukket", "Kodeordet", True)):
        MinutesPart.objects.create(
            meeting=meeting, kind="item", item=new_item(title, closed=closed), text=text, written_over=text
        )
    MinutesPart.objects.create(meeting=meeting, kind="closing", text="Afslutningen", written_over="")
    words = ("drøftelsen", "kodeordet", "afslutningen")
    for status, readers in (("held", DRAFTS), ("minutes_drafted", INSIDE)):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        assert [finders(word) for word in words] == [readers] * 3
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    assert [finders(word) for word in words] == [set(ROLES), INSIDE, set(ROLES)]


def test_a_decision_is_found_as_the_minutes_are_read(finders, found, meeting, new_item):
    item = new_item("Punktet")
    Decision.objects.create(item=item, text="Man enedes om zeppelineren")
    for status, readers in (("sent", DRAFTS), ("held", DRAFTS), ("minutes_drafted", INSIDE)):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        assert finders("zeppelineren") == readers
    [(title, place)] = found("member", "zeppelineren")
    assert (title, place.startswith("Beslutning, punkt 1.1, KKR Midtjylland")) == ("Punktet", True)
    MinutesPart.objects.create(meeting=meeting, kind="item", item=item, text="Omskrevet", written_over="")
    assert finders("zeppelineren") == set()  # what stands in the minutes is found, not what was there before


def test_what_only_the_kkrs_own_people_read(finders, meeting, new_item, council):
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
    FollowUp.objects.create(item=new_item("Punktet"), what="Ring til zonterklubben", owner="Sekretariatet")
    Proposal.objects.create(
        meeting=meeting, person=person("Anna Agersø"), title="Om zeppelinere", text="Flere af dem",
        received_on=date(2021, 9, 1),
    )  # fmt: skip
    consultation = case(council, title="Zigzaggende høring")
    table = InitiativeTable.objects.create(council=council, title="Oversigt")
    Initiative.objects.create(table=table, position=1, name="Zinkhytten", run_by="Viborg", status="I gang")
    assert (finders("zonterklubben"), finders("zinkhytten")) == (INSIDE, INSIDE)
    assert (finders("zeppelinere"), finders("zigzaggende")) == (DRAFTS, DRAFTS)
    type(consultation).objects.filter(pk=consultation.pk).update(status="open", opened_on=date(2021, 9, 1))
    assert finders("zigzaggende") == INSIDE


def test_stand_ins_are_found_as_members_are(finders, council):
    stand_in(council_of(council, ["Anna Agersø"])["Anna Agersø"], "Bo Broager")
    assert finders("Broager") == set(ROLES)


def test_members_are_found_and_those_to_come_by_who_may_know(finders, house):
    house.put(house.elected_seat(), "Anna Agersø")
    house.put(house.elected_seat(), "Bo Broager", since=date(2100, 1, 1))
    assert (finders("Agersø"), finders("Broager")) == (set(ROLES), DRAFTS)


def test_council_and_year_narrow(found, new_item, council):
    new_item("Hemmeligheden")
    other = type(council).objects.exclude(pk=council.pk).first()
    hits = [
        len(found("public", "hemmeligheden", **narrowed))
        for narrowed in (
            {"council_id": council.pk}, {"council_id": other.pk}, {"year": 2022}, {"year": 2021},
            {"kind": "items"}, {"kind": "attachments"},
        )
    ]  # fmt: skip
    assert hits == [1, 0, 1, 0, 1, 0]


def test_the_newest_of_equals_comes_first_and_the_exact_words_before_stems(found, council, new_item):
    new_item("Møder")
    new_item("Møde")
    assert [title for title, _ in found("public", "møde")] == ["Møde", "Møder"]


def test_as_many_questions_for_many_hits_as_for_one(
    new_item, attach, django_assert_num_queries, django_assert_max_num_queries
):
    attach(new_item("Møde", case_number="SAG-2021-0001"), "Møde", title="Møde")
    read_waiting()
    with django_assert_max_num_queries(40) as first:
        search(AnonymousUser(), asked("møde"))
    for number in range(12):
        attach(new_item(f"Møde {number}"), f"Møde {number}", "Møder", title=f"Møde {number}")
    read_waiting()
    with django_assert_num_queries(len(first)):
        groups = search(AnonymousUser(), asked("møde"))
    assert [(one.source.kind, one.total) for one in groups] == [("items", 13), ("attachments", 38)]


def test_sent_items_are_never_changed(draft_item, send):
    draft_item()
    version = send()
    [row] = SentItem.objects.filter(version=version)
    with pytest.raises(Exception, match="Cannot update or delete"):
        SentItem.objects.filter(pk=row.pk).update(closed=True)


def test_the_file_of_a_hit_opens_for_who_found_it(client_as, new_item, attach):
    attach(new_item(), "Kodeordet")
    read_waiting()
    client = client_as("public")
    page = client.get("/search/", {"q": "kodeordet"}).content.decode()
    [address] = re.findall(r'href="(/meetings/attachments/[^"#]+)#page=1"', page)
    assert io.BytesIO(b"".join(client.get(address).streaming_content)).read(4) == b"%PDF"


def test_the_words_of_an_item_follow_it_on_every_path(found, new_item):
    """A bulk change and a deletion in SQL too."""
    item = new_item("Gammelord")
    AgendaItem.objects.filter(pk=item.pk).update(title="Kodeordet")
    assert (len(found("public", "kodeord")), found("public", "gammelord")) == (1, [])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_agendaitem WHERE id = %s", [item.pk])
    assert not ItemWords.objects.exists()
