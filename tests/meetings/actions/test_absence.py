"""§ 5, stk. 11: absence reported beforehand."""

from datetime import date

import pytest

from meetings.actions.absence import report_absence, withdraw_absence
from meetings.actions.life import NotPossible
from meetings.expected import expected_at
from meetings.models import Absence, AbsenceNotice, Meeting
from tests.meetings.seated import seat_members, stand_in


@pytest.fixture
def seated(council):
    return seat_members(council, 38)


def test_reported_twice_is_one_notice_with_the_newer_note_and_can_be_withdrawn(meeting, seated, user_with):
    by = user_with("member")
    for note in ("Ferie", " Ferie på Fanø "):
        report_absence(meeting=meeting, membership=seated[0], note=note, by=by)
    assert list(AbsenceNotice.objects.values_list("note", "by")) == [("Ferie på Fanø", by.pk)]
    for _ in range(2):
        withdraw_absence(meeting=meeting, membership=seated[0])
    assert AbsenceNotice.objects.count() == 0


def test_who_is_expected_and_what_is_needed(meeting, seated):
    for membership in seated[:4]:
        report_absence(meeting=meeting, membership=membership, by=None)
    expected = expected_at(meeting)
    assert (expected.sentence, expected.is_short) == (
        "34 af 38 ventes; mindst 19 kræves, § 5, stk. 9.",
        False,
    )
    for membership in seated[4:20]:
        report_absence(meeting=meeting, membership=membership, by=None)
    expected = expected_at(meeting)
    assert (expected.sentence, expected.is_short) == ("18 af 38 ventes; mindst 19 kræves, § 5, stk. 9.", True)


def test_away_for_months_the_stand_in_is_expected_in_the_members_place(meeting, seated):
    for membership in seated[:2]:
        Absence.objects.create(membership=membership, kind="exempt", period=(date(2022, 2, 1), None))
    stand_in(seated[0], "Bo Ås")
    assert expected_at(meeting).quorum.present == 37


def test_a_member_of_another_day_is_refused(meeting, council):
    [former] = seat_members(council, 1, until=date(2022, 3, 1))
    with pytest.raises(NotPossible, match="ikke medlem af KKR på mødets dag"):
        report_absence(meeting=meeting, membership=former, by=None)


def test_a_notice_of_one_who_has_left_since_counts_no_more(meeting, seated):
    report_absence(meeting=meeting, membership=seated[0], by=None)
    membership = seated[0]
    membership.period = (membership.period[0], date(2022, 3, 1))
    membership.save()
    expected = expected_at(meeting)
    assert [sitting for _, sitting in expected.absent] == [None]
    assert expected.sentence.startswith("37 af 37 ventes")


@pytest.mark.parametrize(
    ("status", "says"),
    [("held", "Mødet er holdt"), ("minutes_drafted", "Mødet er holdt"), ("approved", "Mødet er lukket"),
     ("closed", "Mødet er lukket"), ("cancelled", "Mødet er aflyst")],
)  # fmt: skip
def test_afterwards_it_is_too_late(status, says, meeting, seated):
    before = {"status_before": "sent", "cancelled_because": "Sne."} if status == "cancelled" else {}
    Meeting.objects.filter(pk=meeting.pk).update(status=status, **before)
    for doing in (report_absence, withdraw_absence):
        more = {"by": None} if doing is report_absence else {}
        with pytest.raises(NotPossible, match=says):
            doing(meeting=meeting, membership=seated[0], **more)


def test_who_is_expected_takes_as_many_queries_for_38_as_for_one(meeting, council, django_assert_num_queries):
    report_absence(meeting=meeting, membership=seat_members(council, 1)[0], by=None)
    for membership in seat_members(council, 37)[:20]:
        report_absence(meeting=meeting, membership=membership, by=None)
    with django_assert_num_queries(2):
        names = [
            f"{notice.membership} {notice.membership.party} {sitting.substitute}"
            for notice, sitting in expected_at(meeting).absent
        ]
    assert len(names) == 21
