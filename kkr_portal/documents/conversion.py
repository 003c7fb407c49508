"""Makes the PDF of the Office files that wait: outside all requests, each by one worker at a time.

A worker claims a file, and commits that, before it begins. One that dies leaves the file claimed; once the
claim is older than a turn can last, the next worker takes it, and if that dies too, it is given up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.libreoffice import SECONDS, NotConverted, pdf_of
from kkr_portal.documents.local_files import local_file
from kkr_portal.documents.models import Conversion, MissingFile, StoredFile, UnreachableStore, store
from kkr_portal.documents.uploads import check_upload

logger = logging.getLogger(__name__)
CLAIM_HOLDS = timedelta(seconds=SECONDS + 60)  # a turn is over by then: LibreOffice is stopped before
MOST_ATTEMPTS = 2
GIVEN_UP = "Omdannelsen blev afbrudt to gange."
FAILED = "Filen kunne ikke omdannes til PDF."
FITTING = ["too_large", "too_many_pages"]  # what is said of an uploaded PDF fits one that was made, too


def convert_waiting(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Convert all that wait while ``goes_on``; how many were taken."""
    taken = 0
    while goes_on() and (conversion := claim()):
        convert(conversion)
        taken += 1
    return taken


@transaction.atomic(durable=True)
def claim() -> Conversion | None:
    """Take the file that has waited longest, or was left behind, so that nobody else does."""
    left_behind = Q(state=Conversion.State.RUNNING, claimed_at__lt=Now() - CLAIM_HOLDS)
    Conversion.objects.filter(left_behind, attempts__gte=MOST_ATTEMPTS).update(
        state=Conversion.State.FAILED, trouble=GIVEN_UP
    )
    waiting = Conversion.objects.filter(left_behind | Q(state=Conversion.State.WAITING))
    conversion = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("source").first()
    if conversion:
        conversion.attempts += 1
        conversion.state = Conversion.State.RUNNING
        Conversion.objects.filter(pk=conversion.pk).update(
            state=Conversion.State.RUNNING, attempts=F("attempts") + 1, claimed_at=Now()
        )
    return conversion


def convert(conversion: Conversion) -> None:
    """Give a claimed file to LibreOffice, and keep the PDF or why there is none. Raises UnreachableStore."""
    try:
        result = _pdf_of(conversion.source)
    except (NotConverted, MissingFile) as why:
        _settle(conversion, state=Conversion.State.FAILED, trouble=str(why)[:300])
    except UnreachableStore:  # says nothing about the file: it waits, and this turn counts for nothing
        _settle(conversion, state=Conversion.State.WAITING, attempts=F("attempts") - 1, claimed_at=None)
        raise
    except OSError:  # a full disk, say
        logger.exception("File %s can't be converted", conversion.source.sha256)
        _settle(conversion, state=Conversion.State.FAILED, trouble=FAILED)
    else:
        _settle(conversion, state=Conversion.State.DONE, result=result)


def _pdf_of(source: StoredFile) -> StoredFile:
    suffix, converter = Kind(source.kind).suffix, settings.OFFICE_CONVERTER
    with (
        local_file(source) as original,
        pdf_of(original, suffix, converter=converter) as made,
        made.open("rb") as file,
    ):
        try:
            return store(check_upload(File(file, name="document.pdf")))
        except ValidationError as fault:
            raise NotConverted(fault.messages[0] if fault.code in FITTING else FAILED) from None


def _settle(conversion: Conversion, **outcome: object) -> None:
    """Only while it is this worker's turn: the outcome of one that was thought dead counts for nothing."""
    Conversion.objects.filter(
        pk=conversion.pk, state=Conversion.State.RUNNING, attempts=conversion.attempts
    ).update(**outcome)


def try_again(stored: StoredFile) -> bool:
    """Let a file that could not be converted wait again; whether it was one."""
    return bool(
        Conversion.objects.filter(source=stored, state=Conversion.State.FAILED).update(
            state=Conversion.State.WAITING, trouble="", attempts=0, claimed_at=None, asked_at=Now()
        )
    )
