"""Who reads the minutes when, what they hold, and that nothing closed leaks."""

import io
from datetime import date

import pikepdf
import pytest

from meetings.actions import agenda
from meetings.actions.minutes import approve_minutes, reopen
from meetings.models import AgendaItem, Decision, FollowUp, Meeting, MinutesPart
from tests.conftest import ROLES
from tests.documents.files import path_of
from tests.documents.reading import text
from tests.meetings.held import seat

OWN, INSIDERS, EVERYONE = {"secretariat", "kl", "member"}, {"secretariat", "kl"}, set(ROLES)
PAGE = "/meetings/midtjylland/2022-03-07/minutes"


@pytest.fixture
def held(meeting, new_item):
    Decision.objects.create(item=new_item("Åbent punkt", recommendation="At KKR siger ja."), text="Ja tak.")
    secret = new_item("Hemmelig overskrift", closed=True, recommendation="Hemmelig indstilling")
    Decision.objects.create(item=secret, text="Hemmelig beslutning")
    FollowUp.objects.create(item=secret, what="Hemmelig opfølgning", owner="Sekretariatet")
    Meeting.objects.update(status="held")
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def under(council):
    """An item of a later meeting that has been held."""
    later = Meeting.objects.create(council=council, date=date(2022, 6, 13), status="held")
    return agenda.place_item(
        AgendaItem(section=agenda.add_section(meeting=later, title="A"), title="Referat")
    )


def at(meeting, under, status):
    """The meeting in that status, as the actions bring it there."""
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
    if status in Meeting.LOCKED:
        approve_minutes(meeting=meeting, item=under, by=None)
    if status != "approved":
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
    return Meeting.objects.get(pk=meeting.pk)


