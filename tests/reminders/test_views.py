"""One's own page, and the link that stops without signing in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kkr_portal.access.models import User
from kkr_portal.outbox import delivery
from kkr_portal.outbox.models import Mail
from kkr_portal.reminders import links, making
from kkr_portal.reminders.models import Choice
from tests.conftest import PASSWORD, ROLES
from tests.reminders.conftest import TODAY, choose

ALL = {"reminds": "on", "leads": ["1", "7"], "rooms": ["meetings"], "digest": "on", "weekday": "2"}
UNKNOWN = "Marker en gyldig valgmulighed. {} er ikke en af de tilgængelige valgmuligheder."


def _chosen():
    return Choice.objects.values("reminds", "leads", "rooms", "digest", "weekday").get()


def _posted_by(mail):
    """The page of the stop link in a mail, as the path on the portal."""
    return mail.stop_url.removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("address", ["", "preview/"])
def test_for_everyone_who_is_signed_in(client_as, address):
    seen = {role: client_as(role).get(f"/reminders/{address}").status_code for role in ROLES}
    assert seen == {role: 302 if role == "public" else 200 for role in ROLES}


def test_the_way_there(client_as):
    client = client_as("member")
    for page in ("/access/account/", "/year/"):
        assert 'href="/reminders/"' in client.get(page).content.decode()
    assert 'href="/reminders/"' not in Client().get("/year/").content.decode()


def test_nothing_is_chosen_beforehand_and_looking_changes_nothing(client_as):
    page = client_as("secretariat").get("/reminders/")
    form = page.context["form"]
    assert [form[name].value() for name in ("reminds", "digest")] == [False, False]
    assert "KKR Midtjylland" in page.content.decode()
    assert "Portalen har ikke skrevet til dig endnu." in page.content.decode()
    assert not Choice.objects.exists()


def test_choosing_and_choosing_anew(client_as):
    client = client_as("secretariat")
    answer = client.post("/reminders/", ALL, follow=True)
    assert "Dit valg er gemt." in answer.content.decode()
    assert _chosen() == {
        "reminds": True, "leads": [1, 7], "rooms": ["meetings"], "digest": True, "weekday": 2,
    }  # fmt: skip
    answer = client.post("/reminders/", {"weekday": "2"}, follow=True)
    assert "Dit valg er gemt. Du får ingen mails." in answer.content.decode()
    assert _chosen() == {"reminds": False, "leads": [], "rooms": [], "digest": False, "weekday": 2}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"leads": []}, {"leads": ["Vælg mindst ét tidspunkt."]}),
        ({"rooms": []}, {"rooms": ["Vælg mindst ét emne."]}),
        ({"leads": ["5"]}, {"leads": [UNKNOWN.format("5")]}),
        ({"rooms": ["admin"]}, {"rooms": [UNKNOWN.format("admin")]}),
        ({"weekday": "7"}, {"weekday": [UNKNOWN.format("7")]}),
    ],
)  # fmt: skip
def test_what_can_not_be_chosen(client_as, typed, errors):
    page = client_as("secretariat").post("/reminders/", ALL | typed)
    assert (dict(page.context["form"].errors), Choice.objects.count()) == (errors, 0)
    assert page.context["form"]["digest"].value() is True  # what was typed is kept


def test_each_chooses_for_themselves_alone(client_as):
    client_as("secretariat").post("/reminders/", ALL)
    client_as("member").post("/reminders/", {"weekday": "4"})
    assert list(Choice.objects.order_by("user__email").values_list("user__email", "digest")) == [
        ("member@example.dk", False), ("secretariat@example.dk", True),
    ]  # fmt: skip


def test_what_is_typed_survives_an_expired_sign_in(client_as):
    client = client_as("secretariat")
    client.get("/reminders/")
    client.session.flush()
    client.post("/reminders/", ALL)
    client.post("/access/sign-in/", {"username": "secretariat@example.dk", "password": PASSWORD})
    page = client.get("/reminders/")
    assert page.context["form"]["weekday"].value() == "2"
    assert not Choice.objects.exists()


def test_the_page_shows_ones_own_mails_and_how_they_went(portal, at, anna, client):
    portal.date(TODAY)
    choose(anna, reminds=True)
    making.make_waiting()
    Mail.objects.update(state="failed", trouble="Mailserveren afviste modtageren: 550 no such user")
    client.force_login(anna)
    page = client.get("/reminders/").content.decode()
    for words in ("Påmindelse: Frist (30. november 2026)", "Kunne ikke sendes", "550 no such user"):
        assert words in page
    client.force_login(User.objects.create_user("bo@example.dk"))
    assert "Påmindelse: Frist" not in client.get("/reminders/").content.decode()


def test_what_nobody_knows_is_said_to_be_unsure(portal, at, anna, client):
    portal.date(TODAY)
    choose(anna, reminds=True)
    making.make_waiting()
    Mail.objects.update(state="sending", claimed_at=making.timezone.now() - timedelta(minutes=6))
    client.force_login(anna)
    assert "Uvist, om den er sendt" in client.get("/reminders/").content.decode()


def test_as_many_queries_for_many_mails_as_for_one(portal, at, anna, client):
    def count():
        client.force_login(anna)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/reminders/").status_code == 200
        return len(queries)

    counts = []
    for number in range(12):
        at(TODAY + timedelta(days=number))
        portal.date(TODAY + timedelta(days=number), f"Frist {number}")
        choose(anna, reminds=True)
        making.make_waiting()
        delivery.deliver_waiting()
        counts += [count()] if number in (0, 11) else []
    assert (Mail.objects.count(), len(set(counts))) == (12, 1)


def test_the_preview_says_what_a_digest_would_say_now(portal, at, anna, client):
    client.force_login(anna)
    assert "så der ville ikke komme nogen mail" in " ".join(
        client.get("/reminders/preview/").content.decode().split()
    )
    portal.date(TODAY, "Udsendelse")
    page = client.get("/reminders/preview/").content.decode()
    assert "30. november 2026: Udsendelse" in page
    assert (Mail.objects.count(), Choice.objects.count(), "/reminders/stop/" in page) == (0, 0, False)


@pytest.fixture
def mails(portal, at, anna):
    """A reminder and a digest that wait to be sent, by kind."""
    portal.date(TODAY)
    choose(anna, reminds=True, digest=True)
    making.make_waiting()
    return {mail.key.partition("-")[0]: mail for mail in Mail.objects.all()}


@pytest.mark.parametrize(("kind", "left"), [("reminders", (False, True)), ("digest", (True, False))])
def test_the_link_asks_first_and_one_press_stops_that_kind(mails, kind, left):
    """No sign-in. GET changes nothing: scanners follow every link."""
    path = _posted_by(mails[kind])
    client = Client()
    for _ in range(2):
        page = client.get(path)
        assert (page.status_code, "<button" in page.content.decode()) == (200, True)
    assert Choice.objects.values_list("reminds", "digest").get() == (True, True)
    page = client.post(path)
    assert f"Du får ikke {links.KINDS[kind]} mere" in page.content.decode()
    assert Choice.objects.values_list("reminds", "digest").get() == left
    other = {"reminders": "digest", "digest": "reminders"}[kind]
    assert [mail.key for mail in Mail.objects.all()] == [mails[other].key]  # what waited is not sent
    assert f"Du får ikke {links.KINDS[kind]} mere" in client.post(path).content.decode()
    assert "<button" not in client.get(path).content.decode().partition("<main")[2]


def test_a_mail_program_stops_it_with_one_post_and_no_cookie(mails):
    """RFC 8058; and with the check of forms turned on."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(_posted_by(mails["digest"]), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Choice.objects.get().digest) == (200, False)


