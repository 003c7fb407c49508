"""Five minutes after a sending: ``python -m tests.bench.load`` (``--seconds 300 --years 1,20``).

Two hundred people open the agenda and its packet, fifty search, five edit: against gunicorn's two processes
as in operation, on a durable server and data of its own, thrown away afterwards. The same five minutes with
one year and with twenty years of all five KKR behind them; at last an hour's worth of the same requests as
fast as they are answered, to see whether the processes grow. A quarter of an hour, and another kind of table
than the other benches': so ``make bench`` only names it.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests

READERS, SEARCHERS, EDITORS = 200, 50, 5
ITEMS, ATTACHMENTS, SHEETS = 20, 25, 4
SEARCHES, SAVES = 3, 10  # of one person in the five minutes
HOUR = 12  # times five minutes
PORT = 8977
SITE = f"http://127.0.0.1:{PORT}"
KKR = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")
QUESTIONS = (
    "kommune",
    "udpegninger",
    "erhvervshus bestyrelse",
    "zonterbane",
    "3.4",
    '"kommune og bestyrelse"',
)
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
SLOWEST = 0.3  # seconds: what 95 % of the pages are to be answered within


@dataclass
class Answers:
    """What was answered: seconds by kind, and everything that was not as it should be."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    def ask(self, kind: str, browser: requests.Session, method: str, address: str, **sent: Any) -> str:
        """Fetches the whole answer and counts it; returns its text where it is a page."""
        begun = time.perf_counter()
        try:
            answer = browser.request(method, SITE + address, timeout=60, allow_redirects=False, **sent)
        except requests.RequestException as error:
            self.wrong.append(f"{address}: {error}")
            return ""
        self.seconds[kind].append(time.perf_counter() - begun)
        if answer.status_code != (302 if method == "POST" else 200):
            self.wrong.append(f"{method} {address}: {answer.status_code}")
        return answer.text if answer.headers.get("Content-Type", "").startswith("text/html") else ""


@dataclass(frozen=True)
class Place:
    """What there is to do: the sent meeting's address, its attachments, cookies of people, items to edit."""

    meeting: str
    files: list[str]
    members: list[str]
    editors: list[tuple[str, str]]


Steps = Iterator[Callable[[], Any]]


def browser_of(session: str) -> requests.Session:
    browser = requests.Session()
    browser.trust_env = False
    if session:
        browser.cookies.set("sessionid", session, domain="127.0.0.1")
    return browser


def reader(answers: Answers, place: Place, number: int) -> Steps:
    """Half of them signed in: the agenda with its style sheets, then the prints, then two attachments."""
    browser = browser_of(place.members[number % len(place.members)] if number % 2 else "")
    draw = random.Random(number)

    def agenda() -> None:
        page = answers.ask("agenda", browser, "GET", place.meeting)
        for address in sorted(set(STATIC.findall(page))):
            answers.ask("style sheets and scripts", browser, "GET", address)

    yield agenda
    for name in ("agenda.pdf", "packet.pdf"):
        yield lambda name=name: answers.ask("agenda and packet as PDF", browser, "GET", place.meeting + name)  # type: ignore[misc]
    for address in draw.sample(place.files, 2):
        yield lambda address=address: answers.ask("one attachment", browser, "GET", address)  # type: ignore[misc]


def searcher(answers: Answers, place: Place, number: int) -> Steps:
    browser, draw = browser_of(place.members[0] if number % 2 else ""), random.Random(number)
    for _ in range(SEARCHES):
        asked = {"q": draw.choice(QUESTIONS), "kkr": draw.choice(("", *KKR))}
        yield lambda asked=asked: answers.ask("search", browser, "GET", "/search/", params=asked)  # type: ignore[misc]


def editor(answers: Answers, place: Place, number: int) -> Steps:
    from tests.contracts.written import fields_of

    session, address = place.editors[number]
    browser = browser_of(session)

    def edit(count: int) -> None:
        page = answers.ask("page to edit", browser, "GET", address)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        typed = fields_of(page) | {"presentation": f"Skrevet om for {count}. gang."}
        typed["csrfmiddlewaretoken"] = token[1] if token else ""
        answers.ask("saving", browser, "POST", address, data=typed)

    for count in range(SAVES):
        yield lambda count=count: edit(count)  # type: ignore[misc]


