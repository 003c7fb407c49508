"""The demonstration's rounds: the source's days to the day, its eight organisations, and one going on."""

from datetime import date

import pytest

from boards.models import Candidate, NominatingOrganisation, NominationRequest, Round, Step
from boards.process_timeline import process_timeline
from boards.rules.process import plan_warnings
from kkr_portal.demonstration import boards, rounds, users
from kkr_portal.registry.models import Council
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_of_the_module", "loaded")]
FIRST = date(2022, 4, 1)


def load() -> None:
    users.load()
    boards.load()
    rounds.load()


loaded = made_once(load)


def days(council, kind):
    step = Step.objects.get(round__council__slug=council, round__period__startswith=FIRST, kind=kind)
    return step.first, step.last


@pytest.mark.parametrize(
    ("council", "outgoing", "constitution"),
    [
        ("hovedstaden", date(2021, 10, 15), date(2022, 1, 25)),
        ("sjaelland", date(2021, 10, 13), date(2022, 1, 17)),
        ("syddanmark", date(2021, 10, 11), date(2022, 1, 24)),
        ("midtjylland", date(2021, 10, 11), date(2022, 1, 19)),
        ("nordjylland", date(2021, 10, 15), date(2022, 1, 21)),
    ],
)
def test_the_days_of_the_source(council, outgoing, constitution):
    assert days(council, "recommendation") == (outgoing, outgoing)
    for kind in ("municipal_appointment", "organisations_and_criteria"):
        assert days(council, kind) == (constitution, constitution)
    for kind in ("organisations_deadline", "region_deadline"):
        assert days(council, kind)[1] == date(2022, 2, 28)
    assert days(council, "appointment") == (date(2022, 3, 21), date(2022, 3, 25))
    assert days(council, "new_boards") == (FIRST, FIRST)
    opened = Round.objects.get(council__slug=council, period__startswith=FIRST)
    planned = [step.planned for step in opened.steps.all()]
    assert (len(planned), plan_warnings(planned, new_term=FIRST)) == (8, [])
    assert opened.steps.get(kind="clarification").printed == "Primo – medio marts 2022"


def test_the_eight_organisations_of_the_list():
    names = set(
        NominatingOrganisation.objects.filter(seat_kind__rule="business").values_list(
            "organisation__name", flat=True
        )
    )
    assert names == {
        "DI", "Dansk Erhverv", "Landbrug & Fødevarer", "SMVdanmark", "Tekniq", "Finans Danmark",
        "Forsikring & Pension", "HORESTA",
    }  # fmt: skip
    unions = NominatingOrganisation.objects.filter(seat_kind__rule="employees")
    assert {str(one) for one in unions} == {"FH og AC"}


def test_every_round_says_that_it_is_made_up():
    assert Round.objects.count() == 2 * Council.objects.count()
    assert all(one.invented and "opdigtet" in one.source for one in Round.objects.all())
    assert all("opdigtet" in one.family_name and one.invented for one in Candidate.objects.all())


def test_one_round_is_going_on():
    from django.utils import timezone

    timeline = process_timeline(date(2026, 4, 1), timezone.localdate())
    states = {lane.round.council.slug: (lane.done, len(lane.late)) for lane in timeline.lanes}
    assert states["hovedstaden"] == (8, 0)
    assert states["midtjylland"][1] == 0
    assert states["nordjylland"][1] > 0
    assert timeline.drawing.today
    asked = NominationRequest.objects.all()
    assert sorted(one.nominations.count() for one in asked) == [0, 1, 1]
