"""Makes a PDF of an Office file with LibreOffice, in processes that may be stopped: it comes from outside.

Between the worker and LibreOffice stands a guard, this module run by itself. It sets the limits, and ends
LibreOffice with all its children when the time is up, and when the worker dies: then its standard input ends.
What LibreOffice may do, such as never to fetch what a document points to, says ``libreoffice.xcu``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess  # LibreOffice is run by us, in a process that may die
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

SECONDS = 90  # for one file
MEGABYTES = 2048  # of address space: one page takes 460, 6,500 pages take 670
RESULT_MEGABYTES = 200  # what may be written in one file
TIMED_OUT = 3  # the guard's exit code
NO_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET
ROOT = Path(__file__).resolve().parents[2]


class NotConverted(Exception):
    """Why there is no PDF: a Danish sentence."""


@contextlib.contextmanager
def pdf_of(source: Path, suffix: str, *, converter: str, seconds: float = SECONDS) -> Iterator[Path]:
    """The PDF that ``converter`` makes of ``source``; it is gone afterwards. Raises NotConverted."""
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = folder / f"document{suffix}"
        shutil.copyfile(source, file)
        (folder / "profile/user").mkdir(parents=True)
        settings = Path(__file__).with_suffix(".xcu")
        shutil.copyfile(settings, folder / "profile/user/registrymodifications.xcu")
        with subprocess.Popen(  # noqa: S603 – our own module, and paths of our own making
            [sys.executable, "-m", "kkr_portal.documents.libreoffice", converter, str(file), str(seconds)],
            stdin=subprocess.PIPE, cwd=ROOT, env={}, start_new_session=True,
        ) as guard:  # fmt: skip
            ended = guard.wait()
        if ended == TIMED_OUT:
            raise NotConverted(f"LibreOffice blev ikke færdig med filen på {seconds:g} sekunder.")
        if not (made := file.with_suffix(".pdf")).is_file():
            raise NotConverted("LibreOffice kunne ikke åbne filen.")
        yield made


def _guard(converter: str, file: Path, seconds: float) -> int:
    _set_limits()
    office = subprocess.Popen(  # noqa: S603
        [
            converter, "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={(file.parent / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(file.parent), str(file),
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd=file.parent, process_group=0,
        env={
            "HOME": str(file.parent), "TMPDIR": str(file.parent), "LANG": "C.UTF-8", "PATH": os.defpath,
        },
    )  # fmt: skip
    alone = threading.Event()
    threading.Thread(target=_end_with_worker, args=(office, alone), daemon=True).start()
    try:
        office.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return TIMED_OUT
    finally:
        _end(office)
        if alone.is_set():  # nobody else is left to clear up
            shutil.rmtree(file.parent, ignore_errors=True)
    return 0


def _end_with_worker(office: subprocess.Popen[bytes], alone: threading.Event) -> None:
    os.read(sys.stdin.fileno(), 1)  # not sys.stdin.read: its lock would hold up the end of the program
    alone.set()
    _end(office)


def _end(office: subprocess.Popen[bytes]) -> None:
    """LibreOffice and all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(office.pid, signal.SIGKILL)


def _set_limits() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (RESULT_MEGABYTES * 2**20, RESULT_MEGABYTES * 2**20))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
        # A network of its own, with nothing in it. Not every system permits it: the settings hold without.
        ctypes.CDLL(None).unshare(NO_NETWORK)


if __name__ == "__main__":
    sys.exit(_guard(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
