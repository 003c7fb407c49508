"""What each picture shows: who is signed in, which page, which part of it.

The parts are chosen so that nothing in them follows the day; the clock stands still besides (``stage``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from playwright.sync_api import Page

from kkr_portal.demonstration.term_agendas import COMING, SECOND
from meetings.models import AgendaItem, Consultation

SECRETARIAT = "sekretariat@midtjylland.example"
DESK, PHONE = 800, 390  # pixels; as narrow as a desk may be, so that a picture is not full of air
HEIGHT = {DESK: 768, PHONE: 844, 1280: 900}


@dataclass(frozen=True)
class Picture:
    """``by``: the demonstration's sign-in, empty for the public. ``part``: CSS selectors; what they choose
    becomes one picture, without any the window as it is. ``then`` is done on the page first.
    """

    name: str
    by: str
    address: str | Callable[[], str]
    part: tuple[str, ...] = ()
    then: Callable[[Page], None] | None = None
    width: int = DESK
    density: int = 2  # pixels of the picture to each of the page; the help shows it at its page's size
    folder: str = "help"

    @property
    def key(self) -> str:
        return f"{self.folder}/{self.name}"

    @property
    def file(self) -> str:
        return f"static/{self.key}.png"


def _item(title: str, day: date = COMING) -> Callable[[], str]:
    """The editing page of an item of that day's meeting."""

    def address() -> str:
        item = AgendaItem.objects.get(title__startswith=title, section__meeting__date=day)
        return reverse("meetings:edit_item", args=[item.pk])

    return address


def _in_session(title: str) -> Callable[[], str]:
    """The meeting at one of its items."""

    def address() -> str:
        item = AgendaItem.objects.get(title__startswith=title, section__meeting__date=SECOND)
        return f"{HELD}in-session/?item={item.pk}"

    return address


def _consultation() -> str:
    return Consultation.objects.get(status="open").get_absolute_url()


OCTOBER = "/meetings/midtjylland/2021-10-11/"
COMING_MEETING, HELD = (f"/meetings/midtjylland/{day}/" for day in (COMING, SECOND))
README = (
    Picture("agenda", SECRETARIAT, OCTOBER, width=1280, density=1, folder="screenshots"),
    Picture("organise", SECRETARIAT, f"{OCTOBER}organise/", width=1280, density=1, folder="screenshots"),
    Picture(
        "editor", SECRETARIAT, f"{OCTOBER}organise/", width=1280, density=1, folder="screenshots",
        then=lambda page: page.get_by_role("link", name="Resultatkontrakt 2022").first.click(),
    ),
    Picture("phone", SECRETARIAT, OCTOBER, width=PHONE, density=1, folder="screenshots"),
)  # fmt: skip
HELP = (
    Picture("sign-in", "", "/access/sign-in/", ("main h1", "main form")),
    Picture("account-two-step", SECRETARIAT, "/access/account/",
            ("main h2:nth-of-type(2)", "main h2:nth-of-type(2) ~ p:has([href*='two-step'])")),
    Picture("new-meeting", SECRETARIAT, "/meetings/new/",
            ("main h1", "#div_id_council", "#div_id_kind", "#div_id_date")),
    Picture("deadlines", SECRETARIAT, COMING_MEETING, (".deadlines",)),
    Picture("organise", SECRETARIAT, f"{COMING_MEETING}organise/",
            ("main .page-head", ".organise-section:nth-of-type(-n+2)")),
    Picture("attachments", SECRETARIAT, _item("Resultatkontrakt 2022", date(2021, 10, 11)),
            ("#attachments-heading", "#attachments .sortable")),
    Picture("attach-live", SECRETARIAT, _item("Mødeplan 2027"),
            ("#attachments h3", "#attachments h3 ~ p", "#attachments h3 ~ form")),
    Picture("decides", SECRETARIAT, _item("Mødeplan 2027"), ("#effects",)),
    Picture("send", SECRETARIAT, f"{COMING_MEETING}send/", 
            ("main h1", ".prose > h2:nth-of-type(-n+2)", ".prose > h2:nth-of-type(2) + p")),
    Picture("outbox", SECRETARIAT, "/outbox/", ("main .page-head", "main table")),
    Picture("attendance", SECRETARIAT, f"{HELD}in-session/",
            ("#deltagere h2", "#roll", ".seats thead", ".seats tbody tr:nth-child(-n+3)")),
    Picture("quorum", SECRETARIAT, _in_session("Resultatkontrakt 2023"), (".stepper", "#quorum")),
    Picture("decision", SECRETARIAT, _in_session("Resultatkontrakt 2023"), (".session-item",)),
    Picture("vote", SECRETARIAT, _in_session("Resultatkontrakt 2023"), ("#afstemninger",),
            then=lambda page: page.get_by_text("Åbn en afstemning").click()),
    Picture("minutes", SECRETARIAT, f"{HELD}minutes/",
            ("main .page-head", ".minutes-toolbar", "main .minutes-state:nth-last-of-type(1)")),
    Picture("minutes-item", SECRETARIAT, f"{HELD}minutes/", ("[aria-labelledby=afsnit-2]",)),
    Picture("approve", SECRETARIAT, f"{HELD}minutes/approve/", ("main h1", "main .prose")),
    Picture("consultations", SECRETARIAT, "/meetings/midtjylland/consultations/",
            ("main .page-head", "main table")),
    Picture("consultation-answers", SECRETARIAT, _consultation,
            ("main table thead", "main table tbody tr:nth-child(-n+6)")),
)  # fmt: skip
PICTURES = README + HELP
