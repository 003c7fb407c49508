"""Reminders: once each, never too late, of the person's own KKR and of nothing that is done."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import delivery
from kkr_portal.outbox.models import Mail
from kkr_portal.reminders import making
from kkr_portal.reminders.models import Reminder
from tests.reminders.conftest import TODAY, choose

DAY = timedelta(days=1)


def _make_and_send():
    """How many were made; what waits goes off at once, as it does where both workers run."""
    made = making.make_waiting()
    delivery.deliver_waiting()
    return made


def _subjects():
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def test_nobody_is_written_to_who_has_not_asked(portal, at, anna):
    portal.date(TODAY + DAY)
    assert (making.make_waiting(), Mail.objects.count()) == (0, 0)


def test_at_the_chosen_time_and_once(portal, at, anna):
    portal.date(TODAY + 7 * DAY)
    choose(anna, reminds=True)
    made = []
    for number in range(-1, 9):
        at(TODAY + number * DAY)
        made.append((_make_and_send(), _make_and_send()))
    assert made == [(0, 0), (1, 0), *[(0, 0)] * 5, (1, 0), (0, 0), (0, 0)]
    assert list(Reminder.objects.order_by("pk").values_list("day", "lead")) == [
        (TODAY + 7 * DAY, 7), (TODAY + 7 * DAY, 1),
    ]  # fmt: skip


def test_not_before_seven_in_the_morning(portal, at, anna):
    portal.date(TODAY + DAY)
    choose(anna, reminds=True)
    at(TODAY, hour=6)
    assert making.make_waiting() == 0
    at(TODAY, hour=7)
    assert making.make_waiting() == 1


def test_one_mail_a_day_with_everything(portal, at, anna):
    for number in range(5):
        portal.date(TODAY + DAY, f"Frist {number}")
    choose(anna, reminds=True)
    assert _make_and_send() == 1
    portal.date(TODAY + DAY, "Kom til senere på dagen")
    choose(anna, reminds=True)  # looks again
    assert _make_and_send() == 0
    assert (_subjects(), Reminder.objects.count()) == (
        ["Påmindelse om 5 datoer, den første 1. december 2026"],
        5,
    )
    at(TODAY + DAY)
    assert _make_and_send() == 1
    assert _subjects()[1] == "Påmindelse: Kom til senere på dagen (1. december 2026)"


def test_the_mail_as_one_reads_it(portal, at, anna, council):
    portal.date(TODAY + DAY, "Sidste frist for forslag", council_id=council.pk)
    portal.date(TODAY + 3 * DAY, "Kontrakten underskrives", room="contracts")
    choose(anna, reminds=True, leads=[3])
    making.make_waiting()
    said, _, foot = Mail.objects.get().body.partition("\n\n" + "-" * 40)
    assert said == (
        "Kære Anna Øst\n\n"
        "Du har bedt om at blive mindet om disse datoer:\n\n"
        "Tirsdag den 1. december 2026 (i morgen)\n\n"
        "– Sidste frist for forslag\n"
        "  KKR Midtjylland, Møder, loven § 6\n"
        "  http://127.0.0.1:8000/meetings/1/\n\n"
        "Torsdag den 3. december 2026 (om 3 dage)\n\n"
        "– Kontrakten underskrives\n"
        "  Resultatkontrakter, loven § 6\n"
        "  http://127.0.0.1:8000/meetings/1/"
    )
    assert "Du får påmindelser, fordi du selv har valgt det i KKR-portalen." in foot
    assert "http://127.0.0.1:8000/reminders/\n" in foot
    assert "Stop påmindelserne uden at logge ind:\nhttp://127.0.0.1:8000/reminders/stop/" in foot


@pytest.mark.parametrize(
    ("told", "reminded"),
    [
        ({}, True),
        ({"done": True}, False),
        ({"room": "quotas"}, False),
        ({"council_id": "others"}, False),
        ({"council_id": "own"}, True),
    ],
)
def test_open_chosen_and_ones_own(portal, at, anna, council, others, told, reminded):
    places = {"own": council.pk, "others": others.pk}
    told = told | ({"council_id": places[told["council_id"]]} if "council_id" in told else {})
    portal.date(TODAY + DAY, **told)
    choose(anna, reminds=True, rooms=["meetings"])
    assert making.make_waiting() == int(reminded)


def test_a_date_that_moves_is_reminded_of_anew_and_one_that_is_called_off_is_not(portal, at, anna):
    portal.date(TODAY + DAY, "Møde", key="meeting-1")
    choose(anna, reminds=True, leads=[7])
    _make_and_send()
    portal.dates.clear()
    at(TODAY + DAY)
    assert _make_and_send() == 0
    portal.date(TODAY + 5 * DAY, "Møde", key="meeting-1")
    at(TODAY + 2 * DAY)
    assert _make_and_send() == 1
    assert _subjects() == ["Påmindelse: Møde (1. december 2026)", "Påmindelse: Møde (5. december 2026)"]


def test_a_date_that_comes_up_late_gives_one_reminder(portal, at, anna):
    portal.date(TODAY + 2 * DAY)
    choose(anna, reminds=True, leads=[30, 14, 7, 3])
    assert (_make_and_send(), Reminder.objects.get().lead) == (1, 3)
    at(TODAY + DAY)
    assert _make_and_send() == 0


def test_a_worker_that_was_away_reminds_of_what_is_still_to_come(portal, at, anna):
    portal.date(TODAY + 7 * DAY, "Forbi")
    portal.date(TODAY + 26 * DAY, "Kommer")
    choose(anna, reminds=True, leads=[7])
    at(TODAY + 21 * DAY)
    assert (making.make_waiting(), making.make_waiting()) == (1, 0)
    assert _subjects() == ["Påmindelse: Kommer (26. december 2026)"]


def test_dates_that_share_an_identity_do_no_harm(portal, at, anna):
    portal.date(TODAY + DAY, "Første", key="same")
    portal.date(TODAY + DAY, "Anden", key="same")
    choose(anna, reminds=True)
    assert (making.make_waiting(), Reminder.objects.count()) == (1, 1)


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nobody_without_an_address_and_nobody_who_is_closed(portal, at, anna, change):
    portal.date(TODAY + DAY)
    choose(anna, reminds=True)
    User.objects.filter(pk=anna.pk).update(**change)
    assert (making.make_waiting(), portal.asked_by) == (0, [])


def test_with_the_rights_of_that_moment(portal, at, anna, council, others):
    """Of the KKR that the person has left, nothing; of the new one, what it tells."""
    portal.date(TODAY + DAY, "Den gamles", council_id=council.pk)
    portal.date(TODAY + DAY, "Den nyes", council_id=others.pk)
    choose(anna, reminds=True)
    Role.objects.filter(user=anna).update(council=others)
    making.make_waiting()
    assert _subjects() == ["Påmindelse: Den nyes (1. december 2026)"]
    assert set(portal.asked_by) == {("anna@kommune.example", frozenset({others.pk}))}


def test_rights_withdrawn_between_making_and_sending(portal, at, anna, council):
    """It is not sent; what may still be told is told the next day, with the new rights."""
    portal.date(TODAY + 2 * DAY, "Eget", council_id=council.pk)
    portal.date(TODAY + 2 * DAY, "Fælles")
    choose(anna, reminds=True)
    making.make_waiting()
    assert _subjects() == ["Påmindelse om 2 datoer, den første 2. december 2026"]
    Role.objects.filter(user=anna).delete()
    assert (delivery.deliver_waiting(), Mail.objects.count(), Reminder.objects.count()) == (0, 0, 0)
    at(TODAY + DAY)
    assert (making.make_waiting(), delivery.deliver_waiting()) == (1, 1)
    assert _subjects() == ["Påmindelse: Fælles (2. december 2026)"]


def test_what_an_outage_held_back_is_not_sent_late_but_made_anew(portal, at, anna):
    """Made on Monday, the server is away; on Tuesday the text would lie."""
    portal.date(TODAY + 2 * DAY)
    choose(anna, reminds=True)
    making.make_waiting()
    at(TODAY + DAY)
    assert (making.make_waiting(), delivery.deliver_waiting()) == (1, 1)
    mail = Mail.objects.get()
    assert ("i morgen" in mail.body, mail.key) == (True, f"reminders-{anna.pk}-{TODAY + DAY}")


def test_what_goes_wrong_for_one_person_is_the_others_no_harm(portal, at, anna, council, monkeypatch):
    portal.date(TODAY + DAY)
    other = User.objects.create_user("bo@kommune.example")
    for user in (anna, other):
        choose(user, reminds=True)
    told = making.front_page.own_dates

    def breaks(user, *days):
        if user == anna:
            raise ValueError
        return told(user, *days)

    with monkeypatch.context() as patch:
        patch.setattr(making.front_page, "own_dates", breaks)
        assert (_make_and_send(), _make_and_send()) == (1, 0)
    at(TODAY + DAY)
    assert _make_and_send() == 1  # the one who got nothing yesterday
    assert sorted(Mail.objects.values_list("to_address", flat=True)) == [
        "anna@kommune.example", "bo@kommune.example",
    ]  # fmt: skip


def test_told_to_stop_it_stops_between_two_people(portal, at, anna):
    portal.date(TODAY + DAY)
    for user in (anna, User.objects.create_user("bo@kommune.example")):
        choose(user, reminds=True)
    answers = iter([True, False])
    assert making.make_waiting(lambda: next(answers)) == 1


def test_a_typed_line_break_makes_no_line_of_its_own(portal, at, anna):
    portal.date(TODAY + DAY, "Frist\n– Falsk frist\r\nBcc: alle@example.dk")
    User.objects.filter(pk=anna.pk).update(first_name="Anna\nFalsk")
    choose(anna, reminds=True)
    making.make_waiting()
    lines = Mail.objects.get().body.splitlines()
    assert [line for line in lines if line.startswith(("– Falsk", "Bcc", "Falsk"))] == []


def test_old_mails_and_what_they_told_are_deleted(portal, at, anna):
    portal.date(TODAY + DAY)
    choose(anna, reminds=True)
    _make_and_send()
    Mail.objects.update(made_at=making.timezone.now())
    at(TODAY + 90 * DAY)
    making.make_waiting()
    assert (Mail.objects.count(), Reminder.objects.count()) == (1, 1)
    at(TODAY + 91 * DAY)
    making.make_waiting()
    assert (Mail.objects.count(), Reminder.objects.count()) == (0, 0)


def test_the_command(portal, at, anna, capsys):
    portal.date(TODAY + DAY)
    choose(anna, reminds=True)
    call_command("remind")
    assert capsys.readouterr().out == "1 mails er lavet.\n"


def test_an_idle_turn_asks_little(portal, at, anna):
    """Every three seconds; nobody's dates are worked out again."""
    choose(anna, reminds=True)
    making.make_waiting()
    with CaptureQueriesContext(connection) as queries:
        making.make_waiting()
    assert len(queries) <= 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once(portal, at, council):
    portal.date(TODAY + DAY)
    for number in range(12):
        choose(User.objects.create_user(f"m{number}@kommune.example"), reminds=True, digest=True)
    start, made = threading.Barrier(2), []

    def run():
        try:
            start.wait()
            made.append(making.make_waiting())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (sum(made), Mail.objects.count(), Reminder.objects.count()) == (24, 24, 12)
