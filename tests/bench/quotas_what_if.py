"""A what-if answer for 98 municipalities, four cases beside one: ``python -m tests.bench.quotas_what_if``.

The calculation alone, what the script fetches, and the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measuring import Row, best, database, seconds, secretary, show

ONE = "c1-national=1400"
FOUR = "&".join(
    f"c{n}-national={n}400&c{n}-extra={n}00&c{n}-more=Aarhus+5&c{n}-exempt=Odder" for n in range(1, 5)
)


def rows() -> Iterator[Row]:
    with database("what_if"):
        from quotas.rules.what_if import Case
        from quotas.what_if_of import basis_of, what_if
        from tests.quotas.made import an_issue, set_status, with_quotas

        basis = basis_of(set_status(with_quotas(an_issue(2022)), "published"))
        cases = [Case(1400, n, {"Aarhus": 5}, frozenset({"Odder"})) for n in range(4)]
        four, one = best(lambda: what_if(basis, cases)), best(lambda: what_if(basis, cases[:1]))
        yield _row("the calculation", four, one)
        client = secretary()
        for what, address, headers in (
            ("what the script fetches", "/quotas/what-if/?kkr=midtjylland&", {"X-Requested-With": "fetch"}),
            ("the page", "/quotas/what-if/?", {}),
        ):
            four, one = (seconds(client, address + asked, headers) for asked in (FOUR, ONE))
            yield _row(what, four, one)


def _row(what: str, four: float, one: float) -> Row:
    return Row(what, "4 cases", four * 1000, "ms", "1 case", one * 1000)


if __name__ == "__main__":
    show(rows())
