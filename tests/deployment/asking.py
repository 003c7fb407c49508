"""A browser without a screen: https with the certificate checked, cookies, and forms with their token."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.deployment.running import HOST, Front

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")


@dataclass
class Reader:
    """Someone at a browser of their own. Every request is a connection of its own, as after a while."""

    front: Front
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def post(self, path: str, values: dict[str, str], **headers: str) -> Answer:
        """A form that was shown before: with the token of its cookie, and the headers of a browser."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **values}).encode()
        return self.ask("POST", path, body, {"Content-Type": FORM, "Origin": f"https://{HOST}", **headers})

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        """A file in the field ``uploads``."""
        edge = "e" * 40
        token = self.cookies.get("csrftoken", "")
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="uploads"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode() + content + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
        kind = f"multipart/form-data; boundary={edge}"
        return self.ask("POST", path, body, {"Content-Type": kind, "Origin": f"https://{HOST}"})

    def ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = ask(self.front, method, path, body, {"Host": HOST, "Cookie": cookie, **headers})
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                assert morsel["secure"], name
                self.cookies[name] = morsel.value
        return answer

    def sign_in(self, email: str, password: str, **headers: str) -> Answer:
        self.get("/access/sign-in/")
        return self.post("/access/sign-in/", {"username": email, "password": password}, **headers)


def ask(
    front: Front, method: str, path: str, body: bytes | None, headers: dict[str, str], *, name: str = HOST
) -> Answer:
    """One request over https; ``name`` is what the certificate is asked for."""
    trusted = ssl.create_default_context(cafile=str(front.certificate))
    with (
        socket.create_connection(("127.0.0.1", front.https), timeout=120) as plain,
        trusted.wrap_socket(plain, server_hostname=name) as line,
    ):
        asking = HTTPConnection(HOST)
        asking.sock = line
        asking.request(method, path, body, headers)
        return read(asking.getresponse())


def ask_plainly(front: Front, path: str, host: str) -> Answer:
    """One request over http."""
    asking = HTTPConnection("127.0.0.1", front.http, timeout=60)
    asking.request("GET", path, headers={"Host": host})
    try:
        return read(asking.getresponse())
    finally:
        asking.close()


def read(response: HTTPResponse) -> Answer:
    return Answer(response.status, response.headers, response.read())


def links(html: str, start: str) -> list[str]:
    """The addresses in a page that begin so."""
    return sorted(set(re.findall(rf'(?:href|src)="({re.escape(start)}[^"#]+)', html)))
