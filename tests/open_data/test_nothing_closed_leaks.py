"""Nothing that is closed reaches anybody outside: by no address, in no file, under no word.

Each test has its control: the same words are found where they may be read.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kkr_portal.search.extraction import read_waiting
from meetings.models import AgendaItem, Attachment, Consultation
from tests.open_data.closed_case import IN_FILES, PAGE, Case
from tests.open_data.crawling import crawl
from tests.open_data.reading import body_of, everything_in

OUTSIDERS = ["public", "board_member", "business_house", "other_secretariat"]
STARTS = ["/", "/meetings/", PAGE, f"{PAGE}minutes/", f"{PAGE}versions/", "/meetings/midtjylland/", "/year/"]


@pytest.fixture
def case(council, user_with):
    return Case(council, user_with("secretariat")).prepare()


def guesses(case):
    """Addresses that nobody is led to."""
    attachments = Attachment.objects.exclude(pk=case.open_file.pk).values_list("pk", flat=True)
    items = AgendaItem.objects.values_list("pk", flat=True)
    return [
        *(f"/meetings/attachments/{pk}/" for pk in attachments),
        *(f"/meetings/items/{pk}/edit/" for pk in items),
        *(f"/oparl/files/attachment-{pk}/" for pk in attachments),
        *(f"/oparl/{kind}/{case.closed_item.pk}/" for kind in ("agenda-items", "papers", "consultations")),
        *(f"{PAGE}versions/1/{name}.pdf" for name in ("agenda-closed", "packet-closed", "agenda", "packet")),
        f"{PAGE}in-session/", f"{PAGE}in-session/attendance.pdf", f"{PAGE}proposals/", f"{PAGE}absence/",
        *(f"/meetings/midtjylland/{name}/" for name in ("follow-ups", "consultations", "initiatives")),
        f"/history/meetings/meeting/{case.meeting.pk}/",
        f"/history/meetings/agendaitem/{case.closed_item.pk}/",
    ]  # fmt: skip


def searches(case, places=None):
    """Each secret (of these places): the word, the word in quotes, a file of that name; and numbers."""
    words = [word for place, word in case.used.items() if places is None or place in places]
    files = [f"{word}.pdf" for word in words if "filename" in word]
    numbers = ["1.2", "1.2.1", "2.1", "SAG", "DOK", "pdf", "Aabensag", "Anna"]
    asked_for = [*words, *(f'"{word}"' for word in words), *files, *numbers]
    return [f"/search/?q={one}" for one in asked_for]


def leaks(case, answers):
    """(address, place) of each secret that an answer tells; what was asked for is not the answer's."""
    found = []
    for address, answer in answers.items():
        said = everything_in(answer)
        for place, word in case.used.items():
            if word in said and word not in address:
                found.append((address, place))
    return found


def asked(client, addresses):
    return {address: client.get(address) for address in addresses}


def told_to_outsiders(case, client_as):
    """What those outside are told: the public everywhere, the others of the meeting."""
    public = client_as("public")
    answers = crawl(public, STARTS)
    far = [f"{PAGE}packet.pdf", f"/oparl/meetings/{case.meeting.pk}/", "/boards/vaekstforum/", "/news.atom"]
    assert [address for address in far if address not in answers] == []  # the crawl gets as far as that
    found = leaks(case, answers) + leaks(case, asked(public, guesses(case)))
    for role in OUTSIDERS[1:]:
        client = client_as(role)
        found += leaks(case, asked(client, [*(a for a in answers if a.startswith(PAGE)), *guesses(case)]))
    return found


def test_a_sent_agenda_tells_nothing_closed(case, client_as):
    case.send()
    read_waiting()
    assert told_to_outsiders(case, client_as) == []
    assert {a.status_code for a in asked(client_as("public"), guesses(case)).values()} <= {302, 404}


def test_approved_minutes_tell_nothing_closed(case, client_as):
    case.send()
    case.hold()
    read_waiting()
    assert told_to_outsiders(case, client_as) == []


