"""One reading of the rounds for drawing, table, text, PDF and calendar."""

import io
from datetime import date

import pikepdf
import pytest

from boards.actions.rounds import carry_out, open_round
from boards.models import Round, Step
from boards.prints import process_pdf
from boards.process_timeline import (
    days_in_words,
    process_events,
    process_timeline,
    short,
    terms,
)
from boards.rules.process import State
from kkr_portal.registry.models import Council
from tests.boards import made

pytestmark = pytest.mark.django_db


def five(first=made.FIRST, until=made.UNTIL):
    """A round of each KKR."""
    return [open_round(council=council, first=first, until=until) for council in Council.objects.all()]


def forty_years():
    for year in range(1986, 2026, 4):
        five(date(year, 4, 1), date(year + 4, 4, 1))


@pytest.mark.parametrize(
    ("kind", "first", "last", "printed", "words", "written"),
    [
        ("recommendation", date(2021, 10, 11), date(2021, 10, 11), "", "11. oktober 2021", "11.10."),
        ("organisations_deadline", date(2022, 1, 20), date(2022, 2, 28), "", "Frist 28. februar 2022",
         "frist 28.2."),
        ("appointment", date(2022, 3, 21), date(2022, 3, 25), "", "21.–25. marts 2022", "21.–25.3."),
        ("appointment", date(2024, 2, 26), date(2024, 3, 1), "", "26. februar 2024 – 1. marts 2024",
         "26.2.–1.3."),
        ("clarification", date(2022, 3, 1), date(2022, 3, 15), "Primo – medio marts 2022",
         "Primo – medio marts 2022", "1.–15.3."),
    ],
)  # fmt: skip
def test_days_in_words(kind, first, last, printed, words, written):
    step = Step(kind=kind, first=first, last=last, printed=printed)
    assert (days_in_words(step), short(step)) == (words, written)


def test_a_table_of_eight_steps_and_five_kkr():
    five()
    timeline = process_timeline(made.FIRST, date(2022, 2, 10))
    assert timeline.title == "Udpegning til bestyrelserne 2022–2026"
    assert [kind.number for kind, _ in timeline.table] == list(range(1, 9))
    assert {len(cells) for _, cells in timeline.table} == {5}
    assert [str(lane.round.council) for lane in timeline.lanes] == [
        "KKR Hovedstaden", "KKR Midtjylland", "KKR Nordjylland", "KKR Sjælland", "KKR Syddanmark",
    ]  # fmt: skip


def test_what_is_told_of_a_step(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2022, 2, 10))
    opened = five()[0]
    carry_out(step=opened.steps.get(kind="recommendation"), day=date(2021, 10, 15))
    carry_out(step=opened.steps.get(kind="municipal_appointment"), day=date(2022, 1, 25))
    lane = process_timeline(made.FIRST, date(2022, 2, 10)).lanes[0]
    assert [cell.told for cell in lane.cells] == [
        "Gennemført", "Gennemført 25. januar 2022", "Forsinket 10 dage", "I gang", "I gang", "Kommer",
        "Kommer", "Kommer",
    ]  # fmt: skip
    assert (lane.done, [cell.step.kind for cell in lane.late]) == (2, ["organisations_and_criteria"])
    assert [cell.step.rule.number for cell in lane.following] == [4, 5]
    drawing = process_timeline(made.FIRST, date(2022, 2, 10)).drawing
    numbers = {shape.number for line in drawing.lines for shape in line.shapes}
    assert {"1", "3!", "4+5"} <= numbers


def test_a_document_that_is_kept_knows_no_day():
    five()
    timeline = process_timeline(made.FIRST, None)
    assert {cell.state for lane in timeline.lanes for cell in lane.cells} == {State.COMING}
    assert timeline.drawing.today is None
    assert all(not cell.told for lane in timeline.lanes for cell in lane.cells)


def test_no_rounds_no_timeline():
    assert (process_timeline(made.FIRST, None), terms()) == (None, [])


def test_the_calendar_file():
    opened = five()[1]
    before = process_events(process_timeline(made.FIRST, None), "https://portalen.example/x")
    step = opened.steps.get(kind="organisations_deadline")
    Step.objects.filter(pk=step.pk).update(last=date(2022, 3, 4))
    after = process_events(process_timeline(made.FIRST, None), "https://portalen.example/x")
    assert len(before) == len(after) == 40
    one = next(event for event in before if event.uid == f"round-step-{step.pk}")
    other = next(event for event in after if event.uid == one.uid)
    assert (one.first, one.last, other.last) == (date(2022, 2, 28), date(2022, 2, 28), date(2022, 3, 4))
    assert other.sequence > one.sequence
    assert one.summary == "KKR Midtjylland: Organisationerne indstiller"


def test_the_pdf_is_the_same_twice_and_one_sheet_wide():
    five()
    timeline = process_timeline(made.FIRST, date(2022, 2, 10))
    first, second = process_pdf(timeline), process_pdf(timeline)
    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        box = pdf.pages[0].mediabox
        assert float(box[2]) > float(box[3])
        assert len(pdf.pages) <= 3


def test_as_many_queries_with_forty_years(django_assert_num_queries):
    five()
    with django_assert_num_queries(3):
        assert len(terms()) == 1
        process_timeline(made.FIRST, date(2022, 2, 10))
    Round.objects.all().delete()
    forty_years()
    with django_assert_num_queries(3):
        assert len(terms()) == 10
        timeline = process_timeline(made.FIRST, date(2022, 2, 10))
        assert sum(len(lane.cells) for lane in timeline.lanes) == 40


def test_the_page_reads_no_more_with_forty_years(client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    five()
    client.get("/boards/rounds/?term=2022")
    with CaptureQueriesContext(connection) as once:
        client.get("/boards/rounds/?term=2022")
    Round.objects.all().delete()
    forty_years()
    with django_assert_max_num_queries(len(once)):
        assert client.get("/boards/rounds/?term=2022").status_code == 200
