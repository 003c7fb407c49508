"""Addresses in the mails: where one chooses, and where one stops a kind of mail without signing in.

Whoever has the link can do one thing: turn one kind of mail off. It is signed, so nobody can guess one.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from kkr_portal.outbox.addresses import whole
from kkr_portal.reminders.models import Choice

KINDS = {"reminders": "påmindelserne", "digest": "ugebrevet"}
_signer = Signer(sep=".", salt="kkr_portal.reminders.stop")


def choices_url() -> str:
    return whole(reverse("reminders:choices"))


def stop_url(choice: Choice, kind: str) -> str:
    return whole(reverse("reminders:stop", args=[_signer.sign_object([choice.pk, kind])]))


def read_stop(token: str) -> tuple[Choice, str] | None:
    """Whose mails of which kind the token stops; None where it is not one of ours, or the person is gone."""
    try:
        pk, kind = _signer.unsign_object(token)
    except BadSignature:
        return None
    choice = Choice.objects.filter(pk=pk).first()
    return (choice, kind) if choice else None