def test_the_page_tells_a_stranger_nothing_of_the_person(mails):
    page = Client().get(_posted_by(mails["digest"])).content.decode()
    assert [words for words in ("Anna", "Øst", "anna@") if words in page] == []


@pytest.mark.parametrize("token", ["x", "x.y", "WzEsImRpZ2VzdCJd.abc", "æøå", "a" * 2000])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guessed_link_does_nothing(mails, token, method):
    answer = getattr(Client(), method)(f"/reminders/stop/{token}/")
    assert (answer.status_code, "Linket virker ikke" in answer.content.decode()) == (404, True)
    assert Choice.objects.values_list("reminds", "digest").get() == (True, True)


def test_the_link_of_a_user_who_is_gone(mails, anna):
    path = _posted_by(mails["digest"])
    anna.delete()
    assert Client().post(path).status_code == 404


def test_the_admin_sees_who_gets_mails_and_changes_nothing(mails, client):
    client.force_login(User.objects.create_superuser("admin@example.dk"))
    choice = Choice.objects.get()
    assert "Anna Øst" in client.get("/admin/reminders/choice/?q=anna@").content.decode()
    assert client.get(f"/admin/reminders/choice/{choice.pk}/change/").status_code == 200
    assert client.post(f"/admin/reminders/choice/{choice.pk}/change/", {}).status_code == 403
