"""The list of members on a day, its prints, one seat over time; every address against every role."""

from datetime import date, timedelta

import pikepdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions.absences import begin_absence
from meetings.actions.memberships import member_leaves
from meetings.models import Absence
from tests.conftest import ROLES
from tests.documents.reading import text as text_of
from tests.meetings.members import LATER, START

LIST = "/meetings/midtjylland/members/"
SECRETARIAT, INSIDERS = {"secretariat"}, {"secretariat", "kl"}
CONTACTS = {"secretariat", "other_secretariat", "kl"}
EVERYONE = set(ROLES)


@pytest.fixture
def things(house):
    """A seat with everything on it, and addresses by name."""
    seat, mayors = house.elected_seat(), house.mayor_seat()
    anna = house.put(seat, "Anna Øst", email="anna@kommune.example", phone="11 22 33 44")
    bo = house.stand_in(seat, "Bo Ås", email="bo@kommune.example")
    mayor = house.put(mayors, "Carl Eg", letter="A")
    officer = house.officer(anna)
    absence = Absence.objects.create(membership=anna, kind="prevented", period=(LATER, None))
    return {
        "seat": f"/meetings/seats/{seat.pk}/",
        "mayors": f"/meetings/seats/{mayors.pk}/",
        "member": f"/meetings/seats/memberships/{anna.pk}/",
        "mayor": f"/meetings/seats/memberships/{mayor.pk}/",
        "stand_in": f"/meetings/seats/substitutes/{bo.pk}/",
        "absence": f"/meetings/seats/absences/{absence.pk}/",
        "officer": f"/meetings/seats/officers/{officer.pk}/",
        "person": f"/meetings/seats/people/{anna.person_id}/",
        "objects": (seat, anna, bo, mayor, officer, absence),
    }


ADDRESSES = {
    LIST: EVERYONE,
    f"{LIST}?on=19.01.2022": EVERYONE,
    f"{LIST}?on=31-02-2022": EVERYONE,
    f"{LIST}members.pdf": EVERYONE,
    f"{LIST}members.csv": EVERYONE,
    "{seat}": EVERYONE,
    f"{LIST}many/": SECRETARIAT,
    f"{LIST}posts/1/": SECRETARIAT,
    f"{LIST}posts/3/": set(),
    "{seat}fill/": SECRETARIAT,
    "{mayors}fill/": SECRETARIAT,
    "{seat}substitute/": SECRETARIAT,
    "{mayors}substitute/": SECRETARIAT,
    "{seat}undo/": SECRETARIAT,
    "{member}leaves/": SECRETARIAT,
    "{mayor}leaves/": SECRETARIAT,
    "{member}party/": set(),  # an elected member does not stay with another party
    "{mayor}party/": SECRETARIAT,
    "{member}absent/": SECRETARIAT,
    "{mayor}absent/": SECRETARIAT,
    "{stand_in}stops/": SECRETARIAT,
    "{absence}decide/": SECRETARIAT,
    "{absence}returns/": SECRETARIAT,
    "{officer}leaves/": SECRETARIAT,
    "{member}correct/": SECRETARIAT,
    "{stand_in}correct/": SECRETARIAT,
    "{absence}correct/": SECRETARIAT,
    "{officer}correct/": SECRETARIAT,
    "{member}delete/": SECRETARIAT,
    "{person}": SECRETARIAT,
    "/meetings/seats/people/999999999/": set(),
    "{officer}delete/": SECRETARIAT,
    "/meetings/atlantis/members/": set(),
    "/meetings/seats/999999999/": set(),
    "/meetings/seats/999999999/fill/": set(),
    "/meetings/seats/nonsense/1/correct/": set(),
}
OPEN = (LIST, "members.pdf", "members.csv", "{seat}", "atlantis/members/", "seats/999999999/")


def test_reading(things, client_as):
    clients = {role: client_as(role) for role in ROLES}
    expected, seen = {}, {}
    for address, allowed in ADDRESSES.items():
        is_open = address.split("?")[0].endswith(OPEN)
        for role, client in clients.items():
            asks = role == "public" and not is_open
            expected[address, role] = 302 if asks else 200 if role in allowed else 404
            seen[address, role] = client.get(address.format(**things)).status_code
    assert seen == expected


def test_writing_is_the_secretariats(things, client_as):
    writes = [a for a, allowed in ADDRESSES.items() if allowed == SECRETARIAT]
    seen = {}
    for role in ROLES:
        if role != "secretariat":
            client = client_as(role)
            seen |= {(a, role): client.post(a.format(**things)).status_code for a in writes}
    assert set(seen.values()) == {302, 404}
    assert {role for (_, role), status in seen.items() if status == 302} == {"public"}


