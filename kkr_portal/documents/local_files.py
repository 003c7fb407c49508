"""Stored files for programs and libraries that want a path: on disk the files themselves, else copies."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.files.storage import default_storage

from kkr_portal.documents.models import MissingFile, StoredFile


@contextmanager
def local_files(files: Iterable[StoredFile]) -> Iterator[Mapping[str, Path]]:
    """Where each content lies, by its checksum; there is nothing at the path of a file that is gone.

    What is read there must not be changed. Raises UnreachableStore.
    """
    wanted = {stored.sha256: stored for stored in files}
    if (root := _root()) is not None:
        yield {sha256: root / stored.storage_name for sha256, stored in wanted.items()}
        return
    with tempfile.TemporaryDirectory(prefix="files-") as folder:
        copies = {sha256: Path(folder) / sha256 for sha256 in wanted}
        for sha256, stored in wanted.items():
            with suppress(MissingFile), stored.open() as content, copies[sha256].open("wb") as copy:
                shutil.copyfileobj(content, copy)
        yield copies


@contextmanager
def local_file(stored: StoredFile) -> Iterator[Path]:
    """Where the content lies; see ``local_files``. Raises MissingFile and UnreachableStore."""
    with local_files([stored]) as found:
        path = found[stored.sha256]
        if not path.is_file():
            raise MissingFile(stored)
        yield path


def _root() -> Path | None:
    """The folder that the files lie in; None where they lie elsewhere."""
    try:
        return Path(default_storage.path(""))
    except NotImplementedError:
        return None
