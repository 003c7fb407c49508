"""The editing pages of a contract among 20 years × 6 houses: ``python -m tests.bench.contracts_editing``.

Each page answers the same secretary, beside a page with one plain form. The aim is under 0.100 seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measuring import Row, database, seconds, secretary, show


def rows() -> Iterator[Row]:
    with database("contracts_editing"):
        from tests.contracts.many import fill
        from tests.contracts.written import BASE, the_contract

        contract = the_contract()
        fill(contract)
        goal = contract.goals.get(number=8)
        client = secretary()
        plain = seconds(client, f"{BASE}basics/")
        for what, size, address in (
            ("overview of the contract", f"{contract.goals.count()} goals", BASE),
            ("a goal", f"{goal.targets.count()} points", f"{BASE}goals/{goal.pk}/"),
            ("the funding key", f"{contract.funding_rows.count()} rows", f"{BASE}key/"),
        ):
            yield Row(f"editing, {what}", size, seconds(client, address), "s", "a form with one date", plain)


if __name__ == "__main__":
    show(rows())