class TestWhoSeesWhat:
    def test_contact_details(self, things, client_as):
        seen = set()
        for role in ROLES:
            client = client_as(role)
            pages = [client.get(address).content.decode() for address in (
                LIST, f"{LIST}members.csv", things["seat"], f"{LIST}?on=19.01.2022",
            )]  # fmt: skip
            told = {"anna@kommune.example" in page or "11 22 33 44" in page for page in pages}
            assert len(told) == 1
            seen |= {role} if told == {True} else set()
        assert seen == CONTACTS

    def test_the_pdf_of_the_public_has_none(self, things, client_as, tmp_path):
        texts = {}
        for role in ("public", "secretariat"):
            file = tmp_path / f"{role}.pdf"
            file.write_bytes(client_as(role).get(f"{LIST}members.pdf").content)
            with pikepdf.open(file) as pdf:
                texts[role] = " ".join(text_of(page) for page in pdf.pages)
        assert ["anna@kommune.example" in texts[role] for role in ("public", "secretariat")] == [False, True]
        assert all("Anna Øst" in text for text in texts.values())

    def test_why_somebody_left_or_is_away(self, things, client_as):
        _, anna, *_ = things["objects"]
        member_leaves(membership=anna, because="died", day=date(2024, 1, 1), substitute_enters=True)
        seen = set()
        for role in ROLES:
            page = client_as(role).get(things["seat"]).content.decode()
            assert "31. december 2023" in page
            seen |= {role} if "afgået ved døden" in page or "orhindret" in page else set()
        assert seen == INSIDERS

    def test_what_is_still_to_come(self, things, client_as):
        _, anna, *_ = things["objects"]
        day = timezone.localdate() + timedelta(days=30)
        member_leaves(membership=anna, because="other", day=day, substitute_enters=True)
        seen = set()
        for role in ROLES:
            client = client_as(role)
            listed = client.get(f"{LIST}?on={day}").context["roster"].sittings
            left = [str(one.member) for one in listed if one.seat == anna.seat]
            page = client.get(things["seat"]).content.decode()
            assert (left == ["Bo Ås"]) == (str(day.year) in page.split("<h2>", 1)[1].split("</table>")[0])
            seen |= {role} if left == ["Bo Ås"] else set()
        assert seen == INSIDERS


class TestTheList:
    def test_any_day_and_the_changes_around_it(self, things, client_as):
        _, anna, *_ = things["objects"]
        member_leaves(membership=anna, because="other", day=date(2024, 1, 1), substitute_enters=True)
        client = client_as("secretariat")
        before, after = (client.get(f"{LIST}?on={day}").context for day in ("31.12.2023", "2024-01-01"))
        names = [[str(one.acting) for one in page["sittings"]] for page in (before, after)]
        assert names == [["Bo Ås", "Carl Eg"], ["Carl Eg", "Bo Ås"]]
        assert (before["around"].previous, before["around"].next) == (LATER, date(2024, 1, 1))
        assert after["around"].previous == LATER

    def test_a_date_that_cannot_be_read_is_kept_and_named(self, things, client_as):
        page = client_as("public").get(f"{LIST}?on=31-02-2022")
        text = page.content.decode()
        assert ("er ikke en dato, der findes" in text, 'value="31-02-2022"' in text) == (True, True)

    def test_before_the_first_term(self, things, client_as):
        page = client_as("secretariat").get(f"{LIST}?on=11.10.2021").content.decode()
        assert "Mødet følger tidligere regler" in page
        assert "har ingen medlemmer i portalen 11. oktober 2021" in page

    def test_open_tasks(self, things, house, client_as):
        house.elected_seat("SF")
        page = client_as("secretariat").get(LIST)
        texts = [(task.text, str(task.citation.place)) for task in page.context["tasks"]]
        assert texts == [
            ("Ledig plads – vælges af SF.", "§ 3, stk. 1"),
            (
                "Anna Øst, formand, er fraværende i mindst 3 måneder. Venstre og Konservative vælger en "
                "anden så længe.",
                "§ 3, stk. 14",
            ),
            ("KKR har ingen næstformand.", "§ 4, stk. 2"),
            ("Carl Eg har ingen stedfortræder.", "§ 3, stk. 3"),
            (
                "KKR har ikke afgjort, om betingelserne for Anna Østs fravær er opfyldt.",
                "§ 3, stk. 6",
            ),
        ]
        assert client_as("member").get(LIST).context["tasks"] == []

    def test_as_many_queries_for_58_members_as_for_one(self, house, client_as):
        client = client_as("secretariat")
        house.stand_in(seat := house.elected_seat(), "Bo Ås")
        absent = house.put(seat, "Anna Øst")
        house.put(house.elected_seat(), "Carl Eg")  # without a stand-in
        begin_absence(membership=absent, kind="prevented", since=date(2022, 2, 1), expected_back=LATER)

        def count(address: str) -> int:
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            return len(queries)

        addresses = [LIST, f"{LIST}members.csv", f"{LIST}members.pdf"]
        for address in addresses:
            count(address)
        one = [count(address) for address in addresses]
        for number in range(56):
            more = house.elected_seat()
            house.put(more, f"Medlem Nr{number}")
            if number % 2:
                house.stand_in(more, f"Sted Nr{number}")
        assert [count(address) for address in addresses] == one


def test_the_csv_is_for_a_spreadsheet_and_holds_no_formula(things, house, client_as):
    house.put(house.elected_seat(), "=HYPERLINK() Ond")
    answer = client_as("public").get(f"{LIST}members.csv?on=19.01.2022")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Medlem;Parti;Kommune;Plads;Post;Stedfortræder")
    assert "Anna Øst;Venstre (V);Viborg;valgt medlem;formand;Bo Ås;Viborg;Venstre (V);" in lines
    assert next(line for line in lines if "HYPERLINK" in line).startswith("'=HYPERLINK()")
    assert "attachment" in answer["Content-Disposition"]


def test_the_same_day_prints_the_same_bytes(things, client_as):
    client = client_as("public")
    one, other = (client.get(f"{LIST}members.pdf?on={START}").content for _ in range(2))
    assert one == other
