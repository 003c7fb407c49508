"""Every address of the meeting room against every role: 200 to see, 404 for what is not theirs."""

from datetime import date

import pytest

from kkr_portal.registry.models import Council
from meetings.actions import agenda as actions
from meetings.deleted import AttachmentEvent, ItemEvent
from meetings.models import AgendaItem, Attachment, Meeting
from tests.conftest import ROLES

SECRETARIAT = {"secretariat"}
INSIDERS = {"secretariat", "kl"}
OWN = {"secretariat", "kl", "member"}
EVERYONE = set(ROLES)
SIGNED_IN = EVERYONE - {"public"}


@pytest.fixture
def things(meeting, draft, new_item, new_attachment):
    """Addresses by name; {…} in the table below is filled in from here."""
    open_item, closed_item = new_item("Åbent"), new_item("Lukket", closed=True)
    open_file = new_attachment(open_item, "Åbent bilag")
    return {
        "open": "/meetings/midtjylland/2022-03-07/",
        "draft": "/meetings/midtjylland/2022-06-09/",
        "item": f"/meetings/items/{open_item.pk}/",
        "closed_item": f"/meetings/items/{closed_item.pk}/",
        "section": f"/meetings/sections/{open_item.section_id}/",
        "histories": [
            f"/history/meetings/{kind}/{pk}/"
            for kind, pk in [
                ("meeting", meeting.pk),
                ("meeting", draft.pk),
                ("section", open_item.section_id),
                ("agendaitem", closed_item.pk),
                ("attachment", open_file.pk),
            ]
        ],
        "attachment": f"/meetings/attachments/{open_file.pk}/",
        "closed_attachment": f"/meetings/attachments/{new_attachment(open_item, 'L', closed=True).pk}/",
        "attachment_of_closed": f"/meetings/attachments/{new_attachment(closed_item, 'S').pk}/",
    }


