"""Reads the text of the files that have not been read yet: outside all requests, each file once."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DataError, IntegrityError, transaction

from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.local_files import local_file
from kkr_portal.documents.models import MissingFile, StoredFile
from kkr_portal.search.models import FilePage, FileText
from kkr_portal.search.reading import BROKEN, Unreadable, pages_of
from kkr_portal.search.sources import searched_files

logger = logging.getLogger(__name__)
AT_A_TIME = 20


def read_waiting(go_on: Callable[[], bool] = lambda: True) -> int:
    """Read all that wait, and say how many they were. A worker that dies leaves a file unread, not half read.

    Only files that the search is asked about: the printed agendas and packets say nothing more. Two workers
    may read the same file: the second finds it kept and keeps nothing.
    """
    read = 0
    while rows := list(StoredFile.objects.filter(searched_files(), text=None).order_by("pk")[:AT_A_TIME]):
        for stored in rows:
            if not go_on():
                return read
            read_file(stored)
            read += 1
    return read


def forget_unreadable() -> int:
    """Let the files that could not be read wait again, for a restored archive, say; how many they are."""
    return FileText.objects.exclude(trouble="").delete()[0]


def read_file(stored: StoredFile) -> None:
    """Keep the text of one file; a picture has none, and of a broken file the trouble is kept.

    Raises UnreachableStore: then the file waits.
    """
    pages, trouble = [], ""
    if stored.kind == Kind.PDF:
        try:
            with local_file(stored) as path:
                pages = pages_of(path)
        except (Unreadable, MissingFile) as why:
            trouble = str(why) if isinstance(why, Unreadable) else BROKEN
            logger.warning("No text of file %s: %s", stored.sha256, why)
    try:
        _keep(stored, pages, trouble)
    except DataError:  # words that the database's search takes for too long
        logger.exception("The text of file %s can't be kept", stored.sha256)
        _keep(stored, [], BROKEN)


def _keep(stored: StoredFile, pages: list[str], trouble: str) -> None:
    try:
        with transaction.atomic():
            text = FileText.objects.create(file=stored, trouble=trouble)
            FilePage.objects.bulk_create(
                FilePage(of=text, number=number, text=page)
                for number, page in enumerate(pages, 1)
                if page.strip()
            )
    except IntegrityError:
        logger.info("File %s was read by another worker", stored.sha256)
