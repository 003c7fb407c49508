"""The weekly digest: one a week on the chosen day, with what there is to say, or none."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from kkr_portal.access.models import Role, User
from kkr_portal.outbox import delivery
from kkr_portal.outbox.models import Mail
from kkr_portal.reminders import making
from kkr_portal.reminders.models import Digest
from kkr_portal.year.news import News
from kkr_portal.year.waiting import Waiting
from tests.reminders.conftest import TODAY, choose

DAY = timedelta(days=1)
MONDAY, THURSDAY = 0, 3


def _days(at, first, last):
    """The days from today, counted, on which a digest was made."""
    made = []
    for number in range(first, last + 1):
        at(TODAY + number * DAY)
        made += [number] if making.make_waiting() else []
        delivery.deliver_waiting()
    return made


def _news(title, days_ago, **more):
    at = timezone.make_aware(datetime.combine(TODAY, time(0))) - days_ago * DAY
    return News(title, at, "Referat", title, "/meetings/7/", **more)


@pytest.fixture
def something(portal):
    portal.waiting.append(Waiting("Skriv referatet", "KKR Midtjylland, 16.11.2026", "/meetings/3/"))
    return portal


@pytest.mark.parametrize(
    ("weekday", "days"), [(MONDAY, [0, 7, 14]), (THURSDAY, [3, 10, 17]), (6, [6, 13, 20])]
)
def test_once_a_week_on_the_chosen_day(something, at, anna, weekday, days):
    choose(anna, digest=True, weekday=weekday)
    assert _days(at, 0, 20) == days


def test_chosen_in_the_middle_of_the_week_it_begins_with_the_next(something, at, anna):
    at(TODAY + DAY)
    choose(anna, digest=True, weekday=MONDAY)
    assert _days(at, 1, 14) == [7, 14]


def test_another_day_chosen_meanwhile_gives_no_second_in_a_week(something, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    assert _days(at, 0, 0) == [0]
    choose(anna, digest=True, weekday=THURSDAY)
    assert _days(at, 0, 20) == [10, 17]


def test_turned_off_and_on_again_gives_no_second_in_a_week(something, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    assert _days(at, 0, 0) == [0]
    choose(anna)
    choose(anna, digest=True, weekday=MONDAY)
    assert _days(at, 0, 8) == [7]


def test_a_worker_that_was_away_for_three_weeks_makes_one(something, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    assert (_days(at, 0, 0), _days(at, 22, 22), _days(at, 23, 28)) == ([0], [22], [28])


def test_more_than_three_days_late_it_is_left_for_the_next(something, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    assert _days(at, 4, 7) == [7]


def test_nothing_to_say_is_no_mail_and_not_asked_again(portal, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    assert (making.make_waiting(), Mail.objects.count()) == (0, 0)
    assert Digest.objects.values_list("day", "mail").get() == (TODAY, None)
    portal.waiting.append(Waiting("Skriv referatet", "mødet", "/meetings/3/"))
    assert _days(at, 1, 7) == [7]


def test_the_mail_as_one_reads_it(portal, at, anna, council, others):
    portal.date(TODAY - 18 * DAY, "Udsendelse af dagsordenen", council_id=council.pk)
    portal.date(TODAY - 20 * DAY, "Gjort", done=True)
    portal.date(TODAY + DAY, "Andres", council_id=others.pk)
    portal.date(TODAY + 14 * DAY, "Kommunekvoter", room="quotas")
    portal.date(TODAY + 15 * DAY, "For langt væk")
    portal.waiting.append(Waiting("Skriv referatet", "KKR Midtjylland, 16.11.2026", "/meetings/3/"))
    portal.news += [_news("Ordinært møde", 2, council_id=council.pk), _news("Gammelt", 8),
                    _news("Andres", 2, council_id=others.pk)]  # fmt: skip
    choose(anna, digest=True, weekday=MONDAY)
    assert making.make_waiting() == 1
    mail = Mail.objects.get()
    assert mail.subject == (
        "Ugebrev 30. november 2026: 1 overskreden frist, 1 ting venter på dig, 1 dato på vej, 1 nyhed"
    )
    said, _, foot = mail.body.partition("\n\n" + "-" * 40)
    assert said == (
        "Kære Anna Øst\n\n"
        "Her er ugens overblik fra KKR-portalen.\n\n"
        "OVERSKREDET\n\n"
        "– 12. november 2026: Udsendelse af dagsordenen\n"
        "  KKR Midtjylland, Møder, loven § 6\n"
        "  http://127.0.0.1:8000/meetings/1/\n\n"
        "VENTER PÅ DIG\n\n"
        "– Skriv referatet\n"
        "  Møder: KKR Midtjylland, 16.11.2026\n"
        "  http://127.0.0.1:8000/meetings/3/\n\n"
        "DE NÆSTE 14 DAGE\n\n"
        "– 14. december 2026: Kommunekvoter\n"
        "  Flygtningekvoter, loven § 6\n"
        "  http://127.0.0.1:8000/meetings/1/\n\n"
        "NYT SIDEN SIDST\n\n"
        "– Referat: Ordinært møde\n"
        "  28. november 2026\n"
        "  http://127.0.0.1:8000/meetings/7/"
    )
    assert "Du får ugebrevet hver mandag, fordi du selv har valgt det i KKR-portalen." in foot
    assert "Stop ugebrevet uden at logge ind:\n" in foot


def test_news_since_the_last_one_however_long_ago(something, at, anna):
    choose(anna, digest=True, weekday=MONDAY)
    _days(at, 0, 0)
    something.news += [_news("Fra før", 1), _news("Tre uger gammelt", -1)]
    assert _days(at, 21, 21) == [21]
    body = Mail.objects.order_by("-pk")[0].body
    assert ("Tre uger gammelt" in body, "Fra før" in body) == (True, False)


def test_a_long_list_leads_on_to_the_portal(portal, at, anna):
    for number in range(20):
        portal.date(TODAY + DAY, f"Frist {number:02}")
    choose(anna, digest=True, weekday=MONDAY)
    making.make_waiting()
    body = Mail.objects.get().body
    assert (body.count("– 1. december"), "– og 8 mere i portalen:\n  http://127.0.0.1:8000/\n" in body) == (
        12,
        True,
    )


def test_who_need_not_act_hears_nothing_of_what_is_overdue(portal, at, council):
    user = User.objects.create_user("medlem@kommune.example")
    Role.objects.create(user=user, kind="member", council=council)
    portal.date(TODAY - DAY, "Overskredet", council_id=council.pk)
    choose(user, digest=True, weekday=MONDAY)
    assert making.make_waiting() == 0


def test_kl_has_no_kkr_and_gets_all_five(portal, at, council, others):
    user = User.objects.create_user("kl@kl.example")
    Role.objects.create(user=user, kind="kl")
    for one in (council, others):
        portal.date(TODAY + DAY, f"I {one}", council_id=one.pk)
    choose(user, digest=True, weekday=MONDAY)
    making.make_waiting()
    mail = Mail.objects.get()
    assert (mail.council, "I KKR Midtjylland" in mail.body, "I KKR Sjælland" in mail.body) == (
        None,
        True,
        True,
    )


def test_rights_withdrawn_before_it_is_sent(something, at, anna):
    """Not sent as it was made; made anew the next day."""
    choose(anna, digest=True, weekday=MONDAY)
    making.make_waiting()
    Role.objects.filter(user=anna).delete()
    assert (delivery.deliver_waiting(), Digest.objects.count()) == (0, 0)
    assert _days(at, 1, 8) == [1, 7]
