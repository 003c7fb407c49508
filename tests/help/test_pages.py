"""Every page of the help: it is there for everyone, leads where it says, and shows what it says."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import get_resolver, reverse

from kkr_portal.help.pages import PAGE, PAGES
from kkr_portal.help.readers import Reader, readers_of
from kkr_portal.help.shown import index, page_for
from kkr_portal.help.templatetags.help import size_of
from tests.conftest import ROLES
from tests.help.quoted import quoted, said_by_the_portal
from tests.pictures.recipes import HELP
from tests.pictures.taking import ROOT, stored_words

TEXTS = {
    page.slug: (ROOT / "templates" / page.text).read_text(encoding="utf-8") for page in PAGES
}  # fmt: skip
LARGEST, ALL_OF_THEM = 120_000, 3_000_000  # bytes


class Found(HTMLParser):
    """The links, and the pictures with their alternative texts, of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "a":
            self.links.append(at.get("href") or "")
        if tag == "img" and "/help/" in (at.get("src") or ""):
            self.pictures.append((at["src"] or "", at.get("alt") or ""))


def text_of(html: str) -> str:
    return html.split('<div class="help-text">')[1].split('<nav class="help-further"')[0]


def address_names(resolver=None, room: str = "") -> set[str]:
    """Every address name there is: «room:name»."""
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            names |= address_names(pattern, pattern.app_name or room)
        elif pattern.name:
            names.add(f"{room}:{pattern.name}" if room else pattern.name)
    return names


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_there_for_everyone(role, client_as):
    client = client_as(role)
    assert client.get(reverse("help:index")).status_code == 200
    answers = {page.slug: client.get(page.get_absolute_url()) for page in PAGES}
    assert {slug: answer.status_code for slug, answer in answers.items()} == dict.fromkeys(answers, 200)


def test_a_page_that_is_not_there(client, db):
    assert client.get("/help/no-such-page/").status_code == 404


def test_the_links_lead_to_pages_that_are_there(client_as):
    """To the secretariat, whose links lead furthest; in an empty portal."""
    client = client_as("secretariat")
    broken = {}
    for page in PAGES:
        links = Found(text_of(client.get(page.get_absolute_url()).content.decode())).links
        for link in links:
            if not link.startswith("/static/") and client.get(link).status_code not in (200, 302):
                broken[page.slug] = link
    assert broken == {}


def test_steps_and_pictures(client, db):
    """Three to eight numbered steps in each list, and a picture with its words on each page."""
    wrong, used = {}, set()
    for page in PAGES:
        html = text_of(client.get(page.get_absolute_url()).content.decode())
        lists = [len(re.findall(r"<li>\s*<p>", one)) for one in html.split('<ol class="help-steps">')[1:]]
        pictures = Found(html).pictures
        used |= {src.split("/")[-1].removesuffix(".png") for src, _ in pictures}
        if not lists or not all(3 <= steps <= 8 for steps in lists):
            wrong[page.slug] = lists
        if not pictures or not all(len(alt) > 20 for _, alt in pictures):
            wrong[page.slug] = pictures
    assert wrong == {}
    assert used == {picture.name for picture in HELP}


def test_every_picture_was_taken_by_a_recipe():
    files = {path.stem: path.stat().st_size for path in (ROOT / "static/help").glob("*.png")}
    assert files.keys() == {picture.name for picture in HELP}
    assert {name for name, size in files.items() if size > LARGEST} == set()
    assert sum(files.values()) < ALL_OF_THEM
    assert all(words for words in stored_words().values())
    assert all(min(size_of(name)) > 40 for name in files)


@pytest.mark.parametrize("slug", PAGE)
def test_what_a_step_quotes_stands_in_the_portal(slug):
    """«Send dagsordenen» is a button somewhere, word for word."""
    assert [words for words in quoted(TEXTS[slug]) if not said_by_the_portal(words)] == []


def test_a_quotation_of_something_else_is_found():
    assert quoted("Tryk på «Frigiv … mails»\n og «Gem\n det»") == ["Frigiv … mails", "Gem det"]
    assert said_by_the_portal("Frigiv … mail")
    assert not said_by_the_portal("Frigiv alle mails i hele verden")


def test_help_is_about_pages_that_are_there():
    names = address_names()
    rooms = {name.partition(":")[0] for name in names}
    assert {one for page in PAGES for one in page.about} - names - rooms == set()
    assert len(PAGE) == len(PAGES)


def test_no_two_pages_for_the_same_reader_are_about_one_address():
    claimed = [(name, reader) for page in PAGES for name in page.about for reader in page.readers]
    assert sorted({one for one in claimed if claimed.count(one) > 1}) == []


def test_the_head_leads_to_the_help_about_the_page(client_as):
    client = client_as("secretariat")
    for address, slug in (
        ("/meetings/new/", "agenda"),
        ("/outbox/", "sending"),
        ("/access/account/", "sign-in"),
    ):
        assert PAGE[slug].get_absolute_url() in Found(client.get(address).content.decode()).links
    assert reverse("help:index") in Found(client.get("/").content.decode()).links
    assert reverse("help:index") in Found(client.get("/no-such-page/").content.decode()).links


def test_the_room_answers_where_no_page_is_about_the_address():
    assert page_for("outbox:settle", [Reader.SECRETARIAT]) == PAGE["sending"]
    assert page_for("access:two_step_on", [Reader.EVERYONE]) == PAGE["sign-in"]
    assert page_for("front_page", [Reader.EVERYONE]) is None


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("public", Reader.EVERYONE), ("secretariat", Reader.SECRETARIAT), ("kl", Reader.KL),
        ("member", Reader.MEMBER), ("board_member", Reader.BOARD_MEMBER),
        ("business_house", Reader.BUSINESS_HOUSE),
    ],
)  # fmt: skip
def test_ones_own_pages_come_first(role, first, user_with, rf):
    from django.contrib.auth.models import AnonymousUser

    readers = readers_of(user_with(role) or AnonymousUser())
    assert readers[0] == first
    assert Reader.EVERYONE in readers
    shown = index(readers)
    assert {page for _, pages in shown for page in pages} == set(PAGES)


def test_the_help_asks_the_database_for_little(client_as, django_assert_max_num_queries):
    client = client_as("secretariat")
    with django_assert_max_num_queries(5):
        client.get(PAGES[1].get_absolute_url())
