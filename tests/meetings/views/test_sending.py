"""The page that asks before an agenda is sent."""

import io

import pytest
from django.core.management import CommandError, call_command

from kkr_portal.outbox.models import Mail
from kkr_portal.search.models import FilePage, FileText
from meetings.actions import agenda
from meetings.models import AgendaItem, Meeting, Version
from tests.documents.files import path_of
from tests.meetings.people import person, seat
from tests.side_by_side import at_once

SEND = "/meetings/midtjylland/2022-06-09/send/"
VERSIONS = "/meetings/midtjylland/2022-06-09/versions/"
LATE = {"late_because": "Regnskabet kom sent."}


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


@pytest.fixture
def item(draft):
    section = agenda.add_section(meeting=draft, title="Beslutninger")
    return agenda.place_item(AgendaItem(section=section, title="Sag", presentation="Tekst"))


def _text(response):
    return " ".join(response.content.decode().split())


def test_it_asks_first_and_names_what_it_found(secretary, item, council, new_attachment):
    AgendaItem.objects.update(economy="xx kroner", recommendation="Om 010190-1234", closed=True)
    path_of(new_attachment(item, "Regnskab").file).unlink()
    seat(council, person("Anna Øst"), person("Bo Ås", "-"))
    page = _text(secretary.get(SEND))
    said = ["Punkt 1.1, økonomi: «xx»", "Punkt 1.1, indstillingen: 010190-xxxx", "§ 5, stk. 5", "Bo Ås",
            "laver 1 kladde i udbakken: 1 til dem", "Regnskab.pdf): Filen findes ikke i portalens arkiv.",
            "1 fil er ikke undersøgt for CPR-numre"]  # fmt: skip
    assert [words for words in said if words not in page] == []
    assert (Version.objects.count(), Mail.objects.count(), Meeting.objects.get().status) == (
        0,
        0,
        "preparation",
    )


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_is_kept(secretary, item):
    AgendaItem.objects.update(economy="xx kroner")
    form = secretary.post(SEND, {"note": "Husk kaffen"}).context["form"]
    assert (list(form.errors), form["note"].value()) == (
        ["late_because", "accepts_placeholders"],
        "Husk kaffen",
    )
    assert Version.objects.count() == 0


def test_a_tick_sends_it_anyway(secretary, item):
    AgendaItem.objects.update(economy="xx kroner")
    answer = secretary.post(SEND, LATE | {"accepts_placeholders": "on"})
    assert (answer.url, Version.objects.count()) == (VERSIONS, 1)


def test_a_cpr_number_in_open_text_cannot_be_ticked_away(secretary, item):
    AgendaItem.objects.update(economy="010190-1234")
    ticked = LATE | {"accepts_placeholders": "on", "accepts_closed_cpr": "on"}
    page = _text(secretary.post(SEND, ticked))
    assert "CPR-numre i det, alle kan læse" in page
    assert Version.objects.count() == 0


def _read(attachment, *pages: str) -> None:
    """What the search has read in a file."""
    read = FileText.objects.create(file=attachment.file)
    for number, text in enumerate(pages, 1):
        FilePage.objects.create(of=read, number=number, text=text)


def test_what_looks_like_a_cpr_number_in_a_file_is_asked_about(secretary, item, new_attachment):
    _read(new_attachment(item, "Regnskab"), "Tlf. 87 65 43 21", "Kontohaver 010190-1234, konto 4512131415")
    new_attachment(item, "Scannet", pages=2)
    page = _text(secretary.get(SEND))
    assert "Punkt 1.1, bilag 1 «Regnskab.pdf», side 2: 010190-xxxx" in page
    assert "010190-1234" not in page
    assert page.count("side 2: ") == 1
    assert "1 fil er ikke undersøgt for CPR-numre" in page
    assert "<li>Punkt 1.1, bilag 2 «Scannet.pdf»</li>" in page
    form = secretary.post(SEND, LATE | {"note": "Husk kaffen"}).context["form"]
    assert (list(form.errors), form["note"].value()) == (["accepts_cpr_in_files"], "Husk kaffen")
    assert Version.objects.count() == 0
    assert secretary.post(SEND, LATE | {"accepts_cpr_in_files": "on"}).url == VERSIONS


