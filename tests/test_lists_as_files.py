"""Every list leaves the portal as CSV and XLSX, the same for the same reader; or stands here with why not."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from openpyxl import load_workbook

from boards.models import Round
from contracts.models import Report
from kkr_portal.access.models import User
from kkr_portal.outbox.models import Mail
from kkr_portal.registry.models import Council
from meetings.actions.sending import send_version
from meetings.models import Consultation, InitiativeTable, Meeting
from quotas.models import Scenario

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FRAMES = ("base.html",)

# Pages with a table, and why it is no list of its own.
NO_FILE = {
    "boards/round_import.html": "a table that is being taken in",
    "access/account.html": "the person's own roles, two lines",
    "privacy/find.html": "a few people that were looked for",
    "privacy/overview.html": "one person; everything goes out as one file",
    "privacy/page.html": "a text in rows",
    "boards/seat.html": "one seat; the board's timeline has the file",
    "contracts/edit.html": "where one contract is written; the contract has the files",
    "contracts/framework_baselines.html": "a form; the agreement's goals have the file",
    "contracts/framework_edit.html": "where one agreement is written; the agreement has the file",
    "contracts/life.html": "one contract's steps, told as a story",
    "contracts/measure_spread.html": "a form; the report has the file",
    "contracts/versions.html": "prints of one document, each fetched as PDF",
    "front_page.html": "what needs this person now, cut off; each part leads to its whole list",
    "import_and_export.html": "the list of the lists; each line has its files",
    "importing/organisations.html": "a table that is being taken in",
    "importing/populations.html": "a table that is being taken in",
    "importing/undo.html": "a question: what would be taken back",
    "meetings/election_detail.html": "the arithmetic of one election, printed as its sheet",
    "meetings/in_session_vote.html": "a form; the meeting's votes have the file",
    "meetings/meeting_detail.html": "the agenda is a document; its deadlines are in the KKR's list",
    "meetings/member.html": "one seat over time; the members' list of a day has the file",
    "meetings/members_many.html": "a table that is being taken in",
    "meetings/term_import.html": "a table that is being taken in",
    "quotas/agreement_step.html": "a form; the agreement has the file",
    "quotas/import_quotas.html": "a table that is being taken in",
    "quotas/import_statistics.html": "a table that is being taken in",
    "reminders/choices.html": "what the person wants to be reminded of",
    "year/feeds.html": "the person's own subscriptions, whose addresses are secret",
}


def closure(name: str) -> str:
    """The page with everything that it includes."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for other in re.findall(r'{%\s*include\s+"([^"]+)"', text):
        if (TEMPLATES / other).exists() and other != name:
            text += closure(other)
    return text


def pages() -> dict[str, str]:
    found = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if re.search(r'{%\s*extends\s+"base.html"', path.read_text(encoding="utf-8")):
            found[name] = closure(name)
    return found


def lists(text: str) -> bool:
    """Tables and the lists of cards and dates; what lists nothing needs no exception."""
    return any(mark in text for mark in ("<table", "card-list", "due-list"))


def test_every_page_that_lists_something_offers_it_as_files():
    without = {name for name, text in pages().items() if lists(text) and "{% list_files" not in text}
    assert without == set(NO_FILE)


def names_of_files(resolver: URLResolver, app: str = "") -> Iterator[str]:
    """Every address that ends in the kind of the file."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from names_of_files(one, one.app_name or app)
        elif isinstance(one, URLPattern) and str(one.pattern).endswith(".<str:kind>"):
            yield f"{app}:{one.name}"


def test_every_file_is_linked_from_a_page():
    linked = set(re.findall(r'{% list_files "([\w:]+)"', "".join(pages().values())))
    assert set(names_of_files(get_resolver())) == linked


DAY = date(2021, 10, 11)
OF_COUNCIL = ["midtjylland"]
CONTRACT = ["midtjylland", 2022]
ISSUE = [2022, 1]
# File → the page that lists the same. Who may open the one may have the other.
FILES = {
    "registry:councils_file": "registry:index",
    "registry:municipalities_file": "registry:municipalities",
    "registry:populations_file": "registry:municipalities",
    "registry:organisations_file": "registry:organisations",
    "registry:parties_file": "registry:organisations",
    "outbox:list_file": "outbox:list",
    "outbox:batch_file": "outbox:batch",
    "history:object_file": "history:object",
    "year:list_file": "year:year",
    "meetings:list_file": "meetings:list",
    "meetings:council_file": "meetings:council",
    "meetings:members_file": "meetings:members",
    "meetings:terms_file": "meetings:terms",
    "meetings:term_file": "meetings:term",
    "meetings:votes_file": "meetings:edit_term",
    "meetings:consultations_file": "meetings:consultations",
    "meetings:answers_file": "meetings:consultation",
    "meetings:follow_ups_file": "meetings:follow_ups",
    "meetings:deadlines_file": "meetings:follow_ups",
    "meetings:initiative_tables_file": "meetings:initiative_tables",
    "meetings:initiative_table_file": "meetings:initiative_table",
    "meetings:proposals_file": "meetings:proposals",
    "meetings:absence_file": "meetings:proposals",
    "meetings:attendance_file": "meetings:in_session",
    "meetings:votes_cast_file": "meetings:in_session",
    "meetings:elections_file": "meetings:elections",
    "meetings:versions_file": "meetings:versions",
    "meetings:version_list_file": "meetings:version",
    "boards:list_file": "boards:list",
    "boards:board_file": "boards:board",
    "boards:seats_file": "boards:seats",
    "boards:handover_file": "boards:handover",
    "boards:timeline_file": "boards:timeline",
    "boards:person_file": "boards:person",
    "boards:rounds_file": "boards:rounds",
    "boards:round_file": "boards:round",
    "boards:organisations_file": "boards:organisations",
    "boards:candidates_file": "boards:round_candidates",
    "boards:appointments_file": "boards:round_appointments",
    "contracts:list_file": "contracts:list",
    "contracts:goals_file": "contracts:contract",
    "contracts:key_file": "contracts:contract",
    "contracts:reports_file": "contracts:reports",
    "contracts:report_file": "contracts:report",
    "contracts:check_file": "contracts:check",
    "contracts:house_file": "contracts:house",
    "contracts:spread_file": "contracts:spread",
    "contracts:frameworks_file": "contracts:framework_list",
    "contracts:framework_goals_file": "contracts:framework",
    "quotas:years_file": "quotas:list",
    "quotas:issue_file": "quotas:issue",
    "quotas:municipality_file": "quotas:municipality",
    "quotas:region_file": "quotas:region",
    "quotas:model_file": "quotas:model",
    "quotas:map_file": "quotas:map",
    "quotas:agreements_file": "quotas:agreements",
    "quotas:agreement_file": "quotas:agreement",
    "quotas:what_if_file": "quotas:what_if",
    "quotas:scenario_file": "quotas:scenario",
}


def test_every_file_has_its_page():
    assert set(FILES) == set(names_of_files(get_resolver()))


@pytest.fixture
def arguments(db) -> dict[str, list[object]]:
    """What the addresses need, out of the demonstration, by the page's name; none where nothing is named."""
    call_command("demonstration")
    council = Council.objects.get(slug="midtjylland")
    by = User.objects.get(email="sekretariat@midtjylland.example")
    draft = Meeting.objects.get(council=council, status="preparation")
    sent = send_version(meeting=draft, by=by, site="https://p.example", late_because="Sent").meeting
    opened = Round.objects.filter(council=council).order_by("pk").first()
    meeting = ["midtjylland", DAY]
    found: dict[str, list[object]] = {
        "outbox:batch": [Mail.objects.filter(council=council).first().pk],
        "history:object": ["meetings", "meeting", Meeting.objects.get(council=council, date=DAY).pk],
        "year:year": [2021],
        "meetings:term": ["midtjylland", 2021],
        "meetings:edit_term": ["midtjylland", 2021],
        "meetings:consultation": [Consultation.objects.filter(council=council, status="closed").first().pk],
        "meetings:initiative_table": ["midtjylland", InitiativeTable.objects.first().pk],
        "meetings:version": ["midtjylland", sent.date, 1],
        "boards:person": [council.boards.first().tenures.first().person_id],
        "contracts:report": [Report.objects.filter(contract__council=council).first().pk],
        "contracts:house": OF_COUNCIL,
        "contracts:framework": ["2021-2023"],
        "quotas:municipality": ["751"],
        "quotas:region": OF_COUNCIL,
        "quotas:agreement": [*ISSUE, "midtjylland"],
        "quotas:scenario": [Scenario.objects.first().pk],
    }
    for name in ("council", "members", "terms", "consultations", "follow_ups", "initiative_tables"):
        found[f"meetings:{name}"] = OF_COUNCIL
    for name in ("proposals", "in_session", "elections", "versions"):
        found[f"meetings:{name}"] = meeting
    for name in ("board", "timeline"):
        found[f"boards:{name}"] = OF_COUNCIL
    for name in ("round", "round_candidates", "round_appointments"):
        found[f"boards:{name}"] = [opened.pk]
    for name in ("contract", "reports", "check", "spread"):
        found[f"contracts:{name}"] = CONTRACT
    for name in ("issue", "model", "map", "agreements"):
        found[f"quotas:{name}"] = ISSUE
    return found


READERS = [
    "", "administrator@portal.example", "sekretariat@midtjylland.example", "sekretariat@sjaelland.example",
    "kl@kl.example", "medlem@midtjylland.example", "bestyrelse@midtjylland.example",
    "erhvervshus@midtjylland.example",
]  # fmt: skip


def test_whoever_may_open_the_page_gets_the_file_and_nobody_else(arguments):
    wrong, read = [], 0
    for reader in READERS:
        client = Client()
        if reader:
            client.force_login(User.objects.get(email=reader))
        for file, page in FILES.items():
            args = arguments.get(page, [])
            seen = client.get(reverse(page, args=args)).status_code
            got = client.get(reverse(file, args=[*args, "csv"]))
            if seen != got.status_code:
                wrong.append((reader, file, seen, got.status_code))
            read += got.status_code == 200
    assert (wrong, read > 200) == ([], True)


def test_both_kinds_hold_the_same_rows_under_a_danish_name_with_its_day(arguments):
    client, wrong, found = Client(), [], {}
    client.force_login(User.objects.get(email="administrator@portal.example"))
    for file, page in FILES.items():
        args = arguments.get(page, [])
        text, book = (client.get(reverse(file, args=[*args, kind])) for kind in ("csv", "xlsx"))
        rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig")), delimiter=";"))
        found[file] = rows[1:]
        sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
        if len(rows) != sheet.max_row or rows[0] != [cell.value for cell in sheet[1]]:
            wrong.append((file, len(rows), sheet.max_row))
        if not re.search(r"\d\d-\d\d-\d{4}\.csv", text["Content-Disposition"]):
            wrong.append((file, text["Content-Disposition"]))
        if client.get(reverse(file, args=[*args, "ods"])).status_code != 404:
            wrong.append((file, "ods"))
    assert wrong == []
    # The source's own figures: the printed total of the key, the goals, the seats, the region's quota.
    assert found["contracts:key_file"][-1] == ["I alt", "", "39010"]
    assert [len(found[name]) for name in ("contracts:key_file", "boards:board_file")] == [20, 12]
    assert {row[0] for row in found["contracts:goals_file"]} == {str(number) for number in range(1, 9)}
    assert found["quotas:agreement_file"][-1][-1] == "126"
    assert len(found["quotas:issue_file"]) == 98


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is read once a process
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_no_file_asks_the_database_more_than_its_page(arguments):
    """The pages are tested to ask the same for one row and for many."""
    client, wrong = Client(), []
    client.force_login(User.objects.get(email="administrator@portal.example"))
    for file, page in FILES.items():
        args = arguments.get(page, [])
        counted = (
            "meetings:absence_notice" if file == "meetings:absence_file" else page
        )  # open to members too
        shown = queries_of(client, reverse(counted, args=args))
        given = queries_of(client, reverse(file, args=[*args, "csv"]))
        if given > shown:
            wrong.append((file, shown, given))
    assert wrong == []
