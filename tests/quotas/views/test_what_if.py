"""The what-if page: answers by address and by fetch, what is wrong, keeping, reading, throwing away."""

import io

import pikepdf
import pytest

from kkr_portal.registry.models import Council
from quotas.actions import scenarios as actions
from quotas.models import Scenario
from quotas.rules.what_if import Case
from tests.conftest import ROLES
from tests.quotas.agreed import an_open_issue
from tests.quotas.made import an_issue, set_status, with_quotas

PAGE = "/quotas/what-if/"


@pytest.fixture
def issue(db):
    """Every municipality has two persons: 196 in all."""
    return an_open_issue()


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


MORE = (Case(1400),)


def kept(issue, name="1.400 personer", council="midtjylland", cases=MORE):
    of = Council.objects.get(slug=council) if council else None
    return actions.keep(name=name, council=of, issue=issue, cases=cases, by=None)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_for_everyone_who_is_signed_in(issue, client_as):
    seen = {role: client_as(role).get(f"{PAGE}?c1-national=1400").status_code for role in ROLES}
    assert seen == dict.fromkeys(ROLES, 200) | {"public": 302}


def test_begins_with_the_known_number(issue, secretary):
    page = text(secretary.get(PAGE))
    assert 'name="c1-national" value="196"' in page
    assert "Skriv et landstal ovenfor" in page
    assert "Tilføj en beregning" in page


def test_the_answer_by_address(issue, secretary):
    page = text(secretary.get(f"{PAGE}?c1-national=98&c1-extra=196&c2-national=1.400&kkr=midtjylland"))
    assert "1: 98 + 196 personer" in page
    assert "2: 1.400 personer" in page
    assert '<th scope="row">Aarhus</th> <td class="number">2</td> <td class="number">0,1</td>' in page
    assert '<strong>3</strong> </td> <td class="number">+1</td>' in page
    assert '<th scope="row">København</th>' not in page
    assert "Beregning, ikke en kvote." in page
    assert "er 50,0 pct., mere end 40 pct.: Landstallet skal ændres" in page
    assert "portalens egen udregning" in page


def test_wishes(issue, secretary):
    page = text(
        secretary.get(f"{PAGE}?c1-national=196&c1-more=Bornholms+Regionskommune+10&c1-exempt=l%C3%A6s%C3%B8")
    )
    assert "Bornholm tager 10 flere; Læsø er fritaget." in page
    lines = secretary.get(f"{PAGE}?c1-national=196&c1-more=Bornholm+10&c1-exempt=Læsø").context["shown"].lines
    cells = {line.name: line.cells[0].persons for line in lines}
    assert (cells["Bornholm"], cells["Læsø"]) == (12, 0)
    assert (cells["Region Hovedstaden"], cells["Region Nordjylland"]) == (58, 22)


WRONG = {
    "c1-national=": "",
    "c1-national=-3": "«-3» kan ikke læses som et helt tal",
    "c1-national=3,5": "«3,5» kan ikke læses som et helt tal",
    "c1-national=%C3%B7": "«÷» kan ikke læses som et helt tal",
    "c1-national=2000000": "Tallet må højst være 1.000.000.",
    "c1-extra=900": "Skriv landstallet, fx 1.400.",
    "c1-national=500&c1-more=Bornholm": "«Bornholm» kan ikke læses. Skriv fx",
    "c1-national=500&c1-more=Bornhlm+10": "«Bornhlm» er ikke en kommune. Mener du Bornholm?",
    "c1-national=500&c1-more=Bornholm+0": "Bornholm skal tage mindst én ekstra.",
    "c1-national=500&c1-more=Bornholm+1,+Bornholm+2": "Bornholm står der to gange.",
    "c1-national=500&c1-exempt=%3DHYPERLINK(1)": "«=HYPERLINK(1)» er ikke en kommune.",
    "c1-national=196&c1-more=Bornholm+900": "Bornholm ville tage 902, og regionens kvote er 58",
    "c1-national=196&c1-more=Bornholm+9&c1-exempt=Bornholm": "Bornholm kan ikke både være fritaget",
}


@pytest.mark.parametrize("query", WRONG)
def test_what_is_typed_wrongly_is_told_and_kept(query, issue, secretary):
    page = text(secretary.get(f"{PAGE}?{query}"))
    assert WRONG[query] in page
    assert "Traceback" not in page
    if query == "c1-national=-3":
        assert 'value="-3"' in page


@pytest.mark.parametrize("number", ["0", "1", "50000", "50.000"])
def test_small_and_large_numbers(number, issue, secretary):
    answer = secretary.get(f"{PAGE}?c1-national={number}")
    assert answer.context["shown"].total.cells[0].persons == int(number.replace(".", ""))


def test_the_answer_alone_for_the_script(issue, secretary):
    answer = secretary.get(f"{PAGE}?c1-national=1400", headers={"X-Requested-With": "fetch"})
    assert text(answer).startswith('<div id="what-if-answer"')
    assert "<html" not in text(answer)


def test_one_more_column_up_to_four(issue, secretary):
    page = secretary.get(f"{PAGE}?c1-national=1400&columns=2")
    assert [form.is_bound for form in page.context["forms"]] == [True, False]
    full = secretary.get(f"{PAGE}?c4-national=1&columns=9")
    assert len(full.context["forms"]) == 4
    assert "Tilføj en beregning" not in text(full)
    assert secretary.get(f"{PAGE}?columns=x").status_code == 200


