"""What comes again from agenda to agenda, and what one should know about a day."""

from datetime import date

import pytest

from meetings.actions import agenda as actions
from meetings.calendar_notes import day_remarks
from meetings.models import AgendaItem, Meeting
from meetings.recurring import is_standing, standing_items


@pytest.mark.parametrize(
    ("title", "standing"),
    [("Godkendelse af referat", True), ("Godkendelse af dagsorden", True), ("EVENTUELT", True),
     ("Orientering fra formanden", True), ("Resultatkontrakt 2022", False), ("Nyt fra KL", True),
     ("Eftersyn af referatet", False), ("", False)],
)  # fmt: skip
def test_usual_or_on_the_agenda_before(title, standing):
    assert is_standing(title, {"nyt fra kl"}) is standing


def test_out_of_the_two_latest_agendas_that_have_sections(council, draft):
    for day, titles in [
        (date(2022, 1, 10), ["Nyt fra KL", "Borgere"]), (date(2022, 2, 10), ["Nyt fra KL", "Busser"]),
    ]:  # fmt: skip
        meeting = Meeting.objects.create(council=council, date=day)
        section = actions.add_section(meeting=meeting, title="Sager")
        for title in titles:
            actions.place_item(AgendaItem(section=section, title=title))
    found = standing_items(council.pk, apart_from=draft.pk)
    assert (found.latest.date, [item.title for item in found.items]) == (date(2022, 2, 10), ["Nyt fra KL"])
    actions.copy_headings(draft, with_standing_items=True)
    actions.copy_headings(draft, with_standing_items=True)
    assert [(s.title, [i.title for i in s.items.all()]) for s in draft.sections.all()] == [
        ("Sager", ["Nyt fra KL"])
    ]


def test_a_kkr_without_meetings_has_nothing_to_copy(council):
    found = standing_items(council.pk)
    assert (found.latest, found.sections, found.items) == (None, [], [])


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2022, 4, 17), ["17. april 2022 er Påskedag.", "17. april 2022 er en søndag."]),
     (date(2022, 12, 24), ["24. december 2022 er Juleaftensdag.", "24. december 2022 er en lørdag."]),
     (date(2022, 4, 18), ["18. april 2022 er anden påskedag."]), (date(2022, 4, 19), [])],
)  # fmt: skip
def test_a_day_one_would_hardly_choose(day, said):
    assert [remark.lower() for remark in day_remarks(day)] == [one.lower() for one in said]