def people(answers: Answers, place: Place) -> list[Steps]:
    return [
        *(reader(answers, place, number) for number in range(READERS)),
        *(searcher(answers, place, number) for number in range(SEARCHERS)),
        *(editor(answers, place, number) for number in range(EDITORS)),
    ]


def five_minutes(place: Place, seconds: float) -> Answers:
    """Each person begins at some moment and does the next thing at another; nobody waits for anybody."""
    answers, draw = Answers(), random.Random(2021)

    def live(steps: list[Callable[[], Any]], moments: list[float]) -> None:
        for moment, step in zip(moments, steps, strict=True):
            time.sleep(max(0.0, begun + moment - time.perf_counter()))
            step()

    threads = []
    for steps in map(list, people(answers, place)):
        moments = sorted(draw.uniform(0, seconds) for _ in steps)
        threads.append(threading.Thread(target=live, args=(steps, moments)))
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def as_fast_as_it_goes(place: Place, times: int) -> Answers:
    """Four at a time, without a pause."""
    answers = Answers()
    todo = [steps for _ in range(times) for steps in people(answers, place)]
    random.Random(1).shuffle(todo)
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if not todo:
                    return
                steps = todo.pop()
            for step in steps:
                step()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


# The data


def sent_meeting() -> Place:
    """A meeting with 25 attachments that was sent just now, and another whose items are being written."""
    from django.utils import timezone

    from kkr_portal.access.models import User
    from kkr_portal.documents import pdf
    from kkr_portal.documents.models import store_made
    from kkr_portal.registry.models import Council
    from meetings.actions.sending import send_version
    from meetings.models import AgendaItem, Attachment, Meeting, Section
    from tests.bench.packet import html

    council, ahead = Council.objects.get(slug="midtjylland"), timezone.localdate() + timedelta(days=30)
    meeting = Meeting.objects.create(council=council, date=ahead, status="planned", place="Viborg")
    section = Section.objects.create(meeting=meeting, position=1, title="Beslutninger")
    items = [
        AgendaItem.objects.create(
            section=section, position=n, title=f"Sag nummer {n}", presentation="En sag om noget. " * 60,
            recommendation="Det indstilles, at KKR drøfter sagen.",
        )
        for n in range(1, ITEMS + 1)
    ]  # fmt: skip
    for n in range(ATTACHMENTS):
        made = pdf.from_html(html(SHEETS).replace("Måling", f"Måling {n}"))
        Attachment.objects.create(
            item=items[n % ITEMS], position=n // ITEMS + 1, title=f"Bilag om sag {n}",
            file=store_made(io.BytesIO(made)), file_name=f"bilag-{n}.pdf",
        )  # fmt: skip
    writing = Meeting.objects.create(council=council, date=ahead + timedelta(days=40), status="planned")
    drafts = Section.objects.create(meeting=writing, position=1, title="Beslutninger")
    own = [
        AgendaItem.objects.create(section=drafts, position=n, title=f"Udkast {n}")
        for n in range(1, EDITORS + 1)
    ]
    secretaries = [_person("secretariat", council, n) for n in range(EDITORS)]
    send_version(
        meeting=meeting, by=User.objects.get(pk=secretaries[0][0]), site=SITE, accepts_placeholders=True,
        late_because="En måling.",
    )  # fmt: skip
    return Place(
        meeting.get_absolute_url(),
        [
            f"/meetings/attachments/{pk}/"
            for pk in Attachment.objects.filter(item__in=items).values_list("pk", flat=True)
        ],
        [_person("member", council, n)[1] for n in range(20)],
        [
            (session, f"/meetings/items/{item.pk}/edit/")
            for (_, session), item in zip(secretaries, own, strict=True)
        ],
    )


