"""A person's own mails: asked for by that person, read by nobody else, sent only while they are right."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import actions, delivery
from kkr_portal.outbox.models import Mail
from tests.conftest import ROLES

STOP = "https://portal.example/reminders/stop/abc/"
TEXT = "Det hemmelige punkt"


@pytest.fixture
def anna(council) -> User:
    user = User.objects.create_user("anna@kommune.example", first_name="Anna", last_name="Øst")
    Role.objects.create(user=user, kind="member", council=council)
    return user


@pytest.fixture
def own(anna):
    def make(key: str = "reminders-1", **other: object) -> Mail:
        values = {
            "subscriber": User.objects.get(pk=anna.pk), "key": key, "batch": "Påmindelse", "subject": TEXT,
            "body": TEXT, "expires_at": timezone.now() + timedelta(hours=8), "stop_url": STOP,
        } | other  # fmt: skip
        return actions.post_own(**values)

    return make


def test_it_goes_off_without_anybodys_release_and_says_how_to_stop(own):
    own()
    assert (delivery.deliver_waiting(), delivery.deliver_waiting()) == (1, 0)
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert {name: message[name] for name in ("To", "Auto-Submitted", "List-Unsubscribe")} == {
        "To": "Anna Øst <anna@kommune.example>", "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{STOP}>",
    }  # fmt: skip
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_kkrs_mail_has_no_such_headers(new_mail, release):
    release(new_mail())
    delivery.deliver_waiting()
    assert set(django_mail.outbox[0].extra_headers) == {"Message-ID"}


def test_the_same_key_twice_is_refused(own):
    own()
    with pytest.raises(IntegrityError):
        own()


@pytest.mark.parametrize(
    "change",
    [
        {"council_id": 1}, {"rights": ""}, {"expires_at": None}, {"stop_url": ""}, {"subscriber": None},
        {"state": "draft"}, {"released_at": None},
    ],
)  # fmt: skip
def test_the_database_keeps_a_persons_mail_a_persons(own, council, change):
    mail = own()
    values = {"council_id": council.pk} if "council_id" in change else change
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**values)


@pytest.mark.parametrize("change", [{"released_by": None}, {"released_at": None}, {"council": None}])
def test_and_a_kkrs_mail_is_released_by_a_person(new_mail, release, change):
    mail = new_mail()
    release(mail)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.filter(pk=mail.pk).update(**change)


def _closed(anna, council):
    User.objects.filter(pk=anna.pk).update(is_active=False)


def _role_taken(anna, council):
    Role.objects.filter(user=anna).delete()


def _role_given(anna, council):
    Role.objects.create(user=anna, kind="secretariat", council=council)


def _address_changed(anna, council):
    User.objects.filter(pk=anna.pk).update(email="ny@kommune.example")


def _too_late(anna, council):
    Mail.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize("change", [_closed, _role_taken, _role_given, _address_changed, _too_late])
def test_what_has_changed_since_it_was_made_stops_it(own, new_mail, release, anna, council, change):
    """It is deleted and not sent; the mail behind it goes."""
    own()
    change(anna, council)
    release(new_mail("a"))
    assert delivery.deliver_waiting() == 1
    assert ["a@kommune.example" in message.to[0] for message in django_mail.outbox] == [True]
    assert list(Mail.objects.values_list("key", "state")) == [("a", "sent")]


def test_a_name_does_not_stop_it(own, anna):
    own()
    User.objects.filter(pk=anna.pk).update(first_name="Annette")
    assert delivery.deliver_waiting() == 1


def test_a_user_who_is_deleted_takes_them_along(own, anna):
    own()
    anna.delete()
    assert not Mail.objects.exists()


def test_nobody_finds_it_in_an_outbox(own, client_as, client, council):
    mail = own()
    Mail.objects.update(state="failed")
    administrator = User.objects.create_superuser("admin@example.dk")
    clients = {role: client_as(role) for role in ROLES if role != "public"}
    client.force_login(administrator)
    clients["administrator"] = client
    for role, one in clients.items():
        for page in ("", "outbox.csv"):
            answer = one.get(f"/outbox/{page}").content.decode()
            assert [words for words in (TEXT, "Påmindelse\n", "Påmindelse;") if words in answer] == [], role
        for page in ("mails/{}/", "batches/{}/", "mails/{}/release/", "batches/{}/recipients.csv"):
            assert one.get(f"/outbox/{page.format(mail.pk)}").status_code == 404, role
        assert one.post(f"/outbox/mails/{mail.pk}/release/").status_code == 404, role
        assert "mails, der ikke kunne sendes" not in one.get("/").content.decode()
    assert Mail.objects.get().state == "failed"


def test_the_administrator_sees_where_it_stands_and_not_what_it_says(own, new_mail, client):
    mine, kkrs = own(), new_mail()
    client.force_login(User.objects.create_superuser("admin@example.dk"))
    pages = [client.get(f"/admin/outbox/mail/{suffix}").content.decode()
             for suffix in ("", f"{mine.pk}/change/", "?q=hemmelige")]  # fmt: skip
    assert [TEXT in page for page in pages] == [False, False, False]
    assert ["Anna Øst" in page for page in pages] == [True, True, False]
    assert "Frigivet" in pages[1]
    assert "Kære Anna" in client.get(f"/admin/outbox/mail/{kkrs.pk}/change/").content.decode()


def test_it_leaves_no_history(own, new_mail, release):
    """Sent, changed and deleted: its text is nowhere any more. A KKR's mail leaves its three events."""
    own()
    delivery.deliver_waiting()
    Mail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM outbox_mailevent")
        assert cursor.fetchone() == (0,)
        release(new_mail())
        Mail.objects.all().delete()
        cursor.execute("SELECT array_agg(pgh_label ORDER BY pgh_id) FROM outbox_mailevent")
        assert cursor.fetchone() == (["insert", "update", "delete"],)


def test_it_is_deleted_after_ninety_days(own, new_mail):
    own("old"), own("young"), new_mail("kkrs")
    Mail.objects.exclude(key="young").update(made_at=timezone.now() - timedelta(days=91))
    actions.forget_own_mails()
    assert set(Mail.objects.values_list("key", flat=True)) == {"young", "kkrs"}


@pytest.mark.parametrize("name", ["Anna\r\nBcc: alle@example.dk", 'Anna", "x <spion@example.dk>'])
def test_a_name_makes_no_header_and_no_second_address(own, anna, name):
    User.objects.filter(pk=anna.pk).update(first_name=name)
    own(subject=f"Frist\r\nBcc: alle@example.dk {name}")
    delivery.deliver_waiting()
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert message["Bcc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["anna@kommune.example"]
