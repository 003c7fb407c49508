"""Hands released mails to the mail server, each once.

A mail is claimed in a transaction of its own before a word is said to the server. What the server refuses
is marked as failed, with its words; what it refuses only for now is tried again after a while. Where the
talk breaks off, or this process dies, nobody knows whether the mail went off: it stays ``sending``, no
process touches it again, and a person decides. A server that can't be reached is tried again after a while;
until then no mail is begun on.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kkr_portal.documents.models import MissingFile, UnreachableStore
from kkr_portal.outbox.actions import is_outlived
from kkr_portal.outbox.models import Mail, Outage

logger = logging.getLogger(__name__)
# The server has said no, or the mail could not be put together: it did not go off.
REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,
    MissingFile,
)
BROKEN_OFF = (OSError, smtplib.SMTPException)
CLOSING = 421  # RFC 5321, 4.2.2: the server closes the channel after this answer
TIMEOUT = 60  # seconds that a server may take to answer
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30)]  # then again and again the last
GIVE_UP_AFTER = timedelta(days=1)  # a mail that the server puts off for so long has failed


def deliver_waiting(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Deliver every released mail whose time has come while ``goes_on``; how many went off.

    Leaves them all where the server can't be reached.
    """
    now = timezone.now()
    if Outage.objects.filter(next_try_at__gt=now).exists() or not _waiting(now).exists():
        return 0
    server = get_connection(timeout=TIMEOUT)
    try:
        server.open()
    except BROKEN_OFF as trouble:
        logger.exception("The mail server does not answer; released mails wait")
        _no_answer(trouble, now)
        return 0
    Outage.objects.all().delete()
    delivered = 0
    try:
        while goes_on() and (mail := claim()):
            went_off, open_still = hand_over(mail, server)
            delivered += went_off
            if not open_still:
                break  # the next turn opens a new connection
    finally:
        server.close()
    return delivered


def _waiting(now: datetime) -> QuerySet[Mail]:
    """Released, and not put off until later."""
    return Mail.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state=Mail.State.RELEASED)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries in vain."""
    return WAITS[min(tries, len(WAITS)) - 1]


@transaction.atomic
def _no_answer(trouble: Exception, now: datetime) -> None:
    """Write down that the server can't be reached, and when it is tried again."""
    outage, _ = Outage.objects.select_for_update().get_or_create(
        pk=1, defaults={"since": now, "tries": 0, "next_try_at": now}
    )
    outage.tries += 1
    outage.next_try_at = now + wait_after(outage.tries)
    outage.trouble = _one_line(trouble)
    outage.save()


@transaction.atomic(durable=True)
def claim() -> Mail | None:
    """Take the mail that has waited longest, so that nobody else does."""
    waiting = _waiting(timezone.now()).order_by("released_at", "pk")
    locked = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("subscriber")
    while (mail := locked.first()) and is_outlived(mail):
        mail.delete()
    if mail:
        mail.attempts += 1
        _set(mail, Mail.State.RELEASED, state=Mail.State.SENDING, claimed_at=timezone.now(),
             attempts=mail.attempts, next_try_at=None)  # fmt: skip
    return mail


def hand_over(mail: Mail, server: BaseEmailBackend) -> tuple[bool, bool]:
    """Give a claimed mail to the server; whether it went off, and whether the server still listens."""
    try:
        server.send_messages([message_of(mail)])
    except UnreachableStore:  # before a word was said to the server
        logger.exception("The attachment of mail %s can't be read now; the mail waits", mail.pk)
        _put_off(mail, "Filarkivet svarer ikke, så mailens bilag kan ikke læses.")
        return False, True
    except REFUSED as refusal:
        _refused(mail, refusal)
        return False, CLOSING not in _codes(refusal)
    except BROKEN_OFF as trouble:
        logger.exception("The talk with the mail server broke off over mail %s", mail.pk)
        words = f"Forbindelsen til mailserveren blev afbrudt: {_one_line(trouble)}"
        _set(mail, Mail.State.SENDING, trouble=words[:500])
        return False, False
    sent = _set(mail, Mail.State.SENDING, state=Mail.State.SENT, sent_at=timezone.now(), trouble="")
    return bool(sent), True


def _refused(mail: Mail, refusal: Exception) -> None:
    """For good, or for now: then it is tried again, for a day."""
    now, codes = timezone.now(), _codes(refusal)
    for_now = bool(codes) and all(400 <= code < 500 for code in codes)
    if for_now and mail.released_at and now < mail.released_at + GIVE_UP_AFTER:
        _put_off(mail, _words(refusal))
    else:
        _set(mail, Mail.State.SENDING, state=Mail.State.FAILED, trouble=_words(refusal))


def _put_off(mail: Mail, trouble: str) -> None:
    """Release a claimed mail again, to be tried later."""
    later = timezone.now() + wait_after(mail.attempts)
    _set(mail, Mail.State.SENDING, state=Mail.State.RELEASED, claimed_at=None, next_try_at=later,
         trouble=trouble)  # fmt: skip


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes off: text, a calendar file both as part of the mail and as a file, an attachment.

    Raises MissingFile where the attachment has vanished, and UnreachableStore: nothing is sent without it.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[formataddr((mail.to_name, mail.to_address))],
        headers={"Message-ID": mail.message_id, **_own_headers(mail)},
    )
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("moede.ics", mail.calendar, "text/calendar")
    if mail.file:
        with mail.file.open() as file:
            message.attach(mail.file_name, file.read(), mail.file.media_type)
    return message


def _own_headers(mail: Mail) -> dict[str, str]:
    """For mail programs: no person wrote this (RFC 3834), and here one says no to more (RFC 8058)."""
    if not mail.stop_url:
        return {}
    return {
        "Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{mail.stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # fmt: skip


def _set(mail: Mail, expected: str, **values: object) -> int:
    """Only while the mail is still in the state that was expected."""
    return Mail.objects.filter(pk=mail.pk, state=expected).update(**values)


def _codes(refusal: Exception) -> list[int]:
    """The server's reply codes; none where it was not the server that refused."""
    if isinstance(refusal, smtplib.SMTPResponseException):
        return [refusal.smtp_code]
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in refusal.recipients.values()]
    return []


def _one_line(trouble: object) -> str:
    return " ".join(str(trouble).split())[:400]


def _words(refusal: Exception) -> str:
    """What the server said, in one line."""
    if isinstance(refusal, smtplib.SMTPResponseException):
        said = refusal.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"Mailserveren afviste mailen: {refusal.smtp_code} {' '.join(text.split())}"[:500]
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        said = "; ".join(
            f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
            for code, text in refusal.recipients.values()
        )
        return f"Mailserveren afviste modtageren: {' '.join(said.split())}"[:500]
    return f"Mailen kunne ikke sættes sammen: {' '.join(str(refusal).split())}"[:500]
