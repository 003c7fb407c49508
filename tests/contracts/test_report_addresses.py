"""Every address of reporting and of the years against every role."""

import pytest

from tests.conftest import ROLES
from tests.contracts.reported import a_contract, a_report, accepted, measured, point

EVERYONE, SECRETARIAT, HOUSE = set(ROLES), {"secretariat"}, {"business_house"}
INSIDE = {"secretariat", "kl", "board_member", "business_house"}

ADDRESSES = {
    "/contracts/midtjylland/": EVERYONE,
    "/contracts/midtjylland/years.pdf": EVERYONE,
    "/contracts/nowhere/": set(),
    "/contracts/midtjylland/2022/reports/": EVERYONE,
    "/contracts/midtjylland/2022/reports/new/": SECRETARIAT,
    "/contracts/midtjylland/2022/spread/": EVERYONE,
    "/contracts/midtjylland/2022/spread.pdf": EVERYONE,
    "/contracts/midtjylland/1999/spread/": set(),
    "{accepted}": EVERYONE,
    "{accepted}report.pdf": EVERYONE,
    "{accepted}report.csv": EVERYONE,
    "{accepted}report.xlsx": EVERYONE,
    "{accepted}report.exe": set(),
    "{accepted}measure/{point}/": set(),  # the house is sent back to the report
    "{open}": INSIDE,
    "{open}report.pdf": INSIDE,
    "{open}report.csv": INSIDE,
    "{open}edit/": SECRETARIAT,
    "{open}measure/{point}/": HOUSE,
    "{open}measure/{spread}/": HOUSE,
    "{open}measure/999999999/": set(),
    "{open}submit/": HOUSE,
    "{open}answer/": SECRETARIAT | HOUSE,
    "{open}close/": SECRETARIAT,
    "{open}accept/": set(),  # nothing is handed in
    "{open}dance/": set(),
    "{draft}": INSIDE,
    "/contracts/measurements/{figure}/delete/": HOUSE,
    "/contracts/measurements/{figure}/file/": set(),  # it has none
    "/contracts/reports/999999999/": set(),
    "/contracts/reports/99999999999999999999999/": set(),
}


@pytest.fixture
def things(db):
    contract = a_contract(published=True)
    first, second = accepted(a_report(contract, title="Status")), a_report(contract)
    draft = a_report(a_contract(year=2023))
    return {
        "accepted": f"/contracts/reports/{first.pk}/", "open": f"/contracts/reports/{second.pk}/",
        "draft": f"/contracts/reports/{draft.pk}/", "point": point(contract, "share").pk,
        "spread": point(contract, "spread").pk, "figure": measured(second, "count", value=1).pk,
    }  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_addresses(client_as, things, role):
    client = client_as(role)
    seen = {path: client.get(path.format(**things)).status_code == 200 for path in ADDRESSES}
    assert seen == {path: role in roles for path, roles in ADDRESSES.items()}
