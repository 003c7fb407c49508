"""A mail server for tests: it speaks SMTP on a port of its own, remembers mails, and stops where asked."""

from __future__ import annotations

import os
import signal
import socketserver
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
OK = "250 OK"
REPLIES = {"CONNECT": "220 tests ESMTP", "DATA": "354 go on", "QUIT": "221 bye"}


class MailServer:
    """As a context manager. ``taken``: the mails it said yes to, whole.

    ``replies``: what it answers to a command instead of yes; "" closes the line. ``holds_at``: the command
    that it does not answer; ``held`` is set when that is reached. Commands are SMTP's, CONNECT, and BODY for
    the end of a mail.
    """

    def __init__(self, *, port: int = 0, replies: dict[str, str] | None = None, holds_at: str = "") -> None:
        self.taken: list[bytes] = []
        self.replies, self.holds_at = replies or {}, holds_at
        self.held, self.go_on = threading.Event(), threading.Event()
        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> MailServer:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        server = self

        class Talk(socketserver.StreamRequestHandler):
            def answer(self, command: str) -> bool:
                if command == server.holds_at:
                    server.held.set()
                    server.go_on.wait(60)
                reply = server.replies.get(command, REPLIES.get(command, OK))
                self.wfile.write(f"{reply}\r\n".encode() if reply else b"")
                return bool(reply) and not reply.startswith("421")

            def handle(self) -> None:
                open_ = self.answer("CONNECT")
                while open_ and (line := self.rfile.readline()):
                    command = line.split()[0].decode().upper()
                    open_ = self.answer(command) and command != "QUIT"
                    if command == "DATA" and open_ and "DATA" not in server.replies:
                        lines = iter(self.rfile.readline, b".\r\n")
                        mail = b"".join(lines)
                        if "BODY" not in server.replies:
                            server.taken.append(mail)
                        open_ = self.answer("BODY")

        return Talk


def start(*command: str, mail_port: int = 1) -> subprocess.Popen[str]:
    """A command of ``manage.py`` in a process of its own, on the tests' database and this mail server."""
    tests = connection.settings_dict
    where = f"{quote(tests['USER'])}:{quote(tests['PASSWORD'])}@/{tests['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{where}?host={quote(tests['HOST'], safe='')}&port={tests['PORT']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "DATA_DIR": str(settings.DATA_DIR),
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> None:
    """Without a word of warning."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
