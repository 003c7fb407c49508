"""What the pages do, as a secretary would: write, order, delete, bring back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, Attachment, Meeting, Section
from tests.documents.files import path_of


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def _messages(response):
    return [str(message) for message in response.context["messages"]]


def _item_values(section, **changes):
    return {
        "title": "Ny sag", "section": section.pk, "presentation": "", "recommendation": "",
        "economy": "", "case_number": "", "document_number": "",
    } | changes  # fmt: skip


class TestMeeting:
    def test_create(self, secretary, council):
        values = {"council": council.pk, "kind": "ordinary", "date": "09.12.2022", "starts_at": "10.00"}
        response = secretary.post("/meetings/new/", values)
        meeting = Meeting.objects.get()
        assert (response.url, str(meeting.date), str(meeting.starts_at), meeting.status) == (
            "/meetings/midtjylland/2022-12-09/organise/", "2022-12-09", "10:00:00", "preparation",
        )  # fmt: skip

    @pytest.mark.parametrize("typed", ["31-02-2021", "2021", "i morgen", "11.10.21.1"])
    def test_a_date_that_is_none_is_refused_and_kept(self, secretary, council, typed):
        values = {"council": council.pk, "kind": "ordinary", "date": typed, "place": "Viborg"}
        response = secretary.post("/meetings/new/", values)
        form = response.context["form"]
        assert (list(form.errors), form["date"].value(), form["place"].value(), Meeting.objects.count()) == (
            ["date"], typed, "Viborg", 0,
        )  # fmt: skip

    def test_two_meetings_on_one_day_are_refused_in_danish(self, secretary, meeting, council):
        values = {"council": council.pk, "kind": "ordinary", "date": "07.03.2022"}
        response = secretary.post("/meetings/new/", values)
        assert response.context["form"].non_field_errors() == ["Dette KKR har allerede et møde den dag."]

    def test_only_ones_own_kkr_can_be_chosen(self, client_as, council):
        values = {"council": council.pk, "kind": "ordinary", "date": "09.12.2022"}
        response = client_as("other_secretariat").post("/meetings/new/", values)
        assert (list(response.context["form"].errors), Meeting.objects.count()) == (["council"], 0)

    def test_publishing_names_what_stays_closed(self, secretary, meeting, new_item, new_attachment):
        Meeting.objects.update(status=Meeting.Status.PREPARATION)
        new_attachment(new_item("Sag"), "Bilag med navne", closed=True)
        new_item("Personsag", closed=True)
        page = secretary.get("/meetings/midtjylland/2022-03-07/send/").content.decode()
        said = ["1 punkt og 0 bilag.", "1.2 Personsag", "Bilag 1 til punkt 1.1: Bilag med navne"]
        assert [words for words in said if words not in page] == []
        assert Meeting.objects.get().status == Meeting.Status.PREPARATION

    def test_an_empty_section_is_for_those_who_edit(self, client, secretary, section):
        page, editing = "/meetings/midtjylland/2022-03-07/", "/meetings/midtjylland/2022-03-07/organise/"
        seen = [str(section) in one.content.decode() for one in (client.get(page), secretary.get(editing))]
        assert seen == [False, True]

    def test_publishing_opens_and_taking_back_closes(self, secretary, client, draft):
        address = "/meetings/midtjylland/2022-06-09/"
        seen = [client.get(address).status_code]
        secretary.post(f"{address}send/", {"late_because": "Sent regnskab."})
        seen.append(client.get(address).status_code)
        secretary.post(f"{address}take-back/")
        seen.append(client.get(address).status_code)
        assert seen == [404, 200, 404]


class TestItem:
    def test_create(self, secretary, meeting, section):
        response = secretary.post("/meetings/midtjylland/2022-03-07/items/new/", _item_values(section))
        item = AgendaItem.objects.get()
        assert (item.title, item.position, response.url) == ("Ny sag", 1, f"/meetings/items/{item.pk}/edit/")

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("<script>alert(1)</script>", "HTML-koder kan ikke stå i teksten."),
            ("![kort](https://example.com/a.png)", "Billeder kan ikke stå i teksten."),
            ("![x](data:image/png;base64,AAAA)", "Billeder kan ikke stå i teksten."),
            ("[klik](javascript:alert(1))", "kan ikke bruges"),
            ("[klik](data:text/html;base64,AAAA)", "kan ikke bruges"),
        ],
    )
    def test_text_that_cannot_stand_is_refused_at_its_field(self, secretary, section, typed, message):
        values = _item_values(section, presentation=typed)
        response = secretary.post("/meetings/midtjylland/2022-03-07/items/new/", values)
        form = response.context["form"]
        assert (list(form.errors), form["presentation"].value(), AgendaItem.objects.count()) == (
            ["presentation"], typed, 0,
        )  # fmt: skip
        assert message in form.errors["presentation"][0]

    def test_sections_are_chosen_by_number_since_headings_may_be_alike(self, secretary, meeting, section):
        meeting.sections.create(title=section.title, position=2)
        form = secretary.get("/meetings/midtjylland/2022-03-07/items/new/").context["form"]
        assert [label for _, label in form.fields["section"].choices] == ["1 Beslutninger", "2 Beslutninger"]

    def test_a_section_of_another_meeting_is_refused(self, secretary, section, draft):
        foreign = draft.sections.create(title="Fremmed", position=1)
        response = secretary.post("/meetings/midtjylland/2022-03-07/items/new/", _item_values(foreign))
        assert list(response.context["form"].errors) == ["section"]

    def test_delete_asks_first_and_can_be_undone(self, secretary, section, new_item):
        item = new_item("Sag")
        assert "Slet «Sag»?" in secretary.get(f"/meetings/items/{item.pk}/delete/").content.decode()
        page = secretary.post(f"/meetings/items/{item.pk}/delete/", follow=True)
        [event] = page.context["deleted"]
        restore = "/meetings/midtjylland/2022-03-07/restore/"
        again = [secretary.post(restore, {"event": event.pgh_id}, follow=True) for _ in range(2)]
        assert [_messages(response)[0][:12] for response in again] == ["«Sag» er gen", "Punktet kan "]
        assert list(section.items.values_list("title", flat=True)) == ["Sag"]

    @pytest.mark.parametrize("event", ["", "x", "-1", "999999999", "1; DROP TABLE"])
    def test_nonsense_cannot_be_restored(self, secretary, section, event):
        response = secretary.post("/meetings/midtjylland/2022-03-07/restore/", {"event": event}, follow=True)
        assert _messages(response)[0].startswith("Punktet kan ikke gendannes")


class TestSection:
    def test_one_with_items_stays(self, secretary, section, new_item):
        new_item()
        secretary.post(f"/meetings/sections/{section.pk}/delete/")
        assert Section.objects.count() == 1

    def test_an_empty_one_goes(self, secretary, section):
        secretary.post(f"/meetings/sections/{section.pk}/delete/")
        assert Section.objects.count() == 0

    def test_without_a_heading_it_is_refused_on_the_page_it_was_typed(self, secretary, meeting):
        response = secretary.post("/meetings/midtjylland/2022-03-07/sections/", {"title": " "})
        assert (response.status_code, list(response.context["section_form"].errors)) == (200, ["title"])


class TestOrder:
    def test_by_button_without_script(self, secretary, section, new_item):
        a, b = new_item("a"), new_item("b")
        values = {"order": [a.pk, b.pk], "move": f"{b.pk}:up"}
        response = secretary.post(f"/meetings/sections/{section.pk}/order/", values)
        assert (response.status_code, [i.title for i in section.items.all()]) == (302, ["b", "a"])

    def test_by_script(self, secretary, section, new_item):
        a, b = new_item("a"), new_item("b")
        response = secretary.post(
            f"/meetings/sections/{section.pk}/order/", {"order": [b.pk, a.pk]},
            headers={"X-Requested-With": "fetch"},
        )  # fmt: skip
        assert (response.status_code, [i.title for i in section.items.all()]) == (204, ["b", "a"])

    @pytest.mark.parametrize("order", [[], ["x"], ["1", "1"], ["0"]])
    def test_out_of_date_or_nonsense_changes_nothing(self, secretary, section, new_item, order):
        new_item("a"), new_item("b")
        response = secretary.post(
            f"/meetings/sections/{section.pk}/order/", {"order": order}, headers={"X-Requested-With": "fetch"}
        )
        assert (response.status_code, [i.title for i in section.items.all()]) == (409, ["a", "b"])


class TestAttachments:
    def _attach(self, secretary, item, *files):
        return secretary.post(f"/meetings/items/{item.pk}/attach/", {"uploads": list(files)})

    def test_several_at_once(self, secretary, new_item, pdf_bytes):
        item = new_item()
        response = self._attach(
            secretary, item,
            SimpleUploadedFile("Kvoter på Ærø.pdf", pdf_bytes(2)), SimpleUploadedFile("b.pdf", pdf_bytes(1)),
        )  # fmt: skip
        assert response.status_code == 302
        assert [(a.title, a.file_name, a.file.pages) for a in item.attachments.all()] == [
            ("Kvoter på Ærø", "Kvoter på Ærø.pdf", 2), ("b", "b.pdf", 1),
        ]  # fmt: skip

    def test_one_bad_file_keeps_all_out_and_is_named(self, secretary, new_item, pdf_bytes):
        item = new_item()
        response = self._attach(
            secretary, item,
            SimpleUploadedFile("god.pdf", pdf_bytes(1)), SimpleUploadedFile("tom.pdf", b""),
            SimpleUploadedFile("program.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        )  # fmt: skip
        errors = response.context["attach_form"].errors["uploads"]
        assert [error.split(":")[0] for error in errors] == ["«tom.pdf»", "«program.pdf»"]
        assert Attachment.objects.count() == 0

    def test_none_chosen(self, secretary, new_item):
        response = self._attach(secretary, new_item())
        assert response.context["attach_form"].errors == {"uploads": ["Vælg mindst én fil."]}

    @pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "x" * 300 + ".pdf", "..\\..\\a\x00b.pdf"])
    def test_a_hostile_name_is_made_harmless(self, secretary, new_item, pdf_bytes, name):
        item = new_item()
        self._attach(secretary, item, SimpleUploadedFile(name, pdf_bytes(1)))
        kept = item.attachments.get().file_name
        assert set(kept) & set("/\\\x00") == set()
        assert (kept[-4:], len(kept) <= 150) == (".pdf", True)

    def test_the_file_comes_back_as_it_was(self, client, new_item, new_attachment):
        attachment = new_attachment(new_item(), "Bilag på Ærø")
        response = client.get(f"/meetings/attachments/{attachment.pk}/")
        assert (b"".join(response.streaming_content), response["Content-Type"]) == (
            path_of(attachment.file).read_bytes(), "application/pdf",
        )  # fmt: skip
        assert "filename*=utf-8''Bilag%20p%C3%A5%20%C3%86r%C3%B8.pdf" in response["Content-Disposition"]

    def test_a_file_gone_from_disk_is_404_and_not_500(self, client, new_item, new_attachment):
        attachment = new_attachment(new_item())
        path_of(attachment.file).unlink()
        assert client.get(f"/meetings/attachments/{attachment.pk}/").status_code == 404

    def test_a_file_store_that_is_away_is_told_as_that(
        self, store_goes_away, client, new_item, new_attachment
    ):
        attachment = new_attachment(new_item())
        come_back = store_goes_away()
        answer = client.get(f"/meetings/attachments/{attachment.pk}/")
        assert (answer.status_code, "filarkiv svarer ikke. Prøv igen om lidt." in answer.text) == (503, True)
        come_back()
        assert client.get(f"/meetings/attachments/{attachment.pk}/").status_code == 200


def test_signed_out_in_mid_sentence_keeps_what_was_typed(client, user_with, section):
    user = user_with("secretariat")
    address = "/meetings/midtjylland/2022-03-07/items/new/"
    client.force_login(user)
    client.get(address)
    client.cookies.pop("sessionid")  # the sign-in runs out
    away = client.post(address, _item_values(section, presentation="Lang tekst på dansk: æøå"))
    assert away.url == f"/access/sign-in/?next={address}"
    client.post("/access/sign-in/", {"username": user.email, "password": "en-lang-kode-til-test"})
    page = client.get(address)
    assert page.context["form"]["presentation"].value() == "Lang tekst på dansk: æøå"
    assert AgendaItem.objects.count() == 0


def test_the_list_counts_what_its_reader_may_read(client, client_as, meeting, new_item):
    new_item("Åbent")
    new_item("Lukket", closed=True)
    counts = [
        c.get("/meetings/").context["meeting_list"][0].item_count for c in (client, client_as("member"))
    ]
    assert counts == [1, 2]


PAGES = [
    "/meetings/",
    "/meetings/midtjylland/2022-03-07/",
    "/meetings/midtjylland/2022-03-07/organise/",
]


@pytest.mark.parametrize("address", [*PAGES, "editor"])
def test_as_many_queries_for_a_hundred_rows_as_for_one(
    address, secretary, council, meeting, section, new_item, new_attachment
):
    item = new_item()
    attachment = new_attachment(item)
    if address == "editor":
        address = f"/meetings/items/{item.pk}/edit/"

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert secretary.get(address).status_code == 200
        return len(queries)

    count()  # the first request of a session may write to it
    one = count()
    Meeting.objects.bulk_create(
        Meeting(council=council, date=f"{y}-01-01", status="sent") for y in range(2030, 2050)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(section=section, position=n, title=f"Sag {n}") for n in range(2, 102)
    )
    Attachment.objects.bulk_create(
        Attachment(item=item, position=n, title=f"B {n}", file=attachment.file, file_name="b.pdf")
        for n in range(2, 102)
    )
    assert count() == one
