"""What goes by itself when its time is over."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from kkr_portal.privacy.kept import SIGN_INS
from kkr_portal.privacy.retention import forget_old
from kkr_portal.reminders.making import make_waiting

DAY = timedelta(days=1)


def _signed_in(at):
    for model in (AccessLog, AccessAttempt, AccessFailureLog):
        more = {"failures_since_start": 1} if model is AccessAttempt else {}
        row = model.objects.create(
            username="anna@example.dk", ip_address="192.0.2.7", user_agent=str(at), **more
        )
        model.objects.filter(pk=row.pk).update(attempt_time=at)


def test_sign_ins_are_forgotten_after_their_time_and_not_before(db):
    now = timezone.now()
    _signed_in(now - SIGN_INS - DAY)
    _signed_in(now - SIGN_INS + DAY)
    assert forget_old(now) == 3
    assert [model.objects.count() for model in (AccessLog, AccessAttempt, AccessFailureLog)] == [1, 1, 1]


def test_a_session_that_has_run_out_is_forgotten(db):
    now = timezone.now()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=now + DAY)
    forget_old(now)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["b" * 32]


def test_the_reminders_worker_sees_to_it_by_night(db, monkeypatch):
    _signed_in(timezone.now() - SIGN_INS - DAY)
    for hour, left in ((8, 1), (3, 0)):
        now = timezone.localtime().replace(hour=hour)
        monkeypatch.setattr("kkr_portal.reminders.making.timezone.localtime", lambda now=now: now)
        make_waiting()
        assert AccessLog.objects.count() == left
