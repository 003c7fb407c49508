"""Every address of years, issues, imports and the model against every role; bad addresses answer 404."""

import pytest

from tests.conftest import ROLES
from tests.quotas.made import an_issue, with_quotas, with_statistics

EVERYONE = set(ROLES)
KL = {"kl"}
OPEN, DRAFT = "/quotas/2030/1/", "/quotas/2031/1/"

READ = {
    "/quotas/": EVERYONE,
    "/quotas/?page=99": EVERYONE,
    "/quotas/years.csv": EVERYONE,
    "/quotas/years.xlsx": EVERYONE,
    "/quotas/years.exe": set(),
    "/quotas/quotas.json": EVERYONE,
    "/quotas/new/": KL,
    "/quotas/new/?year=2032": KL,
    "/quotas/2030/": EVERYONE,
    "/quotas/2030/?expected=60": EVERYONE,
    "/quotas/2030/?expected=mange": EVERYONE,
    "/quotas/2031/": KL,
    "/quotas/2032/": set(),
    "/quotas/2030/note/": KL,
    OPEN: EVERYONE,
    f"{OPEN}quotas.csv": EVERYONE,
    f"{OPEN}quotas.xlsx": EVERYONE,
    f"{OPEN}quotas.pdf": set(),
    f"{OPEN}quotas.json": EVERYONE,
    f"{OPEN}annex.pdf": EVERYONE,
    f"{OPEN}announcement/": set(),
    f"{OPEN}model/": EVERYONE,
    f"{OPEN}model/?key=share&order=all_at_once": EVERYONE,
    f"{OPEN}model/?key=x&order=y": EVERYONE,
    f"{OPEN}model.csv": EVERYONE,
    f"{OPEN}model.xlsx?key=share": EVERYONE,
    f"{OPEN}model.exe": set(),
    f"{OPEN}announcement/edit/": KL,
    f"{OPEN}documents/new/": KL,
    f"{OPEN}documents/999999999/": set(),
    f"{OPEN}edit/": KL,
    f"{OPEN}delete/": KL,
    f"{OPEN}regions/": KL,
    f"{OPEN}import/": KL,
    f"{OPEN}statistics/": KL,
    f"{OPEN}life/close/": KL,
    f"{OPEN}life/nothing/": set(),
    "/quotas/2030/2/": set(),
    DRAFT: KL,
    f"{DRAFT}quotas.csv": KL,
    f"{DRAFT}quotas.json": KL,
    f"{DRAFT}annex.pdf": KL,
    f"{DRAFT}model/": KL,
    f"{DRAFT}model.csv": set(),
    f"{DRAFT}life/publish/": KL,
    "/quotas/municipalities/751/": EVERYONE,
    "/quotas/municipalities/999/": set(),
    "/quotas/municipalities/751/quotas.csv": EVERYONE,
    "/quotas/municipalities/751/quotas.exe": set(),
    "/quotas/regions/midtjylland/": EVERYONE,
    "/quotas/regions/midtjylland/?years=all": EVERYONE,
    "/quotas/regions/midtjylland/quotas.xlsx": EVERYONE,
    "/quotas/regions/midtjylland/quotas.exe": set(),
    "/quotas/regions/atlantis/": set(),
}
ASKS = ("new/", "new/?year=2032", "note/", "edit/", "delete/", f"{OPEN}regions/", "import/", "statistics/")


@pytest.fixture
def _issues(db):
    with_statistics(with_quotas(an_issue(status="published")))
    with_quotas(an_issue(2031))


@pytest.mark.usefixtures("_issues")
@pytest.mark.parametrize("address", READ)
def test_reading(address, client_as):
    expected, seen = {}, {}
    for role in ROLES:
        asks = role == "public" and (address.endswith(ASKS) or "/life/" in address)
        expected[role] = 200 if role in READ[address] else 302 if asks else 404
        seen[role] = client_as(role).get(address).status_code
    assert seen == expected


WRITES = [
    "/quotas/new/",
    f"{OPEN}announcement/edit/",
    f"{OPEN}documents/new/",
    f"{OPEN}documents/1/delete/",
    "/quotas/2030/note/",
    f"{OPEN}edit/",
    f"{OPEN}delete/",
    f"{OPEN}regions/",
    f"{OPEN}import/",
    f"{OPEN}statistics/",
    f"{OPEN}life/close/",
    f"{OPEN}life/withdraw/",
    f"{OPEN}model/store/",
    f"{DRAFT}life/publish/",
]


@pytest.mark.usefixtures("_issues")
@pytest.mark.parametrize("address", WRITES)
def test_writing(address, client_as):
    outsiders = [role for role in ROLES if role != "kl"]
    seen = {role: client_as(role).post(address).status_code for role in outsiders}
    assert seen == {role: 302 if role == "public" else 404 for role in outsiders}


@pytest.mark.usefixtures("_issues")
def test_the_result_is_stored_by_post_alone(client_as):
    assert client_as("kl").get(f"{OPEN}model/store/").status_code == 405


@pytest.mark.usefixtures("_issues")
def test_nothing_of_a_draft_is_told_to_others(client_as):
    for role in ROLES:
        client = client_as(role)
        for page in ("/quotas/", "/quotas/municipalities/751/", "/quotas/regions/midtjylland/"):
            assert ("2031" in client.get(page).content.decode()) is (role == "kl"), (role, page)
        assert "2031" not in client.get("/quotas/quotas.json").content.decode()
