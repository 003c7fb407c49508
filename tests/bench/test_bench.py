"""The one table of ``make bench``: what is in it, how a line looks, which run counts. Nothing is timed."""

import inspect
import re
from pathlib import Path

import pytest

from tests.bench import __main__ as all_benches
from tests.bench import measuring
from tests.bench.measuring import HEAD, Row

AGENDA = Row("attendance", "58 members, 20 items", 0.0804, "s", "the agenda", 0.0536)


def columns(line: str) -> list[str]:
    """The cells of a line, by where the columns of the head lie."""
    starts = [0, 42, 68, 80, 106, 118]
    return [line[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]


def test_every_bench_is_in_the_table():
    others = {"__init__", "__main__", "measuring", "load"}
    here = {path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("test_")}
    benches = list(all_benches.GROUPS.values())
    assert sorted(bench.__name__ for bench in benches) == sorted(f"tests.bench.{n}" for n in here - others)
    for bench in benches:
        assert inspect.isgeneratorfunction(bench.rows)
        assert not inspect.signature(bench.rows).parameters
    assert "tests.bench.load" in all_benches.LOAD


def test_the_columns_lie_under_their_heads():
    assert columns(HEAD) == ["what", "size", "ours", "compared with", "theirs", "ratio"]
    assert columns(str(AGENDA)) == [
        "attendance", "58 members, 20 items", "0.080 s", "the agenda", "0.054 s", "1.50"
    ]  # fmt: skip
    assert len(str(AGENDA)) == len(HEAD)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Row("the model", "98 municipalities", 2.346, "ms"), ["2.35 ms", "", "", ""]),
        (
            Row("a page", "", 14, "queries", "2 contracts", 14),
            ["14 queries", "2 contracts", "14 queries", "1.00"],
        ),
        (Row("memory", "", 8.6, "MB", "bare merge", 253.9), ["9 MB", "bare merge", "254 MB", "0.03"]),
        (Row("memory", "", 8.6, "MB", "bare merge", 0), ["9 MB", "bare merge", "0 MB", ""]),
    ],
    ids=["no comparison", "counted", "less", "nothing to divide by"],
)
def test_units_and_comparisons(row, told):
    assert columns(str(row))[2:] == told


def test_a_unit_of_its_own_is_refused():
    with pytest.raises(KeyError):
        str(Row("a page", "", 1, "minutes"))


def test_a_name_too_long_is_not_cut():
    assert "w" * 60 in str(Row("w" * 60, "", 1, "s"))


def test_one_bench_prints_the_head_and_each_row_as_it_comes(capsys):
    def rows():
        assert capsys.readouterr().out == f"{HEAD}\n"
        yield AGENDA
        assert capsys.readouterr().out == f"{AGENDA}\n"

    measuring.show(rows())


def test_the_first_run_is_not_counted(monkeypatch):
    """By a clock that stands still between the runs: nine seconds, then 3, 2 and 4."""
    now, lasting = [0.0], iter([9.0, 3.0, 2.0, 4.0])
    monkeypatch.setattr(measuring.time, "perf_counter", lambda: now[0])

    def work():
        now[0] += next(lasting)

    assert measuring.best(work, runs=3) == 2.0
    assert next(lasting, None) is None


def test_a_page_that_does_not_answer_ends_the_bench(db):
    with pytest.raises(SystemExit, match="/findes-ikke/ answered 404"):
        measuring.seconds(measuring.everyone(), "/findes-ikke/")


def test_the_head_names_day_and_machine_and_no_host(db):
    told = all_benches.machine()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d, \d+ cores, Python 3\.\S+, PostgreSQL 1[\d.]+", told)
