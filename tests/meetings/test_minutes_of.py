"""Minutes out of the meeting's own data, and what hands have written over them."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.minutes_of import minutes_of
from meetings.models import (
    Absence,
    AbsenceNotice,
    Decision,
    Elected,
    Election,
    MarkedAbsent,
    Meeting,
    Membership,
    MinutesPart,
    Officer,
    Vote,
    Voter,
)
from tests.meetings.held import START, person, seat, sits, term_of


@pytest.fixture
def items(new_item):
    return [new_item("Første"), new_item("Andet"), new_item("Tredje", closed=True)]


def attendance(meeting):
    return minutes_of(Meeting.objects.get(pk=meeting.pk), closed=True).attendance.text.split("\n\n")


def test_attendance_of_every_kind_is_told(meeting, council, items):
    anna, bo = seat(council, "Anna Bro"), seat(council, "Bo Dal", letter="V", substitute="Dorte Eg")
    MarkedAbsent.objects.create(meeting=meeting, seat=seat(council, "Carl Fur"))
    seat(council, "Fie Grå")
    egon = seat(council, "Egon Ged", letter="C")
    Officer.objects.create(
        term=term_of(council), post=1, person=person("Anna Bro"), group="A", period=(START, None)
    )
    sits(meeting, anna, "Anna Bro")
    sits(meeting, bo, "Dorte Eg", first=items[1])
    AbsenceNotice.objects.create(
        meeting=meeting, membership=Membership.objects.get(person=person("Bo Dal")), note="Hemmeligt"
    )
    sits(meeting, egon, "Egon Ged", last=items[0])
    Meeting.objects.update(led_by=person("Anna Bro"), others_present="Direktør Ib Juhl\n\nKonsulent Kit Lund")
    assert attendance(meeting) == [
        "Mødet blev ledet af formanden, Anna Bro (A).",
        "**Til stede:** Anna Bro (A).",
        "**Stedfortrædere og delvis deltagelse:**",
        "- Dorte Eg (V) deltog som stedfortræder for Bo Dal (V) fra punkt 1.2.\n"
        "- Egon Ged (C) forlod mødet efter punkt 1.1.",
        "**Afbud:** Bo Dal (V).",
        "**Fraværende uden afbud:** Carl Fur (A).",
        "**Fremmøde ikke registreret:** Fie Grå (A).",
        "**Øvrige deltagere:** Direktør Ib Juhl; Konsulent Kit Lund.",
        "KKR var ikke beslutningsdygtigt: 2 af 5 medlemmer var til stede; mindst 3 kræves (§ 5, stk. 9).",
    ]


def test_a_stand_in_swapped_twice_is_told_right_and_counts_once(meeting, council, items, new_item):
    fourth = new_item("Fjerde")
    place = seat(council, "Anna Bro", substitute="Dorte Eg")
    sits(meeting, place, "Anna Bro", last=items[0])
    sits(meeting, place, "Dorte Eg", first=items[1], last=items[1])
    sits(meeting, place, "Anna Bro", first=items[2], last=items[2])
    sits(meeting, place, "Dorte Eg", first=fourth)
    told = attendance(meeting)
    assert told[1] == (
        "- Anna Bro (A) deltog i punkt 1.1. Dorte Eg (A) deltog som stedfortræder for Anna Bro (A) i punkt "
        "1.2. Anna Bro (A) deltog igen i punkt 1.3. Dorte Eg (A) deltog igen i punkt 1.4."
    )
    assert told[-1].startswith("KKR var beslutningsdygtigt under hele mødet: 1 af 1 medlemmer")


def test_nobody_present(meeting, council, items):
    place = seat(council, "Anna Bro")
    assert attendance(meeting) == ["Fremmødet er ikke registreret."]
    assert minutes_of(meeting, closed=True).unset == 1
    MarkedAbsent.objects.create(meeting=meeting, seat=place)
    assert attendance(meeting) == [
        "Ingen medlemmer var til stede.",
        "**Fraværende uden afbud:** Anna Bro (A).",
        "KKR var ikke beslutningsdygtigt: 0 af 1 medlemmer var til stede; mindst 1 kræves (§ 5, stk. 9).",
    ]


def test_who_joined_after_the_meeting_is_not_in_its_minutes(meeting, council, items):
    place = seat(council, "Anna Bro", until=date(2022, 5, 1))
    sits(meeting, place, "Anna Bro")
    seat(council, "Nye Medlem", since=date(2022, 5, 1))
    assert attendance(meeting)[0] == "**Til stede:** Anna Bro (A)."
    assert "Nye" not in "".join(attendance(meeting))


def test_who_entered_for_a_long_absence_is_told_as_such(meeting, council, items):
    place = seat(council, "Anna Bro", substitute="Dorte Eg")
    Absence.objects.create(
        membership=place.memberships.get(), kind="exempt", period=(date(2022, 2, 1), date(2022, 6, 1))
    )
    sits(meeting, place, "Dorte Eg")
    assert attendance(meeting)[0] == "**Til stede:** Dorte Eg (A, indtrådt for Anna Bro)."


def test_a_meeting_before_the_rules_says_nothing_of_quorum(council, new_item, section):
    old = Meeting.objects.create(council=council, date=date(2021, 10, 11), status="held")
    assert attendance(old) == ["Portalen kender ikke KKR's medlemmer på mødets dag."]


def vote(item, answers, **fields):
    """A vote by name: (name, answer) each from a seat of its own."""
    counts = {"in_favour": "for", "against": "against", "abstained": "abstains", "out_of_the_room": "out"}
    numbers = {field: sum(answer == value for _, answer in answers) for field, value in counts.items()}
    made = Vote.objects.create(
        item=item, number=1, question="Skal *det* vedtages?", form="name", members=len(answers),
        present=len(answers), **numbers, **fields,
    )  # fmt: skip
    for name, answer in answers:
        Voter.objects.create(
            vote=made, seat=seat(item.meeting.council, name), person=person(name), name=name,
            member_name=name, answer=answer,
        )  # fmt: skip
    return made


def test_an_item_tells_its_votes_its_election_and_its_decision(meeting, items):
    vote(items[0], [("Anna Bro", "for"), ("Bo Dal", "against"), ("Carl Fur", "out")], chairs_answer="for")
    Election.objects.create(meeting=meeting, item=items[0], kind="majority", title="Formand for udvalget")
    Decision.objects.create(item=items[0], text="Indstillingen\r\nblev fulgt.")
    minutes = minutes_of(meeting, closed=True)
    text = minutes.items[items[0].pk].text
    assert text.startswith("**Skal \\*det\\* vedtages?** Afstemning ved navneopråb: 1 stemte for, 1 imod")
    assert "vedtaget ved formandens afgørende stemme" in text
    assert "For: Anna Bro. Imod: Bo Dal." in text
    assert "**Valg.** Formand for udvalget: flertalsvalg" in text
    assert text.endswith("\n\nIndstillingen\nblev fulgt.")
    assert [one.number for one in minutes.silent] == ["1.2", "1.3"]


def test_a_vote_that_nobody_decided_is_named(meeting, items):
    vote(items[1], [("Anna Bro", "for"), ("Bo Dal", "against")])
    assert minutes_of(meeting, closed=True).undecided_items == ["1.2"]


def test_the_end_of_the_meeting(meeting, items):
    assert minutes_of(meeting, closed=True).closing.text == "Mødet blev hævet."
    meeting.ends_at = time(14, 30)
    assert minutes_of(meeting, closed=True).closing.text == "Mødet blev hævet kl. 14.30."


def test_a_hand_edit_survives_changed_attendance_and_votes(meeting, council, items):
    place = seat(council, "Anna Bro")
    before = minutes_of(meeting, closed=True)
    for part in (before.attendance, before.items[items[0].pk]):
        MinutesPart.objects.create(
            meeting=meeting, kind=part.kind, item=part.item.item if part.item else None,
            text="Skrevet i hånden", written_over=part.generated,
        )  # fmt: skip
    assert minutes_of(meeting, closed=True).outdated == []
    sits(meeting, place, "Anna Bro")
    vote(items[0], [("Bo Dal", "for")])
    after = minutes_of(meeting, closed=True)
    assert [part.text for part in after.outdated] == ["Skrevet i hånden"] * 2
    assert [part.label for part in after.outdated] == ["til stede og afbud", "punkt 1.1"]
    assert any("Anna" in piece.text for piece in after.attendance.pieces if piece.kind == "added")


def test_what_the_public_gets_has_gaps_where_items_are_closed(meeting, items, new_item):
    new_item("Åbent efter lukket")
    minutes = minutes_of(meeting, closed=False)
    assert [part.item.number for part in minutes.items.values()] == ["1.1", "1.2", "1.4"]
    assert not minutes.has_closed


def test_the_same_number_of_queries_for_few_and_many(meeting, council, new_item):
    def count():
        with CaptureQueriesContext(connection) as queries:
            [part.text for part in minutes_of(meeting, closed=True).parts]
        return len(queries)

    def more(name):
        place = seat(council, f"{name} Medlem", substitute=f"{name} Stand")
        item = new_item(name)
        sits(meeting, place, f"{name} Medlem", first=item)
        Decision.objects.create(item=item, text="Ja.")
        vote(item, [(f"{name} Vælger", "for"), (f"{name} Modstander", "against")])
        election = Election.objects.create(meeting=meeting, item=item, kind="majority", title="P")
        Elected.objects.create(election=election, number=1, person=person(f"{name} Valgt"))

    more("En")
    few = count()
    for number in range(12):
        more(f"N{number}")
    assert count() == few
