"""A part is edited by hand: conflicts, keeping, taking, bringing back."""

import pytest

from meetings.models import Decision, Meeting, MinutesPart
from tests.conftest import ROLES

MEETING = "/meetings/midtjylland/2022-03-07/"
CLOSING = f"{MEETING}minutes/closing/edit/"


@pytest.fixture
def item(meeting, new_item):
    item = new_item("Punkt")
    Decision.objects.create(item=item, text="Ja.")
    Meeting.objects.update(status="held")
    return item


def typed(client, address, text, **more):
    form = client.get(address).context["form"]
    return {"text": text, "revision": form["revision"].value() or "", "seen": form["seen"].value()} | more


def test_the_first_edit_is_kept_with_the_text_it_was_written_over(client_as, item):
    client, address = client_as("secretariat"), f"/meetings/items/{item.pk}/minutes/"
    values = typed(client, address, "Ja,\r\nenstemmigt.")
    Decision.objects.update(text="Nej.")  # while the secretary writes
    response = client.post(address, values)
    assert response.headers["Location"] == f"{MEETING}minutes/#item-{item.pk}"
    part = MinutesPart.objects.get()
    assert (part.text, part.written_over) == ("Ja,\nenstemmigt.", "Ja.")
    assert "Oplysningerne er ændret" in client.get(f"{MEETING}minutes/").content.decode()


def test_unchanged_text_is_no_edit(client_as, item):
    client = client_as("secretariat")
    client.post(CLOSING, typed(client, CLOSING, "Mødet blev hævet."))
    assert not MinutesPart.objects.exists()


def test_two_editors_of_a_part_nobody_had_edited(client_as, item):
    client = client_as("secretariat")
    values = typed(client, CLOSING, "Min")
    MinutesPart.objects.create(
        meeting=item.meeting, kind="closing", text="Den andens", written_over="Mødet blev hævet."
    )
    response = client.post(CLOSING, values)
    [difference] = response.context["form"].differences
    assert (difference.mine, difference.stored) == ("Min", "Den andens")
    assert MinutesPart.objects.get().text == "Den andens"
    again = client.post(
        CLOSING, values | {"revision": response.context["form"]["revision"].value(), "choose_text": "mine"}
    )
    assert (again.status_code, MinutesPart.objects.get().text) == (302, "Min")


def test_html_is_refused_and_the_text_is_kept(client_as, item):
    client = client_as("secretariat")
    response = client.post(CLOSING, typed(client, CLOSING, "<script>alert(1)</script> tak"))
    assert (response.status_code, MinutesPart.objects.exists()) == (200, False)
    assert "HTML-koder kan ikke stå i teksten" in response.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tak" in response.content.decode()


def test_keep_take_and_bring_back(client_as, item):
    client = client_as("secretariat")
    part = MinutesPart.objects.create(
        meeting=item.meeting, kind="item", item=item, text="Min", written_over="Før"
    )
    keep = f"/meetings/minutes-parts/{part.pk}/keep/"
    client.post(keep, {"seen": "noget ældre"})
    part.refresh_from_db()
    assert part.written_over == "Før"
    client.post(keep, {"seen": "Ja."})
    part.refresh_from_db()
    assert (part.text, part.written_over) == ("Min", "Ja.")
    take = f"{MEETING}minutes/parts/{part.pk}/take/"
    assert [client.post(take).status_code for _ in range(2)] == [302, 302]
    page = client.get(f"{MEETING}minutes/")
    [event] = page.context["deleted"]
    assert "Hent tilbage" in page.content.decode()
    for _ in range(2):
        client.post(f"{MEETING}minutes/restore/", {"event": event.pgh_id})
    assert MinutesPart.objects.get().text == "Min"
    assert client.post(f"{MEETING}minutes/restore/", {"event": "x"}).status_code == 302


def test_there_is_nothing_to_write_before_the_meeting_is_held(client_as, item):
    Meeting.objects.update(status="sent")
    client = client_as("secretariat")
    response = client.get(CLOSING, follow=True)
    assert "Referatet kan skrives, når mødet er holdt." in response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_only_the_kkrs_own_secretariat_edits(role, client_as, item):
    part = MinutesPart.objects.create(meeting=item.meeting, kind="closing", text="Min", written_over="Før")
    client, edits = client_as(role), role == "secretariat"
    refused = 302 if role == "public" else 404
    for address in (CLOSING, f"{MEETING}minutes/attendance/edit/", f"/meetings/items/{item.pk}/minutes/"):
        assert client.get(address).status_code == (200 if edits else refused), address
    assert client.get(f"{MEETING}minutes/item/edit/").status_code == refused  # an item's part has its own
    writes = (f"/meetings/minutes-parts/{part.pk}/keep/", f"{MEETING}minutes/parts/{part.pk}/take/",
              f"{MEETING}minutes/restore/")  # fmt: skip
    for address in writes:
        assert client.get(address).status_code == (405 if role != "public" else 302), address
        if not edits:
            assert client.post(address).status_code == refused, address
    assert MinutesPart.objects.get().text == "Min"
