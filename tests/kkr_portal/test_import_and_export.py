"""«Import og eksport»: what each may do there, and that every link leads somewhere; files from the admin."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kkr_portal.access.models import User
from kkr_portal.registry.models import Council, Organisation
from meetings.models import Term
from tests.conftest import PASSWORD, ROLES

pytestmark = pytest.mark.django_db
ADDRESS = "/import-and-export/"


@pytest.fixture
def term(council) -> Term:
    return Term.objects.create(
        council=council, election_date=date(2021, 11, 16), period=(date(2022, 1, 19), None)
    )


@pytest.fixture
def administrator(client):
    client.force_login(User.objects.create_superuser("admin@example.dk", PASSWORD))
    return client


@pytest.mark.parametrize("role", ROLES)
def test_who_is_let_in_and_who_finds_it(client_as, role):
    client = client_as(role)
    answer, let_in = client.get(ADDRESS), role in ("secretariat", "other_secretariat", "kl")
    assert answer.status_code == (200 if let_in else 302 if role == "public" else 404)
    assert (ADDRESS in client.get("/registry/").content.decode()) is let_in


def links(page) -> list[str]:
    main = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"#?][^"]*)"', main)]


@pytest.mark.parametrize("role", ["secretariat", "other_secretariat", "kl"])
def test_every_link_leads_somewhere(client_as, term, role):
    client = client_as(role)
    found = links(client.get(ADDRESS))
    assert len(found) > 40
    assert {link: status for link in found if (status := client.get(link).status_code) != 200} == {}


def test_every_link_of_the_administrators(administrator, term):
    found = links(administrator.get(ADDRESS))
    assert "/admin/" in found
    assert {link: status for link in found if (status := administrator.get(link).status_code) != 200} == {}


def test_each_sees_the_imports_that_are_theirs(client_as, term):
    national, own = "/registry/populations/import/", "/meetings/midtjylland/members/many/"
    found = {role: links(client_as(role).get(ADDRESS)) for role in ("secretariat", "other_secretariat", "kl")}
    asked = (national, own, f"{own}template.xlsx")
    seen = {role: [one in mine for one in asked] for role, mine in found.items()}
    assert seen == {
        "secretariat": [False, True, True], "other_secretariat": [False, False, False],
        "kl": [True, False, False],
    }  # fmt: skip


def test_votes_are_locked_while_the_composition_is_fixed(client_as, term):
    client, votes = client_as("secretariat"), "/meetings/midtjylland/terms/2021/votes/import/"
    assert votes in links(client.get(ADDRESS))
    Term.objects.update(fixed_on=date(2022, 1, 1))
    page = client.get(ADDRESS)
    assert (votes in links(page), "Låst, mens sammensætningen er fastlagt." in page.content.decode()) == (
        False,
        True,
    )


def test_the_term_of_today_and_not_one_that_is_to_come(client_as, council, term):
    Term.objects.filter(pk=term.pk).update(period=(date(2022, 1, 19), date(2100, 1, 1)))
    Term.objects.create(council=council, election_date=date(2099, 11, 16), period=(date(2100, 1, 1), None))
    assert "/meetings/midtjylland/terms/2021/votes/import/" in links(client_as("secretariat").get(ADDRESS))


@pytest.mark.parametrize(("role", "status"), [("secretariat", 404), ("kl", 200)])
def test_another_kkr_is_chosen_by_those_who_may_read_it(client_as, role, status):
    answer = client_as(role).get(f"{ADDRESS}?kkr=sjaelland")
    assert answer.status_code == status
    assert ("/meetings/sjaelland/members/members.csv" in answer.content.decode()) is (status == 200)


def test_as_many_queries_for_many_terms_as_for_none(administrator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert administrator.get(ADDRESS).status_code == 200
        return len(seen)

    queries()
    none = queries()
    for council in Council.objects.all():
        for year in (2013, 2017, 2021):
            period = (date(year + 1, 1, 1), date(year + 5, 1, 1))
            Term.objects.create(council=council, election_date=date(year, 11, 16), period=period)
    assert queries() == none


# The admin ------------------------------------------------------------------------------------------


def chosen(client, address: str, rows, action: str):
    return client.post(address, {"action": action, "_selected_action": [one.pk for one in rows]})


def test_any_list_of_the_admin_as_a_file(administrator):
    Organisation.objects.all().delete()
    rows = [Organisation.objects.create(name=name, kind="business", source="K") for name in ("=A", "Æblet")]
    answer = chosen(administrator, "/admin/registry/organisation/", rows, "as_csv")
    found = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert found[1:] == [["'=A", "erhvervsorganisation", "", "K"], ["Æblet", "erhvervsorganisation", "", "K"]]
    answer = chosen(administrator, "/admin/registry/organisation/", rows, "as_xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet["A2"].value == "=A"
    assert sheet["A2"].data_type == "s"


def test_users_with_their_roles_and_never_a_password(administrator, user_with):
    rows = [user_with(role) for role in ("secretariat", "kl")]
    answer = chosen(administrator, "/admin/access/user/", rows, "as_csv")
    text = answer.content.decode("utf-8-sig")
    assert "secretariat@example.dk;Test;secretariat;sekretariat, KKR Midtjylland;ja;nej" in text
    assert all(user.password not in text for user in rows)


def test_a_list_that_is_only_read_has_files_too(administrator, council):
    page = administrator.get("/admin/registry/population/").content.decode()
    assert "Hent de valgte som Excel (XLSX)" in page
