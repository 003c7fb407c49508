"""What is done to a written consultation, once and twice, in the right order and the wrong one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kkr_portal.registry.models import Council
from meetings.actions import agenda
from meetings.actions import consultations as actions
from meetings.models import (
    Absence,
    AgendaItem,
    Consultation,
    ConsultationAnswer,
    Meeting,
    Membership,
    Officer,
)
from tests.meetings.asked import START, case, council_of, person, stand_in
from tests.side_by_side import at_once, while_open

NAMES = ["Anna Øst", "Bo Ås", "Carl Eg"]
TODAY = timezone.localdate()


@pytest.fixture
def members(council):
    return council_of(council, NAMES, chair="Anna Øst")


@pytest.fixture
def draft_case(council, members):
    return case(council)


@pytest.fixture
def open_case(draft_case):
    return actions.send_out(consultation=draft_case, on=TODAY)


def answer(consultation, name, given="for", comment=""):
    row = consultation.answers.get(name=name)
    return actions.record_answer(answer=row, given=given, comment=comment, on=TODAY)


def asked(consultation):
    return list(consultation.answers.order_by("name").values_list("name", "party", "chair"))


def item_on(council, day, **fields):
    meeting = Meeting.objects.create(council=council, date=day, **fields)
    section = agenda.add_section(meeting=meeting, title="Meddelelser")
    return agenda.place_item(AgendaItem(section=section, title="Skriftlig høring"))


class TestSendOut:
    def test_freezes_the_acting_person_of_each_seat(self, open_case, members):
        assert asked(open_case) == [
            ("Anna Øst", "Venstre (V)", True), ("Bo Ås", "Venstre (V)", False),
            ("Carl Eg", "Venstre (V)", False),
        ]  # fmt: skip
        members["Bo Ås"].delete()
        Membership.objects.filter(pk=members["Carl Eg"].pk).update(period=(START, TODAY))
        assert [name for name, *_ in asked(open_case)] == NAMES

    def test_twice_asks_once(self, open_case):
        again = actions.send_out(consultation=open_case, on=TODAY + timedelta(days=1))
        assert (again.opened_on, again.answers.count()) == (TODAY, 3)

    def test_a_stand_in_during_a_long_absence_is_asked_and_is_not_the_chair(self, draft_case, members):
        stand_in(members["Anna Øst"], "Dora Ny")
        Absence.objects.create(membership=members["Anna Øst"], kind="exempt", period=(START, None))
        assert asked(actions.send_out(consultation=draft_case, on=TODAY)) == [
            ("Bo Ås", "Venstre (V)", False), ("Carl Eg", "Venstre (V)", False),
            ("Dora Ny", "Venstre (V)", False),
        ]  # fmt: skip

    def test_the_chair_for_a_time_is_the_chair(self, draft_case, members):
        term = members["Bo Ås"].seat.term
        Officer.objects.create(
            term=term,
            post=1,
            person=members["Bo Ås"].person,
            group="V",
            for_a_time=True,
            period=(START, None),
        )
        sent = actions.send_out(consultation=draft_case, on=TODAY)
        assert [name for name, _, chair in asked(sent) if chair] == ["Bo Ås"]

    def test_a_vacant_seat_is_not_asked(self, draft_case, members):
        members["Bo Ås"].delete()
        assert actions.send_out(consultation=draft_case, on=TODAY).answers.count() == 2

    def test_nobody_to_ask(self, council):
        with pytest.raises(
            actions.Refused, match=r"ingen medlemmer af KKR .* \(forretningsordenen § 5, stk. 10"
        ):
            actions.send_out(consultation=case(council), on=TODAY)
        assert Consultation.objects.get().is_draft

    def test_a_deadline_that_has_passed(self, draft_case):
        with pytest.raises(actions.Refused, match=r"Svarfristen .* er overskredet"):
            actions.send_out(consultation=draft_case, on=TODAY + timedelta(days=8))
        assert ConsultationAnswer.objects.count() == 0


class TestTakeBackAndDelete:
    def test_back_to_a_draft_while_nobody_has_answered(self, open_case):
        for _ in range(2):
            back = actions.take_back(consultation=open_case)
            assert (back.is_draft, back.opened_on, back.answers.count()) == (True, None, 0)
        assert actions.send_out(consultation=open_case, on=TODAY).answers.count() == 3

    def test_not_once_there_is_an_answer(self, open_case):
        answer(open_case, "Bo Ås")
        with pytest.raises(actions.Refused, match="Der er kommet svar"):
            actions.take_back(consultation=open_case)
        assert open_case.answers.count() == 3

    def test_only_a_draft_is_deleted_and_twice_is_once(self, open_case):
        assert actions.delete(consultation=open_case) is False
        actions.take_back(consultation=open_case)
        assert [actions.delete(consultation=open_case) for _ in range(2)] == [True, True]
        assert Consultation.objects.count() == 0


class TestAnswer:
    def test_the_same_twice_is_once_and_it_can_be_changed(self, open_case):
        for _ in range(2):
            row = answer(open_case, "Bo Ås", "for", "Enig.")
        row.refresh_from_db()
        assert (row.answer, row.comment, row.answered_on, row.revision) == ("for", "Enig.", TODAY, 2)
        answer(open_case, "Bo Ås", "against")
        row.refresh_from_db()
        assert (row.answer, row.comment) == ("against", "")

    def test_can_be_taken_away(self, open_case):
        answer(open_case, "Bo Ås")
        row = answer(open_case, "Bo Ås", "", "Blev tastet på den forkerte.")
        assert (row.answer, row.comment, row.answered_on) == ("", "", None)

    def test_after_closing_is_refused_by_the_action_and_by_the_database(self, open_case):
        answer(open_case, "Bo Ås")
        actions.close(consultation=open_case, decision="Godkendt.", on=TODAY)
        with pytest.raises(actions.Refused, match="Høringen er afsluttet"):
            answer(open_case, "Anna Øst")
        with pytest.raises(IntegrityError, match="Høringen er afsluttet"), transaction.atomic():
            ConsultationAnswer.objects.update(comment="Hov")


class TestCloseAndReport:
    @pytest.fixture
    def closed(self, open_case):
        answer(open_case, "Bo Ås")
        return actions.close(consultation=open_case, decision="Godkendt.", on=TODAY)

    def test_twice_is_once(self, closed):
        again = actions.close(consultation=closed, decision="Andet.", on=TODAY + timedelta(days=2))
        assert (again.decision, again.closed_on) == ("Godkendt.", TODAY)

    def test_a_draft_is_not_closed(self, draft_case):
        with pytest.raises(actions.Refused, match="ikke sendt i høring"):
            actions.close(consultation=draft_case, decision="Godkendt.", on=TODAY)

    def test_opens_again_until_it_is_reported(self, closed, council):
        for _ in range(2):
            opened = actions.reopen(consultation=closed)
            assert (opened.is_open, opened.closed_on, opened.decision) == (True, None, "Godkendt.")
        answer(opened, "Carl Eg", "against")
        actions.close(consultation=opened, decision="Uafgjort.", on=TODAY)
        item = item_on(council, TODAY + timedelta(days=30))
        actions.report(consultation=opened, decision="Uafgjort.", item=item)
        with pytest.raises(actions.Refused, match="refereret på et møde"):
            actions.reopen(consultation=opened)

    def test_reported_is_locked_by_the_database(self, closed, council):
        item = item_on(council, TODAY + timedelta(days=30))
        for _ in range(2):  # the second click changes nothing
            reported = actions.report(consultation=closed, decision="Godkendt.", item=item)
        with pytest.raises(actions.Refused, match="kan ikke ændres"):
            actions.report(consultation=reported, decision="Forkastet.", item=item)
        for write in (
            lambda: Consultation.objects.update(decision="Hov"),
            lambda: Consultation.objects.all().delete(),
            lambda: ConsultationAnswer.objects.update(answer="against"),
        ):
            with (
                pytest.raises(Exception, match=r"closed_consultation|Høringen er afsluttet"),
                transaction.atomic(),
            ):
                write()

    @pytest.mark.parametrize(
        ("days", "fields", "sentence"),
        [
            (-30, {}, "efter høringen"),
            (30, {"status": "cancelled", "status_before": "sent", "cancelled_because": "Sne"}, "aflyst"),
            (30, {"council": "sjaelland"}, "et af KKR's møder"),
        ],
    )
    def test_only_under_an_item_of_a_later_meeting_of_the_kkr(self, closed, council, days, fields, sentence):
        if "council" in fields:
            council = Council.objects.get(slug=fields.pop("council"))
        item = item_on(council, TODAY + timedelta(days=days), **fields)
        with pytest.raises(actions.Refused, match=sentence):
            actions.report(consultation=closed, decision="Godkendt.", item=item)

    def test_not_under_an_item_whose_minutes_are_approved(self, closed, council):
        item = item_on(council, TODAY + timedelta(days=30))
        Meeting.objects.update(status="approved")
        with pytest.raises(actions.Refused, match="referat er godkendt"):
            actions.report(consultation=closed, decision="Godkendt.", item=item)

    def test_an_open_one_is_not_reported(self, open_case):
        with pytest.raises(actions.Refused, match="Afslut høringen"):
            actions.report(consultation=open_case, decision="Godkendt.", item=None)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_an_answer_waits_for_the_closing_and_comes_too_late(self, open_case):
        late = while_open(
            lambda: actions.close(consultation=open_case, decision="Godkendt.", on=TODAY),
            lambda: answer(open_case, "Bo Ås"),
        )
        assert isinstance(late, actions.Refused)
        assert open_case.answers.exclude(answer="").count() == 0

    def test_two_close_and_one_decision_stands(self, open_case):
        found = at_once(
            *[
                lambda text=text: actions.close(consultation=open_case, decision=text, on=TODAY)
                for text in ("Ja.", "Nej.")
            ]
        )
        open_case.refresh_from_db()
        assert {one.decision for one in found} == {open_case.decision}

    def test_two_send_out_and_everybody_is_asked_once(self, draft_case):
        at_once(*[lambda: actions.send_out(consultation=draft_case, on=TODAY)] * 2)
        assert draft_case.answers.count() == 3

    def test_an_answer_comes_while_it_is_taken_back(self, open_case):
        refused = while_open(
            lambda: answer(open_case, "Bo Ås"), lambda: actions.take_back(consultation=open_case)
        )
        assert isinstance(refused, actions.Refused)
        assert open_case.answers.count() == 3


def test_a_person_is_asked_once_for_one_seat(open_case, members):
    with pytest.raises(IntegrityError, match="one_answer_a_seat"), transaction.atomic():
        ConsultationAnswer.objects.create(
            consultation=open_case, seat=members["Bo Ås"].seat, person=person("Ny Mand"), name="Ny Mand"
        )