def test_files_that_were_read_and_hold_none_are_not_mentioned(secretary, item, new_attachment):
    _read(new_attachment(item, "Regnskab"), "Faktura 310290999, 12345678901 og 450190-1234")
    page = _text(secretary.get(SEND))
    assert "CPR-numre i filerne" not in page
    assert "ikke undersøgt" not in page


def test_a_broken_file_is_named_when_it_is_sent(secretary, item, new_attachment):
    path_of(new_attachment(item, "Regnskab").file).write_bytes(b"noget andet")
    page = _text(secretary.post(SEND, LATE))
    assert "Regnskab.pdf): Filens indhold er ændret" in page
    assert Version.objects.count() == 0


def test_a_second_click_says_that_nothing_is_changed(secretary, item):
    secretary.post(SEND, LATE)
    page = secretary.post(SEND, LATE, follow=True)
    assert "Intet er ændret siden version 1" in _text(page)
    assert Version.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_make_one_version_and_one_mail_each(item, council, client_as, user_with):
    from django.test import Client

    from kkr_portal.access.models import User

    seat(council, person("Anna Øst"), person("Bo Ås"))
    first, second = client_as("secretariat"), Client()
    second.force_login(User.objects.get(email="secretariat@example.dk"))
    answers = at_once(*[lambda c=c: c.post(SEND, LATE).status_code for c in (first, second)])
    assert (answers, Version.objects.count(), Mail.objects.count()) == ([302, 302], 1, 2)


def test_a_locked_meeting_says_so(secretary, item):
    Meeting.objects.update(status="approved")
    for answer in (secretary.get(SEND, follow=True), secretary.post(SEND, LATE, follow=True)):
        assert "Mødet er lukket: referatet er godkendt." in _text(answer)


def test_the_versions_page_shows_checksums_and_what_waits(secretary, item, council, new_attachment):
    seat(council, person("Anna Øst"))
    file = new_attachment(item, "Regnskab").file
    secretary.post(SEND, LATE)
    assert "Udbakken (1 venter)" in _text(secretary.get(VERSIONS))
    page = _text(secretary.get(f"{VERSIONS}1/"))
    version = Version.objects.get()
    assert [
        one for one in (file.sha256, version.agenda.sha256, version.packet.sha256) if one not in page
    ] == []


def test_verifying_names_the_file_whose_bytes_differ(secretary, item, new_attachment):
    file = new_attachment(item, "Regnskab").file
    secretary.post(SEND, LATE)
    sound = _text(secretary.post(f"{VERSIONS}verify/", follow=True))
    call_command("verify", "versions")
    path_of(file).write_bytes(b"noget andet")
    damaged = _text(secretary.post(f"{VERSIONS}verify/", follow=True))
    assert "De er, som de blev sendt." in sound
    assert "Version 1: Bilag 1.1.1: Regnskab" in damaged
    with pytest.raises(CommandError, match="1 forskel"):
        call_command("verify", "versions", stderr=(said := io.StringIO()))
    assert "version 1: Bilag 1.1.1: Regnskab" in said.getvalue()


def test_a_moved_meeting_offers_to_mend_the_calendars(secretary, item, council):
    seat(council, person("Anna Øst"))
    secretary.post(SEND, LATE)
    assert "Lav mails, der retter kalenderen" not in _text(secretary.get(VERSIONS))
    Meeting.objects.update(place="Horsens")
    assert "Lav mails, der retter kalenderen" in _text(secretary.get(VERSIONS))
    secretary.post("/meetings/midtjylland/2022-06-09/invite-again/")
    assert "Lav mails, der retter kalenderen" not in _text(secretary.get(VERSIONS))


@pytest.mark.parametrize(
    ("address", "mails", "told"),
    [
        ("anna@kommune.example", 1, "Mailene ligger i udbakken og er ikke sendt"),
        ("-", 0, "Der er ingen mails"),
    ],
)
def test_it_says_whether_there_are_mails(secretary, item, council, address, mails, told):
    seat(council, person("Anna Øst", address))
    page = _text(secretary.post(SEND, LATE, follow=True))
    assert f"Version 1 er offentliggjort. {told}" in page
    assert Mail.objects.count() == mails
