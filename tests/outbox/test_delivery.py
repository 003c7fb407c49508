"""Each mail once, whatever breaks: a dead process, two processes, a server that says no or nothing."""

import contextlib
import smtplib
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from kkr_portal.outbox import actions, delivery
from kkr_portal.outbox.models import Mail


@pytest.fixture
def server(monkeypatch):
    """What the mail server does with each mail, by the address it goes to: an exception, raised."""
    troubles: dict[str, BaseException] = {}

    class Server(EmailBackend):
        def send_messages(self, messages):
            for message in messages:
                for address, trouble in troubles.items():
                    if address in message.to[0]:
                        raise trouble
            return super().send_messages(messages)

    monkeypatch.setattr(delivery, "get_connection", lambda **options: Server(**options))
    return troubles


def _states():
    return dict(Mail.objects.values_list("key", "state"))


def _addresses():
    return [message.to[0] for message in django_mail.outbox]


def test_only_what_a_person_released_goes_off_and_once(new_mail, release):
    new_mail("draft")
    release(new_mail("a"))
    assert (delivery.deliver_waiting(), delivery.deliver_waiting()) == (1, 0)
    assert (len(django_mail.outbox), _states()) == (1, {"draft": "draft", "a": "sent"})
    sent = Mail.objects.get(key="a")
    assert (sent.attempts, sent.sent_at is not None) == (1, True)


def test_the_same_key_is_the_same_mail(new_mail):
    assert new_mail("a", body="Første").pk == new_mail("a", body="Anden").pk
    assert Mail.objects.get().body == "Første"


def test_the_mail_as_it_goes_off(new_mail, release):
    release(new_mail("a", calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST"))
    delivery.deliver_waiting()
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert message["Message-ID"] == Mail.objects.get().message_id
    assert str(message["To"]) == "Anna Øst <a@kommune.example>"
    parts = [(part.get_content_type(), part.get_param("method")) for part in message.walk()]
    assert ("text/calendar", "REQUEST") in parts
    assert [part.get_filename() for part in message.iter_attachments()] == ["moede.ics"]


@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_a_line_break_makes_no_header(new_mail, release, field):
    release(new_mail("a", **{field: "Hej\r\nBcc: alle@example.dk\x00"}))
    delivery.deliver_waiting()
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert (message["Bcc"], django_mail.outbox[0].recipients()) == (None, django_mail.outbox[0].to)


def test_a_name_with_an_address_in_it_leads_nowhere_else(new_mail, release):
    release(new_mail("a", to_name='Anna", "x <spion@example.dk>'))
    delivery.deliver_waiting()
    message = message_from_bytes(django_mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert [address.addr_spec for address in message["To"].addresses] == ["a@kommune.example"]


def test_a_refused_mail_is_marked_with_the_servers_words_and_the_others_go(new_mail, release, server):
    server["a@"] = smtplib.SMTPRecipientsRefused({"a@kommune.example": (550, b"no such user")})
    release(new_mail("a"), new_mail("b"))
    assert delivery.deliver_waiting() == 1
    refused = Mail.objects.get(key="a")
    assert (_states(), refused.trouble) == (
        {"a": "failed", "b": "sent"}, "Mailserveren afviste modtageren: 550 no such user",
    )  # fmt: skip
    server.clear()
    assert delivery.deliver_waiting() == 0  # only a person tries again
    release(refused)
    assert (delivery.deliver_waiting(), _states()["a"], len(django_mail.outbox)) == (1, "sent", 2)


@pytest.mark.parametrize(
    "end", [SystemExit(), KeyboardInterrupt(), smtplib.SMTPServerDisconnected("bye"), TimeoutError()]
)
def test_a_talk_that_breaks_off_leaves_the_mail_uncertain_and_nobody_sends_it_again(
    new_mail, release, releaser, server, end
):
    release(new_mail("a"))
    server["a@"] = end
    with contextlib.suppress(SystemExit, KeyboardInterrupt):  # then the process is gone
        delivery.deliver_waiting()
    server.clear()
    assert (delivery.deliver_waiting(), _states(), len(django_mail.outbox)) == (0, {"a": "sending"}, 0)

    found = Mail.objects.get()
    assert not actions.is_uncertain(found)  # it may still be under way
    assert not actions.send_again(mail=found, by=releaser)
    Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    found.refresh_from_db()
    assert actions.is_uncertain(found)
    assert actions.send_again(mail=found, by=releaser)
    assert not actions.send_again(mail=found, by=releaser)
    assert delivery.deliver_waiting() == 1
    assert [message.extra_headers["Message-ID"] for message in django_mail.outbox] == [found.message_id]


def test_killed_after_the_server_took_it_exactly_one_delivery(new_mail, release, monkeypatch):
    """The server has it, and the process dies before it can write so down."""
    release(new_mail("a"))
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_set", _dies_when_sent(delivery._set))
        with pytest.raises(SystemExit):
            delivery.deliver_waiting()
    assert (delivery.deliver_waiting(), len(django_mail.outbox), _states()) == (0, 1, {"a": "sending"})
    Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert actions.mark_sent(mail=Mail.objects.get())
    assert (delivery.deliver_waiting(), len(django_mail.outbox), _states()) == (0, 1, {"a": "sent"})


def _dies_when_sent(original):
    def write(mail, expected, **values):
        if "sent_at" in values:
            raise SystemExit
        return original(mail, expected, **values)

    return write


def test_a_server_that_does_not_answer_leaves_every_mail_waiting(new_mail, release, monkeypatch):
    class Silent(EmailBackend):
        def open(self):
            raise ConnectionRefusedError

    monkeypatch.setattr(delivery, "get_connection", lambda **options: Silent(**options))
    release(new_mail("a"), new_mail("b"))
    assert (delivery.deliver_waiting(), set(_states().values())) == (0, {"released"})


def test_told_to_stop_it_stops_between_two_mails(new_mail, release):
    release(new_mail("a"), new_mail("b"))
    answers = iter([True, False])
    assert delivery.deliver_waiting(lambda: next(answers)) == 1
    assert sorted(_states().values()) == ["released", "sent"]


def test_the_command(new_mail, release, capsys):
    release(new_mail("a"))
    call_command("deliver")
    assert capsys.readouterr().out == "1 mails er sendt.\n"


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_each_mail_once(new_mail, release):
    release(*[new_mail(f"m{number}") for number in range(20)])
    start, counts = threading.Barrier(2), []

    def run():
        try:
            start.wait()
            counts.append(delivery.deliver_waiting())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (sum(counts), len(_addresses()), len(set(_addresses()))) == (20, 20, 20)
    assert set(Mail.objects.values_list("state", "attempts")) == {("sent", 1)}
