"""Files by checksum: the same content is kept once, and never changes."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import PurePath
from typing import IO, Any

import pgtrigger
import pikepdf
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from kkr_portal.documents.kinds import OFFICE, Kind
from kkr_portal.documents.refused_kinds import save_as_pdf
from kkr_portal.documents.uploads import CheckedUpload
from kkr_portal.lasting import never_emptied, track

LATE = timedelta(minutes=10)


class MissingFile(Exception):
    """The row is there and its file isn't; the text is Danish and fit to be shown."""

    def __init__(self, stored: StoredFile) -> None:
        super().__init__(
            f"Filen {stored.sha256[:12]}… findes ikke i portalens arkiv. Kontakt den, der driver portalen."
        )
        self.stored = stored


class UnreachableStore(OSError):
    """The store does not answer, so nobody knows whether the file is there. Danish, and fit to be shown."""

    def __init__(self) -> None:
        super().__init__("Portalens filarkiv svarer ikke. Prøv igen om lidt.")


@track()
class StoredFile(models.Model):
    """One content. Its names stand where it is used, since the same content may have several."""

    sha256 = models.CharField("kontrolsum (SHA-256)", max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField("størrelse i byte", editable=False)
    kind = models.CharField("filtype", max_length=4, choices=Kind, editable=False)
    pages = models.PositiveIntegerField("sider", editable=False)
    created_at = models.DateTimeField("gemt", auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = "gemt fil", "gemte filer"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="stored_file_checksum",
                violation_error_message="Kontrolsummen er 64 cifre fra 0 til f.",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="stored_file_not_empty",
                violation_error_message="En gemt fil er aldrig tom.",
            ),
            models.CheckConstraint(
                condition=Q(kind="pdf", pages__gt=0)
                | Q(kind__in=["png", "jpeg"], pages=1)
                | Q(kind__in=OFFICE, pages=0),
                name="stored_file_pages",
                violation_error_message="En PDF har mindst én side; et billede har netop én; "
                "et Office-dokument har ingen, før det er omdannet til PDF.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stored_file_never_changes", operation=pgtrigger.Update),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.sha256[:12]}…"

    @property
    def storage_name(self) -> str:
        """Where the content lies in the file store."""
        return storage_name(self.sha256)

    @property
    def media_type(self) -> str:
        return Kind(self.kind).media_type

    @property
    def is_office(self) -> bool:
        return Kind(self.kind).is_office

    @property
    def shown(self) -> StoredFile:
        """What is read and printed: the file, or the PDF made of an Office file once there is one."""
        return (self.conversion.result or self) if self.is_office else self

    def shown_name(self, name: str) -> str:
        """What ``shown`` is called, where the file itself is called ``name``."""
        return name if self.shown == self else f"{PurePath(name).stem}.pdf"

    @property
    def why_not_printed(self) -> str:
        """Why an Office file can't go into a packet yet, in Danish; empty for all that can."""
        return self.conversion.told if self.shown.is_office else ""

    def open(self) -> File[Any]:
        """The content, from its start. Raises MissingFile and UnreachableStore."""
        try:
            return default_storage.open(self.storage_name)
        except FileNotFoundError:
            raise MissingFile(self) from None
        except OSError as trouble:
            raise UnreachableStore from trouble


@track()
class Conversion(models.Model):
    """An Office file's way to a PDF: once for each content, whatever it is attached to.

    ``attempts`` counts the workers that took it; together with the file it names one worker's turn.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Venter på at blive omdannet til PDF"
        RUNNING = "running", "Omdannes til PDF"
        DONE = "done", "Omdannet til PDF"
        FAILED = "failed", "Kunne ikke omdannes til PDF"

    source = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="conversion", verbose_name="Office-fil",
        primary_key=True,
    )  # fmt: skip
    state = models.CharField("tilstand", max_length=7, choices=State, default=State.WAITING)
    result = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="PDF-fil", null=True, blank=True
    )
    trouble = models.CharField("fejl", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    asked_at = models.DateTimeField("bestilt", db_default=Now())
    claimed_at = models.DateTimeField("påbegyndt", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "omdannelse til PDF", "omdannelser til PDF"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", result__isnull=False) | ~Q(state="done") & Q(result=None),
                name="conversion_done_has_pdf",
                violation_error_message="Netop en færdig omdannelse har en PDF-fil.",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(trouble="") | ~Q(state="failed") & Q(trouble=""),
                name="conversion_failed_says_why",
                violation_error_message="Netop en mislykket omdannelse har en fejl.",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(claimed_at__isnull=False, attempts__gt=0),
                name="conversion_running_is_claimed",
                violation_error_message="En omdannelse i gang er taget af en arbejder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_late(self) -> bool:
        """It has waited so long that a person should not wait for it: perhaps no worker runs."""
        return self.is_under_way and self.asked_at < timezone.now() - LATE

    @property
    def told(self) -> str:
        """Why there is no PDF yet, and what to do, in Danish sentences; empty where there is one."""
        if self.state == self.State.DONE:
            return ""
        instead = save_as_pdf(Kind(self.source.kind))
        if self.is_late:
            return f"Filen venter stadig på at blive omdannet til PDF. {instead}"
        if self.is_under_way:
            return "Filen er ved at blive omdannet til PDF. Prøv igen om lidt."
        return f"{self.trouble} {instead}"


def storage_name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def store(upload: CheckedUpload) -> StoredFile:
    """Keeps the content of a checked upload; content that is kept already is found by its checksum.

    The file is written first, whole or not at all, then the row: a row without a file can't arise here,
    and a file whose row was rolled back is simply found again by the next upload of the same content.
    """
    upload.file.seek(0)
    sha256 = hashlib.file_digest(upload.file, "sha256").hexdigest()
    upload.file.seek(0)
    default_storage.save(storage_name(sha256), upload.file)  # also where it is: a damaged file is whole again
    upload.file.seek(0)
    facts = {"size": upload.size, "kind": upload.kind, "pages": upload.pages}
    with transaction.atomic():
        stored = StoredFile.objects.get_or_create(sha256=sha256, defaults=facts)[0]
        if upload.kind.is_office:
            Conversion.objects.get_or_create(source=stored)
    return stored


def store_made(file: IO[bytes]) -> StoredFile:
    """Keeps a PDF that the portal itself has made: it needs no checking, and no limit holds for it."""
    file.seek(0)
    with pikepdf.open(file) as pdf:  # type: ignore[arg-type]
        pages = len(pdf.pages)
    size = file.seek(0, os.SEEK_END)
    return store(CheckedUpload(File(file), "", Kind.PDF, pages, size))


def is_intact(stored: StoredFile) -> bool:
    """Whether the file is there and has the bytes that its checksum says. Raises UnreachableStore."""
    try:
        with stored.open() as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256
    except UnreachableStore:
        raise
    except (OSError, MissingFile):
        return False
