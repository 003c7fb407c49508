"""The pages of elections: every address against every role, forms with bad input, the closed meeting."""

import io
from datetime import date

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kkr_portal.access.models import User
from meetings.actions import elections as actions
from meetings.actions import elections_counting as counting
from meetings.counting import count, read
from meetings.models import AgendaItem, Elected, Election, Meeting, Officer, Section
from meetings.models.closing import MESSAGE
from meetings.rules.editions import BEFORE
from tests.conftest import ROLES
from tests.meetings.elections_made import (
    KIND,
    make_election,
    make_meeting,
    make_member,
    make_term,
    party_name,
)

LIST = "/meetings/midtjylland/2022-01-19/elections/"
SECRETARIAT, INSIDERS = {"secretariat"}, {"secretariat", "kl"}
OWN = {"secretariat", "kl", "member"}


@pytest.fixture
def term(council):
    return make_term(council, {"A": 100, "V": 60, "C": 30})


@pytest.fixture
def people(term):
    return {letter: make_member(term, letter, f"Medlem {letter}") for letter in "AVC"}


@pytest.fixture
def meeting(council):
    return make_meeting(council)


@pytest.fixture
def chair(people, meeting):
    return make_election(meeting, KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")


@pytest.fixture
def majority(people, meeting):
    election = make_election(meeting, KIND.MAJORITY, "Formand for bestyrelsen")
    for person in people.values():
        counting.add_candidate(election=election, person=person, where="Viborg")
    return election


@pytest.fixture
def concluded(chair, people):
    return actions.conclude(election=chair, persons={1: people["A"], 2: people["V"]})


def text_of(response):
    return response.content.decode()


ADDRESSES = {
    LIST: OWN,
    f"{LIST}new/": SECRETARIAT,
    "{open}": INSIDERS,
    "{open}sheet.pdf": INSIDERS,
    "{open}edit/": SECRETARIAT,
    "{open}delete/": SECRETARIAT,
    "{open}refresh/": SECRETARIAT,
    "{open}rounds/1/": SECRETARIAT,
    "{open}candidate/{candidate}/remove/": SECRETARIAT,
    "{done}": OWN,
    "{done}sheet.pdf": OWN,
    "{done}reopen/": SECRETARIAT,
    "/meetings/midtjylland/2022-01-20/elections/": set(),
    "/meetings/elections/999999999/": set(),
    "/meetings/elections/999999999/sheet.pdf": set(),
    "{open}candidate/999999999/remove/": set(),
    "{open}nothing/1/remove/": set(),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, concluded, majority, client_as):
    first = majority.lines.first()
    counting.save_round(election=majority, number=1, present=9, votes={first.pk: 1}, seen="")
    there = address.format(
        open=majority.get_absolute_url(), done=concluded.get_absolute_url(), candidate=first.pk
    )
    seen = {role: client_as(role).get(there).status_code for role in ROLES}
    expected = {role: 200 if role in ADDRESSES[address] else 404 for role in ROLES}
    assert seen == expected | {"public": 302}


WRITES = ["edit/", "delete/", "reopen/", "conclude/", "refresh/", "alliances/", "groups/", "candidates/",
          "rounds/1/", "lots/", "lot/1/remove/"]  # fmt: skip


@pytest.mark.parametrize("address", WRITES)
def test_writing(address, chair, client_as):
    there = f"{chair.get_absolute_url()}{address}"
    seen = {role: client_as(role).post(there).status_code for role in ROLES if role != "secretariat"}
    assert seen == {role: 302 if role == "public" else 404 for role in ROLES if role != "secretariat"}


def test_of_a_draft_the_members_see_nothing(chair, people, meeting, client_as):
    actions.conclude(election=chair, persons={1: people["A"], 2: people["V"]})
    Meeting.objects.filter(pk=meeting.pk).update(status="preparation")
    member = client_as("member")
    assert [member.get(url).status_code for url in (LIST, chair.get_absolute_url())] == [404, 404]


def test_from_set_up_to_the_chair_in_office(people, meeting, client_as, council):
    item = AgendaItem.objects.create(
        section=Section.objects.create(meeting=meeting, title="Valg", position=1), title="Valget", position=1
    )
    client = client_as("secretariat")
    new = {"kind": "chair_and_deputy", "title": "", "posts": "", "note": "", "item": item.pk}
    first, second = (client.post(f"{LIST}new/", new) for _ in range(2))
    election = Election.objects.get()
    here = election.get_absolute_url()
    assert (first.headers["Location"], second.headers["Location"]) == (here, here)
    assert "Punkt 1.1 Valget" in text_of(client.get(here))
    answer = client.post(f"{here}conclude/", {"person_1": people["A"].pk, "person_2": ""})
    assert "Vælg, hvem der er valgt." in text_of(answer)
    assert not Elected.objects.exists()
    chosen = {"person_1": people["A"].pk, "person_2": people["V"].pk}
    for _ in range(2):
        assert client.post(f"{here}conclude/", chosen, follow=True).status_code == 200
    assert [(one.post, one.decided_in) for one in Officer.objects.order_by("post")] == [(1, item), (2, item)]
    assert "Medlem A" in text_of(client.get(LIST))
    client.post(f"{here}reopen/")
    assert not Officer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"kind": "majority", "title": ""}, "Skriv, hvad der vælges til."),
        ({"kind": "proportional", "title": "X", "posts": "1"}, "Skriv antallet af poster, fra 2 til 60."),
        ({"kind": "proportional", "title": "X", "posts": "61"}, "Skriv antallet af poster, fra 2 til 60."),
        ({"kind": "other", "title": "X"}, "other"),
        ({"kind": "majority", "title": "X", "item": "999999"}, "gyldig valgmulighed"),
    ],
)
def test_a_form_that_cannot_be_says_why_and_keeps_what_was_typed(typed, message, meeting, client_as):
    answer = text_of(client_as("secretariat").post(f"{LIST}new/", typed))
    assert message in answer
    assert not Election.objects.exists()


