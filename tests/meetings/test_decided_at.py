"""How another room's things name the item that decided them, and how one chooses it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from kkr_portal.registry.models import Council
from meetings.decided_at import DecidedAtField, decided_at, item_line, item_numbers
from meetings.models import AgendaItem, Meeting, Section


def meeting(council: Council, day: date, status: str = "sent") -> Meeting:
    because = "For få tilmeldte" if status == "cancelled" else ""
    return Meeting.objects.create(
        council=council,
        date=day,
        status=status,
        status_before="sent" if because else "",
        cancelled_because=because,
    )


def item(
    of: Meeting, section: int, position: int, title: str = "Punkt", *, closed: bool = False
) -> AgendaItem:
    part, _ = Section.objects.get_or_create(meeting=of, position=section, defaults={"title": "Afsnit"})
    return AgendaItem.objects.create(section=part, position=position, title=title, closed=closed)


@pytest.fixture
def october(council):
    return meeting(council, date(2021, 10, 11))


def test_numbers_are_places_and_not_positions(october):
    first, second, later = item(october, 2, 3), item(october, 2, 7), item(october, 5, 1)
    assert item_numbers([october.pk]) == {first.pk: "1.1", second.pk: "1.2", later.pk: "2.1"}


def test_the_line_names_number_meeting_and_day(october):
    assert item_line(item(october, 1, 1)) == "Punkt 1.1 på mødet i KKR Midtjylland den 11. oktober 2021"


def test_a_closed_item_is_named_without_title_and_without_a_way_to_it(october, user_with):
    secret = item(october, 1, 1, "Hemmelig sag", closed=True)
    public = decided_at([secret.pk, None], AnonymousUser())[secret.pk]
    assert (str(public), public.url) == (item_line(secret), "")
    member = decided_at([secret.pk], user_with("member"))[secret.pk]
    assert member.url == "/meetings/midtjylland/2021-10-11/#punkt-1.1"


def test_many_items_cost_as_many_queries_as_one(council, django_assert_num_queries):
    days = [meeting(council, date(2021, month, 1)) for month in (1, 2, 3)]
    items = [item(day, 1, position) for day in days for position in (1, 2)]
    for some in (items[:1], items):
        with django_assert_num_queries(5):
            assert len(decided_at([one.pk for one in some], AnonymousUser())) == len(some)
    with django_assert_num_queries(0):
        assert decided_at([None], AnonymousUser()) == {}


def test_one_chooses_among_the_own_meetings_that_stand(council, october):
    own = item(october, 1, 1, "Resultatkontrakt")
    cancelled = item(meeting(council, date(2021, 6, 8), "cancelled"), 1, 1)
    foreign = item(meeting(Council.objects.get(slug="sjaelland"), date(2021, 10, 13)), 1, 1)
    field = DecidedAtField(council=council)
    assert list(field.choices) == [
        ("", "Vælg et punkt"),
        ("KKR Midtjylland, 11. oktober 2021", [(own.pk, "1.1 Resultatkontrakt")]),
    ]
    assert field.clean(str(own.pk)) == own
    for wrong in (cancelled, foreign):
        with pytest.raises(ValidationError, match="KKR's egne møder"):
            field.clean(str(wrong.pk))
    assert DecidedAtField(council=council, also=cancelled.pk).clean(str(cancelled.pk)) == cancelled


def test_the_choices_cost_a_constant_number_of_queries(council, october, django_assert_num_queries):
    for _ in range(2):
        item(meeting(council, date(2021, 1, 1 + Meeting.objects.count())), 1, 1)
        with django_assert_num_queries(3):
            assert sum(1 for _ in DecidedAtField(council=council).choices) > 1
