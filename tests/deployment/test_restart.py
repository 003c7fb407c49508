"""The pages are started anew behind an open socket, as systemd holds it: nobody who asks meanwhile fails."""

import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.deployment.running import HOST, ROOT, environment, gunicorn

# systemd's way to hand an open socket on: as number 3, to the process whose id is told.
HANDED_ON = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


def start(listening: socket.socket, folder: Path) -> subprocess.Popen[bytes]:
    number = listening.fileno()
    with (folder / "web.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-c", HANDED_ON, str(number), *gunicorn()],
            cwd=ROOT, env=environment(folder), pass_fds=[number], stdout=log, stderr=log,
        )  # fmt: skip


def test_nobody_fails_while_the_pages_are_started_anew(transactional_db, tmp_path):
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        port, answers, enough = listening.getsockname()[1], [], threading.Event()

        def ask_on() -> None:
            while not enough.is_set():
                asking = HTTPConnection("127.0.0.1", port, timeout=120)
                try:
                    asking.request("GET", "/health", headers={"Host": HOST})
                    answers.append(asking.getresponse().status)
                except OSError as failure:
                    answers.append(repr(failure))
                finally:
                    asking.close()
                time.sleep(0.02)

        started = [start(listening, tmp_path)]
        askers = [threading.Thread(target=ask_on) for _ in range(3)]
        for asker in askers:
            asker.start()
        try:
            served = wait_for_more(answers, 20, started[-1])
            started[0].terminate()
            assert started[0].wait(60) == 0
            started.append(start(listening, tmp_path))
            wait_for_more(answers, served + 20, started[-1])
        finally:
            enough.set()
            for asker in askers:
                asker.join()
            for process in started:
                process.terminate()
                process.wait(60)
    assert set(answers) == {200}
    assert (tmp_path / "web.log").read_text("utf-8").count("Listening at") == 2


def wait_for_more(answers: list[object], count: int, process: subprocess.Popen[bytes]) -> int:
    while len(answers) < count and set(answers) <= {200} and process.poll() is None:
        time.sleep(0.05)
    return len(answers)
