"""Every address of the meeting room against every role: 200 to see, 404 for what is not theirs."""

import pytest

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
        "section": f"/meetings/sections/{open_item.section_id}/",
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
}
# Where nothing is shown to the public, the public is asked to sign in and not told whether it exists.
ASKS_PUBLIC_TO_SIGN_IN = ("new/", "edit/", "organise/", "delete/", "send/", "take-back/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, things, client_as):
    expected, seen = {}, {}
    for role in ROLES:
        allowed = role in ADDRESSES[address]
        asks = role == "public" and address.endswith(ASKS_PUBLIC_TO_SIGN_IN)
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
