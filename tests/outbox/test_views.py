"""The outbox' pages: whose they are, and that they ask first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kkr_portal.outbox.models import Mail
from tests.conftest import ROLES

READ = ["batches/{pk}/", "batches/{pk}/release/", "batches/{pk}/discard/", "mails/{pk}/", "mails/{pk}/edit/",
        "mails/{pk}/release/"]  # fmt: skip
WRITE = ["batches/{pk}/release/", "batches/{pk}/discard/", "mails/{pk}/edit/", "mails/{pk}/release/",
         "mails/{pk}/discard/", "mails/{pk}/bring-back/", "mails/{pk}/settle/"]  # fmt: skip


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


@pytest.mark.parametrize("address", READ)
def test_reading_is_for_the_kkrs_own_secretariat(address, new_mail, client_as):
    url = "/outbox/" + address.format(pk=new_mail().pk)
    seen = {role: client_as(role).get(url).status_code for role in ROLES}
    assert seen == {role: {"public": 302, "secretariat": 200}.get(role, 404) for role in ROLES}


@pytest.mark.parametrize("address", WRITE)
def test_writing_is_for_the_kkrs_own_secretariat(address, new_mail, client_as):
    url = "/outbox/" + address.format(pk=new_mail().pk)
    others = [role for role in ROLES if role != "secretariat"]
    seen = {role: client_as(role).post(url, {"subject": "x", "body": "x"}).status_code for role in others}
    assert seen == {role: 302 if role == "public" else 404 for role in others}
    assert list(Mail.objects.values_list("state", "body")) == [("draft", "Kære Anna")]


def test_the_list_is_there_for_secretariats_and_shows_their_own(new_mail, client_as):
    new_mail()
    seen = {}
    for role in ROLES:
        answer = client_as(role).get("/outbox/")
        seen[role] = (answer.status_code, "Møde 7. marts" in answer.content.decode())
    there = {"public": (302, False), "secretariat": (200, True), "other_secretariat": (200, False)}
    assert seen == {role: there.get(role, (404, False)) for role in ROLES}


def test_releasing_asks_first_and_twice_is_once(new_mail, secretary):
    first, second = new_mail("a"), new_mail("b")
    url = f"/outbox/batches/{second.pk}/release/"
    assert "Frigiv 2 mails?" in secretary.get(url).content.decode()
    assert set(Mail.objects.values_list("state", flat=True)) == {"draft"}
    secretary.post(url)
    at = Mail.objects.get(pk=first.pk).released_at
    secretary.post(url)
    assert set(Mail.objects.values_list("state", "released_at")) == {("released", at)}


def test_a_draft_is_edited_and_line_breaks_stay_out_of_the_subject(new_mail, secretary):
    url = f"/outbox/mails/{new_mail().pk}/edit/"
    seen = secretary.get(url).context["form"]["seen"].value()
    secretary.post(url, {"subject": "Ny dagsorden", "body": "Hej\r\nAnna", "seen": seen})
    assert Mail.objects.values_list("subject", "body", "state").get() == (
        "Ny dagsorden",
        "Hej\r\nAnna",
        "draft",
    )


def test_the_second_of_two_who_edit_keeps_what_was_typed(new_mail, secretary):
    url = f"/outbox/mails/{new_mail().pk}/edit/"
    seen = secretary.get(url).context["form"]["seen"].value()
    secretary.post(url, {"subject": "Først", "body": "Først", "seen": seen})
    page = secretary.post(url, {"subject": "Sidst", "body": "Sidst", "seen": seen})
    form = page.context["form"]
    assert "En anden har gemt mailen" in form.non_field_errors()[0]
    assert (form["body"].value(), Mail.objects.get().body) == ("Sidst", "Først")
    secretary.post(url, {"subject": "Sidst", "body": "Sidst", "seen": form["seen"].value()})
    assert Mail.objects.get().body == "Sidst"


def test_a_released_mail_cannot_be_edited(new_mail, release, secretary):
    mail = new_mail()
    release(mail)
    answer = secretary.post(f"/outbox/mails/{mail.pk}/edit/", {"subject": "x", "body": "x"}, follow=True)
    assert "ikke længere en kladde" in answer.content.decode()
    assert Mail.objects.get().body == "Kære Anna"


def test_discarding_and_bringing_back(new_mail, secretary):
    mail = new_mail()
    secretary.post(f"/outbox/mails/{mail.pk}/discard/")
    states = [Mail.objects.get().state]
    secretary.post(f"/outbox/mails/{mail.pk}/bring-back/")
    assert [*states, Mail.objects.get().state] == ["discarded", "draft"]


@pytest.mark.parametrize(("choice", "state"), [("sent", "sent"), ("again", "released"), ("x", "sending")])
def test_a_person_settles_what_is_uncertain(new_mail, release, secretary, choice, state):
    mail = new_mail()
    release(mail)
    Mail.objects.update(state="sending", claimed_at=timezone.now() - timedelta(minutes=6))
    page = secretary.get(f"/outbox/mails/{mail.pk}/").content.decode()
    assert [words for words in ("Den er sendt", "Send igen", "Uvist") if words not in page] == []
    secretary.post(f"/outbox/mails/{mail.pk}/settle/", {"choice": choice})
    assert Mail.objects.get().state == state


@pytest.mark.parametrize("address", ["", "batches/{pk}/"])
def test_as_many_queries_for_many_mails_as_for_one(address, new_mail, secretary):
    url = "/outbox/" + address.format(pk=new_mail("first").pk)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(url).status_code == 200
        return len(queries)

    count()
    one = count()
    for number in range(30):
        new_mail(f"m{number}")
    Mail.objects.filter(key__in=["m1", "m2"]).update(batch="En anden")
    assert count() == one


@pytest.mark.parametrize("where", ["subject", "body"])
def test_a_mail_with_a_cpr_number_is_not_released_and_neither_is_its_batch(new_mail, secretary, where):
    one, other = new_mail("a"), new_mail("b")
    Mail.objects.filter(pk=one.pk).update(**{where: "Om 010190-1234"})
    for address in (f"batches/{other.pk}", f"mails/{one.pk}"):
        answer = secretary.post(f"/outbox/{address}/release/")
        assert (answer.status_code, "Ingen mails er frigivet" in answer.content.decode()) == (200, True)
        assert [(mail.pk, numbers) for mail, numbers in answer.context["found"]] == [
            (one.pk, ["010190-xxxx"])
        ]
        assert f"({one.to_address})</a>: 010190-xxxx" in answer.content.decode()
    assert set(Mail.objects.values_list("state", flat=True)) == {"draft"}
    Mail.objects.filter(pk=one.pk).update(**{where: "Om sag 450190-1234"})
    assert secretary.post(f"/outbox/batches/{other.pk}/release/").status_code == 302
    assert set(Mail.objects.values_list("state", flat=True)) == {"released"}
