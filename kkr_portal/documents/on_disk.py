"""The file store on a disk, which several machines may share."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

BLOCK = 1024 * 1024  # bytes


class DiskStorage(FileSystemStorage):
    """A file appears whole or not at all, and takes the place of one with the same name: the same content."""

    def __init__(self, location: str) -> None:
        super().__init__(location, allow_overwrite=True)

    def _save(self, name: str, content: File[Any]) -> str:
        root, final = Path(self.path("")), Path(self.path(name))
        root.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix="upload-", dir=root)
        try:
            content.seek(0)
            with os.fdopen(handle, "wb") as copy:
                while block := content.read(BLOCK):
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
            final.parent.mkdir(parents=True, exist_ok=True)
            os.chmod(scratch, 0o640)
            os.replace(scratch, final)
        finally:
            Path(scratch).unlink(missing_ok=True)
        return name