def test_a_second_election_of_the_chair_is_refused_in_words(chair, client_as):
    typed = {"kind": "chair_and_deputy", "title": "Endnu et"}
    answer = text_of(client_as("secretariat").post(f"{LIST}new/", typed))
    assert "Mødet har allerede et valg af formand og næstformand." in answer
    assert "Endnu et" in answer


def test_more_votes_than_present_is_refused_and_the_numbers_stay(majority, client_as):
    first = majority.lines.first()
    typed = {"present": "9", f"votes_{first.pk}": "10", "seen": ""}
    answer = text_of(client_as("secretariat").post(f"{majority.get_absolute_url()}rounds/1/", typed))
    assert "Der er 10 stemmer, men kun 9 er til stede." in answer
    assert 'value="10"' in answer
    assert not majority.rounds.exists()


def test_numbers_typed_before_the_sign_in_ran_out_are_there_again(majority, client_as, user_with):
    client, here = client_as("secretariat"), f"{majority.get_absolute_url()}rounds/1/"
    client.get(majority.get_absolute_url())
    user = client.session["_auth_user_id"]
    client.session.flush()
    first = majority.lines.first()
    typed = {"present": "9", f"votes_{first.pk}": "7", "seen": ""}
    assert client.post(here, typed).headers["Location"].startswith("/access/sign-in/")
    client.force_login(User.objects.get(pk=user), backend="django.contrib.auth.backends.ModelBackend")
    page = text_of(client.get(here))
    assert ('value="7"' in page, majority.rounds.exists()) == (True, False)


@pytest.mark.parametrize("number", ["-1", "x", "501", ""])
def test_numbers_that_are_none(number, majority, client_as):
    typed = {"present": number, "seen": ""}
    answer = client_as("secretariat").post(f"{majority.get_absolute_url()}rounds/1/", typed)
    assert (answer.status_code, majority.rounds.exists()) == (200, False)
    assert "form-error-message" in text_of(answer)


def test_the_second_of_two_who_write_a_round_sees_the_others_numbers_and_can_save_over(majority, client_as):
    client, here = client_as("secretariat"), f"{majority.get_absolute_url()}rounds/1/"
    first = majority.lines.first()
    client.post(here, {"present": "9", f"votes_{first.pk}": "3", "seen": ""})
    typed = {"present": "9", f"votes_{first.pk}": "4", "seen": ""}
    answer = client.post(here, typed)
    assert "En anden har imens skrevet 1. afstemning: 9 til stede" in text_of(answer)
    kept = count(read(Election.objects.filter(pk=majority.pk)).get()).rounds[0].kept
    assert f'value="{kept}"' in text_of(answer)
    assert client.post(here, typed | {"seen": kept}).status_code == 302
    assert majority.rounds.get().results.get().votes == 4


def test_an_alliance_by_the_form(chair, client_as):
    client, here = client_as("secretariat"), f"{chair.get_absolute_url()}alliances/"
    groups = [party_name("V"), party_name("C")]
    for typed, message in (
        ({"groups": groups[:1], "notified_on": "10.01.2022"}, "Et valgforbund er mellem mindst to."),
        ({"groups": groups, "notified_on": "31.02.2022"}, "31.02.2022 er ikke en dato, der findes."),
        ({"groups": ["Ukendt", groups[0]], "notified_on": "10.01.2022"}, "Ukendt"),
    ):
        assert message in text_of(client.post(here, typed))
    typed = {"groups": groups, "notified_on": "17.01.2022"}
    for _ in range(2):
        client.post(here, typed)
    assert chair.alliances.count() == 1
    page = text_of(client.get(chair.get_absolute_url()))
    assert "For sent, ikke regnet med" in page
    assert "skulle ske senest 14.01.2022; det er 17.01.2022 (forretningsordenen § 4, stk. 2)" in page


