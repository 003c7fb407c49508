"""The shipped nginx site before two processes that share nothing but the database and the file store."""

import ssl
import time
from datetime import date

import pytest
from axes.models import AccessLog

from kkr_portal.access.models import User
from meetings.actions import agenda
from meetings.models import AgendaItem, Attachment, Meeting, Section
from tests.conftest import PASSWORD
from tests.deployment.asking import ask, ask_plainly, links
from tests.deployment.conftest import EMAIL, running
from tests.deployment.running import HOST
from tests.documents import files

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]
ADDRESS = "/meetings/midtjylland/2022-03-07/"
SAID_ONCE = [
    "Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
    "Referrer-Policy", "Cross-Origin-Opener-Policy",
]  # fmt: skip


@pytest.fixture
def item(secretary, council) -> AgendaItem:
    meeting = Meeting.objects.create(council=council, date=date(2022, 3, 7))
    section: Section = agenda.add_section(meeting=meeting, title="Beslutninger")
    return agenda.place_item(AgendaItem(section=section, title="Punkt"))


def test_a_session_holds_in_both_processes(site, secretary):
    reader = site.reader()
    assert reader.sign_in(EMAIL, PASSWORD).status == 302
    assert [reader.get("/outbox/").status for _ in range(6)] == [200] * 6
    assert all("GET /outbox/ 200" in web.requests() for web in site.webs)


def test_wrong_passwords_are_counted_across_processes(site, secretary):
    """Neither process has seen enough to close the account; an address that was made up opens nothing."""

    def tries() -> list[int]:
        return [sum(line.startswith("POST /access/sign-in/") for line in web.requests()) for web in site.webs]

    reader, before = site.reader(), tries()
    reader.get("/access/sign-in/")
    wrong = {"username": EMAIL, "password": "forkert"}
    answers = [
        reader.post("/access/sign-in/", wrong, **{"X-Forwarded-For": f"192.0.2.{n}"}).status for n in range(5)
    ]
    assert answers == [200] * 4 + [429]
    for _ in range(50):  # the last line is written after its answer
        if sum(tries()) == sum(before) + 5:
            break
        time.sleep(0.1)
    assert sorted(now - then for now, then in zip(tries(), before, strict=True)) == [2, 3]
    assert [site.reader().sign_in(EMAIL, PASSWORD).status for _ in range(2)] == [429, 429]


def test_an_upload_and_the_packet(site, item):
    """Larger than nginx lets through unless it is told; what one process stored, both give back."""
    reader = site.reader()
    reader.sign_in(EMAIL, PASSWORD)
    reader.get(f"/meetings/items/{item.pk}/attach/")
    content = files.heavy(pages=3)
    answer = reader.upload(f"/meetings/items/{item.pk}/attach/", "Stort bilag.pdf", content)
    assert answer.status == 302, answer.text
    attachment = Attachment.objects.get()
    assert attachment.file.size == len(content)
    assert [reader.get(attachment.get_absolute_url()).content == content for _ in range(2)] == [True, True]
    packet = reader.get(f"{ADDRESS}packet.pdf")
    assert (packet.status, packet.content[:5], len(packet.content) > 12_000_000) == (200, b"%PDF-", True)


def test_what_is_too_large_is_told_in_danish(site, secretary):
    reader = site.reader()
    headers = {"Content-Length": str(201 * 1024 * 1024), "Content-Type": "multipart/form-data; boundary=x"}
    answer = reader.ask("POST", "/meetings/items/1/attach/", None, headers)
    assert (answer.status, "<h1>For meget på én gang</h1>" in answer.text) == (413, True)
    assert "nginx" not in answer.text


def test_what_the_portal_says_of_safety_is_said_once(site):
    for path in ("/access/sign-in/", "/oparl/", "/findes-ikke/"):
        headers = site.reader().get(path).headers
        assert {name: len(headers.get_all(name) or []) for name in SAID_ONCE} == dict.fromkeys(SAID_ONCE, 1)
        assert headers["Server"] == "nginx"


def test_static_files_come_from_nginx_and_are_kept_for_ever(site):
    reader = site.reader()
    found = links(reader.get("/access/sign-in/").text, "/static/")
    assert len(found) >= 3
    for path in found:
        answer = reader.get(path, **{"Accept-Encoding": "gzip"})
        assert (answer.status, answer.headers["Cache-Control"]) == (
            200,
            "public, max-age=31536000, immutable",
        )
        assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    styles = next(path for path in found if path.endswith(".css"))
    assert reader.get(styles, **{"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert not [line for web in site.webs for line in web.requests() if "/static/" in line]


@pytest.mark.parametrize("host", ["andet.example.dk", "127.0.0.1", "evil.example\tportal.example.dk"])
def test_another_name_reaches_nothing(site, host):
    before = [len(web.requests()) for web in site.webs]
    assert ask(site.front, "GET", "/access/sign-in/", None, {"Host": host}).status in (400, 421)
    assert ask_plainly(site.front, "/access/sign-in/", host).status in (400, 421)
    with pytest.raises((ssl.SSLError, ConnectionError)):
        ask(site.front, "GET", "/health", None, {"Host": HOST}, name="andet.example.dk")
    assert [len(web.requests()) for web in site.webs] == before


def test_plain_http_is_sent_on(site):
    answer = ask_plainly(site.front, "/meetings/?a=b", HOST)
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{HOST}/meetings/?a=b")


def test_a_reader_is_signed_in_at_the_address_of_the_proxy_and_not_one_of_their_own(site, secretary):
    assert site.reader().sign_in(EMAIL, PASSWORD, **{"X-Forwarded-For": "192.0.2.7"}).status == 302
    assert AccessLog.objects.get().ip_address == "127.0.0.1"
    assert User.objects.get().last_login


def test_one_process_that_ends_is_not_noticed_and_none_at_all_is_told_in_danish(transactional_db, tmp_path):
    with running(tmp_path) as site:
        site.webs[0].stop()
        assert [site.reader().get("/health").status for _ in range(4)] == [200] * 4
        site.webs[1].stop()
        answer = site.reader().get("/meetings/")
        assert (answer.status, "<h1>Portalen svarer ikke lige nu</h1>" in answer.text) == (502, True)
        assert answer.headers["Cache-Control"] == "no-store"
