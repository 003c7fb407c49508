"""A round is opened, its steps are moved and carried out."""

from datetime import date

import pytest

from boards.actions.rounds import carry_out, delete_round, open_round, save_step, take_up_again
from boards.models import Round, Step
from meetings.actions.periods import Refused
from tests.boards import in_round, made

pytestmark = pytest.mark.django_db


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return error.value.message, error.value.field


def test_eight_steps_by_the_pattern(round_2022, house_board):
    steps = list(round_2022.steps.all())
    assert len(steps) == 8
    assert {one.kind: (one.first, one.last) for one in steps}["appointment"] == (
        date(2022, 3, 21), date(2022, 3, 25),
    )  # fmt: skip
    assert round_2022.years == "2022–2026"
    assert list(round_2022.boards()) == [house_board]


def test_a_board_of_another_term_is_not_in_the_round(round_2022, house_board):
    house_board.terms.update(period=(date(2022, 5, 1), made.UNTIL))
    assert list(round_2022.boards()) == []


def test_no_second_round_of_the_same_term(round_2022):
    told = "KKR har allerede en udpegningsrunde til en funktionsperiode på den tid."
    again = {"council": round_2022.council, "first": date(2024, 4, 1), "until": date(2028, 4, 1)}
    assert refused(lambda: open_round(**again)) == (told, "first")
    backwards = {"council": round_2022.council, "first": date(2030, 4, 1), "until": date(2030, 4, 1)}
    assert refused(lambda: open_round(**backwards))[1] == "until"
    assert Round.objects.count() == 1


def test_a_step_that_ends_before_it_starts_is_refused(round_2022):
    step = round_2022.steps.get(kind="clarification")
    step.first, step.last = date(2022, 3, 15), date(2022, 3, 1)
    assert refused(lambda: save_step(step=step)) == (
        "«Kandidaterne afklares» slutter 01.03.2022, før det begynder 15.03.2022 "
        "(KL's notat af 4. september 2021 om udpegning til bestyrelserne side 2-3).",
        "last",
    )
    assert Step.objects.get(pk=step.pk).last == date(2022, 3, 15)


def test_carried_out_and_taken_up_again(round_2022, in_february):
    step = round_2022.steps.get(kind="recommendation")
    tomorrow = date(2022, 2, 11)
    assert refused(lambda: carry_out(step=step, day=tomorrow))[1] == "done_on"
    carry_out(step=step, day=date(2021, 10, 11))
    carry_out(step=step, day=in_february)  # the form was sent twice
    assert Step.objects.get(pk=step.pk).done_on == date(2021, 10, 11)
    take_up_again(step=step)
    assert Step.objects.get(pk=step.pk).done_on is None
    step.done_on = tomorrow
    assert refused(lambda: save_step(step=step))[1] == "done_on"


def test_a_round_goes_until_somebody_was_asked(round_2022):
    request = in_round.asked(in_round.entitled(round_2022))
    told = "Der er sendt anmodninger eller udpeget medlemmer i runden. Den kan ikke slettes."
    assert refused(lambda: delete_round(opened=round_2022)) == (told, "")
    request.delete()
    delete_round(opened=round_2022)
    assert (Round.objects.count(), Step.objects.count()) == (0, 0)
