"""Hands released mails to the mail server, each once.

A mail is claimed in a transaction of its own before a word is said to the server. What the server refuses
is marked as failed, with its words. Where the talk breaks off, or this process dies, nobody knows whether the
mail went off: it stays ``sending``, no process touches it again, and a person decides.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kkr_portal.documents.models import MissingFile
from kkr_portal.outbox.models import Mail

logger = logging.getLogger(__name__)
# The server has said no, or the mail could not be put together: it did not go off.
REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ValueError,
    MissingFile,
)
TIMEOUT = 60  # seconds that a server may take to answer


def deliver_waiting(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Deliver every released mail while ``goes_on``; how many went off.

    Leaves them all where the server can't be reached.
    """
    if not Mail.objects.filter(state=Mail.State.RELEASED).exists():
        return 0
    server = get_connection(timeout=TIMEOUT)
    try:
        server.open()
    except (OSError, smtplib.SMTPException):
        logger.exception("The mail server does not answer; released mails wait")
        return 0
    delivered = 0
    try:
        while goes_on() and (mail := claim()):
            delivered += hand_over(mail, server)
    finally:
        server.close()
    return delivered


@transaction.atomic(durable=True)
def claim() -> Mail | None:
    """Take the mail that has waited longest, so that nobody else does."""
    waiting = Mail.objects.filter(state=Mail.State.RELEASED).order_by("released_at", "pk")
    mail = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if mail:
        _set(mail, Mail.State.RELEASED, state=Mail.State.SENDING, claimed_at=timezone.now(),
             attempts=F("attempts") + 1)  # fmt: skip
    return mail


def hand_over(mail: Mail, server: BaseEmailBackend) -> bool:
    """Give a claimed mail to the server; whether it went off."""
    try:
        server.send_messages([message_of(mail)])
    except REFUSED as refusal:
        _set(mail, Mail.State.SENDING, state=Mail.State.FAILED, trouble=_words(refusal))
        return False
    except (OSError, smtplib.SMTPException) as trouble:
        logger.exception("The talk with the mail server broke off over mail %s", mail.pk)
        _set(mail, Mail.State.SENDING, trouble=f"Forbindelsen til mailserveren blev afbrudt: {trouble}"[:500])
        return False
    return bool(_set(mail, Mail.State.SENDING, state=Mail.State.SENT, sent_at=timezone.now(), trouble=""))


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes off: text, a calendar file both as part of the mail and as a file, an attachment.

    Raises MissingFile where the attachment has vanished: nothing is sent without it.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[formataddr((mail.to_name, mail.to_address))],
        headers={"Message-ID": mail.message_id},
    )
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.attach("moede.ics", mail.calendar, "text/calendar")
    if mail.file:
        with mail.file.open() as file:
            message.attach(mail.file_name, file.read(), mail.file.media_type)
    return message


def _set(mail: Mail, expected: str, **values: object) -> int:
    """Only while the mail is still in the state that was expected."""
    return Mail.objects.filter(pk=mail.pk, state=expected).update(**values)


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
