"""What each picture shows: who is signed in, which page, which part of it.

The parts are chosen so that nothing in them follows the day; the clock stands still besides (``stage``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from playwright.sync_api import Page

from boards.models import Round
from contracts.models import Report, Target
from kkr_portal.demonstration.term_agendas import COMING, CONSTITUTION, LATER, SECOND
from meetings.models import AgendaItem, Consultation, Election

SECRETARIAT, MEMBER, BOARD_MEMBER, HOUSE = (
    f"{who}@midtjylland.example" for who in ("sekretariat", "medlem", "bestyrelse", "erhvervshus")
)
KL = "kl@kl.example"
DESK, PHONE = 800, 390  # pixels; as narrow as a desk may be, so that a picture is not full of air
HEIGHT = {DESK: 768, PHONE: 844, 1024: 768, 1280: 900}


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


def _chair_election() -> str:
    return Election.objects.get(kind="chair_and_deputy").get_absolute_url()


def _report(status: str) -> Callable[[], str]:
    return lambda: Report.objects.get(status=status).get_absolute_url()


def _measure() -> str:
    """A point of the open report that asks for a share."""
    report = Report.objects.get(status="open")
    target = Target.objects.filter(goal__contract=report.contract, kind="share").order_by("pk").first()
    return reverse("contracts:measure", args=[report.pk, target.pk])


def _round(page: str) -> Callable[[], str]:
    """A page of the KKR's round that is done: its days are those of 2022."""

    def address() -> str:
        found = Round.objects.get(council__slug="midtjylland", period__startswith=date(2022, 4, 1))
        return f"{reverse('boards:round', args=[found.pk])}{page}"

    return address


def _changed_item() -> str:
    item = AgendaItem.objects.get(section__meeting__date=LATER, title="Fælles praktikpladser")
    return reverse("history:object", args=["meetings", "agendaitem", item.pk])


def _see_a_table(page: Page) -> None:
    """A pasted table with a row that can't be read, looked at and not saved."""
    page.locator("[name=text]").fill("740 Silkeborg 11\n746 Skanderborg otte\n751 Aarhus 15")
    page.locator("[name=source]").fill("Bilag A")
    page.get_by_role("button", name="Se efter").click()
    page.get_by_role("heading", name="Se efter, før kvoterne indlæses").wait_for()


