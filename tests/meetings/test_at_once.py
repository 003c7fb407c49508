"""Two people, or one person's two clicks, at the same moment: real transactions side by side."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kkr_portal import ordering
from meetings.actions import agenda as actions
from meetings.deleted import deleted_attachments, deleted_items
from meetings.models import AgendaItem, Attachment, Meeting, Section
from tests.side_by_side import at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clicks(client_as) -> Callable[..., list[int]]:
    """The status of each of two like posts, sent at once by the secretariat in two browsers."""
    one = client_as("secretariat")
    other = Client()
    other.cookies = one.cookies

    def send(address: str, values: Callable[[], dict]) -> list[int]:
        answers = at_once(*[lambda c=c: c.post(address, values()).status_code for c in (one, other)])
        return answers

    return send


def _values(section: Section) -> dict:
    return {"title": "Sag", "section": section.pk, "presentation": "Tekst", "recommendation": "",
            "economy": "", "case_number": "", "document_number": ""}  # fmt: skip


class TestTwoClicks:
    def test_make_one_item(self, clicks, section):
        answers = clicks("/meetings/midtjylland/2022-03-07/items/new/", lambda: _values(section))
        assert (answers, AgendaItem.objects.count()) == ([302, 302], 1)

    def test_make_one_section(self, clicks, meeting):
        answers = clicks("/meetings/midtjylland/2022-03-07/sections/", lambda: {"title": "Nyt"})
        assert (answers, Section.objects.count()) == ([302, 302], 1)

    def test_make_one_meeting_and_say_so(self, clicks, council):
        values = {"council": council.pk, "kind": "ordinary", "date": "09.12.2022"}
        answers = clicks("/meetings/new/", lambda: values)
        assert (sorted(answers), Meeting.objects.count()) == ([200, 302], 1)

    def test_attach_a_file_once(self, clicks, new_item, pdf_bytes):
        item = new_item()
        content = pdf_bytes(1)
        answers = clicks(
            f"/meetings/items/{item.pk}/attach/",
            lambda: {"uploads": SimpleUploadedFile("Kvoter.pdf", content)},
        )
        assert (answers, item.attachments.count()) == ([302, 302], 1)

    @pytest.mark.parametrize("what", ["item", "section", "attachment"])
    def test_delete_once_and_end_on_the_page(self, clicks, meeting, section, new_item, new_attachment, what):
        if what == "section":
            address = f"/meetings/sections/{section.pk}/delete/"
        elif what == "item":
            address = f"/meetings/items/{new_item().pk}/delete/"
        else:
            address = f"/meetings/attachments/{new_attachment(new_item()).pk}/delete/"
        assert clicks(address, dict) == [302, 302]

    def test_restore_an_item_once(self, clicks, meeting, new_item, new_attachment):
        item = new_item("Sag")
        new_attachment(item)
        actions.delete_item(item=item)
        [event] = deleted_items(meeting)
        answers = clicks("/meetings/midtjylland/2022-03-07/restore/", lambda: {"event": event.pgh_id})
        assert (answers, AgendaItem.objects.count(), Attachment.objects.count()) == ([302, 302], 1, 1)

    def test_restore_an_attachment_once(self, clicks, new_item, new_attachment):
        item = new_item()
        new_attachment(item).delete()
        [event] = deleted_attachments(item)
        answers = clicks(f"/meetings/items/{item.pk}/restore/", lambda: {"event": event.pgh_id})
        assert (answers, Attachment.objects.count()) == ([302, 302], 1)


class TestTwoPeople:
    def test_two_orders_leave_one_of_them_whole(self, section, new_item):
        items = [new_item(str(n)).pk for n in range(6)]
        orders = [items[::-1], items[3:] + items[:3]]
        results = at_once(*[lambda o=o: ordering.reorder(rows=section.items.all(), order=o) for o in orders])
        assert (results, list(section.items.values_list("pk", flat=True)) in orders) == ([None, None], True)

    def test_two_new_items_get_a_place_each(self, section):
        at_once(*[lambda n=n: actions.create_item(AgendaItem(section=section, title=str(n))) for n in "abcd"])
        assert sorted(section.items.values_list("position", flat=True)) == [1, 2, 3, 4]

    def test_an_item_is_written_while_its_new_section_is_deleted(self, client_as, meeting, section, new_item):
        other = actions.add_section(meeting=meeting, title="Andet")
        item, client = new_item("Sag"), client_as("secretariat")
        values = _values(other) | {"revision": item.revision}
        answer = while_open(
            lambda: actions.delete_section(section=other),
            lambda: client.post(f"/meetings/items/{item.pk}/edit/", values),
        )
        # The section's row was there when the form was read, and gone when it could be locked.
        assert list(answer.context["form"].errors) == ["section"]
        assert answer.context["form"]["presentation"].value() == "Tekst"

    def test_a_section_is_deleted_while_it_gets_an_item(self, section):
        result = while_open(
            lambda: actions.create_item(AgendaItem(section=section, title="Sag")),
            lambda: actions.delete_section(section=section),
        )
        assert (result, AgendaItem.objects.count()) == (False, 1)

    def test_an_item_is_deleted_while_it_gets_an_attachment(self, new_item, stored_pdf):
        item, file = new_item(), stored_pdf()
        result = while_open(
            lambda: actions.attach(item=item, files=[(file, "a.pdf", "a")]),
            lambda: actions.delete_item(item=item),
        )
        assert (result, AgendaItem.objects.count(), Attachment.objects.count()) == (None, 0, 0)

    def test_a_file_is_attached_while_its_item_is_deleted(self, client_as, new_item, pdf_bytes):
        item, client = new_item(), client_as("secretariat")
        upload = {"uploads": SimpleUploadedFile("Kvoter.pdf", pdf_bytes(1))}
        answer = while_open(
            lambda: actions.delete_item(item=item),
            lambda: client.post(f"/meetings/items/{item.pk}/attach/", upload),
        )
        assert (answer.status_code, Attachment.objects.count()) == (404, 0)

    def test_an_item_is_moved_while_another_writes_in_it(self, client_as, meeting, section, new_item):
        other = actions.add_section(meeting=meeting, title="Andet")
        item, client = new_item("Sag", presentation="Tekst"), client_as("secretariat")
        values = _values(section) | {"revision": item.revision, "presentation": "Min tekst"}

        def move() -> None:
            locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
            locked.section = other
            actions.place_item(locked)

        answer = while_open(move, lambda: client.post(f"/meetings/items/{item.pk}/edit/", values))
        shown = {d.name: (d.mine, d.stored, d.prefer_stored) for d in answer.context["form"].differences}
        assert shown == {
            "section": ("1 Beslutninger", "2 Andet", True), "presentation": ("Min tekst", "Tekst", False),
        }  # fmt: skip


def test_an_attachment_deleted_before_its_item_stays_deleted(meeting, new_item, new_attachment):
    item = new_item("Sag")
    new_attachment(item, "Beholdes")
    new_attachment(item, "Slettet før").delete()
    actions.delete_item(item=item)
    [event] = deleted_items(meeting)
    back = actions.restore_item(meeting=meeting, event_id=event.pgh_id)
    assert [attachment.title for attachment in back.attachments.all()] == ["Beholdes"]
    assert [event.title for event in deleted_attachments(back)] == ["Slettet før"]


def test_a_meeting_moved_while_somebody_writes_is_found_at_its_old_address(client_as, meeting, council):
    client = client_as("secretariat")
    values = {"kind": "ordinary", "date": "07.03.2022", "place": "Viborg", "revision": meeting.revision}
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2022, 3, 14))
    answer = client.post("/meetings/midtjylland/2022-03-07/edit/", values)
    shown = {d.name: (d.mine, d.stored, d.prefer_stored) for d in answer.context["form"].differences}
    assert shown == {"place": ("Viborg", "", False)}  # once sent, the date is moved on a page of its own
    assert Client().get("/meetings/midtjylland/2022-03-07/").url == "/meetings/midtjylland/2022-03-14/"
    # A new meeting on the old day has the address; another KKR's never had it.
    Meeting.objects.create(council=council, date=date(2022, 3, 7))
    assert client.get("/meetings/midtjylland/2022-03-07/").status_code == 200
    assert client.get("/meetings/sjaelland/2022-03-07/").status_code == 404
