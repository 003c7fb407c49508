"""Makes the mails that people have asked for: once a day it goes through everyone, from seven in the morning.

A person is dealt with in one transaction that holds their ``Choice``: two workers never deal with the same
person, and one that dies has made nothing. What is told is what the person may see at that moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import Error, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kkr_portal import front_page
from kkr_portal.access.models import User
from kkr_portal.open_data.news import latest_news
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from kkr_portal.privacy.retention import forget_old
from kkr_portal.registry.models import Council
from kkr_portal.reminders import letters, links
from kkr_portal.reminders.actions import BATCHES
from kkr_portal.reminders.letters import Week
from kkr_portal.reminders.models import Choice, Digest, Reminder
from kkr_portal.year.due import Told

logger = logging.getLogger(__name__)
FROM_HOUR = 7  # Danish time
AHEAD = timedelta(days=14)  # how far the digest looks
WEEK = timedelta(days=7)
LATE = timedelta(days=3)  # a digest that is later is left for the next
MOST_NEWS = 50


def make_waiting(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Make today's mails for everyone who has not been dealt with today, while ``goes_on``; how many."""
    now = timezone.localtime()
    forget(now)
    if now.hour < FROM_HOUR:
        forget_old(now)  # by night: it is no hurry, and a turn by day is to ask little
        return 0
    made = 0
    for pk in _left(now.date()).values_list("pk", flat=True):
        if not goes_on():
            break
        made += _deal_with(pk, now)
    return made


def forget(now: datetime) -> None:
    """Delete the mails that people asked for, and what they told, after ``outbox.actions.KEPT_FOR``."""
    outbox.forget_own_mails()
    Digest.objects.filter(made_at__lt=now - outbox.KEPT_FOR).delete()


def _left(today: date) -> QuerySet[Choice]:
    """Choices of people to write to that have not been dealt with today."""
    wants = Choice.objects.filter(Q(reminds=True) | Q(digest=True), user__is_active=True)
    return wants.exclude(user__email="").filter(Q(looked_on=None) | Q(looked_on__lt=today))


def _deal_with(pk: int, now: datetime) -> int:
    """How many mails were made. What goes wrong for one person is logged, and the others get theirs."""
    try:
        return _make(pk, now)
    except Error:
        raise  # the database's troubles are everyone's
    except Exception:
        logger.exception("No reminders for choice %s today", pk)
        Choice.objects.filter(pk=pk).update(looked_on=now.date())
        return 0


@transaction.atomic
def _make(pk: int, now: datetime) -> int:
    today = now.date()
    held = _left(today).select_for_update(skip_locked=True, of=("self",)).select_related("user")
    choice = held.filter(pk=pk).first()
    if choice is None:
        return 0
    outbox.delete_outlived(subscriber=choice.user)
    made = _remind(choice, today) + _tell_the_week(choice, now)
    choice.looked_on = today
    choice.save(update_fields=["looked_on"])
    return made


def due_reminders(choice: Choice, today: date) -> list[tuple[Told, int]]:
    """The open dates to remind of, each with its lead: the shortest chosen one that the date lies within.

    So a date that comes up late, or a worker that was away, gives one reminder and not one for each lead.
    """
    leads = sorted(choice.leads)
    told = front_page.own_dates(choice.user, today, today + timedelta(days=leads[-1]))
    already = set(choice.reminders.filter(day__gte=today).values_list("uid", "day", "lead"))
    found = []
    for one in told:
        lead = next(lead for lead in leads if one.due.day <= today + timedelta(days=lead))
        if one.room in choice.rooms and not one.due.done and (one.uid, one.due.day, lead) not in already:
            found.append((one, lead))
    return found


def _remind(choice: Choice, today: date) -> int:
    """One mail a day at the most, with everything to be reminded of."""
    key = f"reminders-{choice.user_id}-{today}"
    if not choice.reminds or Mail.objects.filter(key=key).exists():
        return 0
    found = due_reminders(choice, today)
    if not found:
        return 0
    told = [one for one, _ in found]
    body = letters.reminder_body(choice.user, told, council_names(), today)
    mail = outbox.post_own(
        subscriber=choice.user, key=key, batch=BATCHES["reminders"],
        subject=letters.reminder_subject(told), body=body + letters.foot(choice, "reminders"),
        expires_at=_begin_of(today + timedelta(days=1)), stop_url=links.stop_url(choice, "reminders"),
    )  # fmt: skip
    Reminder.objects.bulk_create(
        Reminder(choice=choice, mail=mail, uid=uid, day=day, lead=lead)
        for uid, day, lead in {(one.uid, one.due.day, lead) for one, lead in found}
    )
    return 1


def digest_day(choice: Choice, today: date) -> date | None:
    """The day whose digest is to be made now; None where there is none, or it has been made.

    Never two within a week, whatever day is chosen meanwhile.
    """
    day = today - timedelta(days=(today.weekday() - choice.weekday) % 7)
    if not choice.digest or choice.digest_since is None or day < choice.digest_since or day + LATE < today:
        return None
    return None if choice.digests.filter(day__gt=day - WEEK).exists() else day


def week_of(user: User, now: datetime, *, since: datetime) -> Week:
    """What the person needs to know this week. ``since``: what became public before is no news."""
    today, own = now.date(), front_page.own_councils(user)
    told = front_page.own_dates(user, today - front_page.OVERDUE_FOR, today + AHEAD)
    return Week(
        overdue=front_page.overdue_of(user, told, today),
        waiting=front_page.waiting_for(user),
        coming=[one for one in told if one.due.day >= today and not one.due.done],
        news=[
            one for one in latest_news(MOST_NEWS)
            if one.at > since and front_page.is_own(one.council_id, own)
        ],
    )  # fmt: skip


def _tell_the_week(choice: Choice, now: datetime) -> int:
    """One mail, or only a note that there was nothing to say."""
    day = digest_day(choice, now.date())
    if day is None:
        return 0
    week = week_of(choice.user, now, since=last_told(choice, now))
    mail = None
    if week:
        mail = outbox.post_own(
            subscriber=choice.user, key=f"digest-{choice.user_id}-{day}", batch=BATCHES["digest"],
            subject=letters.digest_subject(week, now.date()),
            body=letters.digest_body(choice.user, week, council_names()) + letters.foot(choice, "digest"),
            expires_at=_begin_of(day + LATE + timedelta(days=1)), stop_url=links.stop_url(choice, "digest"),
        )  # fmt: skip
    Digest.objects.create(choice=choice, mail=mail, day=day, made_at=now)
    return int(mail is not None)


def last_told(choice: Choice, now: datetime) -> datetime:
    """When the last digest was made; a week ago where there was none."""
    last = choice.digests.order_by("-made_at").values_list("made_at", flat=True).first()
    return last or now - WEEK


def council_names() -> dict[int, str]:
    return {one.pk: str(one) for one in Council.objects.all()}


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))