def test_what_is_closed_after_it_was_sent_is_closed_at_once(case, client_as):
    """Also when the row is deleted afterwards, and when another version has been sent since."""
    opened = case.attach(case.last_item, case.secret("late"))
    AgendaItem.objects.filter(pk=case.last_item.pk).update(presentation=case.secret("lateitem"))
    first = case.attach(case.open_item, case.secret("latefile"))
    case.send()
    read_waiting()
    public = client_as("public")
    before = {place for _, place in leaks(case, crawl(public, STARTS))}
    assert before == {"late", "lateitem", "latefile"}
    AgendaItem.objects.filter(pk=case.last_item.pk).update(closed=True)
    Attachment.objects.filter(pk=first.pk).update(closed=True)
    assert told_to_outsiders(case, client_as) == []
    first.delete()
    AgendaItem.objects.get(pk=case.last_item.pk).delete()
    more = [f"/meetings/attachments/{one.pk}/" for one in (first, opened)]
    more += searches(case, ["late", "lateitem", "latefile"])
    assert leaks(case, crawl(public, STARTS)) + leaks(case, asked(public, more)) == []
    case.send()
    assert leaks(case, crawl(public, [*STARTS, f"{PAGE}versions/2/changes.pdf"])) == []
    assert leaks(case, asked(public, more)) == []


WORDS = ["title", "presentation", "case", "filetitle", "filename", "page", "ofpage", "minuted", "alone"]


def with_hits(answers):
    return {address for address, answer in answers.items() if "search-hits" in answer.content.decode()}


def test_the_search_finds_nothing_closed_for_anybody_outside(case, client_as):
    case.send()
    case.hold()
    read_waiting()
    for role in OUTSIDERS:
        answers = asked(client_as(role), searches(case, None if role == "public" else WORDS))
        assert leaks(case, answers) == []
        assert {address for address in with_hits(answers) if "qx" in address} == set()
        assert "/search/?q=Aabensag" in with_hits(answers)
    inside = with_hits(asked(_secretary(case), searches(case, WORDS)))
    assert [place for place in WORDS if not any(case.used[place] in one for one in inside)] == []


def _secretary(case):
    client = Client()
    client.force_login(case.secretary)
    return client


def test_the_control_those_inside_are_told_every_secret(case):
    """So that the tests above could fail: each secret is there to be found, the files' in the full packet."""
    case.send()
    case.hold()
    inside = _secretary(case)
    packet = everything_in(inside.get(f"{PAGE}packet.pdf"))
    kept = ["filetitle", "page", "target", "alternative"]
    wanted = [
        "title",
        "livetitle",
        "initiative",
        *(f"{item}{place}" for item in ("", "of") for place in kept),
    ]
    assert {place for place in wanted if case.used[place] not in packet} == set()
    council, attachments = "/meetings/midtjylland/", Attachment.objects.values_list("pk", flat=True)
    answers = asked(inside, [
        PAGE, *(PAGE + at for at in ("agenda.pdf", "minutes/", "minutes.pdf", "versions/", "versions/1/")),
        f"{PAGE}proposals/", f"{PAGE}absence/", f"{council}members/", f"{council}follow-ups/",
        f"/boards/seats/{case.board_seat}/", f"/boards/seats/{case.board_seat}/fill/",
        *(f"/meetings/consultations/{one.pk}/" for one in Consultation.objects.all()),
        *(f"/meetings/attachments/{pk}/" for pk in attachments),
    ])  # fmt: skip
    said = "".join(map(everything_in, answers.values())) + packet
    assert {place for place, word in case.used.items() if word not in said} == set()


def test_the_control_the_readers_find_what_is_open(case, client_as):
    """What reads the files reads every place of a file, and the public packet is not simply empty."""
    case.send()
    public = client_as("public")
    attached = everything_in(public.get(f"/meetings/attachments/{case.open_file.pk}/"))
    assert {place for place in IN_FILES if f"Aaben{place}" not in attached} == set()
    packet = everything_in(public.get(f"{PAGE}packet.pdf"))
    assert {
        word for word in ("Aabensag", "Aabentbilag", "Aabenpage", "Aabentarget") if word not in packet
    } == set()


def test_not_a_byte_depends_on_what_is_closed(case, client_as, monkeypatch):
    """The same meeting with other secrets of other lengths: every public answer is the same."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    public, told = client_as("public"), []
    for tag in ("alfa", "betagammadelta" * 3):
        with transaction.atomic():
            case.closed_again(tag)
            case.send()
            read_waiting()
            answers = crawl(public, STARTS) | asked(public, guesses(case))
            # A workbook tells the second in which it was made, and none holds anything of a meeting.
            told.append({a: _plain(answer) for a, answer in answers.items() if not a.endswith(".xlsx")})
            transaction.set_rollback(True)
    assert told[0].keys() == told[1].keys()
    assert {address for address in told[0] if told[0][address] != told[1][address]} == set()


def _plain(answer):
    """The answer without what is made anew for each: the form's token."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body_of(answer))
    return answer.status_code, dict(answer.items()), body