def test_nothing_to_calculate_from(db, secretary):
    assert "Der er ingen kvoter at regne ud fra endnu" in text(secretary.get(PAGE))
    set_status(an_issue(2022), "published")
    page = text(secretary.get(f"{PAGE}?c1-national=5"))
    assert "Udmeldingen har ikke kvoter for alle kommuner at regne ud fra" in page


def test_another_year_and_one_that_is_not_there(issue, secretary):
    set_status(with_quotas(an_issue(2023, national=490), each=5), "published")
    assert secretary.get(PAGE).context["issue"].year.year == 2023
    assert secretary.get(f"{PAGE}?from=2022-1").context["issue"] == issue
    for wrong in ("2021-1", "x", "2023-2"):
        assert secretary.get(f"{PAGE}?from={wrong}").status_code == 404
    assert secretary.get(f"{PAGE}?kkr=x").status_code == 404


def test_kept_by_name(issue, secretary):
    data = {"from": "2022-1", "name": "1.400", "c1-national": "1.400", "c2-national": "196",
            "c2-extra": "900", "c2-more": "Aarhus 5", "c2-exempt": "Læsø, Samsø"}  # fmt: skip
    answer = secretary.post(f"{PAGE}keep/", data)
    scenario = Scenario.objects.get()
    assert answer["Location"] == f"{PAGE}{scenario.pk}/"
    assert actions.cases_of(scenario) == [
        Case(1400), Case(196, 900, {"Aarhus": 5}, frozenset({"Læsø", "Samsø"})),
    ]  # fmt: skip
    page = secretary.get(answer["Location"])
    assert "2: 196 + 900 personer" in text(page)
    again = secretary.get(f"{PAGE}?{page.context['query']}")
    assert again.context["cases"] == actions.cases_of(scenario)
    said = text(secretary.post(f"{PAGE}keep/", data))
    assert "Der er allerede en beregning med det navn. Vælg et andet." in said
    assert 'value="1.400"' in said
    assert Scenario.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "", "c1-national": "5"}, "Giv beregningen et navn"),
        ({"name": "x", "c1-national": "fem"}, "Ret først det, der ikke kan beregnes"),
        ({"name": "x"}, "Ret først det, der ikke kan beregnes"),
        ({"name": "x", "c1-national": "196", "c1-more": "Bornholm 900"}, "Ret først det"),
    ],
)
def test_nothing_half_is_kept(data, said, issue, secretary):
    assert said in text(secretary.post(f"{PAGE}keep/", data | {"from": "2022-1"}))
    assert not Scenario.objects.exists()


def test_who_keeps(issue, client_as):
    data = {"from": "2022-1", "name": "x", "c1-national": "1400"}
    seen = {role: client_as(role).post(f"{PAGE}keep/", data).status_code for role in ROLES}
    keeps = {"secretariat", "other_secretariat", "kl"}
    assert seen == {role: 302 if role in keeps | {"public"} else 404 for role in ROLES}
    owners = Scenario.objects.values_list("council__slug", flat=True)
    assert set(owners) == {"midtjylland", "sjaelland", None}


def test_who_reads_and_throws_away(issue, client_as):
    own, national = kept(issue), kept(issue, council=None)
    clients = {role: client_as(role) for role in ROLES}
    for scenario, readers, editors in (
        (own, {"secretariat", "kl"}, {"secretariat"}),
        (national, {"secretariat", "other_secretariat", "kl"}, {"kl"}),
    ):
        address = f"{PAGE}{scenario.pk}/"
        for way, allowed in (("", readers), ("scenario.pdf", readers), ("delete/", editors)):
            seen = {role: clients[role].get(f"{address}{way}").status_code for role in ROLES}
            assert seen == {
                role: 200 if role in allowed else 302 if role == "public" else 404 for role in ROLES
            }
    assert clients["kl"].post(f"{PAGE}{own.pk}/delete/").status_code == 404
    assert clients["secretariat"].post(f"{PAGE}{own.pk}/delete/")["Location"] == PAGE
    assert list(Scenario.objects.all()) == [national]


def test_the_print(issue, secretary):
    scenario = kept(issue, cases=[Case(1400), Case(196, 900), Case(98), Case(0)])
    answer = secretary.get(f"{PAGE}{scenario.pk}/scenario.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) >= 1
    assert secretary.get(f"{PAGE}{scenario.pk}/scenario.pdf").content == answer.content


def test_the_same_queries_for_one_case_and_for_four(issue, secretary, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as few:
        secretary.get(f"{PAGE}?c1-national=1400")
    for number in range(5):
        kept(issue, name=f"Beregning {number}", cases=[Case(n) for n in range(1, 5)])
    with django_assert_max_num_queries(len(few)):
        secretary.get(f"{PAGE}?c1-national=1400&c2-national=900&c3-national=3&c4-national=4&c1-more=Aarhus+3")
    wishes = [Case(196, 5, {"Aarhus": 1}, frozenset({"Læsø"})), Case(5, 0, {"Odder": 1}), Case(6), Case(7)]
    small, large = kept(issue, name="En", cases=wishes[:1]), kept(issue, name="Fire", cases=wishes)
    with django_assert_max_num_queries(20) as one:
        secretary.get(small.get_absolute_url())
    with django_assert_max_num_queries(len(one)):
        secretary.get(large.get_absolute_url())
