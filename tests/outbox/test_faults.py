"""What breaks while mails are under way: a real mail server, and processes that are really killed."""

from datetime import timedelta
from email import message_from_bytes, policy
from unittest.mock import ANY

import pytest
from django.core.mail import get_connection
from django.utils import timezone

from kkr_portal.outbox import actions, delivery
from kkr_portal.outbox.models import Mail, Outage
from tests.outbox.mail_server import MailServer, kill, start

SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def clock(monkeypatch):
    """The time as the portal reads it, in minutes from noon."""

    def at(minutes: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(minutes=minutes))

    at(0)
    return at


@pytest.fixture
def port(monkeypatch):
    """Deliver to the port that is set with this."""

    def choose(number: int) -> None:
        monkeypatch.setattr(
            delivery, "get_connection",
            lambda **options: get_connection(SMTP, host="127.0.0.1", port=number, **options),
        )  # fmt: skip

    return choose


def _states():
    return dict(Mail.objects.values_list("key", "state"))


def _ids(server):
    return sorted(message_from_bytes(mail, policy=policy.default)["Message-ID"] for mail in server.taken)


def test_a_mail_server_that_is_gone_for_an_hour(new_mail, release, clock, port, client_as):
    """It is asked less and less often; nothing is lost or doubled; the page says when it is tried next."""
    with MailServer() as server:
        number = server.port
    port(number)
    mails = [new_mail(key) for key in "abc"]
    release(*mails)
    tried = []
    for minute in range(60):
        clock(minute)
        before = Outage.objects.values_list("tries", flat=True).first() or 0
        assert delivery.deliver_waiting() == 0
        tried += [minute] if Outage.objects.get().tries > before else []
    assert (tried, set(_states().values())) == ([0, 1, 3, 8, 18, 38], {"released"})
    assert list(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 0]
    outage = Outage.objects.get()
    assert (outage.since, outage.next_try_at) == (NOON, NOON + timedelta(minutes=68))

    secretary = client_as("secretariat")
    for page in ("/outbox/", f"/outbox/mails/{mails[0].pk}/"):
        text = " ".join(secretary.get(page).content.decode().split())
        assert "Mailserveren svarer ikke" in text
        assert "Portalen har prøvet 6 gange og prøver igen" in text
        assert timezone.localtime(outage.next_try_at).strftime("kl. %H.%M") in text
    assert "3 frigivne mails venter. Hver bliver sendt én gang" in " ".join(
        secretary.get("/outbox/").content.decode().split()
    )

    with MailServer(port=number) as server:
        clock(68)
        assert (delivery.deliver_waiting(), delivery.deliver_waiting()) == (3, 0)
    assert _ids(server) == sorted(mail.message_id for mail in mails)
    assert (set(_states().values()), Outage.objects.exists()) == ({"sent"}, False)
    assert "Mailserveren svarer ikke" not in secretary.get("/outbox/").content.decode()


def test_nobody_delivers_and_the_page_says_so(new_mail, release, clock, client_as):
    """The last try is long past its time: it is the worker that is gone, not the mail server."""
    release(new_mail("a"))
    Outage.objects.create(since=NOON, next_try_at=NOON + timedelta(minutes=1), trouble="væk")
    clock(30)
    page = client_as("secretariat").get("/outbox/").content.decode()
    assert ("Frigivne mails venter" in page, "Mailserveren svarer ikke" in page) == (True, False)


def test_put_off_by_the_server_it_is_tried_again_for_a_day(new_mail, release, clock, port, client_as):
    """A server that greylists (450): the mail is tried again, its neighbours are not kept waiting."""
    release(new_mail("a"))
    mail = Mail.objects.get()
    Mail.objects.update(released_at=NOON)
    with MailServer(replies={"RCPT": "450 come back later"}) as server:
        port(server.port)
        delivery.deliver_waiting()
        mail.refresh_from_db()
        assert (mail.state, mail.next_try_at - NOON) == ("released", timedelta(minutes=1))
        assert mail.trouble == "Mailserveren afviste modtageren: 450 come back later"
        page = " ".join(client_as("secretariat").get(f"/outbox/mails/{mail.pk}/").content.decode().split())
        assert "Mailserveren kan ikke tage mailen lige nu" in page
        assert timezone.localtime(mail.next_try_at).strftime("prøver igen %-d.") in page
        delivery.deliver_waiting()
        mail.refresh_from_db()
        assert mail.attempts == 1  # not before its time
        clock(24 * 60)
        delivery.deliver_waiting()
    assert (_states(), len(server.taken)) == ({"a": "failed"}, 0)


def test_put_off_and_then_taken(new_mail, release, clock, port):
    release(new_mail("a"))
    with MailServer(replies={"BODY": "451 try again"}) as server:
        port(server.port)
        delivery.deliver_waiting()
        clock(1)
        server.replies.clear()
        assert delivery.deliver_waiting() == 1
    assert (_states(), len(server.taken), Mail.objects.get().attempts) == ({"a": "sent"}, 1, 2)


