"""The worker is really killed while it makes a person's mail: afterwards it is made once."""

import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import delivery
from kkr_portal.outbox.models import Mail
from kkr_portal.reminders import making
from kkr_portal.reminders.models import Choice, Reminder
from meetings.models import Meeting
from tests.outbox.mail_server import kill, start
from tests.reminders.conftest import choose

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(council) -> User:
    """Wants to hear of a meeting tomorrow; the processes have the real clock, whatever hour it is."""
    user = User.objects.create_user("anna@kommune.example")
    Role.objects.create(user=user, kind="member", council=council)
    Meeting.objects.create(council=council, date=timezone.localdate() + timedelta(days=1), status="planned")
    choose(user, reminds=True, leads=[1])
    return user


def _wait_until_it_waits_for(table: str) -> None:
    """Until another session waits for a lock while it writes to this table."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND wait_event_type = 'Lock' AND query ILIKE %s", [f"%{table}%"],
            )  # fmt: skip
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody waits for {table}")


# The command, whatever the hour is.
ANY_HOUR = "from kkr_portal.reminders import making; making.FROM_HOUR = 0; "
REMIND = ("shell", "--no-imports", "-c", f"{ANY_HOUR}print(making.make_waiting())")
LOOP = ("shell", "--no-imports", "-c",
        f"{ANY_HOUR}from kkr_portal.work import work; work(making.make_waiting, parent=None)")  # fmt: skip


@pytest.mark.parametrize("table", ["outbox_mail", "reminders_reminder", "reminders_choice"])
def test_killed_at_each_write(anna, table, monkeypatch, mailoutbox):
    """Held up by a lock at the mail, at what it tells, and at the note that the person is dealt with."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")  # no writes
        process = start(*REMIND)
        _wait_until_it_waits_for(table)
        kill(process)
    _until_the_dead_are_gone()
    assert (Mail.objects.count(), Reminder.objects.count()) == (0, 0)
    assert Choice.objects.get().looked_on is None
    monkeypatch.setattr(making, "FROM_HOUR", 0)
    assert (making.make_waiting(), making.make_waiting()) == (1, 0)
    assert (delivery.deliver_waiting(), delivery.deliver_waiting()) == (1, 0)
    assert (Mail.objects.get().state, Reminder.objects.count(), len(mailoutbox)) == ("sent", 1, 1)


def _until_the_dead_are_gone() -> None:
    """The killed process's session ends when the server notices."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("a session of a dead process is left")


def test_told_to_stop_the_loop_ends_in_order(anna):
    process = start(*LOOP)
    for _ in range(600):
        if Choice.objects.get().looked_on:
            break
        time.sleep(0.05)
    process.terminate()
    process.communicate(timeout=60)
    assert (process.returncode, Mail.objects.count()) == (0, 1)
