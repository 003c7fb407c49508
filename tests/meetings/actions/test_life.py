"""Each step from each status: taken, refused with a sentence, or already done; and the same form twice."""

from datetime import date

import pytest

from meetings.actions import life
from meetings.models import Meeting, Move, Reopening

Status = Meeting.Status
REASON = "Der er snestorm i hele regionen."
STEPS = {
    "begin_preparation": lambda m: life.begin_preparation(meeting=m),
    "plan_again": lambda m: life.plan_again(meeting=m),
    "hold": lambda m: life.hold(meeting=m),
    "undo_hold": lambda m: life.undo_hold(meeting=m),
    "cancel": lambda m: life.cancel(meeting=m, reason=REASON),
    "reinstate": lambda m: life.reinstate(meeting=m),
    "move": lambda m: life.move(meeting=m, to=date(2022, 6, 16), reason=REASON, by=None),
}
# What each step makes of a meeting, by where it stands. Everything else is refused. «cancelled» was sent.
BECOMES = {
    "begin_preparation": {"planned": "preparation", "preparation": "preparation"},
    "plan_again": {"preparation": "planned", "planned": "planned"},
    "hold": {"sent": "held", "held": "held"},
    "undo_hold": {"held": "sent", "sent": "sent"},
    "cancel": {"planned": "cancelled", "preparation": "cancelled", "sent": "cancelled",
               "cancelled": "cancelled"},
    "reinstate": {"cancelled": "sent"} | {
        status: status for status in ("planned", "preparation", "sent", "held", "minutes_drafted")
    },
    "move": {"planned": "planned", "preparation": "preparation", "sent": "sent"},
}  # fmt: skip


@pytest.fixture
def standing(council):
    """Makes a meeting of 9 June 2022 that stands somewhere in its life."""

    def make(status: str) -> Meeting:
        before = {"status_before": "sent", "cancelled_because": REASON} if status == "cancelled" else {}
        return Meeting.objects.create(council=council, date=date(2022, 6, 9), status=status, **before)

    return make


@pytest.mark.parametrize("status", [str(status) for status in Status])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_status(step, status, standing):
    meeting = standing(status)
    expected = BECOMES[step].get(status)
    if expected is None:
        with pytest.raises(life.NotPossible, match=r"^Mødet .*\.$"):
            STEPS[step](meeting)
        expected = status
    else:
        STEPS[step](meeting)
    meeting.refresh_from_db()
    assert meeting.status == expected


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_does_the_table_of_transitions_allows(step):
    for status, becomes in BECOMES[step].items():
        if becomes != status:
            assert becomes in Meeting.TRANSITIONS[Status(status)], (step, status)


@pytest.mark.parametrize("verb", life.BEGINS)
@pytest.mark.parametrize("status", [str(status) for status in Status])
def test_a_page_knows_beforehand_what_the_action_would_refuse(verb, status, standing):
    step = {"prepare": "begin_preparation", "undo-hold": "undo_hold", "plan-again": "plan_again"}.get(verb, verb)
    changes = BECOMES[step].get(status) not in (None, status) or (step == "move" and status in BECOMES[step])
    assert bool(life.hindrance(standing(status), verb)) is not changes


@pytest.mark.parametrize("step", ["begin_preparation", "plan_again", "hold", "undo_hold", "cancel", "move"])
def test_a_double_click_does_it_once(step, standing):
    meeting = standing(next(iter(BECOMES[step])))
    STEPS[step](meeting)
    meeting.refresh_from_db()
    once = (meeting.status, meeting.date, meeting.calendar_sequence, meeting.revision, Move.objects.count())
    STEPS[step](meeting)
    meeting.refresh_from_db()
    assert once == (
        meeting.status, meeting.date, meeting.calendar_sequence, meeting.revision, Move.objects.count(),
    )  # fmt: skip


class TestCancel:
    def test_back_to_where_it_was_and_each_time_a_new_calendar_edition(self, standing):
        for status in ("planned", "preparation", "sent"):
            meeting = standing(status)
            cancelled = life.cancel(meeting=meeting, reason=REASON)
            assert (cancelled.is_cancelled, cancelled.is_sent, cancelled.calendar_sequence) == (
                True, status == "sent", 1,
            )  # fmt: skip
            back = life.reinstate(meeting=meeting)
            assert (back.status, back.status_before, back.cancelled_because, back.calendar_sequence) == (
                status, "", "", 2,
            )  # fmt: skip
            meeting.delete()

    @pytest.mark.parametrize("reason", ["", "  ", "\n"])
    def test_needs_a_reason(self, reason, standing):
        with pytest.raises(life.NotPossible, match="Skriv, hvorfor mødet aflyses"):
            life.cancel(meeting=standing("sent"), reason=reason)


class TestMove:
    def test_one_meeting_with_a_new_day_and_calendar_edition(self, standing, user_with):
        meeting, by = standing("sent"), user_with("secretariat")
        life.move(meeting=meeting, to=date(2022, 6, 16), reason=REASON, by=by)
        moved = Meeting.objects.get()
        assert (moved.pk, moved.date, moved.status, moved.calendar_sequence) == (
            meeting.pk, date(2022, 6, 16), "sent", 1,
        )  # fmt: skip
        assert list(moved.moves.values_list("from_date", "to_date", "reason", "by")) == [
            (date(2022, 6, 9), date(2022, 6, 16), REASON, by.pk)
        ]

    def test_there_and_back_is_two_moves(self, standing):
        meeting = standing("sent")
        for day in (date(2022, 6, 16), date(2022, 6, 9), date(2022, 6, 16)):
            life.move(meeting=meeting, to=day, reason=REASON, by=None)
        assert (Move.objects.count(), Meeting.objects.get().calendar_sequence) == (3, 3)

    @pytest.mark.parametrize(
        ("to", "reason", "says"),
        [
            (date(2022, 3, 7), REASON, "allerede et møde den dag"),
            (date(2022, 6, 9), REASON, "ligger allerede den dag"),
            (date(2022, 6, 16), " ", "Skriv, hvorfor mødet flyttes"),
        ],
    )
    def test_refused_in_a_sentence(self, to, reason, says, standing, meeting):
        with pytest.raises(life.NotPossible, match=says):
            life.move(meeting=standing("sent"), to=to, reason=reason, by=None)
        assert Move.objects.count() == 0

    def test_a_reopened_meeting_stays_on_its_day(self, standing):
        meeting = standing("approved")
        Reopening.objects.create(meeting=meeting, reason="En fejl.")
        Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
        with pytest.raises(life.NotPossible, match="kan ikke flyttes"):
            life.move(meeting=meeting, to=date(2022, 6, 16), reason=REASON, by=None)
