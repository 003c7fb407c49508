"""One process at a time, and what a refused write means in plain words. Standard library only."""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_ALLOWED = (
    "brugeren har ikke lov. Giv brugeren lov til at skrive der, eller læg portalen i en anden mappe."
)
REFUSALS = {
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: "drevet kan kun læses. Læg portalen et sted, der kan skrives.",
    errno.ENOSPC: "disken er fuld. Gør plads, og start igen.",
    errno.EDQUOT: "brugerens plads på disken er brugt op. Gør plads, og start igen.",
    errno.ENOTDIR: "et led på vejen er en fil, ikke en mappe. Flyt filen, og start igen.",
    errno.EEXIST: "der ligger en fil med mappens navn. Flyt filen, og start igen.",
}


def refusal(error: OSError) -> str:
    """The Danish sentence for a file or folder that could not be written."""
    reason = REFUSALS.get(error.errno or 0, f"{error.strerror}.")
    return f"Der kan ikke skrives i «{error.filename or os.getcwd()}»: {reason}"


@contextmanager
def one_at_a_time(file: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock file ``file``; call ``on_wait`` once if another process has it already.

    The lock ends with its process, also a killed one, so there is never a stale one to remove.
    """
    # Opened for reading: the file may have been made by another user.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_CREAT, 0o644)) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