OCTOBER = "/meetings/midtjylland/2021-10-11/"
COMING_MEETING, HELD, CONSTITUTIVE, LATER_MEETING = (
    f"/meetings/midtjylland/{day}/" for day in (COMING, SECOND, CONSTITUTION, LATER)
)
TERM, MEMBERS = "/meetings/midtjylland/terms/2021/", "/meetings/midtjylland/members/?on=2022-03-01"
CONTRACT, REPORTED = "/contracts/midtjylland/2022/", "/contracts/midtjylland/2021/"
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
            ("main h2:has(+ p + p > [href*='two-step'])", "main p:has(> [href*='two-step'])")),
    Picture("personal-data", "", "/privacy/",
            ("main h1", "main .font-lead", "#kept", "main thead", "main tbody tr:nth-child(-n+3)")),
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
    Picture("search", SECRETARIAT, "/search/", ("main h1", ".search-form")),
    Picture("search-hits", SECRETARIAT, "/search/?q=resultatkontrakt&kind=items",
            ("main section h2", ".search-hits li:nth-child(-n+3)")),
    Picture("year", SECRETARIAT, "/year/2022/?kkr=midtjylland&room=meetings",
            ("main h1", "main .filter", ".year-turn", ".year-wheel")),
    Picture("feeds", SECRETARIAT, "/year/feeds/", ("main h1", "main .filter")),
    Picture("reminders", SECRETARIAT, "/reminders/", ("main h1", "main form > fieldset:first-of-type")),
    Picture("reading", MEMBER, OCTOBER, ("main .page-head",), width=PHONE),
    Picture("reading-item", MEMBER, OCTOBER, ("[id='punkt-3.4']",), width=PHONE),
    Picture("coming", MEMBER, "/meetings/midtjylland/",
            ("#coming-heading", "[aria-labelledby=coming-heading] table")),
    Picture("composition", SECRETARIAT, TERM,
            ("#result-heading", ".composition thead", ".composition tbody tr:nth-child(-n+4)"), width=1024),
    Picture("members", SECRETARIAT, MEMBERS, (".members thead", ".members tbody tr:nth-child(-n+5)")),
    Picture("constitution", SECRETARIAT, f"{CONSTITUTIVE}elections/", ("main h1", "main dl.facts")),
    Picture("count", SECRETARIAT, _chair_election, ("[aria-labelledby=count-heading]",)),
    Picture("contract-edit", SECRETARIAT, f"{CONTRACT}edit/",
            (".edit-lacks", "#text-heading", "[aria-labelledby=text-heading] li:nth-child(-n+3)")),
    Picture("funding-key", SECRETARIAT, f"{CONTRACT}edit/key/",
            ("main h1", "#div_id_grant", "main thead", "main tbody tr:nth-child(-n+4)")),
    Picture("check", SECRETARIAT, f"{CONTRACT}check/", (".deviations li:nth-child(-n+2)",)),
    Picture("contract-life", SECRETARIAT, f"{CONTRACT}life/",
            ("main h1", "main .stages", "[aria-labelledby=next-heading]")),
    Picture("reports", SECRETARIAT, f"{REPORTED}reports/", ("main .page-head", "main table")),
    Picture("report", SECRETARIAT, _report("accepted"), ("#maal-1",)),
    Picture("waiting", HOUSE, "/", ("[aria-labelledby=waiting-heading]",)),
    Picture("measure", HOUSE, _measure,
            ("main h1", "[id^=div_id][id$=numerator]", "[id^=div_id][id$=source]")),
    Picture("round", SECRETARIAT, _round(""), ("main table thead", "main table tbody tr:nth-child(-n+4)")),
    Picture("organisations", SECRETARIAT, _round("organisations/"),
            ("main table thead", "main table tbody tr:nth-child(-n+4)")),
    Picture("appointments", SECRETARIAT, _round("appointments/"),
            ("main table thead", "main table tbody tr:nth-child(-n+4)")),
    Picture("board", BOARD_MEMBER, "/boards/midtjylland/?on=01.05.2022",
            ("main table thead", "main table tbody tr:nth-child(-n+5)")),
    Picture("timeline", BOARD_MEMBER, "/boards/midtjylland/timeline/", ("main h1", ".timeline")),
    Picture("quota-new", KL, "/quotas/new/",
            ("main h1", "#div_id_year", "#div_id_national_number", "#div_id_reason", "#div_id_lacks")),
    Picture("quota-import", KL, "/quotas/2022/1/import/", ("main h1", "#div_id_text")),
    Picture("quota-model", KL, "/quotas/2022/1/model/", ("main h2:has(~ .quota-steps)", ".quota-steps")),
    Picture("agreement-list", SECRETARIAT, "/quotas/2022/1/agreements/", ("main h1", "main table")),
    Picture("agreement-checks", SECRETARIAT, "/quotas/2022/1/agreements/midtjylland/",
            ("main table:has(caption + thead th:nth-child(3):last-child)",)),
    Picture("what-if", SECRETARIAT, "/quotas/what-if/", ("main h1", "main form")),
    Picture("history", SECRETARIAT, _changed_item, ("main h1", ".history__entry:first-child dl")),
    Picture("deleted", SECRETARIAT, f"{LATER_MEETING}organise/", ("[aria-labelledby=deleted-heading]",)),
    Picture("files", SECRETARIAT, MEMBERS, (".members tbody tr:nth-last-child(-n+2)", ".members ~ .actions")),
    Picture("import", KL, "/quotas/2022/1/import/", ("main h1", "main table"), then=_see_a_table),
    Picture("framework", KL, "/contracts/frameworks/2021-2023/edit/",
            ("main h1", "main section:nth-of-type(-n+2) h2", "section .sortable li:nth-child(-n+3)")),
)  # fmt: skip
PICTURES = README + HELP
