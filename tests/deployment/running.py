"""The portal as it runs in operation: gunicorn processes on the tests' database, and nginx before them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection

from kkr_portal.machine import nginx
from tests.suite import OPERATION

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "kkr_portal/deployment"
HOST = "portal.example.dk"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Of an operating portal behind a proxy, on the tests' database, with its files in ``folder``/files."""
    tests = connection.settings_dict
    where = f"{quote(tests['USER'])}:{quote(tests['PASSWORD'])}@/{tests['NAME']}"
    return os.environ | OPERATION | {
        "DATABASE_URL": f"postgres://{where}?host={quote(tests['HOST'], safe='')}&port={tests['PORT']}",
        "DATA_DIR": str(folder), "BEHIND_PROXY": "1", "WEB_CONCURRENCY": "1", "PYTHONUNBUFFERED": "1", **more,
    }  # fmt: skip


@dataclass(frozen=True)
class Web:
    """One gunicorn: its port, and what it wrote."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def requests(self) -> list[str]:
        """«METHOD path status» of each request it has answered."""
        lines = [json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line[:1] == "{"]
        return [line["message"] for line in lines if line["logger"] == "gunicorn.access"]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def gunicorn() -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--config", "python:kkr_portal.server", "kkr_portal.wsgi"]


@contextmanager
def web(folder: Path, **more: str) -> Iterator[Web]:
    """A gunicorn with one process, answering."""
    port = free_port()
    log = folder / f"web-{port}.log"
    with log.open("wb") as out, subprocess.Popen(
        gunicorn(), cwd=ROOT, env=environment(folder, PORT=str(port), **more), stdout=out, stderr=out
    ) as process:  # fmt: skip
        try:
            wait_until_healthy(port, process, log)
            yield Web(port, log, process)
        finally:
            process.terminate()
            process.wait(60)


def wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    while process.poll() is None:
        asking = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asking.request("GET", "/health", headers={"Host": HOST})
            assert asking.getresponse().status == 200
            return
        except OSError:
            time.sleep(0.1)
        finally:
            asking.close()
    raise AssertionError(f"gunicorn ended: {log.read_text('utf-8')}")


@dataclass(frozen=True)
class Front:
    """nginx with the shipped site: its two ports, and the certificate that it shows."""

    http: int
    https: int
    certificate: Path


@contextmanager
def front(folder: Path, ports: list[int]) -> Iterator[Front]:
    """nginx before the gunicorns at ``ports``; in the shipped site only paths and ports are replaced."""
    made = Front(free_port(), free_port(), folder / "certificate.pem")
    portal = folder / "portal"  # the shipped site has no blanks in its paths, and this checkout may have
    portal.symlink_to(ROOT)
    key = folder / "key.pem"
    make_certificate(made.certificate, key)
    site = replaced(
        (SHIPPED / "nginx.conf").read_text("utf-8"),
        {
            "server 127.0.0.1:8000;": " ".join(f"server 127.0.0.1:{port};" for port in ports),
            "listen 80": f"listen 127.0.0.1:{made.http}",
            "listen 443": f"listen 127.0.0.1:{made.https}",
            "/srv/kkr-portal/": f"{portal}/",
            "/etc/ssl/certs/portal.example.dk.pem": str(made.certificate),
            "/etc/ssl/private/portal.example.dk.key": str(key),
        },
    )
    (folder / "site.conf").write_text(site, "utf-8")
    # What Debian's own nginx.conf has around a site, with all that is written in the test's folder.
    scratch = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        f"{user}daemon off; pid {folder}/nginx.pid; worker_processes 1; events {{}}\n"
        f"http {{ include {mime_types()}; {scratch}\ninclude {folder}/site.conf; }}\n",
        "utf-8",
    )
    program = [str(nginx()), "-p", str(folder), "-e", str(folder / "nginx.log"), "-c", str(main)]
    checked = subprocess.run([*program, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(made.https, process)
            yield made
        finally:
            process.terminate()
            process.wait(30)


def replaced(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each value in the place of its key, which must be there."""
    for old, new in values.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def mime_types() -> Path:
    return Path("/etc/nginx/mime.types")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx ended before it answered")


def make_certificate(certificate: Path, key: Path) -> None:
    """For HOST, signed by itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def several(folder: Path, count: int) -> Iterator[list[Web]]:
    with ExitStack() as stack:
        yield [stack.enter_context(web(folder)) for _ in range(count)]
