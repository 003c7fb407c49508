"""Bars of a seat: who sat, who was carried over, when nobody did; and forty years on one drawing."""

from datetime import date

import pytest

from boards.drawing.tenures import HEAD, ROW, Kind, Row, Span, drawn, spans_of, two_lines

FIRST, LAST = date(2018, 4, 1), date(2026, 4, 1)


def told(spans):
    return [(one.kind, one.first, one.last, one.text) for one in spans]


def test_a_seat_that_nobody_has_had_is_vacant():
    assert told(spans_of([], first=FIRST, last=LAST)) == [(Kind.VACANT, FIRST, LAST, "ledig")]


def test_carried_over_succeeded_and_vacant_again():
    change, gone = date(2022, 4, 20), date(2024, 2, 29)
    spans = spans_of(
        [
            (change, gone, LAST, "Bo", "Bo", "b"),
            (FIRST, change, date(2022, 4, 1), "Ane", "Ane", "a"),
        ],
        first=FIRST,
        last=LAST,
    )
    assert told(spans) == [
        (Kind.SITS, FIRST, date(2022, 4, 1), "Ane"),
        (Kind.CARRIES_OVER, date(2022, 4, 1), change, ""),
        (Kind.SITS, change, gone, "Bo"),
        (Kind.VACANT, gone, LAST, "ledig"),
    ]


def test_who_still_sits_fills_the_row_to_its_end():
    spans = spans_of([(FIRST, None, date(2022, 4, 1), "Ane", "Ane", "a")], first=FIRST, last=LAST)
    assert told(spans) == [
        (Kind.SITS, FIRST, date(2022, 4, 1), "Ane"),
        (Kind.CARRIES_OVER, date(2022, 4, 1), LAST, ""),
    ]


def test_a_gap_between_two():
    spans = spans_of(
        [(FIRST, date(2019, 1, 1), LAST, "Ane", "", ""), (date(2020, 1, 1), None, LAST, "Bo", "", "")],
        first=FIRST,
        last=LAST,
    )
    assert [one.kind for one in spans] == [Kind.SITS, Kind.VACANT, Kind.SITS]


def test_forty_years_of_twelve_seats():
    """Every row apart, every bar inside and apart from the next, most names to be read."""
    rows = [
        Row(
            f"Plads {seat}",
            tuple(
                Span(Kind.SITS, date(1986 + year, 4, 1), date(1990 + year, 4, 1), "Anders Ahorn", "x", "y")
                for year in range(0, 40, 4)
            ),
        )
        for seat in range(12)
    ]
    drawing = drawn(rows, first=date(1986, 1, 1), last=date(2026, 12, 31), today=date(2026, 11, 1))
    assert [line.y for line in drawing.lines] == [HEAD + ROW * number for number in range(12)]
    assert drawing.height < 500
    assert drawing.width < 1500
    for line in drawing.lines:
        assert len(line.bars) == 10
        assert all(one.x + one.width < other.x for one, other in zip(line.bars, line.bars[1:], strict=False))
        assert all(one.x >= 0 and one.x + one.width <= drawing.width for one in line.bars)
        assert all(one.text for one in line.bars)
    assert drawing.today is not None


def test_what_lies_outside_is_left_out():
    rows = [Row("Plads", (Span(Kind.SITS, date(2000, 1, 1), date(2004, 1, 1), "x", "x"),))]
    drawing = drawn(rows, first=FIRST, last=LAST, today=date(2030, 1, 1), terms=[date(2000, 1, 1), FIRST])
    assert (drawing.lines[0].bars, drawing.today, drawing.terms) == ((), None, (0,))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Formand", ("Formand",)),
        ("Kommunalt medlem 2", ("Kommunalt medlem", "2")),
        ("Virksomhedsrepræsentant 4", ("Virksomhedsrepræ-", "sentant 4")),
        ("Erhvervshus Midtjylland", ("Erhvervshus", "Midtjylland")),
        ("Et meget langt navn på en plads, som ikke får plads", ("Et meget langt", "navn på en plads…")),
    ],
)
def test_names_on_a_phone(name, lines):
    assert two_lines(name) == lines
