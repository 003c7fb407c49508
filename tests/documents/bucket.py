"""An S3-compatible service on a port of its own, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import boto3

KEYS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests", "AWS_EC2_METADATA_DISABLED": "true"}
REGION = "eu-north-1"


@contextmanager
def s3_service() -> Iterator[str]:
    """Its address; it keeps what it is given until it is stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process)
            yield address
        finally:
            process.kill()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            with urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The S3 service ended before it answered")


def new_bucket(address: str, name: str) -> None:
    """An empty bucket. The keys must be in the environment."""
    client = boto3.client("s3", endpoint_url=address, region_name=REGION)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})


def storage_in(address: str, name: str) -> dict[str, object]:
    """Django's storage setting for a bucket."""
    return {
        "BACKEND": "kkr_portal.documents.on_s3.S3FileStorage",
        "OPTIONS": {"bucket": name, "endpoint": address, "region": REGION},
    }