def _person(kind: str, council: Any, number: int) -> tuple[int, str]:
    """The id of a new user, and the key of a session that is signed in."""
    from django.test import Client

    from kkr_portal.access.models import Role, User

    user = User.objects.create_user(f"{kind}{number}@example.dk", "en-lang-kode-til-test")
    Role.objects.create(user=user, kind=kind, council=council)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user.pk, client.cookies["sessionid"].value


# The processes


def serve() -> subprocess.Popen[bytes]:
    command = ["-m", "gunicorn", "--config", "python:kkr_portal.server", "kkr_portal.wsgi"]
    server = subprocess.Popen([sys.executable, *command], env=os.environ | {"PORT": str(PORT)})
    for _ in range(100):
        try:
            if requests.get(f"{SITE}/health", timeout=5).ok:
                return server
        except requests.RequestException:
            time.sleep(0.3)
    raise SystemExit("The server does not answer.")


def megabytes(server: subprocess.Popen[bytes]) -> float:
    """What gunicorn's processes hold for themselves, without what they share."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    kilobytes = 0
    for pid in children:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean", "Private_Dirty")):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def within(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def report(results: dict[int, Answers]) -> None:
    """A line a kind: how many, half and 95 % of them within how many seconds, for each amount of data."""
    first, last = min(results), max(results)
    head = [f"{years} year{'s' * (years > 1)}: 50 %     95 %" for years in results]
    say(f"{'what':<28}{'requests':>9}   " + "   ".join(f"{one:>22}" for one in head) + "   ratio of 95 %")
    for kind in sorted(results[last].seconds):
        cells = [
            (within(one.seconds[kind], 0.5), within(one.seconds[kind], 0.95)) for one in results.values()
        ]
        grown = within(results[last].seconds[kind], 0.95) / within(results[first].seconds[kind], 0.95)
        numbers = "   ".join(f"{half:>14.3f}{most:>8.3f}" for half, most in cells)
        say(f"{kind:<28}{len(results[last].seconds[kind]):>9}   {numbers}   {grown:>13.1f}")
    for years, one in results.items():
        everything = [each for kind in one.seconds.values() for each in kind]
        in_time = sum(each <= SLOWEST for each in everything) / len(everything)
        say(f"{years} year(s): {in_time:.1%} within {SLOWEST} s, {len(one.wrong)} errors {one.wrong[:3]}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--years", default="1,20")
    parser.add_argument("--hour", type=int, default=HOUR, help="five minutes' worth of requests, this often")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), [int(one) for one in chosen.years.split(",")], chosen.seconds, chosen.hour)


def measure(folder: Path, years: list[int], seconds: float, hour: int) -> None:
    os.environ.update(DJANGO_SETTINGS_MODULE="kkr_portal.settings", DATA_DIR=str(folder))
    from kkr_portal.database import EmbeddedServer

    database = EmbeddedServer.under(folder)
    database.start()  # before the tests' environment, which would start it as one that may lose data
    from tests import environment  # noqa: F401

    try:
        _measure(years, seconds, hour)
    finally:
        database.stop()


def _measure(years: list[int], seconds: float, hour: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from kkr_portal.static_files import collect_if_changed
    from tests.bench.search import fill

    call_command("migrate", verbosity=0, interactive=False)
    collect_if_changed()
    place, results, filled = sent_meeting(), {}, 0
    server = serve()
    try:
        for count in years:
            for slug in KKR:
                fill(slug, range(filled * 5, count * 5))
            filled = count
            connection.close()
            results[count] = five_minutes(place, seconds)
        report(results)
        if hour:
            as_fast_as_it_goes(place, 1)  # everything is imported and every cache is full
            before, begun = megabytes(server), time.perf_counter()
            answers = as_fast_as_it_goes(place, hour)
            took, number = time.perf_counter() - begun, sum(map(len, answers.seconds.values()))
            say(
                f"{number} requests in {took:.0f} s ({number / took:.0f} a second), "
                f"{len(answers.wrong)} errors; the processes hold {before:.0f} MB before and "
                f"{megabytes(server):.0f} MB after"
            )
            for what in answers.wrong[:20]:
                say(what)
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main()
