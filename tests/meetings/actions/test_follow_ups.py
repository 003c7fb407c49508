"""Noted once, done once, and done undone."""

from datetime import date

from meetings.actions.follow_ups import add_follow_up, mark_done
from meetings.models import FollowUp


def test_a_form_sent_twice_is_one_follow_up(new_item):
    item = new_item("Punkt")
    made = [add_follow_up(FollowUp(item=item, what="Skriv brev", owner="Sekretariatet")) for _ in range(2)]
    assert made[0] == made[1]
    other = add_follow_up(FollowUp(item=item, what="Skriv brev", owner="Formanden"))
    assert FollowUp.objects.count() == 2
    assert other != made[0]


def test_the_first_day_stays_and_undone_is_undone(new_item):
    row = FollowUp.objects.create(item=new_item("Punkt"), what="Skriv brev", owner="Sekretariatet")
    for on, then in [
        (date(2022, 5, 1), date(2022, 5, 1)),
        (date(2022, 5, 2), date(2022, 5, 1)),
        (None, None),
        (None, None),
    ]:
        mark_done(follow_up=row, on=on)
        row.refresh_from_db()
        assert row.done_on == then
