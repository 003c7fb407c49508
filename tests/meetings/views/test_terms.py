"""The pages of terms, votes and composition."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kkr_portal.registry.models import Council, Municipality, Party
from meetings.actions import terms as actions
from meetings.models import Seat, Term, VoteCount
from meetings.rules import editions
from tests.conftest import ROLES
from tests.meetings.actions.test_terms import council_of, seated
from tests.meetings.terms import START, give, make_term, nineteen, party, tied

CASES = Path(__file__).parents[2] / "cases"
TERMS = "/meetings/midtjylland/terms/"
HERE = f"{TERMS}2021/"
EVERYONE, INSIDERS, SECRETARIAT = set(ROLES), {"secretariat", "kl"}, {"secretariat"}


@pytest.fixture
def term(council):
    return make_term(council)


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


READ = {
    TERMS: (EVERYONE, EVERYONE),
    HERE: (EVERYONE, INSIDERS),
    f"{HERE}composition.pdf": (EVERYONE, INSIDERS),
    f"{HERE}composition.csv": (EVERYONE, INSIDERS),
    f"{TERMS}new/": (SECRETARIAT, SECRETARIAT),
    f"{HERE}edit/": (SECRETARIAT, SECRETARIAT),
    f"{HERE}delete/": (SECRETARIAT, SECRETARIAT),
    f"{HERE}votes/region/": (set(), SECRETARIAT),  # fixed: back to the page, with the reason
    f"{HERE}votes/791/": (set(), SECRETARIAT),
    f"{HERE}votes/import/": (set(), SECRETARIAT),
    f"{HERE}votes/cooperations/": (set(), SECRETARIAT),
    f"{HERE}fix/": (set(), SECRETARIAT),
    f"{HERE}unfix/": (SECRETARIAT, set()),
    f"{HERE}extra-seat/": (SECRETARIAT, set()),
}
ASKS_TO_SIGN_IN = [
    address for address in READ if address not in (TERMS, HERE) and "composition" not in address
]


@pytest.mark.parametrize("fixed", [True, False], ids=["fixed", "open"])
@pytest.mark.parametrize("address", READ)
def test_reading(address, fixed, term, client_as):
    nineteen(term)
    if fixed:
        actions.fix_composition(term=term, on=START)
    expected, seen = {}, {}
    for role in ROLES:
        asks = role == "public" and address in ASKS_TO_SIGN_IN
        elsewhere = role in SECRETARIAT and role not in READ[address][not fixed]
        expected[role] = 200 if role in READ[address][not fixed] else 302 if asks or elsewhere else 404
        seen[role] = client_as(role).get(address).status_code
    assert seen == expected


WRITES = [f"{TERMS}new/", *(f"{HERE}{rest}" for rest in (
    "edit/", "delete/", "votes/region/", "votes/import/", "votes/cooperations/", "lot/", "lot/forget/",
    "fix/", "unfix/", "extra-seat/", "extra-seat/1/remove/"))]  # fmt: skip


@pytest.mark.parametrize("address", WRITES)
def test_writing(address, term, client_as):
    nineteen(term)
    others = [role for role in ROLES if role != "secretariat"]
    seen = {role: client_as(role).post(address, {"do": "1"}).status_code for role in others}
    assert seen == {role: 302 if role == "public" else 404 for role in others}
    assert (Term.objects.count(), VoteCount.objects.count()) == (1, 4)


@pytest.mark.parametrize("address", ["lot/", "lot/forget/", "extra-seat/1/remove/"])
def test_actions_answer_only_to_post(address, term, secretary):
    assert secretary.get(f"{HERE}{address}").status_code == 405


@pytest.mark.parametrize("address", [
    "/meetings/atlantis/terms/", f"{TERMS}2022/", f"{TERMS}0/", f"{TERMS}99999999999/", f"{HERE}votes/999/",
    f"{HERE}votes/360/", "/meetings/sjaelland/terms/2021/",
])  # fmt: skip
def test_what_is_not_there(address, term, secretary):
    assert secretary.get(address).status_code == 404


def test_another_secretariat_writes_nothing_into_ours(term, client_as):
    theirs = make_term(Council.objects.get(slug="sjaelland"))
    client = client_as("other_secretariat")
    seat = Seat.objects.create(term=term, kind="elected", group="V", beyond_cap=True)
    client.post(f"/meetings/sjaelland/terms/2021/extra-seat/{seat.pk}/remove/")
    assert Seat.objects.filter(pk=seat.pk).exists()
    assert client.get(theirs.get_absolute_url()).status_code == 200


# Creating ------------------------------------------------------------------------------------------


NEW = {"election_date": "18.11.2025", "begins": "14.01.2026", "method": "largest_remainder",
       "votes_source": "", "votes_lack": ""}  # fmt: skip


def test_the_first_term_is_made_at_once_and_twice_is_once(council, secretary):
    for _ in range(2):
        answer = secretary.post(f"{TERMS}new/", NEW)
        assert answer.headers["Location"] == f"{TERMS}2025/"
    assert Term.objects.get().period.lower == date(2026, 1, 14)


def test_a_term_that_ends_another_asks_first_and_asks_again_when_it_is_no_longer_the_same(term, secretary):
    seat = Seat.objects.create(term=term, kind="elected", group="Venstre")
    seated(term, seat, "Anna")
    asked = secretary.post(f"{TERMS}new/", NEW)
    assert "1 medlem træder ud" in text(asked)
    assert Term.objects.count() == 1
    mark = asked.context["mark"]
    seated(term, Seat.objects.create(term=term, kind="elected", group="Venstre", number=2), "Bo")
    again = secretary.post(f"{TERMS}new/", {**NEW, "sure": mark})
    assert "2 medlemmer træder ud" in text(again)
    assert Term.objects.count() == 1
    done = secretary.post(f"{TERMS}new/", {**NEW, "sure": again.context["mark"]})
    assert done.headers["Location"] == f"{TERMS}2025/"
    assert seat.memberships.get().period.upper == date(2026, 1, 14)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"begins": "18.11.2025"}, "skal ligge efter kommunalvalget"),
        ({"begins": "14.01.2028"}, "over et år"),
        ({"begins": "31.02.2026"}, "er ikke en dato, der findes"),
        (
            {"election_date": "1.12.2021", "begins": "20.01.2022"},
            "allerede en funktionsperiode efter valget i 2021",
        ),
    ],
)
def test_dates_that_can_not_be(term, secretary, typed, message):
    answer = secretary.post(f"{TERMS}new/", {**NEW, **typed})
    if "sure" not in typed and "mark" in (answer.context or {}):
        answer = secretary.post(f"{TERMS}new/", {**NEW, **typed, "sure": answer.context["mark"]})
    assert message in text(answer)
    assert Term.objects.count() == 1


def test_editing_keeps_two_peoples_text_and_moves_the_first_day(term, secretary):
    form = secretary.get(f"{HERE}edit/").context["form"]
    typed = {"election_date": "16.11.2021", "begins": "21.01.2022", "method": "dhondt", "votes_source": "Mit",
             "votes_lack": "", "revision": form["revision"].value()}  # fmt: skip
    Term.objects.update(votes_source="Andens")
    assert "Behold det, du har skrevet" in text(secretary.post(f"{HERE}edit/", typed))
    term.refresh_from_db()
    assert (term.votes_source, term.method) == ("Andens", "largest_remainder")
    typed["revision"] = term.revision
    assert secretary.post(f"{HERE}edit/", typed).status_code == 302
    term.refresh_from_db()
    assert (term.votes_source, term.method, term.period.lower) == ("Mit", "dhondt", date(2022, 1, 21))


def test_a_term_made_by_mistake_is_deleted_after_asking(term, secretary):
    assert "Slet funktionsperioden" in text(secretary.get(f"{HERE}delete/"))
    assert [secretary.post(f"{HERE}delete/").status_code for _ in range(2)] == [302, 404]
    assert not Term.objects.exists()


# The composition page ------------------------------------------------------------------------------


def test_3_every_step_is_told_with_its_paragraph(term, secretary):
    nineteen(term)
    page = text(secretary.get(HERE))
    for told in (
        "33: 19 borgmestre og 14 valgte",
        "38, det dobbelte af 19 kommuner",
        "forretningsordenen § 3, stk. 2",
        "KL&#x27;s love § 15, stk. 2",
        "portalens egen udregning, hvor teksten er tavs",
        "Største brøk, mindst én plads til hvert parti",
    ):
        assert told in page


def test_incomplete_votes_are_labelled_on_page_pdf_and_csv(term, secretary, monkeypatch):
    Term.objects.update(votes_lack="14 af 19 kommuner")
    nineteen(term)
    seen: list[str] = []
    from meetings.views import term_prints

    monkeypatch.setattr(
        term_prints.pdf, "render", lambda name, context: seen.append(context["found"].lack) or b"%PDF"
    )
    secretary.get(f"{HERE}composition.pdf")
    assert seen == ["14 af 19 kommuner"]
    assert "Stemmetallene er ikke fuldstændige" in text(secretary.get(HERE))
    assert "14 af 19 kommuner" in secretary.get(f"{HERE}composition.csv").content.decode()


def test_municipalities_without_votes_are_named_by_themselves(term, secretary):
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1))
    assert "Stemmetal mangler for 18 af 19 kommuner: Favrskov, Hedensted" in text(secretary.get(HERE))


def test_before_2022_the_page_says_so(council, secretary):
    old = make_term(council, election_date=date(2017, 11, 21), period=(date(2018, 1, 10), START))
    nineteen(old)
    page = text(secretary.get(old.get_absolute_url()))
    assert editions.BEFORE in page
    assert "Fastlæg sammensætningen" not in page
    assert secretary.get(f"{TERMS}2017/composition.pdf").content.startswith(b"%PDF")


def forty_lists(term):
    randers = Municipality.objects.get(name="Randers")
    for n in range(40):
        one = Party.objects.create(name=f"Liste nr. {n}", municipality=randers, source="test")
        VoteCount.objects.create(
            term=term,
            municipality=randers,
            party=one,
            votes=1000 + n % 7,
            council_seats=1,
            mayors=int(n == 0),
        )


STRANGE = {
    "nothing": lambda term: None,
    "one party only": lambda term: give(term, A=(1000, 9, 19)),
    "votes of zero": lambda term: give(term, A=(0, 0, 19), V=(0, 0, 0)),
    "one party has votes": lambda term: give(term, A=(1, 1, 0), V=(0, 0, 19)),
    "equal votes": lambda term: give(term, A=(100, 5, 7), V=(100, 5, 6), C=(100, 5, 6)),
    "40 lists": forty_lists,
    "no mayors": lambda term: give(term, A=(100, 5, 0), V=(50, 5, 0)),
    "more floors than the cap": lambda term: give(
        term, A=(100, 5, 19), **dict.fromkeys("BCDFIKOVØÅ", (90, 5, 5))
    ),
}


@pytest.mark.parametrize("case", STRANGE)
@pytest.mark.parametrize("method", ["largest_remainder", "dhondt"])
def test_strange_votes_show_a_sane_page(case, method, term, secretary):
    Term.objects.update(method=method)
    STRANGE[case](term)
    page = secretary.get(HERE)
    assert page.status_code == 200
    assert ("Der er ingen stemmetal endnu." in text(page)) == (case in ("nothing", "votes of zero"))
    assert secretary.get(f"{HERE}composition.csv").status_code == 200


@pytest.mark.parametrize("case", ["one party only", "40 lists", "equal votes"])
def test_the_sheet_is_a_pdf(case, term, secretary):
    STRANGE[case](term)
    answer = secretary.get(f"{HERE}composition.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "Sammens%C3%A6tning" in answer.headers["Content-Disposition"]


def test_a_formula_in_a_name_stays_text(term, secretary):
    evil = Party.objects.create(
        name="=1+1", municipality=Municipality.objects.get(name="Viborg"), source="test"
    )
    VoteCount.objects.create(term=term, party=evil, votes=100, council_seats=1)
    content = secretary.get(f"{HERE}composition.csv").content.decode()
    assert content.startswith("\ufeffParti;Stemmer")
    assert "'=1+1;100" in content


def test_two_lists_of_one_name_are_told_apart(term, secretary):
    for place in ("Viborg", "Randers"):
        where = Municipality.objects.get(name=place)
        one = Party.objects.create(name="Borgerne", municipality=where, source="test")
        VoteCount.objects.create(term=term, party=one, votes=100, council_seats=1, municipality=where)
    page = text(secretary.get(HERE))
    assert ("Borgerne (Viborg)" in page, "Borgerne (Randers)" in page) == (True, True)


def test_as_many_queries_for_many_votes_as_for_one(term, secretary):
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(address).status_code == 200
        return len(queries)

    give(term, V=(5, 1, 1))
    addresses = [HERE, TERMS, f"{HERE}composition.csv", f"{HERE}votes/region/", f"{HERE}votes/cooperations/"]
    one = {address: (count(address), count(address))[1] for address in addresses}
    forty_lists(term)
    for year in range(1990, 2010, 4):
        make_term(
            term.council, election_date=date(year, 11, 1), period=(date(year, 12, 1), date(year + 1, 1, 1))
        )
    assert {address: count(address) for address in addresses} == one


# The lot, fixing, the extra seat -------------------------------------------------------------------


@pytest.fixture
def equal(term):
    """V and C compete for a seat in a council of three municipalities."""
    council = council_of(3)
    term.delete()
    made = make_term(council)
    tied(made)
    return made


def as_secretary_of(term, client_as):
    client = client_as("secretariat")
    from kkr_portal.access.models import Role

    Role.objects.update(council=term.council)
    return client


def test_a_lot_is_written_down_taken_back_and_a_wrong_one_refused(equal, client_as):
    secretary, here = as_secretary_of(equal, client_as), equal.get_absolute_url()
    assert "Der skal trækkes lod" in text(secretary.get(here))
    wrong = secretary.post(f"{here}lot/", {"drawn_1": "Socialdemokratiet", "note": "Trukket af N.N."})
    assert wrong.status_code == 200
    assert "Trukket af N.N." in text(wrong)  # what was typed is kept
    assert secretary.post(f"{here}lot/", {"drawn_1": "Venstre", "note": "Trukket af N.N."}).status_code == 302
    assert "blev udtrukket: Venstre. Trukket af N.N." in text(secretary.get(here))
    secretary.post(f"{here}lot/forget/")
    assert "Der skal trækkes lod" in text(secretary.get(here))


def test_a_composition_is_fixed_after_asking_and_unfixed(term, secretary):
    nineteen(term)
    asked = text(secretary.get(f"{HERE}fix/"))
    assert "19 til borgmestrene" in asked
    assert "5, som Socialdemokratiet vælger" in asked
    assert not Seat.objects.exists()
    assert [secretary.post(f"{HERE}fix/").status_code for _ in range(2)] == [302, 302]
    assert Seat.objects.count() == 33
    assert "Tallene er låst" in text(secretary.get(HERE))
    for address in ("votes/region/", "votes/import/", "votes/cooperations/"):
        answer = secretary.get(f"{HERE}{address}", follow=True)
        assert "Ophæv fastlæggelsen først" in text(answer)
    assert [secretary.post(f"{HERE}unfix/").status_code for _ in range(2)] == [302, 302]
    assert not Seat.objects.exists()


def test_fixing_what_can_not_be_fixed_says_why(term, secretary):
    give(term, A=(10, 1, 1))
    for method in ("get", "post"):
        answer = getattr(secretary, method)(f"{HERE}fix/", follow=True)
        assert "Der er 1 borgmester og 19 kommuner" in text(answer)


def test_3_9_the_extra_seat_shows_the_rules_answer_first(term, secretary):
    nineteen(term)
    actions.fix_composition(term=term, on=START)
    c = "Det Konservative Folkeparti"
    term.seats.filter(group=c).delete()
    seated(term, term.seats.get(municipality__name="Viborg"), "Anna", party=party("C"))
    typed = {"group": c, "on": "01.05.2023"}
    asked = text(secretary.get(f"{HERE}extra-seat/", typed))
    assert "Borgmesteren var partiets eneste medlem" in asked
    assert "§ 3, stk. 10" in asked
    assert not Seat.objects.filter(beyond_cap=True).exists()
    assert [secretary.post(f"{HERE}extra-seat/", typed).status_code for _ in range(2)] == [302, 302]
    seat = Seat.objects.get(beyond_cap=True)
    assert "Fjern pladsen" in text(secretary.get(HERE))
    answers = [secretary.post(f"{HERE}extra-seat/{seat.pk}/remove/").status_code for _ in range(2)]
    assert (answers, Seat.objects.filter(beyond_cap=True).exists()) == ([302, 302], False)
    no = text(secretary.get(f"{HERE}extra-seat/", {"group": "Socialdemokratiet", "on": "01.05.2023"}))
    assert "Der skal ikke oprettes en plads" in no
    assert "uden for funktionsperioden" in text(
        secretary.get(f"{HERE}extra-seat/", {"group": c, "on": "1.1.2020"})
    )
