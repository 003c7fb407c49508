"""What is deleted by itself when its time is over; the reminders' worker calls it."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from kkr_portal.privacy.kept import SIGN_INS


def forget_old(now: datetime) -> int:
    """Sign-ins older than ``SIGN_INS`` and sessions that have run out; how many rows."""
    number = Session.objects.filter(expire_date__lt=now).delete()[0]
    for model in (AccessLog, AccessAttempt, AccessFailureLog):
        number += model.objects.filter(attempt_time__lt=now - SIGN_INS).delete()[0]
    return number
