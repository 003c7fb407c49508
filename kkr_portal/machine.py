"""What the portal needs of the machine: libraries, a browser for the tests, a virtual environment.

Standard library only. Where Debian's package manager may be used without a question (as root, or with
a sudo that asks for no password), what is missing is installed; otherwise it is named.
"""

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What WeasyPrint loads, and the Debian package that has it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
OFFICE = ["libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui"]
OFFICE += ["fonts-liberation"]  # it needs some font, and these are as wide as Arial and Times
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|name resolution|unreachable"
)

WRONG_HASH = (
    "En pakkes kontrolsum passer ikke med låsefilen, så intet er installeret. "
    "Prøv igen; sker det igen, er pakken eller vejen til den ændret."
)


class MachineTrouble(Exception):
    """What stands in the way, as a Danish sentence with what to do about it."""


def say(text: str) -> None:
    """Tell the person at the terminal what happens now."""
    print(text, flush=True)


def checksum(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def loads(library: str) -> bool:
    """Whether the system can load a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def provide_libraries() -> None:
    """What WeasyPrint needs, on Linux; elsewhere it is for the README to say."""
    if sys.platform == "linux":
        missing = [package for library, package in LIBRARIES.items() if not loads(library)]
        if missing:
            apt_install(missing, "Portalen mangler systembiblioteker til at lave PDF-filer")


def chromium() -> str | None:
    """The path of a Chromium for the browser tests: CHROMIUM in the environment, or the system's."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS)]
    return next(filter(None, found), None)


def provide_chromium() -> None:
    """A Chromium for the browser tests."""
    if not chromium():
        apt_install(["chromium"], "Prøverne i en rigtig browser mangler Chromium")


def libreoffice() -> str | None:
    """The path of LibreOffice's soffice."""
    return shutil.which("soffice")


def provide_libreoffice() -> None:
    """A LibreOffice for the tests that convert Office files."""
    if not libreoffice():
        apt_install(OFFICE, "Prøverne med Office-filer mangler LibreOffice")


def nginx() -> str | None:
    """The path of nginx, which Debian keeps out of other users' PATH."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def systemd_analyze() -> str | None:
    """The path of the program that reads unit files."""
    return shutil.which("systemd-analyze")


def postgresql() -> Path | None:
    """The folder of the programs of Debian's newest PostgreSQL server."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((one.parent for one in found), key=lambda folder: int(folder.parent.name), default=None)


def provide_operation() -> None:
    """What the tests of operation need. Debian starts an nginx and a PostgreSQL when it installs them: on a
    build machine that is no harm, on somebody's own it is for them to choose."""
    wanted = (("nginx-light", nginx), ("systemd", systemd_analyze), ("postgresql", postgresql))
    missing = [package for package, found in wanted if not found()]
    if missing and os.environ.get("CI") == "true":
        apt_install(missing, "Prøverne af driftsfilerne mangler programmer")


def apt_install(packages: list[str], lack: str) -> None:
    """Install Debian packages without a question; ``lack`` says in Danish what is missing."""
    names = " ".join(packages)
    by_hand = f"Installér {names}. På Debian og Ubuntu: sudo apt-get install {names}"
    if not shutil.which("apt-get"):
        raise MachineTrouble(f"{lack}. {by_hand}")
    sudo: list[str] = []
    if os.geteuid() != 0:
        sudo = ["sudo", "-n"]
        if not shutil.which("sudo") or run_quietly(*sudo, "true").returncode != 0:
            raise MachineTrouble(f"{lack}. {by_hand}")
    say(f"{lack}. Installerer {names} …")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    run_quietly(*apt, "update")  # an old list may still do
    quietly(
        f"{lack}, og de kunne ikke hentes. Er der forbindelse til nettet?\n{by_hand}",
        *apt, "install", "-y", "--no-install-recommends", *packages,
    )  # fmt: skip


def new_venv(folder: Path) -> None:
    """A virtual environment in ``folder``; what was there is removed."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        apt_install([f"python{version}-venv"], "Python mangler den del, der laver virtuelle miljøer")
    quietly(
        f"Det virtuelle miljø kan ikke laves i «{folder}».", sys.executable, "-m", "venv", "--clear", folder
    )


@contextmanager
def throwaway_venv() -> Iterator[Path]:
    """The Python of a virtual environment that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        new_venv(Path(folder))
        yield Path(folder) / "bin" / "python"


def pip_install(python: Path, lock: Path) -> None:
    """Install the packages of a lock file, each by its checksum."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    done = run_quietly(python, "-m", "pip", "install", *options, "--requirement", lock)
    if done.returncode != 0:
        raise MachineTrouble(why_pip_failed(done.stderr))


def why_pip_failed(output: str) -> str:
    """A Danish sentence for what pip wrote; pip's own last words only where it is hard to tell."""
    if "DO NOT MATCH THE HASHES" in output:
        return "\n".join([WRONG_HASH, *_last_lines(output)])
    if "No space left on device" in output:
        return "Pakkerne kan ikke installeres: disken er fuld. Gør plads, og start igen."
    if NO_NETWORK.search(output):
        return (
            "Pakkerne kan ikke hentes: der er ingen forbindelse til pakkeserveren. "
            "Se efter, om maskinen er på nettet, og start igen."
        )
    return "\n".join(["Pakkerne kan ikke installeres. Dette skrev pip:", *_last_lines(output)])


def quietly(trouble: str, *command: str | Path) -> None:
    """Run a command without its output; if it fails, MachineTrouble has ``trouble`` and its last lines."""
    done = run_quietly(*command)
    if done.returncode != 0:
        raise MachineTrouble("\n".join([trouble, *_last_lines(done.stderr or done.stdout)]))


def _last_lines(output: str) -> list[str]:
    return [f"  {line}" for line in output.strip().splitlines()[-5:]]


def run_quietly(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """What the command answered, whatever it was."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
