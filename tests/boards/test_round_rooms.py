"""Rounds where others look for them: agendas, decisions, the calendar, the front page, spreadsheets."""

from datetime import date

import pytest

from boards.actions.appointments import appoint_candidate
from boards.actions.rounds import decide, undecide
from boards.decision_kinds import KINDS as DECISIONS
from boards.due_dates import due_dates
from boards.live_kinds import KINDS
from boards.models import Round, Step
from boards.organisation_list import HEAD, nominating, organisation_sheet
from boards.waiting import waiting
from kkr_portal.access.models import User
from kkr_portal.documents.live import SourceGone, make
from meetings.deciding import CannotDecide
from tests.boards import in_round, made
from tests.boards.actions.test_rounds import refused

pytestmark = pytest.mark.django_db
BY_NAME = {kind.name: kind for kind in KINDS}


@pytest.fixture
def secretary(user_with) -> User:
    return user_with("secretariat")


def test_three_kinds_of_live_documents(round_2022, house_board, secretary, council):
    in_round.entitled(round_2022)
    offered = {
        name: [one.title for one in kind.choices(secretary, council)] for name, kind in BY_NAME.items()
    }
    assert offered == {
        "appointment_timeline": ["Tidslinje for udpegning til bestyrelserne 2022–2026"],
        "nominating_organisations": ["Organisationer og kriterier for udpegningen 2022–2026"],
        "board_members": ["Bestyrelsens medlemmer: Erhvervshus Midtjylland"],
    }
    texts = {}
    for name, kind in BY_NAME.items():
        (choice,) = kind.choices(secretary, council)
        texts[name] = make(name, choice.ref).html
        assert kind.url(choice.ref).startswith("/boards/")
    assert "Frist 28. februar 2022" in texts["appointment_timeline"]
    assert "DI" in texts["nominating_organisations"]
    assert "Ikke besluttet endnu" in texts["nominating_organisations"]
    assert texts["board_members"].count("Ledig") == 12


def test_a_live_document_does_not_change_because_a_day_passes(round_2022, monkeypatch):
    made_ = make("appointment_timeline", "2022-04-01")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 3, 1))
    assert make("appointment_timeline", "2022-04-01").state == made_.state
    Step.objects.filter(round=round_2022, kind="recommendation").update(done_on=date(2021, 10, 15))
    assert make("appointment_timeline", "2022-04-01").state != made_.state


@pytest.mark.parametrize(
    ("name", "ref"),
    [("appointment_timeline", "1999-04-01"), ("appointment_timeline", "x"),
     ("nominating_organisations", "999"), ("board_members", "x")],
)  # fmt: skip
def test_a_source_that_is_gone(name, ref):
    with pytest.raises(SourceGone):
        BY_NAME[name].html(ref)


def test_an_item_decides_organisations_and_criteria(round_2022, secretary, council):
    kind = next(one for one in DECISIONS if one.name == "round")
    assert [one.title for one in kind.choices(secretary, council)] == ["Runden 2022–2026"]
    item = in_round.item(day=date(2022, 1, 19))
    kind.carry_out(str(round_2022.pk), item, secretary)
    kind.carry_out(str(round_2022.pk), item, secretary)  # pressed twice
    assert Round.objects.get().decided_at == item
    step = Step.objects.get(kind="organisations_and_criteria")
    assert step.done_on == date(2022, 1, 19)
    assert list(kind.choices(secretary, council)) == []
    with pytest.raises(CannotDecide, match="allerede besluttet på et andet punkt"):
        kind.carry_out(str(round_2022.pk), in_round.item(day=date(2022, 2, 1)), secretary)
    kind.undo(str(round_2022.pk), item, secretary, "Forkert punkt")
    assert Round.objects.get().decided_at is None
    step.refresh_from_db()
    assert step.done_on is None
    with pytest.raises(CannotDecide, match="slettet"):
        kind.url("999999")


def test_a_decision_stays_once_somebody_was_asked(round_2022):
    item = in_round.item(day=date(2022, 1, 19))
    decide(opened=round_2022, item=item)
    in_round.asked(in_round.entitled(round_2022))
    assert refused(lambda: undecide(opened=round_2022, item=item))[0] == (
        "Organisationer er allerede bedt om at indstille efter beslutningen."
    )
    foreign = in_round.item("sjaelland")
    assert refused(lambda: decide(opened=round_2022, item=foreign))[1] == "decided_at"


def test_the_calendar_shows_the_steps(round_2022, secretary):
    told = [one for one in due_dates(secretary, date(2021, 10, 1), date(2022, 4, 1)) if "step" in one.key]
    assert len(told) == 8
    first = next(one for one in told if one.day == date(2021, 10, 15))
    assert (first.title, first.done) == (
        "Indstilling fra det afgående KKR: KKR Midtjylland, 2022–2026",
        False,
    )
    Step.objects.update(done_on=date(2022, 2, 1))
    assert all(
        one.done for one in due_dates(secretary, date(2021, 10, 1), date(2022, 4, 1)) if "step" in one.key
    )


def test_as_many_queries_for_the_calendar_with_many_rounds(round_2022, secretary, django_assert_num_queries):
    def asked():
        return list(due_dates(secretary, date(1990, 1, 1), date(2030, 1, 1)))

    asked()
    with django_assert_num_queries(6):
        asked()
    for council in ("sjaelland", "hovedstaden", "syddanmark"):
        in_round.opened(council)
    with django_assert_num_queries(6):
        asked()


def test_what_waits_for_the_secretariat(round_2022, secretary, user_with, seat_of, monkeypatch):
    request = in_round.asked(in_round.entitled(round_2022))
    assert list(waiting(secretary)) == []
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 3, 1))
    assert [(one.title, one.why, one.url) for one in waiting(secretary)] == [
        ("DI har ikke indstillet", "fristen var 28. februar 2022", f"/boards/requests/{request.pk}/")
    ]
    assert list(waiting(user_with("other_secretariat"))) == list(waiting(user_with("kl"))) == []
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 2, 10))
    candidate = in_round.nominated(request).candidates.first()
    appoint_candidate(
        candidate=candidate, seat=seat_of("business"), decided_at=in_round.item(), since=made.FIRST
    )
    assert [one.title for one in waiting(secretary)] == ["Meddel 1 udpegning"]


def test_the_spreadsheet_of_organisations(round_2022, secretary):
    in_round.entitled(round_2022)
    sheet = organisation_sheet(nominating(secretary, term=made.FIRST))
    assert len(HEAD) == 9
    assert list(sheet.rows) == [
        ["KKR Midtjylland", "2022–2026", "Erhvervshus Midtjylland", "Virksomhedsrepræsentant", "DI", "", "",
         None, ""],
    ]  # fmt: skip


def test_as_many_queries_for_one_organisation_and_for_many(round_2022, secretary, client_as):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as("kl")

    def counted(url):
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    urls = ["/boards/organisations/"]
    urls += [
        f"/boards/rounds/{round_2022.pk}/{name}/" for name in ("organisations", "candidates", "appointments")
    ]
    in_round.nominated(in_round.asked(in_round.entitled(round_2022)))
    before = [counted(url) for url in urls]
    for name in ("Dansk Erhverv", "HORESTA", "Tekniq"):
        in_round.nominated(in_round.asked(in_round.entitled(round_2022, name)))
    assert [counted(url) for url in urls] == before
