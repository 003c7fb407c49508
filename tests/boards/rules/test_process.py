"""The eight steps of a round: KL's note of 4 September 2021 (item 5.2), and what is late on a day."""

from datetime import date, timedelta

import pytest

from boards.rules.process import (
    STEP,
    STEPS,
    Planned,
    State,
    days_late,
    following,
    late,
    plan_warnings,
    proposed,
    state,
    step_breaches,
)

NOTE = "(KL's notat af 4. september 2021 om udpegning til bestyrelserne side 2-3)."
JANUARY, FEBRUARY = date(2022, 1, 19), date(2022, 2, 28)


def planned(name, first, last=None, done_on=None):
    return Planned(STEP[name], first, last or first, done_on)


# KKR Midtjylland, as the note has it
MIDTJYLLAND = [
    planned("recommendation", date(2021, 10, 11)),
    planned("municipal_appointment", JANUARY),
    planned("organisations_and_criteria", JANUARY),
    planned("organisations_deadline", JANUARY, FEBRUARY),
    planned("region_deadline", JANUARY, FEBRUARY),
    planned("clarification", date(2022, 3, 1), date(2022, 3, 15)),
    planned("appointment", date(2022, 3, 21), date(2022, 3, 25)),
    planned("new_boards", date(2022, 4, 1)),
]


def numbers(steps):
    return [one.kind.number for one in steps]


def test_eight_steps_in_the_notes_order():
    assert [kind.number for kind in STEPS] == list(range(1, 9))
    assert len({kind.title for kind in STEPS}) == 8


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2022, 1, 18), State.COMING),
        (JANUARY, State.NOW),
        (FEBRUARY, State.NOW),
        (date(2022, 3, 1), State.LATE),
    ],
)
def test_a_step_goes_on_through_its_last_day(day, told):
    step = planned("organisations_deadline", JANUARY, FEBRUARY)
    assert state(step, day) is told
    assert state(planned("organisations_deadline", JANUARY, FEBRUARY, FEBRUARY), day) is State.DONE


def test_what_is_late_and_what_is_next():
    assert numbers(late(MIDTJYLLAND, date(2021, 10, 11))) == []
    assert numbers(following(MIDTJYLLAND, date(2021, 10, 12))) == [2, 3]
    assert numbers(late(MIDTJYLLAND, date(2022, 3, 1))) == [1, 2, 3, 4, 5]
    assert numbers(following(MIDTJYLLAND, date(2022, 2, 1))) == [4, 5]
    assert numbers(following(MIDTJYLLAND, date(2022, 3, 18))) == [7]
    assert numbers(following(MIDTJYLLAND, date(2022, 4, 2))) == []
    done = [planned(one.kind.name, one.first, one.last, one.last) for one in MIDTJYLLAND]
    assert late(done, date(2030, 1, 1)) == following(done, date(2021, 1, 1)) == []


def test_days_late():
    step = planned("region_deadline", JANUARY, FEBRUARY)
    assert [days_late(step, day) for day in (FEBRUARY, date(2022, 3, 1), date(2022, 3, 10))] == [0, 1, 10]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (planned("clarification", date(2022, 3, 15), date(2022, 3, 15)), ""),
        (
            planned("clarification", date(2022, 3, 15), date(2022, 3, 14)),
            "«Kandidaterne afklares» slutter 14.03.2022, før det begynder 15.03.2022",
        ),
        (
            planned("organisations_deadline", date(2024, 2, 29), date(2024, 2, 28)),
            "«Organisationerne indstiller» slutter 28.02.2024, før det begynder 29.02.2024",
        ),
        (
            planned("new_boards", date(2022, 4, 1), date(2022, 4, 2)),
            "«De nye bestyrelser begynder» er en enkelt dag",
        ),
    ],
)  # fmt: skip
def test_a_step_that_ends_before_it_starts(step, told):
    assert [str(one) for one in step_breaches(step)] == ([f"{told} {NOTE}"] if told else [])


def test_the_notes_own_plan_has_no_warning():
    assert plan_warnings(MIDTJYLLAND, new_term=date(2022, 4, 1)) == []


def test_what_does_not_follow_the_order_warns():
    moved = [one for one in MIDTJYLLAND if one.kind.number not in (4, 8)]
    moved += [
        planned("organisations_deadline", date(2022, 1, 3), date(2022, 1, 10)),
        planned("new_boards", date(2022, 3, 31)),
    ]
    assert [one.message for one in plan_warnings(moved, new_term=date(2022, 4, 1))] == [
        "«Organisationerne indstiller» ligger før «Organisationer og kriterier besluttes»",
        "Den nye bestyrelse begynder 01.04.2022, ikke 31.03.2022",
    ]


def test_the_pattern_gives_the_days_that_the_five_kkr_have_in_common():
    of_2022 = {one.kind.name: (one.first, one.last) for one in proposed(date(2022, 4, 1))}
    for step in MIDTJYLLAND[5:]:
        assert of_2022[step.kind.name] == (step.first, step.last)
    assert of_2022["organisations_deadline"][1] == of_2022["region_deadline"][1] == FEBRUARY


@pytest.mark.parametrize("year", range(2022, 2063, 4))
def test_every_proposed_plan_is_in_order(year):
    new_term = date(year, 4, 1)
    steps = proposed(new_term)
    assert plan_warnings(steps, new_term=new_term) == []
    assert [wrong for one in steps for wrong in step_breaches(one)] == []
    appointment = steps[6]
    assert (appointment.first.weekday(), appointment.last - appointment.first) == (0, timedelta(days=4))