def test_a_lot_by_the_form(chair, client_as):
    chair.lines.filter(name=party_name("V")).update(number=50)
    client, here = client_as("secretariat"), f"{chair.get_absolute_url()}lots/"
    [lot] = count(read(Election.objects.filter(pk=chair.pk)).get()).open_lots
    place, note = f"{lot.name}-place_1", f"{lot.name}-note"
    assert "Skriv, hvem der trak loddet" in text_of(client.post(here, {"number": 2, place: party_name("V")}))
    wrong = text_of(client.post(here, {"number": 2, place: party_name("C"), note: "Anna"}))
    assert "form-error-message" in wrong
    assert not chair.lots.exists()
    for _ in range(2):
        answer = client.post(here, {"number": 2, place: party_name("V"), note: "Anna trak"}, follow=True)
    assert "Lodtrækningen er skrevet ind, eller" in text_of(answer)
    assert chair.lots.get().order == [party_name("V")]


def test_groups_by_the_form(people, meeting, client_as):
    election = make_election(meeting, KIND.PROPORTIONAL, "To poster", 2)
    client, here = client_as("secretariat"), f"{election.get_absolute_url()}groups/"
    seen = count(read(Election.objects.filter(pk=election.pk)).get()).kept
    rows = {"groups-TOTAL_FORMS": 4, "groups-INITIAL_FORMS": 3, "groups-0-name": "Gruppe 1",
            "groups-0-number": "2", "groups-1-name": "", "groups-1-number": "", "seen": seen}  # fmt: skip
    twice = rows | {"groups-2-name": "Gruppe 1", "groups-2-number": "1"}
    assert "«Gruppe 1» står to gange." in text_of(client.post(here, twice))
    lacking = rows | {"groups-2-name": "Gruppe 2", "groups-2-number": ""}
    assert "Skriv, hvor mange medlemmer gruppen har." in text_of(client.post(here, lacking))
    assert client.post(here, rows | {"groups-2-name": "Gruppe 2", "groups-2-number": "9"}).status_code == 302
    assert dict(election.lines.values_list("name", "number")) == {"Gruppe 1": 2, "Gruppe 2": 9}
    page = text_of(client.get(election.get_absolute_url()))
    assert "Grupperne tæller 11, men KKR har 3 medlemmer" in page
    other = text_of(client.post(here, rows))
    assert "En anden har rettet grupperne imens til: Gruppe 1: 2; Gruppe 2: 9" in other


@pytest.mark.parametrize("address", [*WRITES, "rounds/1/"])
def test_a_closed_meeting_is_told_in_words(address, majority, meeting, client_as):
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    answer = client_as("secretariat").post(f"{majority.get_absolute_url()}{address}", {}, follow=True)
    assert (answer.status_code, MESSAGE in text_of(answer)) == (200, True)


def test_a_meeting_before_the_first_edition_says_so_and_takes_no_election(majority, meeting, client_as):
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2021, 10, 11))
    client, there = client_as("secretariat"), "/meetings/midtjylland/2021-10-11/elections/"
    for url in (there, majority.get_absolute_url()):
        answer = client.get(url)
        assert (answer.status_code, BEFORE in text_of(answer)) == (200, True)
    assert client.get(f"{majority.get_absolute_url()}sheet.pdf").status_code == 200
    assert BEFORE in text_of(client.post(f"{there}new/", {"kind": "majority", "title": "X"}, follow=True))
    assert Election.objects.count() == 1


def test_incomplete_votes_are_labelled_wherever_they_are_used(chair, term, client_as):
    type(term).objects.filter(pk=term.pk).update(votes_lack="14 af 19 kommuner")
    client = client_as("secretariat")
    assert "14 af 19 kommuner" in text_of(client.get(chair.get_absolute_url()))
    assert client.get(f"{chair.get_absolute_url()}sheet.pdf").status_code == 200


def test_new_votes_are_offered_and_taken(chair, term, client_as):
    client, here = client_as("secretariat"), chair.get_absolute_url()
    assert "Hent stemmetallene igen" not in text_of(client.get(here))
    term.votes.filter(party__letter="V").update(votes=99)
    assert "Hent stemmetallene igen" in text_of(client.get(here))
    client.post(f"{here}refresh/")
    assert chair.lines.get(name=party_name("V")).number == 99


def test_the_counting_sheet_is_danish_tagged_and_the_same_every_time(concluded, client_as):
    client = client_as("secretariat")
    first, second = (client.get(f"{concluded.get_absolute_url()}sheet.pdf").content for _ in range(2))
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("da", True)
        assert str(pdf.docinfo["/Title"]).startswith("Optællingsark: Formand og næstformand")


def test_constant_queries(majority, meeting, people, client_as):
    client = client_as("secretariat")

    def add(number):
        more = make_election(meeting, KIND.MAJORITY, f"Post {number}")
        line = counting.add_candidate(election=more, person=people["A"], where="Viborg")
        counting.save_round(election=more, number=1, present=9, votes={line.pk: 6}, seen="")
        actions.conclude(election=more, persons={})

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    add(1)
    few = queries()
    for number in range(2, 9):
        add(number)
    assert queries() == few
