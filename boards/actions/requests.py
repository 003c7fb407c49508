"""An organisation is asked: the letter is kept as it was sent, and a mail with a personal link is drafted."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from boards.actions.rounds import lock_round
from boards.actions.written import write
from boards.letters import request_letter, request_mail
from boards.models import NominatingOrganisation, NominationRequest
from boards.told import in_words
from kkr_portal.documents.models import store_made
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from meetings.actions.periods import Refused

LinkTo = Callable[[str], str]  # the whole address of a token's page


def hashed(token: str) -> str:
    """What is kept of a token: it has 256 bits of chance, so a plain hash can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(
    *,
    nominating: NominatingOrganisation,
    deadline: date,
    sent_on: date,
    link_to: LinkTo,
    to_name: str = "",
    to_address: str = "",
) -> NominationRequest:
    """The letter, and with an address a mail with the link, as a draft. Raises Refused."""
    lock_round(nominating.round_id)
    if deadline < sent_on:
        raise Refused("Fristen ligger før brevets dato.", "deadline")
    if deadline < timezone.localdate():
        raise Refused(f"Fristen {in_words(deadline)} er gået. Sæt en ny frist.", "deadline")
    request = write(
        NominationRequest(
            nominating=nominating, to_name=to_name, to_address=to_address, deadline=deadline, sent_on=sent_on
        )
    )
    _write_letter(request)
    if to_address:
        _new_link(request, link_to)
    return request


@transaction.atomic
def change_request(
    *, request: NominationRequest, deadline: date, to_name: str, to_address: str, link_to: LinkTo
) -> NominationRequest:
    """Another deadline or another person to ask. Raises Refused.

    The letter is made anew. A link that somebody has been sent goes on working, to the new deadline; where
    the mail still waits, or is to go to another address, there is a new one.
    """
    request = _held(request)
    nomination = request.nominations.first()
    if nomination and nomination.received_on > deadline:
        raise Refused(f"Der er modtaget en indstilling {in_words(nomination.received_on)}.", "deadline")
    if deadline < request.sent_on:
        raise Refused("Fristen ligger før brevets dato.", "deadline")
    stale = request.to_address != to_address or (request.mail and request.mail.state == Mail.State.DRAFT)
    request.deadline, request.to_name, request.to_address = deadline, to_name, to_address
    if request.token_hash:
        request.expires_on = deadline
    _write_letter(write(request))
    if not nomination and (stale or not request.token_hash):
        _drop_link(request)
        if to_address:
            _new_link(request, link_to)
    return request


@transaction.atomic
def renew_link(*, request: NominationRequest, link_to: LinkTo) -> NominationRequest:
    """A new link in a new mail; the one before stops working. Raises Refused."""
    request = _held(request)
    if not request.to_address:
        raise Refused("Anmodningen har ingen e-mailadresse. Ret den, og skriv adressen.")
    if request.nominations.exists():
        raise Refused("Der er allerede modtaget en indstilling. Slet den først, hvis der skal svares igen.")
    if request.deadline < timezone.localdate():
        raise Refused(f"Fristen {in_words(request.deadline)} er gået. Sæt først en ny frist.")
    _drop_link(request)
    _new_link(request, link_to)
    return request


@transaction.atomic
def withdraw(*, request: NominationRequest) -> None:
    """The link stops working, and a mail that was not released is discarded. Raises Refused once answered."""
    request = _held(request)
    if request.nominations.exists():
        raise Refused("Der er modtaget en indstilling. Anmodningen kan ikke trækkes tilbage.")
    _discard_mail(request)
    request.withdrawn_on = timezone.localdate()
    write(request)


def _held(request: NominationRequest) -> NominationRequest:
    """Its row, held. Raises Refused where it was withdrawn in the meantime."""
    rows = NominationRequest.objects.select_for_update(no_key=True, of=("self",))
    now = rows.select_related(
        "nominating__round__council", "nominating__organisation", "nominating__together_with", "mail",
        "nominating__seat_kind__board",
    ).get(pk=request.pk)  # fmt: skip
    if now.withdrawn_on:
        raise Refused(f"Anmodningen blev trukket tilbage {in_words(now.withdrawn_on)}.")
    return now


def _write_letter(request: NominationRequest) -> None:
    request.letter = store_made(BytesIO(request_letter(request)))
    write(request)


def _new_link(request: NominationRequest, link_to: LinkTo) -> None:
    """The mail is the only place where the link itself stands."""
    token = secrets.token_urlsafe(32)
    request.link_number += 1
    request.token_hash, request.expires_on, request.used_at = hashed(token), request.deadline, None
    write(request)
    request.mail = outbox.draft(
        council=request.nominating.round.council,
        key=f"nomination-request-{request.pk}-{request.link_number}",
        batch=f"Anmodninger om indstilling {request.nominating.round.years}",
        letter=request_mail(request, link_to(token)),
    )
    write(request)


def _discard_mail(request: NominationRequest) -> None:
    """A mail that nobody has released is never sent."""
    if request.mail_id:
        outbox.discard(mails=Mail.objects.filter(pk=request.mail_id, state=Mail.State.DRAFT))


def _drop_link(request: NominationRequest) -> None:
    _discard_mail(request)
    request.token_hash = ""
    write(request)
