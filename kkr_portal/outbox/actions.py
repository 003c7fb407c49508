"""What is done to mails: drafted, released, discarded, and settled when nobody knows if they went off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser, rights_mark
from kkr_portal.cpr import cpr_numbers
from kkr_portal.documents.models import StoredFile
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Council

State = Mail.State
# A mail still under way after so long was left by a process that died; the mail server is asked for a minute.
UNCERTAIN_AFTER = timedelta(minutes=5)
KEPT_FOR = timedelta(days=90)  # a person's own mails


class Refused(Exception):
    """``found``: the mails that seem to hold a CPR number, each with the numbers, not repeated whole."""

    def __init__(self, found: list[tuple[Mail, list[str]]]) -> None:
        super().__init__("; ".join(f"{mail.to_address}: {', '.join(numbers)}" for mail, numbers in found))
        self.found = found


@dataclass(frozen=True)
class Letter:
    """What a mail says to whom. ``calendar`` is an iCalendar file, ``calendar_method`` its METHOD.

    ``file`` goes along as an attachment under ``file_name``.
    """

    to_name: str
    to_address: str
    subject: str
    body: str
    calendar: str = ""
    calendar_method: str = ""
    file: StoredFile | None = None
    file_name: str = ""


def draft(*, council: Council, key: str, batch: str, letter: Letter) -> Mail:
    """A mail that waits to be released. The same key twice is the same mail, as it was."""
    defaults = {"council": council, "batch": one_line(batch)[:200], **_said(key, letter)}
    return Mail.objects.get_or_create(key=key, defaults=defaults)[0]


def post_own(
    *, subscriber: User, key: str, batch: str, subject: str, body: str, expires_at: datetime, stop_url: str
) -> Mail:
    """A mail that ``subscriber`` has asked for and that holds what they may see: it goes off as it is.

    After ``expires_at``, or when the person's rights or address have changed, it is deleted instead.
    Raises IntegrityError where there is a mail with that key.
    """
    letter = Letter(str(subscriber), subscriber.email, subject, body)
    return Mail.objects.create(
        subscriber=subscriber, key=key, batch=batch, state=State.RELEASED, released_at=timezone.now(),
        rights=rights_mark(subscriber), expires_at=expires_at, stop_url=stop_url, **_said(key, letter),
    )  # fmt: skip


def _said(key: str, letter: Letter) -> dict[str, Any]:
    """The letter as a mail's fields, and its Message-ID."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {
        "to_name": one_line(letter.to_name)[:170],
        "to_address": letter.to_address,
        "subject": one_line(letter.subject)[:250],
        "body": letter.body,
        "calendar": letter.calendar,
        "calendar_method": letter.calendar_method,
        "file": letter.file,
        "file_name": one_line(letter.file_name)[:150],
        "message_id": make_msgid(idstring=key, domain=domain),
    }


def is_outlived(mail: Mail) -> bool:
    """A person's own mail that must not go off any more: see ``post_own``."""
    user = mail.subscriber
    return (
        user is not None
        and mail.expires_at is not None
        and (
            mail.expires_at <= timezone.now()
            or mail.to_address != user.email
            or mail.rights != rights_mark(user)
        )
    )


def delete_outlived(*, subscriber: User) -> None:
    """Delete the person's mails that wait and must not go off any more. Inside a transaction."""
    for mail in _unsent(subscriber):
        if is_outlived(mail):
            mail.delete()


def delete_unsent(*, subscriber: User, batch: str) -> None:
    """Delete the person's mails of this batch that no process has begun on. Inside a transaction."""
    for mail in _unsent(subscriber).filter(batch=batch):
        mail.delete()


def _unsent(subscriber: User) -> QuerySet[Mail]:
    own = Mail.objects.filter(subscriber=subscriber, state=State.RELEASED)
    return own.select_related("subscriber").select_for_update(of=("self",), skip_locked=True)


def forget_own_mails() -> None:
    """Delete people's own mails that have lain for ``KEPT_FOR``."""
    Mail.objects.filter(subscriber__isnull=False, made_at__lt=timezone.now() - KEPT_FOR).delete()


def one_line(text: str) -> str:
    """Without line breaks and control characters: nothing typed becomes a header of its own."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@transaction.atomic
def release(*, mails: QuerySet[Mail], by: AnyUser) -> int:
    """Let the drafts among ``mails``, and those that failed, go to the mail server. How many there were.

    Raises Refused, and releases none of them, where a text seems to hold a CPR number: mail is not sealed.
    """
    waiting = _locked(mails, State.DRAFT, State.FAILED)
    found = [
        (mail, numbers)
        for mail in Mail.objects.filter(pk__in=waiting).order_by("to_name", "pk")
        if (numbers := cpr_numbers(f"{mail.subject}\n{mail.body}"))
    ]
    if found:
        raise Refused(found)
    now = timezone.now()
    return _update(waiting, state=State.RELEASED, released_at=now, released_by=by, trouble="",
                   next_try_at=None)  # fmt: skip


@transaction.atomic
def discard(*, mails: QuerySet[Mail]) -> int:
    """Never send the mails among these that no process has begun on. How many there were."""
    return _update(_locked(mails, State.DRAFT, State.FAILED, State.RELEASED), state=State.DISCARDED)


@transaction.atomic
def bring_back(*, mails: QuerySet[Mail]) -> int:
    """Make discarded mails that were never released drafts again. How many there were."""
    return _update(_locked(mails.filter(released_at=None), State.DISCARDED), state=State.DRAFT)


@transaction.atomic
def mark_sent(*, mail: Mail) -> bool:
    """A person knows that a mail left under way did go off. False where it is not such a mail."""
    return bool(_update(_locked(uncertain().filter(pk=mail.pk), State.SENDING), state=State.SENT,
                        sent_at=timezone.now()))  # fmt: skip


@transaction.atomic
def send_again(*, mail: Mail, by: AnyUser) -> bool:
    """A person takes the risk of a second copy, with the same Message-ID. False where not uncertain."""
    return bool(
        _update(
            _locked(uncertain().filter(pk=mail.pk), State.SENDING),
            state=State.RELEASED, released_at=timezone.now(), released_by=by, claimed_at=None, trouble="",
        )
    )  # fmt: skip


def uncertain() -> QuerySet[Mail]:
    """Mails that a process began on and never finished: nobody can know whether they went off."""
    return Mail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - UNCERTAIN_AFTER)


def is_uncertain(mail: Mail) -> bool:
    return (
        mail.state == State.SENDING
        and mail.claimed_at is not None
        and mail.claimed_at < timezone.now() - UNCERTAIN_AFTER
    )


def _locked(mails: QuerySet[Mail], *states: str) -> list[int]:
    """The ids of those in these states, held until the transaction ends."""
    rows = mails.filter(state__in=states).select_for_update(of=("self",)).order_by("pk")
    return [mail.pk for mail in rows]


def _update(ids: Iterable[int], **values: object) -> int:
    return Mail.objects.filter(pk__in=list(ids)).update(**values)