def words(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return " ".join(" ".join(text(page).split()) for page in pdf.pages)


@pytest.mark.parametrize(
    ("status", "readers"),
    [("preparation", INSIDERS), ("sent", INSIDERS), ("held", INSIDERS), ("minutes_drafted", OWN),
     ("approved", EVERYONE), ("closed", EVERYONE)],
)  # fmt: skip
def test_who_reads_the_minutes_when(held, under, status, readers, client_as):
    at(held, under, status)
    has_file = status not in ("preparation", "sent")
    for role in ROLES:
        client = client_as(role)
        expected = 200 if role in readers else 404
        assert client.get(f"{PAGE}/").status_code == expected, role
        assert client.get(f"{PAGE}.pdf").status_code == (expected if has_file else 404), role


@pytest.mark.parametrize("status", ["approved", "closed"])
@pytest.mark.parametrize("address", [f"{PAGE}/", f"{PAGE}.pdf"])
def test_nothing_closed_leaks(held, under, status, address, client_as):
    at(held, under, status)
    for role in ROLES:
        response = client_as(role).get(address)
        seen = words(response) if address.endswith(".pdf") else response.content.decode()
        assert "Ja tak." in seen
        assert ("Hemmelig" in seen) == (role in OWN), role
        assert (seen.count("Hemmelig opfølgning") > 0) == (role in OWN and address.endswith("/")), role


def test_insiders_can_see_what_the_public_gets(held, under, client_as):
    for status in ("held", "approved"):
        at(held, under, status)
        seen = words(client_as("secretariat" if status == "held" else "kl").get(f"{PAGE}.pdf?for=public"))
        assert ("Ja tak." in seen, "Hemmelig" in seen) == (True, False)


def test_a_draft_is_marked_on_every_page_and_approved_minutes_say_where(held, under, client_as):
    client = client_as("secretariat")
    assert "UDKAST" in words(client.get(f"{PAGE}.pdf"))
    at(held, under, "approved")
    approved = words(client.get(f"{PAGE}.pdf"))
    assert "UDKAST" not in approved
    assert "Godkendt på mødet den 13. juni 2022, punkt 1.1" in approved


def test_an_approved_edition_is_the_frozen_file(held, under, client_as):
    at(held, under, "approved")
    stored = held.approvals.get().minutes
    response = client_as("public").get(f"{PAGE}.pdf")
    assert b"".join(response.streaming_content) == path_of(stored).read_bytes()
    path_of(stored).unlink()
    assert client_as("public").get(f"{PAGE}.pdf").status_code == 404


def test_while_reopened_the_public_waits_and_the_old_edition_is_kept(held, under, client_as):
    at(held, under, "approved")
    reopen(meeting=held, reason="Et navn var forkert.", by=None)
    first = f"/meetings/approved-minutes/{held.approvals.get().pk}.pdf"
    for role in ROLES:
        client, own = client_as(role), role in OWN
        assert client.get(first).status_code == (302 if role == "public" else 200 if own else 404), role
        assert client.get(f"{PAGE}/").status_code == (200 if own else 404), role
        assert client.get(f"{PAGE}.pdf").status_code == (200 if own else 404), role


def test_the_reopening_is_told_to_everyone_once_approved_again(held, under, client_as):
    at(held, under, "approved")
    reopen(meeting=held, reason="Et navn var forkert.", by=None)
    approve_minutes(meeting=held, item=under, by=None)
    public, member = client_as("public"), client_as("member")
    assert "Et navn var forkert." in public.get(f"{PAGE}/").content.decode()
    assert "Et navn var forkert." in words(public.get(f"{PAGE}.pdf"))
    editions = member.get(f"{PAGE}/").content.decode()
    assert editions.count("/meetings/approved-minutes/") == 4  # two editions, each with its public one
    assert "approved-minutes" not in public.get(f"{PAGE}/").content.decode()


def test_a_meeting_before_the_rules_says_so_and_a_cancelled_one_has_no_minutes(council, client_as):
    client = client_as("secretariat")
    Meeting.objects.create(council=council, date=date(2021, 10, 11), status="held")
    page = client.get("/meetings/midtjylland/2021-10-11/minutes/").content.decode()
    assert "Mødet følger tidligere regler" in page
    Meeting.objects.create(
        council=council, date=date(2022, 5, 5), status="cancelled", status_before="sent",
        cancelled_because="Sne",
    )  # fmt: skip
    assert "Mødet er aflyst" in client.get("/meetings/midtjylland/2022-05-05/minutes/").content.decode()
    assert client.get("/meetings/midtjylland/2022-05-05/minutes.pdf").status_code == 404


def test_the_old_address_of_a_moved_meeting_leads_on(held, client_as):
    Meeting.objects.filter(pk=held.pk).update(date=date(2022, 3, 14))
    there = client_as("secretariat").get(f"{PAGE}/").headers["Location"]
    assert there == "/meetings/midtjylland/2022-03-14/minutes/"


def test_the_page_says_what_is_lacking_and_only_to_who_can_mend_it(held, council, client_as):
    seat(council, "Anna Bro")
    client = client_as("secretariat")
    page = client.get(f"{PAGE}/").content.decode()
    assert "Fremmødet er ikke registreret for 1 medlem." in page
    assert "Del udkastet med medlemmerne" in page
    Meeting.objects.filter(pk=held.pk).update(status="minutes_drafted")
    assert "Fremmødet er ikke registreret for" not in client_as("member").get(f"{PAGE}/").content.decode()


def test_minutes_waiting_for_approval_are_offered_at_a_later_meeting(held, under, client_as):
    at(held, under, "minutes_drafted")
    page = client_as("secretariat").get("/meetings/midtjylland/2022-06-13/minutes/").content.decode()
    assert "Godkend referat af 7. marts 2022" in page


@pytest.fixture
def outdated(held):
    return MinutesPart.objects.create(meeting=held, kind="closing", text="Tak.", written_over="Slut.")


def test_changed_data_are_shown_beside_the_edit_and_only_to_who_can_choose(held, outdated, client_as):
    page = client_as("secretariat").get(f"{PAGE}/").content.decode()
    assert "Oplysningerne er ændret, siden du rettede" in page
    assert "Behold min tekst" in page
    assert "Behold min tekst" not in client_as("kl").get(f"{PAGE}/").content.decode()
