"""What the lists of the room say as files, to whom."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from kkr_portal.access.models import User
from kkr_portal.registry.models import Municipality
from meetings.actions import consultations, votes
from meetings.models import Meeting, Move, Proposal, VoteCount
from tests.meetings.asked import case, council_of
from tests.meetings.in_the_room import a_council, an_agenda, press

pytestmark = pytest.mark.django_db
HERE = "/meetings/midtjylland/"


def rows(client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def in_session(council):
    meeting = Meeting.objects.create(council=council, date=date(2022, 3, 7), status="held")
    return meeting, a_council(council, 4), an_agenda(meeting, 2)


def test_who_was_there_and_when(in_session, client_as):
    meeting, (anna, bo, carla, _), items = in_session
    press(meeting, anna, "member")
    press(meeting, bo, "substitute")
    press(meeting, carla, "nobody")
    press(meeting, anna, "nobody", items[1])
    found = rows(client_as("secretariat"), f"{HERE}2022-03-07/in-session/attendance.csv")
    assert [row[0:1] + row[3:] for row in found[1:]] == [
        ["Anna A01", "Anna A01", "til og med punkt 1.1", ""],
        ["Bo A02", "Sted S02", "hele mødet", "ja"],
        ["Carla A03", "Fraværende", "", ""],
        ["Dan A04", "Ikke registreret", "", ""],
    ]


def test_votes_and_the_answers_that_were_given_by_name(in_session, client_as):
    meeting, members, (item, _) = in_session
    for member in members:
        press(meeting, member, "member")
    vote = votes.open_vote(item=item, question="Skal vi?", form="name", number=1)
    seats = {one.seat_id: "for" for one in members}
    votes.count_by_name(vote=vote, answers={one.pk: seats[one.seat_id] for one in vote.voters.all()})
    address = f"{HERE}2022-03-07/in-session/votes."
    client = client_as("secretariat")
    (found,) = rows(client, f"{address}csv")[1:]
    assert found[:10] == ["1.1", "1", "Sag 1", "Skal vi?", "Ved navneopråb", "4", "4", "4", "0", "0"]
    book = load_workbook(io.BytesIO(client.get(f"{address}xlsx").content))
    names = [[cell.value for cell in row] for row in book["Ved navneopråb"].iter_rows(min_row=2)]
    assert names[0] == ["1.1", 1, "Anna A01", None, "Venstre (V)", "For"]
    assert len(names) == 4


def test_others_answers_are_told_when_the_consultation_is_closed(council, client_as, user_with):
    members = council_of(council, ["Anna Øst", "Bo Ås"])
    asked = consultations.send_out(consultation=case(council), on=date(2022, 3, 1))
    anna = asked.answers.get(name="Anna Øst")
    consultations.record_answer(answer=anna, given="for", comment="Hemmelig", on=date(2022, 3, 2))
    address, member = f"/meetings/consultations/{asked.pk}/answers.csv", client_as("member")
    assert rows(member, address) == [["Navn", "Har svaret"], ["Anna Øst", "ja"], ["Bo Ås", "nej"]]
    insider = rows(client_as("secretariat"), address)
    assert insider[1] == ["Anna Øst", "", "Venstre (V)", "For", "02.03.2022", "Hemmelig"]
    consultations.close(consultation=asked, decision="Vedtaget.", on=date(2022, 3, 9))
    assert rows(member, address)[1][3] == "For"
    assert len(members) == 2


def test_contact_details_are_for_the_secretariats_and_kl(house, client_as):
    house.put(house.elected_seat(), "Anna Øst", email="anna@hemmelig.dk", phone="12345678")
    for role in ("public", "member", "board_member", "business_house", "secretariat", "kl"):
        client = client_as(role)
        text = client.get(f"{HERE}members/members.csv?on=19.01.2022").content.decode()
        assert ("anna@hemmelig.dk" in text) is (role in ("secretariat", "kl")), role


def test_what_only_the_kkrs_own_people_are_told_of_its_meetings(council, client_as):
    meeting = Meeting.objects.create(council=council, date=date(2090, 3, 7), status="sent")
    planned = Meeting.objects.create(council=council, date=date(2090, 6, 9), status="planned")
    Move.objects.create(meeting=meeting, from_date=date(2090, 3, 1), to_date=meeting.date, reason="Sne")
    public, member = client_as("public"), client_as("member")
    assert [(row[0], row[-1]) for row in rows(public, f"{HERE}meetings.csv")[1:]] == [("07.03.2090", "")]
    assert [(row[0], row[-1]) for row in rows(member, f"{HERE}meetings.csv")[1:]] == [
        ("09.06.2090", ""), ("07.03.2090", "01.03.2090"),
    ]  # fmt: skip
    assert "Næste frist" not in rows(public, "/meetings/meetings.csv")[0]
    assert "Næste frist" in rows(member, "/meetings/meetings.csv")[0]
    assert [row[0] for row in rows(member, f"{HERE}meetings.csv?year=2091")[1:]] == []
    assert {row[0] for row in rows(member, f"{HERE}deadlines.csv")[1:]} == {"07.03.2090", "09.06.2090"}
    assert planned.pk


def test_proposals_with_their_answers(draft, house, client_as):
    anna = house.person("Anna Øst")
    Proposal.objects.create(
        meeting=draft, person=anna, title="=Busser", text="Flere", received_on=date(2022, 6, 8),
        status="declined", reason="For sent",
    )  # fmt: skip
    (found,) = rows(client_as("kl"), f"{HERE}2022-06-09/proposals.csv")[1:]
    assert found == ["08.06.2022", "nej", "Anna Øst", "'=Busser", "Flere", "Afvist", "For sent", ""]


def test_votes_by_place_as_the_import_reads_them(house, client_as):
    for place in (None, Municipality.objects.get(name="Viborg")):
        VoteCount.objects.create(
            term=house.term, municipality=place, party=house.party("V"), votes=5, source="K"
        )
    found = rows(client_as("secretariat"), f"{HERE}terms/2021/votes.csv")
    assert sorted(row[0] for row in found[1:]) == ["Hele regionen", "Viborg"]
    assert client_as("kl").get(f"{HERE}terms/2021/votes.csv").status_code == 404
    assert User.objects.count() == 2
