"""Where the uploaded files lie: in a folder, or in a bucket of an S3-compatible service."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def chosen(env: environ.Env, folder: Path, *, local: bool) -> dict[str, Any]:
    """Django's storage setting for what S3_BUCKET, S3_ENDPOINT and S3_REGION say; without them ``folder``.

    Raises ImproperlyConfigured.
    """
    bucket, endpoint = env.str("S3_BUCKET", default=""), env.str("S3_ENDPOINT", default="")
    if not bucket:
        return {"BACKEND": "kkr_portal.documents.on_disk.DiskStorage", "OPTIONS": {"location": str(folder)}}
    if not find_spec("storages"):
        raise ImproperlyConfigured(
            "S3_BUCKET er sat, men pakkerne til det er ikke installeret: "
            "pip install --require-hashes --requirement requirements-s3.lock"
        )
    if endpoint and not local and not endpoint.startswith("https://"):
        raise ImproperlyConfigured(
            "S3_ENDPOINT skal begynde med https://, ellers kan filerne læses undervejs."
        )
    options = {"bucket": bucket, "endpoint": endpoint, "region": env.str("S3_REGION", default="")}
    return {"BACKEND": "kkr_portal.documents.on_s3.S3FileStorage", "OPTIONS": options}
