"""A closed meeting is closed on every path; a reopening with a reason is the one way back."""

from datetime import date

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from meetings.models import AgendaItem, Decision, FollowUp, Meeting, MinutesPart, Reopening, Section


@pytest.fixture
def closed(meeting, new_item):
    item = new_item("Punkt")
    Decision.objects.create(item=item, text="Vedtaget.")
    FollowUp.objects.create(item=item, what="Skrive brev", owner="Sekretariatet")
    MinutesPart.objects.create(meeting=meeting, kind="item", item=item, text="Ny", written_over="Gammel")
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    return Meeting.objects.get(pk=meeting.pk)


def refused():
    return pytest.raises(IntegrityError, match="Mødet er lukket")


WRITES = {
    "add a section": lambda m: Section.objects.create(meeting=m, title="Ny", position=99),
    "rename an item": lambda m: AgendaItem.objects.update(title="Andet"),
    "move an item": lambda m: AgendaItem.objects.update(position=7),
    "delete the decision": lambda m: Decision.objects.all().delete(),
    "change the decision": lambda m: Decision.objects.update(text="Forkastet."),
    "change the minutes": lambda m: MinutesPart.objects.update(text="Andet"),
    "move the meeting": lambda m: Meeting.objects.update(date=date(2022, 4, 1)),
    "note on the meeting": lambda m: Meeting.objects.update(note="Hov"),
    "take the agenda back": lambda m: Meeting.objects.update(status="preparation"),
    "back without a reopening": lambda m: Meeting.objects.update(status="minutes_drafted"),
    "close and change at once": lambda m: Meeting.objects.update(status="closed", note="Hov"),
    "raw SQL": lambda m: connection.cursor().execute("UPDATE meetings_decision SET text = 'Hov'"),
    "raw deletion": lambda m: connection.cursor().execute("DELETE FROM meetings_decision"),
}


@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_a_closed_meeting_can_be_written(write, closed):
    with refused(), transaction.atomic():
        WRITES[write](closed)


def test_follow_up_lives_on_until_the_meeting_is_closed(closed):
    FollowUp.objects.update(done_on=date(2022, 5, 1))
    Meeting.objects.update(status="closed")
    with refused(), transaction.atomic():
        FollowUp.objects.update(done_on=None)
    with refused(), transaction.atomic():
        FollowUp.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_reopening_counts_in_its_own_transaction_only(closed):
    with transaction.atomic():
        Reopening.objects.create(meeting=closed, reason="En beslutning var skrevet forkert af.")
        Meeting.objects.filter(pk=closed.pk).update(status="minutes_drafted")
    Decision.objects.update(text="Rettet.")
    Meeting.objects.update(status="approved")
    with refused():
        Meeting.objects.update(status="minutes_drafted")


def test_a_reopening_stays_and_has_a_reason(closed):
    reopening = Reopening.objects.create(meeting=closed, reason="Fejl.")
    for write in (reopening.delete, lambda: Reopening.objects.update(reason="Andet")):
        with pytest.raises(Exception, match="reopening_stays"), transaction.atomic():
            write()
    with pytest.raises(IntegrityError, match="reopening_has_reason"), transaction.atomic():
        Reopening.objects.create(meeting=closed, reason="")


@pytest.mark.django_db(transaction=True)
def test_a_write_waits_for_a_meeting_that_is_being_closed(meeting, new_item):
    """Between the check and the write nobody closes the meeting: the check holds the meeting's row."""
    Decision.objects.create(item=new_item("Punkt"), text="Vedtaget.")
    other = connection.copy()
    try:
        with transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(status="approved")
            with other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
                with pytest.raises(OperationalError, match="lock timeout"):
                    cursor.execute("UPDATE meetings_decision SET text = 'Hov'")
    finally:
        other.close()
    assert Decision.objects.get().text == "Vedtaget."