ADDRESSES = {
    "/meetings/": EVERYONE,
    "/meetings/?kkr=midtjylland": EVERYONE,
    "/meetings/new/": {"secretariat", "other_secretariat"},
    "{open}": EVERYONE,
    "{open}agenda.pdf": EVERYONE,
    "{open}packet.pdf": EVERYONE,
    "{open}agenda.pdf?for=public": EVERYONE,
    "{open}packet.pdf?for=public": EVERYONE,
    "{open}edit/": SECRETARIAT,
    "{open}organise/": SECRETARIAT,
    "{open}items/new/": SECRETARIAT,
    "{open}take-back/": SECRETARIAT,
    "{draft}send/": SECRETARIAT,
    "{draft}": INSIDERS,
    "{draft}agenda.pdf": INSIDERS,
    "{draft}packet.pdf": INSIDERS,
    "{draft}edit/": SECRETARIAT,
    "{item}edit/": SECRETARIAT,
    "{item}delete/": SECRETARIAT,
    "{closed_item}edit/": SECRETARIAT,
    "{closed_item}delete/": SECRETARIAT,
    "{section}edit/": SECRETARIAT,
    "{attachment}": EVERYONE,
    "{attachment}edit/": SECRETARIAT,
    "{attachment}delete/": SECRETARIAT,
    "{closed_attachment}": OWN,
    "{attachment_of_closed}": OWN,
    "/meetings/midtjylland/2022-02-31/": set(),
    "/meetings/midtjylland/2022-03-08/": set(),
    "/meetings/sjaelland/2022-03-07/": set(),
    "/meetings/attachments/999999999/": set(),
    "/meetings/attachments/99999999999999999999999/": set(),
    "/meetings/items/999999999/edit/": set(),
    "/meetings/items/999999999/delete/": set(),
    "/meetings/attachments/999999999/delete/": set(),
    "/meetings/?kkr=%00": set(),
    "{histories[0]}": INSIDERS,
    "{histories[1]}": INSIDERS,
    "{histories[2]}": INSIDERS,
    "{histories[3]}": INSIDERS,
    "{histories[4]}": INSIDERS,
    "/history/meetings/meeting/999999999/": set(),
}
# Where nothing is shown to the public, the public is asked to sign in and not told whether it exists.
ASKS_PUBLIC_TO_SIGN_IN = ("new/", "edit/", "organise/", "delete/", "send/", "take-back/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, things, client_as):
    expected, seen = {}, {}
    for role in ROLES:
        allowed = role in ADDRESSES[address]
        asks = role == "public" and address.startswith(("{histories", "/history/"))
        asks = asks or (role == "public" and address.endswith(ASKS_PUBLIC_TO_SIGN_IN))
        expected[role] = 200 if allowed else 302 if asks else 404
        seen[role] = client_as(role).get(address.format(**things)).status_code
    assert seen == expected


WRITES = ["{open}send/", "{open}take-back/", "{open}sections/", "{open}sections/order/", "{open}restore/",
          "{section}delete/", "{section}order/", "{item}attach/", "{item}order/", "{item}restore/",
          "{item}delete/", "{attachment}delete/"]  # fmt: skip


@pytest.mark.parametrize("address", WRITES)
def test_writing(address, things, client_as):
    seen = {}
    for role in ROLES:
        if role != "secretariat":
            seen[role] = client_as(role).post(address.format(**things)).status_code
    assert seen == {role: 302 if role == "public" else 404 for role in ROLES if role != "secretariat"}


ASK_FIRST = ("{item}delete/", "{attachment}delete/", "send/", "take-back/")


@pytest.mark.parametrize("address", [a for a in WRITES if not a.endswith(ASK_FIRST)])
def test_actions_answer_only_to_post(address, things, client_as):
    assert client_as("secretariat").get(address.format(**things)).status_code == 405


@pytest.fixture
def other_draft(db):
    """A draft of KKR Sjælland with an item and its section."""
    council = Council.objects.get(slug="sjaelland")
    theirs = Meeting.objects.create(council=council, date=date(2022, 3, 8))
    section = actions.add_section(meeting=theirs, title="Deres")
    return actions.place_item(AgendaItem(section=section, title="Deres punkt"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("planned", ["never published", "published"])
def test_the_old_address_of_a_moved_meeting_tells_no_draft_date(role, planned, draft, client_as):
    """Whoever could not read the meeting on its old day does not learn that it was planned for it."""
    row = Meeting.objects.filter(pk=draft.pk)
    if planned == "published":
        row.update(status="sent")
        row.update(status="preparation")
    row.update(date=date(2022, 6, 16))
    row.update(status="sent")
    client, old = client_as(role), "/meetings/midtjylland/2022-06-09/"
    knows = planned == "published" or role in INSIDERS
    assert client.get(old).status_code == (302 if knows else 404)
    assert client.get(f"{old}agenda.pdf").status_code == (200 if knows else 404)


def test_a_draft_that_was_moved_does_not_hide_the_published_meeting_before_it(meeting, council, client_as):
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2022, 3, 14))
    between = Meeting.objects.create(council=council, date=date(2022, 3, 7))
    there = "/meetings/midtjylland/2022-03-14/"
    assert client_as("public").get("/meetings/midtjylland/2022-03-07/").headers["Location"] == there
    Meeting.objects.filter(pk=between.pk).update(date=date(2022, 3, 21))
    assert client_as("member").get("/meetings/midtjylland/2022-03-07/").headers["Location"] == there


DELETED = ["/meetings/items/{item}/edit/", "/meetings/items/{item}/delete/",
           "/meetings/sections/{section}/delete/", "/meetings/attachments/{attachment}/delete/",
           "/history/meetings/agendaitem/{item}/", "/history/meetings/attachment/{attachment}/"]  # fmt: skip


@pytest.mark.parametrize("address", DELETED)
def test_what_was_deleted_is_there_for_no_outsider(address, new_item, new_attachment, client_as):
    item = new_item("Slettet", closed=True)
    attachment = new_attachment(new_item("Bliver"))
    ids = {"item": item.pk, "section": item.section_id, "attachment": attachment.pk}
    section = actions.add_section(meeting=item.meeting, title="Slettet afsnit")
    ids["section"] = section.pk
    for gone in (item, attachment, section):
        gone.delete()
    for role in ROLES:
        if role not in INSIDERS:
            answer = client_as(role).post(address.format(**ids), {"title": "Skrevet imens"})
            assert answer.status_code == (302 if role == "public" else 404), role
            if role == "public":
                assert answer.headers["Location"].startswith("/access/sign-in/")


def test_nothing_crosses_from_one_meeting_to_another(
    meeting, section, new_item, new_attachment, other_draft, stored_pdf, client_as
):
    """Even for a secretary of the one: foreign ids in the form are no way into the other."""
    client, here = client_as("secretariat"), new_item("Vores")
    address = "/meetings/midtjylland/2022-03-07/"
    [theirs] = actions.attach(item=other_draft, files=[(stored_pdf(), "a.pdf", "Deres bilag")])
    their_section, item_pk = other_draft.section, other_draft.pk

    new = client.post(f"{address}items/new/", {"title": "Ind", "section": their_section.pk})
    moved = client.post(
        f"/meetings/items/{here.pk}/edit/", {"title": "Ind", "section": their_section.pk, "revision": "1"}
    )
    assert (new.status_code, moved.status_code) == (200, 200)  # the form again, with the fault
    for url, order in [
        (f"{address}sections/order/", [section.pk, their_section.pk]),
        (f"/meetings/sections/{section.pk}/order/", [here.pk, item_pk]),
        (f"/meetings/items/{here.pk}/order/", [theirs.pk]),
    ]:
        assert client.post(url, {"order": order}, headers={"X-Requested-With": "fetch"}).status_code == 409
    other_draft.attachments.all().delete()
    other_draft.delete()
    for model, url in [(ItemEvent, f"{address}restore/"),
                       (AttachmentEvent, f"/meetings/items/{here.pk}/restore/")]:  # fmt: skip
        event = model.objects.filter(pgh_label="delete").latest("pgh_id")
        client.post(url, {"event": event.pgh_id})
    assert list(AgendaItem.objects.values_list("pk", "section")) == [(here.pk, section.pk)]
    assert not Attachment.objects.exists()