def test_a_server_that_closes_puts_off_one_mail_and_begins_on_no_other(new_mail, release, clock, port):
    release(*[new_mail(key) for key in "abc"])
    with MailServer(replies={"MAIL": "421 closing"}) as server:
        port(server.port)
        delivery.deliver_waiting()
    assert list(Mail.objects.order_by("pk").values_list("state", "attempts")) == [
        ("released", 1), ("released", 0), ("released", 0),
    ]  # fmt: skip


def test_a_line_that_breaks_leaves_one_mail_uncertain_and_not_the_rest(new_mail, release, port):
    mails = [new_mail(key) for key in "abc"]
    release(*mails)
    with MailServer(replies={"BODY": ""}) as server:
        port(server.port)
        assert delivery.deliver_waiting() == 0
        assert _states() == {"a": "sending", "b": "released", "c": "released"}
        server.replies.clear()
        assert delivery.deliver_waiting() == 2
    assert _states() == {"a": "sending", "b": "sent", "c": "sent"}
    assert _ids(server) == sorted(mail.message_id for mail in mails[1:])


def test_a_server_that_refuses_to_sign_us_in_is_an_outage(new_mail, release, port):
    release(new_mail("a"))
    with MailServer(replies={"CONNECT": "554 go away"}) as server:
        port(server.port)
        delivery.deliver_waiting()
    assert (_states(), Outage.objects.values("tries", "trouble").get()) == (
        {"a": "released"}, {"tries": 1, "trouble": ANY},
    )  # fmt: skip
    assert "554" in Outage.objects.get().trouble


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("step", "left", "taken_after_all"),
    [
        ("CONNECT", "released", 2),  # no mail was begun on
        ("MAIL", "sending", 1),  # begun on: no machine can know, and none sends it again
        ("DATA", "sending", 1),
        ("BODY", "sending", 2),  # the server has it; to send it again would be a second copy
    ],
)
def test_the_deliverer_is_killed(step, left, taken_after_all, new_mail, release, port):
    first, second = new_mail("first"), new_mail("second")
    release(first)
    release(second)
    with MailServer(holds_at=step) as server:
        process = start("deliver", mail_port=server.port)
        assert server.held.wait(60)
        kill(process)
        assert _states() == {"first": left, "second": "released"}
    with MailServer() as later:
        port(later.port)
        delivery.deliver_waiting()
        assert delivery.deliver_waiting() == 0
    left_after = "sent" if left == "released" else "sending"
    assert _states() == {"first": left_after, "second": "sent"}
    assert len(server.taken) + len(later.taken) == taken_after_all
    Mail.objects.filter(state="sending").update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert [mail.pk for mail in actions.uncertain()] == ([first.pk] if left == "sending" else [])


@pytest.mark.django_db(transaction=True)
def test_killed_while_it_waits_for_its_turn_it_leaves_no_mark(new_mail, release):
    """The loop, killed between two turns."""
    release(new_mail("a"))
    with MailServer(holds_at="QUIT") as server:
        process = start("deliver", "--loop", mail_port=server.port)
        assert server.held.wait(60)
        kill(process)
        assert (_states(), len(server.taken)) == ({"a": "sent"}, 1)


@pytest.mark.parametrize("address", ["a@b.example\nBcc: x@spion.example", "a@b.example, x@spion.example"])
def test_an_address_that_would_be_two_goes_nowhere(new_mail, release, port, address):
    """Past every form, straight into the database."""
    release(new_mail("a"))
    Mail.objects.update(to_address=address)
    with MailServer() as server:
        port(server.port)
        delivery.deliver_waiting()
    assert [to for mail in server.taken for to in mail.splitlines() if b"spion" in to] == []
    assert _states() == {"a": "failed"}


@pytest.mark.django_db(transaction=True)
def test_a_file_store_that_is_away_puts_a_mail_off(store_goes_away, stored_pdf, new_mail, release, port):
    """Nothing was said to the mail server, so nobody has to be asked whether it went off."""
    mail = new_mail(file=stored_pdf(), file_name="brev.pdf")
    release(mail)
    come_back = store_goes_away()
    with MailServer() as server:
        port(server.port)
        assert (delivery.deliver_waiting(), len(server.taken)) == (0, 0)
        mail.refresh_from_db()
        assert (mail.state, mail.next_try_at > timezone.now(), mail.trouble) == (
            "released", True, "Filarkivet svarer ikke, så mailens bilag kan ikke læses.",
        )  # fmt: skip
        come_back()
        Mail.objects.update(next_try_at=None)
        assert (delivery.deliver_waiting(), len(server.taken)) == (1, 1)
