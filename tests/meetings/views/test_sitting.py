"""The page during the meeting, as a secretary presses it, with and without a script."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import AbsenceNotice, AgendaItem, Decision, Meeting, Stay, Vote
from tests.conftest import ROLES
from tests.meetings.in_the_room import a_council, a_seat, an_agenda, press, row_of, spans_of

PAGE = "/meetings/midtjylland/2022-03-07/in-session/"
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def items(meeting):
    return an_agenda(meeting, 3)


@pytest.fixture
def members(council):
    return a_council(council, 4)


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def text(response) -> str:
    return " ".join(response.content.decode().split())


class TestPage:
    def test_the_beginning_and_an_item(self, secretary, items, members):
        beginning, at = secretary.get(PAGE), secretary.get(f"{PAGE}?item={items[1].pk}")
        assert "0 af 4 er til stede; mindst 2 kræves, § 5, stk. 9." in text(beginning)
        assert "KKR er ikke beslutningsdygtigt" in text(beginning)
        assert ("Sag 2</h2>" in text(at), "Åbn en afstemning" in text(at)) == (True, True)
        assert (at.context["previous"][0], at.context["next"][0]) == ("Punkt 1.1", "Punkt 1.3")
        assert beginning.context["next"][0] == "Punkt 1.1"

    @pytest.mark.parametrize("item", ["", "x", "999999999", "99999999999999999999", "%00"])
    def test_an_item_that_is_none_is_the_beginning(self, secretary, items, members, item):
        assert secretary.get(f"{PAGE}?item={item}").context["current"] is None

    def test_the_warning_before_it_breaks(self, secretary, meeting, items, members):
        for member in members[:2]:
            press(meeting, member, "member")
        assert "Går én mere, kan KKR ikke længere træffe beslutning, § 5, stk. 9." in text(
            secretary.get(PAGE)
        )

    def test_who_joined_afterwards_is_not_there(self, secretary, meeting, members):
        a_seat(members[0].seat.term, "Ny Senere", since=date(2022, 3, 8))
        page = text(secretary.get(PAGE))
        assert ("Ny Senere" in page, "Ledige pladser: Venstre, plads 5." in page) == (False, True)

    def test_without_members_and_before_2022_it_says_so(self, secretary, council):
        Meeting.objects.create(council=council, date=date(2021, 10, 11), status="sent")
        page = text(secretary.get("/meetings/midtjylland/2021-10-11/in-session/"))
        assert "Mødet følger tidligere regler, som ikke findes i portalen." in page
        assert "Portalen kender ingen medlemmer af KKR Midtjylland 11. oktober 2021" in page

    def test_an_item_before_2022_takes_a_decision_but_no_vote(self, secretary, council):
        meeting = Meeting.objects.create(council=council, date=date(2021, 10, 11), status="sent")
        [item] = an_agenda(meeting, 1)
        page = text(secretary.get(f"/meetings/midtjylland/2021-10-11/in-session/?item={item.pk}"))
        assert ("Åbn en afstemning" in page, "Gem beslutningen" in page) == (False, True)

    @pytest.mark.parametrize(
        ("status", "sentence"),
        [
            ("preparation", "Dagsordenen er ikke udsendt"),
            ("approved", "Mødet er lukket"),
            ("closed", "Mødet"),
        ],
    )
    def test_a_meeting_that_is_not_in_session_is_read_only(
        self, secretary, meeting, items, members, status, sentence
    ):
        press(meeting, members[0], "member")
        Decision.objects.create(item=items[0], text="Godkendt.")
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        page = text(secretary.get(f"{PAGE}?item={items[0].pk}"))
        assert (sentence in page, "Til stede hele mødet" in page, "Godkendt." in page) == (True, True, True)
        assert ("data-swap" in page, "Gem beslutningen" in page) == (False, False)

    def test_as_many_queries_for_58_members_as_for_two(self, secretary, meeting, council):
        members, items = a_council(council, 2), an_agenda(meeting, 2)

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert secretary.get(f"{PAGE}?item={items[0].pk}").status_code == 200
            return len(queries)

        count()
        few = count()
        term = members[0].seat.term
        for n in range(3, 59):
            press(meeting, a_seat(term, f"Flere A{n}", substitute=f"Sted S{n}"), "member")
        an_item = AgendaItem.objects.order_by("-position").first()
        for n in range(1, 8):
            Vote.objects.create(item=an_item, number=n, question="?", form="number", members=58, present=56)
        assert count() == few


class TestPress:
    def test_without_a_script_one_lands_at_the_row(self, secretary, meeting, items, members):
        anna = members[0]
        answer = secretary.post(
            f"{PAGE}seats/{anna.seat_id}/",
            {"holder": "member", "seen": "unset", "item": items[1].pk, "from": ""},
        )
        assert answer.url == f"{PAGE}?item={items[1].pk}#seat-{anna.seat_id}"
        assert spans_of(meeting, anna) == ["Anna A01 hele mødet"]

    def test_a_script_gets_the_parts_with_the_row_as_it_is_now(self, secretary, meeting, items, members):
        press(meeting, members[1], "member")
        answer = secretary.post(
            f"{PAGE}seats/{members[0].seat_id}/", {"holder": "member", "seen": "unset"}, headers=FETCH
        )
        page = text(answer)
        assert ("<html" in page, 'id="quorum"' in page, "2 af 4 er til stede" in page) == (False, True, True)
        assert page.count("Til stede hele mødet") == 2

    def test_who_comes_late_comes_at_the_item(self, secretary, meeting, items, members):
        secretary.post(
            f"{PAGE}seats/{members[0].seat_id}/",
            {"late": "member", "seen": "unset", "item": items[2].pk, "from": ""},
        )
        assert spans_of(meeting, members[0]) == ["Anna A01 fra punkt 1.3"]

    def test_a_row_changed_by_another_meanwhile_is_shown(self, secretary, meeting, items, members):
        press(meeting, members[0], "substitute")
        answer = secretary.post(f"{PAGE}seats/{members[0].seat_id}/", {"holder": "nobody", "seen": "unset"})
        page = text(answer)
        assert ("En anden har ændret rækken imens" in page, "Stedfortræder Sted S01 hele" in page) == (
            True, True,
        )  # fmt: skip
        assert spans_of(meeting, members[0]) == ["Sted S01 hele mødet"]

    def test_a_rule_that_is_broken_is_said_in_the_row(self, secretary, meeting, items, members):
        anna, bo = members[:2]
        Stay.objects.create(meeting=meeting, seat=bo.seat, person=row_of(meeting, anna).substitute)
        answer = secretary.post(f"{PAGE}seats/{anna.seat_id}/", {"holder": "substitute", "seen": "unset"})
        page = text(answer)
        assert "Sted S01 sidder på to pladser samtidig" in page
        assert "Sted S01 er ikke stedfortræder for Bo A02" in page  # what is wrong already, at its own row
        assert row_of(meeting, anna).is_unset

    def test_reset(self, secretary, meeting, items, members):
        press(meeting, members[0], "nobody")
        secretary.post(f"{PAGE}seats/{members[0].seat_id}/", {"holder": "unset", "seen": "absent"})
        assert row_of(meeting, members[0]).is_unset

    @pytest.mark.parametrize("values", [{"holder": "x"}, {}, {"holder": "member", "from": "x"}])
    def test_what_no_button_sends_is_not_found(self, secretary, items, members, values):
        assert secretary.post(f"{PAGE}seats/{members[0].seat_id}/", values).status_code == 404

    def test_all_present_and_undo(self, secretary, meeting, items, members):
        AbsenceNotice.objects.create(meeting=meeting, membership=members[3])
        page = secretary.post(f"{PAGE}all-present/", {"item": items[1].pk}, follow=True)
        assert (Stay.objects.count(), "Fortryd «Alle er til stede»" in text(page)) == (3, True)
        page = secretary.post(f"{PAGE}all-present/undo/", {}, headers=FETCH)
        assert (Stay.objects.count(), "Fortryd" in text(page)) == (0, False)

    def test_times(self, secretary, meeting, items, members):
        anna, address = members[0], f"{PAGE}seats/{members[0].seat_id}/times/"
        assert "Stedfortræder på mødets dag: Sted S01" in text(secretary.get(address))
        rows = {"stay-TOTAL_FORMS": "2", "stay-INITIAL_FORMS": "0", "seen": "unset"}
        rows |= {"stay-0-person": str(anna.person_id), "stay-0-last": str(items[0].pk)}
        overlap = {"stay-1-person": str(anna.person_id), "stay-1-first": str(items[0].pk)}
        refused = secretary.post(address, rows | overlap)
        assert "Anna A01 sidder på Anna A01s plads to gange samtidig" in text(refused)
        assert f'<option value="{items[0].pk}" selected' in text(refused)  # what was typed is there
        no_person = secretary.post(address, rows | {"stay-1-first": str(items[1].pk)})
        assert "Vælg, hvem der var til stede" in text(no_person)
        assert row_of(meeting, anna).is_unset
        saved = secretary.post(address, rows)
        assert (saved.url, spans_of(meeting, anna)) == (
            f"{PAGE}#seat-{anna.seat_id}", ["Anna A01 til og med punkt 1.1"],
        )  # fmt: skip


class TestDecision:
    def test_saved_and_followed(self, secretary, items):
        address = f"/meetings/items/{items[0].pk}/decision/"
        assert secretary.post(address, {"text": "Drøftet.", "revision": ""}).status_code == 302
        secretary.post(address, {"text": "Drøftet.", "revision": "1", "follow": "1"})
        secretary.post(address, {"text": "Drøftet.", "revision": "2", "follow": "1"})
        assert Decision.objects.get().text == "Drøftet.\n\nIndstillingen blev tiltrådt."
        assert secretary.get(address).url == f"{PAGE}?item={items[0].pk}#beslutning"

    def test_two_who_write_at_once_choose(self, secretary, items):
        address = f"/meetings/items/{items[0].pk}/decision/"
        secretary.post(address, {"text": "Vedtaget.", "revision": ""})
        second = secretary.post(address, {"text": "Forkastet.", "revision": ""})
        page = text(second)
        assert [words in page for words in ("To udgaver", "Vedtaget.", "Forkastet.")] == [True] * 3
        assert Decision.objects.get().text == "Vedtaget."

    def test_an_expired_sign_in_loses_nothing(self, client_as, items, user_with):
        secretary = client_as("secretariat")
        address = f"/meetings/items/{items[0].pk}/decision/"
        secretary.get(f"{PAGE}?item={items[0].pk}")
        secretary.session.flush()
        answer = secretary.post(address, {"text": "Skrevet uden at være logget ind."})
        assert (answer.status_code, "next=" in answer.url, Decision.objects.count()) == (302, True, 0)

    def test_a_closed_meeting_says_so(self, secretary, meeting, items):
        Meeting.objects.filter(pk=meeting.pk).update(status="approved")
        answer = secretary.post(f"/meetings/items/{items[0].pk}/decision/", {"text": "Nyt", "revision": ""})
        assert ("Mødet er lukket" in text(answer), Decision.objects.exists()) == (True, False)


def test_leader_and_guests(secretary, meeting, items, members):
    page = secretary.get(PAGE)
    choices = list(page.context["facts_form"].fields["led_by"].choices)
    assert [label for _, label in choices][:3] == ["Ikke angivet", "Anna A01 (formand)", "Bo A02"]
    values = {"led_by": members[0].person_id, "others_present": "Else Ny, KL", "revision": meeting.revision}
    assert secretary.post(f"{PAGE}facts/", values).url == f"{PAGE}#ledelse"
    meeting.refresh_from_db()
    assert (meeting.led_by, meeting.others_present) == (members[0].person, "Else Ny, KL")


def test_the_list_to_tick_off_is_a_pdf_with_the_people_of_the_day(secretary, meeting, members):
    answer = secretary.get(f"{PAGE}attendance.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Deltagerliste" in answer["Content-Disposition"]


def test_deleting_an_item_where_a_stay_ends_is_a_sentence(secretary, meeting, items, members):
    press(meeting, members[0], "nobody")
    press(meeting, members[0], "member", items[1])
    answer = secretary.post(f"/meetings/items/{items[1].pk}/delete/", follow=True)
    assert said(answer) == [
        "Punktet kan ikke slettes: Anna A01 kommer eller går ved det. Ret det under «Mødet», «Tider», først."
    ]
    assert AgendaItem.objects.filter(pk=items[1].pk).exists()


READS = ["", "?item={item}", "attendance.pdf", "seats/{seat}/times/"]
WRITES = ["seats/{seat}/", "seats/{seat}/times/", "all-present/", "all-present/undo/", "facts/"]


@pytest.mark.parametrize("role", ROLES)
def test_only_the_secretariat_of_the_kkr_reads_and_writes(role, client_as, meeting, items, members):
    client, ids = client_as(role), {"item": items[0].pk, "seat": members[0].seat_id}
    vote = Vote.objects.create(item=items[0], number=1, question="?", form="number", members=4, present=2)
    reads = [f"{PAGE}{one.format(**ids)}" for one in READS]
    reads += [f"/meetings/votes/{vote.pk}/", f"/meetings/votes/{vote.pk}/delete/"]
    writes = [f"{PAGE}{one.format(**ids)}" for one in WRITES]
    writes += [f"/meetings/items/{items[0].pk}/decision/", f"/meetings/items/{items[0].pk}/votes/"]
    writes += [f"/meetings/votes/{vote.pk}/", f"/meetings/votes/{vote.pk}/delete/"]
    if role == "secretariat":
        assert [client.get(one).status_code for one in reads] == [200] * len(reads)
        only_posts = [f"{PAGE}{one.format(**ids)}" for one in (WRITES[0], *WRITES[2:4])]
        assert [client.get(one).status_code for one in only_posts] == [405] * 3
        return
    shut = 302 if role == "public" else 404
    assert [client.get(one).status_code for one in reads] == [shut] * len(reads)
    assert [client.post(one).status_code for one in writes] == [shut] * len(writes)
    assert not Stay.objects.exists()
