"""The file store in a bucket of an S3-compatible service. Needs the packages of ``requirements-s3.lock``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

IN_MEMORY = 1024 * 1024  # bytes of a file that is read; a larger one lies on the disk meanwhile


class S3FileStorage(S3Storage):
    """A put is whole or not at all, and takes the place of the same content. No answer is an OSError.

    ``endpoint`` is "" for Amazon; other services find the bucket in the path of the address. The keys are
    those that boto3 finds (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine's own role).
    """

    def __init__(self, *, bucket: str, endpoint: str = "", region: str = "") -> None:
        super().__init__(
            bucket_name=bucket,
            endpoint_url=endpoint or None,
            region_name=region or None,
            file_overwrite=True,
            client_config=Config(
                s3={"addressing_style": "path" if endpoint else "auto"},
                connect_timeout=5,
                read_timeout=30,
                retries={"mode": "standard", "total_max_attempts": 3},
                # Not every service knows the newer checksums; a file's name is its checksum anyhow.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        copy = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 – whoever asked closes it
        try:
            with _refusals(name):
                self.bucket.download_fileobj(self._normalize_name(name), copy)
        except OSError:
            copy.close()
            raise
        copy.seek(0)
        return File(copy, name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _refusals(name):
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        with _refusals(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with _refusals(name):
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _refusals(name):
            folders, files = super().listdir(name)
            return folders, files


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """FileNotFoundError for what isn't there, and OSError where the service refuses or does not answer."""
    try:
        yield
    except ClientError as refusal:
        if refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(name) from refusal
        raise OSError(str(refusal)) from refusal
    except (BotoCoreError, Boto3Error) as trouble:
        raise OSError(str(trouble)) from trouble
