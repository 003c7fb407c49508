"""A house over the years and a report with 20 years × 6 houses: ``python -m tests.bench.contracts_years``.

Each page beside the list of contracts, for the same secretary.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measuring import Row, database, seconds, secretary, show

YEARS = range(2011, 2031)


def rows() -> Iterator[Row]:
    with database("contracts_years"):
        report, client = _reports(), secretary()
        plain = seconds(client, "/contracts/")
        for what, path in (
            ("a house over the years", "/contracts/midtjylland/"),
            ("a report", report),
            ("the spread of a contract", f"/contracts/midtjylland/{YEARS[-1]}/spread/"),
        ):
            taken = seconds(client, path)
            yield Row(what, f"{len(YEARS)} years, 6 houses", taken, "s", "the list of contracts", plain)


def _reports() -> str:
    """Of every house and year, accepted; the address of Midtjylland's latest."""
    from kkr_portal.registry.models import BusinessHouse
    from tests.contracts.reported import a_contract, a_report, accepted, measured

    latest = ""
    for house in BusinessHouse.objects.values_list("slug", flat=True):
        for year in YEARS:
            report = a_report(a_contract(house, year, published=True))
            measured(report, "share", numerator=312, denominator=360)
            measured(report, "count", value=1417)
            accepted(report)
            if house == "midtjylland":
                latest = report.get_absolute_url()
    return latest


if __name__ == "__main__":
    show(rows())
