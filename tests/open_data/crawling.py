"""Goes through the portal as somebody would who follows every address that an answer names."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

from tests.open_data.reading import body_of

HOST = "testserver"
ADDRESS = re.compile(r"""(?:href|action|src)=["']([^"']+)["']|"(https?://[^"\s]+)"|<loc>([^<]+)</loc>""")
# The same for everyone, without an end, or somebody else's.
LEFT_OUT = re.compile(r"^/(?:static|admin|access/sign-in|year/\d)|[?&](?:on|kkr|kind|page|room|day)=")


def addresses_in(answer, content: bytes, here: str) -> set[str]:
    """The addresses on this host that an answer leads to."""
    kind = answer.headers.get("Content-Type", "")
    if not kind.startswith(
        ("text/html", "application/json", "application/xml", "application/atom", "text/plain")
    ):
        return set()
    found = set()
    for groups in ADDRESS.findall(content.decode()):
        address = urldefrag(next(filter(None, groups)).replace("&amp;", "&"))[0]
        parts = urlsplit(address)
        if parts.netloc not in ("", HOST) or parts.scheme not in ("", "http"):
            continue
        path = (parts.path or here) + (f"?{parts.query}" if parts.query else "")
        if path.startswith("/") and not LEFT_OUT.search(path):
            found.add(path)
    return found


def crawl(client, starts: list[str], *, most: int = 400) -> dict[str, object]:
    """Answers by address, each address asked once; ``most`` stops what never ends."""
    waiting, seen = deque(starts), {}
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        assert len(seen) < most, f"more than {most} addresses, the last {path}"
        answer = seen[path] = client.get(path)
        if answer.status_code in (301, 302):
            target = urldefrag(answer.headers["Location"])[0]
            if target.startswith("/") and not LEFT_OUT.search(target):
                waiting.append(target)
            continue
        content = body_of(answer)
        if answer.streaming:
            answer.streaming_content = [content]
        waiting.extend(sorted(addresses_in(answer, content, path) - seen.keys()))
    return seen
