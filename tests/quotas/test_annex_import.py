"""The import's preview: each bad annex has its sentence, and nothing of it can be done."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.registry.models import Council, Municipality
from kkr_portal.spreadsheets import Sheet, as_csv, as_xlsx
from kkr_portal.uploaded_tables import Unreadable, text_of
from quotas.actions.imports import import_quotas
from quotas.annex_import import State, Wanted, plan_import, read
from quotas.models import MunicipalQuota, RegionQuota
from quotas.places import Places
from quotas.refused import Refused
from tests.quotas.annexes import annex_a
from tests.quotas.made import an_issue

WANTED = Wanted("agreed", "Bilag A", date(2021, 9, 30))


@pytest.fixture
def issue(db):
    return an_issue(2022, national=500)


def planned(issue, text, wanted=WANTED):
    places = Places()
    return plan_import(issue, read(text, places), wanted, places)


def stopped(issue, text, wanted=WANTED) -> list[str]:
    """What stops the import: the rows' notes, then the table's faults."""
    plan = planned(issue, text, wanted)
    assert not plan.may_be_done
    return [f"{row.number}: {row.note}" for row in plan.stopped] + plan.faults


def do(issue, plan):
    import_quotas(
        issue=issue, kind=plan.wanted.kind, quotas=plan.quotas, regions=plan.regions,
        source=plan.wanted.source, dated=plan.wanted.dated,
    )  # fmt: skip


def test_annex_a_as_printed(issue):
    plan = planned(issue, annex_a())
    assert (plan.may_be_done, plan.total, len(plan.quotas)) == (True, 500, 98)
    assert plan.summary == [("nye", 98), ("summen passer", 6)]
    do(issue, plan)
    assert MunicipalQuota.objects.filter(kind="agreed", dated=date(2021, 9, 30)).count() == 98
    quotas = dict(RegionQuota.objects.values_list("council__slug", "persons"))
    assert quotas == {
        "hovedstaden": 113, "sjaelland": 75, "syddanmark": 113, "midtjylland": 126, "nordjylland": 73,
    }  # fmt: skip
    numbers = dict(MunicipalQuota.objects.values_list("municipality__name", "persons"))
    assert [numbers[name] for name in ("Aarhus", "Nordfyns", "Vesthimmerlands", "Dragør")] == [15, 4, 4, 0]
    again = planned(issue, annex_a())
    assert again.changes_nothing


def test_a_changed_number_tells_from_what_to_what(issue):
    do(issue, planned(issue, annex_a()))
    plan = planned(issue, annex_a(change={"751": "14", "727": "2"}))
    changed = [(row.text, row.note) for row in plan.rows if row.state is State.CHANGED]
    assert changed == [("727 Odder 2", "fra 1 til 2"), ("751 Århus 14", "fra 15 til 14")]
    do(issue, plan)
    aarhus = MunicipalQuota.objects.get(municipality__code="751")
    assert (aarhus.persons, aarhus.events.count()) == (14, 2)


def test_a_sum_off_by_one(issue):
    said = stopped(issue, annex_a(change={"751": "16"}))
    assert [one.split(": ", 1)[-1] for one in said] == [
        "Kommunerne giver 127, men der står 126", "Kommunerne giver 501, men der står 500",
        "Kommunerne giver 501, men landstallet er 500.",
    ]  # fmt: skip
    said = stopped(issue, annex_a(total={"Midtjylland": "127"}))
    assert [one.split(": ", 1)[1] for one in said] == ["Kommunerne giver 126, men der står 127"]


def test_a_sum_that_differs_from_the_announced_region_quota(issue):
    RegionQuota.objects.create(
        issue=issue, council=Council.objects.get(slug="midtjylland"), persons=125, source="Brev"
    )
    said = stopped(issue, annex_a())
    assert said == ["Region Midtjylland: Kommunerne giver 126, men regionskvoten er 125."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("−3", "«−3» er negativt; en kvote er mindst 0"),
        ("-3", "«-3» er negativt; en kvote er mindst 0"),
        ("÷3", "«÷3» er negativt; en kvote er mindst 0"),
        ("÷", "«÷» er hverken et tal eller en streg; skriv 0, hvis kommunen ingen kvote har"),
        ("3,5", "«3,5» er ikke et helt tal"),
        ("3.5", "«3.5» er ikke et helt tal"),
        ("femten", "«femten» er ikke et helt tal"),
        ("=2+3", "«=2+3» er en formel og læses ikke; indsæt dens værdi"),
        ("2.000.000", "2.000.000 er for stort til at være en kvote"),
        ("", "Aarhus: kvoten mangler; skriv 0 eller en streg, hvis kommunen ingen har"),
    ],
)
def test_a_number_that_is_none(issue, typed, said):
    plan = planned(issue, annex_a(change={"751": typed}))
    assert [row.note for row in plan.stopped if row.state is State.WRONG] == [said]
    assert "Der mangler et tal for Aarhus." in plan.faults


def test_a_thousand_with_its_dot_is_a_thousand(issue):
    plan = planned(issue, annex_a(change={"751": "1.000"}))
    assert next(row.persons for row in plan.rows if row.text.startswith("751")) == 1000


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", "0"])
def test_a_dash_is_zero(issue, dash):
    assert planned(issue, annex_a(change={"155": dash})).total == 500


def test_a_municipality_missing_or_twice(issue):
    assert stopped(issue, annex_a(leave_out=["751", "155"]))[-1] == "Der mangler et tal for Dragør, Aarhus."
    twice = annex_a() + "\n751 Aarhus\t15"
    assert [row.note for row in planned(issue, twice).stopped][-1].startswith("Aarhus står også i linje ")


def test_a_municipality_unknown_or_with_the_code_of_another(issue):
    notes = {
        "999 Atlantis\t3": "Der findes ingen kommune med koden 999",
        "Atlantis\t3": "Der findes ingen kommune med navnet «Atlantis»",
        "101 Aarhus\t3": "Koden 101 er København, men der står «Aarhus»",
        '=HYPERLINK("x")\t3': '«=HYPERLINK("x")» er en formel og læses ikke',
    }
    for line, note in notes.items():
        assert planned(issue, f"{annex_a()}\n{line}").stopped[-1].note == note


def test_a_municipality_under_another_regions_heading(issue):
    text = annex_a(leave_out=["751"]).replace("Region Sjælland\n", "Region Sjælland\n751 Århus\t15\n", 1)
    notes = [row.note for row in planned(issue, text).stopped if row.state is State.WRONG]
    assert notes == ["Aarhus ligger i Region Midtjylland og ikke i Region Sjælland"]


def test_an_annex_of_another_year(issue):
    assert stopped(issue, annex_a().replace("2022", "2021"))[0] == (
        "Bilaget gælder 2021, og udmeldingen gælder 2022."
    )


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("751 Århus", "Aarhus", ""), ("0751 AARHUS Kommune", "Aarhus", ""), ("Aarhus", "Aarhus", ""),
        ("Nordfyn", "Nordfyns", ""), ("480 Nordfyns", "Nordfyns", ""), ("707 Norrdjurs", "Norddjurs", ""),
        ("Norrdjurs", "Norddjurs", ""), ("820 Vesthimmerland", "Vesthimmerlands", ""),
        ("Høje Taastrup", "Høje-Taastrup", ""), ("Bornholms Regionskommune", "Bornholm", ""),
        ("480 Nordfynn", "Nordfyns", "koden er Nordfyns; navnet står som «Nordfynn»"),
    ],
)  # fmt: skip
def test_old_and_other_spellings(issue, typed, name, note):
    row = planned(issue, f"{typed}\t3").rows[0]
    found = Municipality.objects.get(pk=row.municipality)
    assert (found.name, row.persons, row.state, row.note) == (name, 3, State.NEW, note)


def test_one_region_at_a_time(issue):
    council = Council.objects.get(slug="midtjylland")
    lines = annex_a().splitlines()
    start, end = lines.index("Region Midtjylland"), lines.index("Region Midtjylland i alt\t126")
    text = "\n".join(lines[start : end + 1])
    plan = planned(issue, text, Wanted("fixed", "Brev", None, council))
    assert (plan.may_be_done, plan.total, plan.regions) == (True, 126, {council.pk: 126})
    other = planned(issue, annex_a(), Wanted("fixed", "Brev", None, council))
    assert other.stopped[0].note == "København ligger ikke i Region Midtjylland"


@pytest.mark.parametrize(
    "text",
    [
        "101 København 30\n147 Frederiksberg   9",
        "101;København;30\n147;Frederiksberg;9",
        "Kommunekvoter 2022;;\n101;København;30\n147;Frederiksberg;9",
        "Kode;Kommune;Region;Kvote;Kilde\n101;København;Hovedstaden;30;brev\n147;Frederiksberg;Hovedstaden;9;x",
        "Kommune\tIndbyggere\tKvote 2022\nKøbenhavn\t632340\t30\nFrederiksberg\t104305\t9",
        "Kommunekvoter\t2022\nRegion Hovedstaden\n\n0101\tKøbenhavn\t30\n0147\tFrederiksberg\t9",
    ],
)  # fmt: skip
def test_the_shapes_that_tables_come_in(issue, text):
    plan = planned(issue, text)
    assert not plan.stopped
    assert sorted(plan.quotas.values()) == [9, 30]


def test_a_heading_may_carry_the_total_and_another_total_is_refused(issue):
    text = annex_a().replace("Region Sjælland\n", "Region Sjælland\t75\n", 1)
    assert planned(issue, text).may_be_done
    wrong = planned(issue, text.replace("Sjælland\t75\n253", "Sjælland\t76\n253"))
    assert [row.note for row in wrong.stopped] == [
        "Kommunerne giver 75, men der står 76", "Tallet står også som 76 længere oppe",
    ]  # fmt: skip


def test_a_spreadsheet_and_a_csv_of_our_own_come_back(issue):
    rows = [line.rsplit("\t", 1) for line in annex_a().splitlines() if line[:3].isdigit()]
    cells = [[text[:3], text[4:], 0 if n == "-" else int(n)] for text, n in rows]
    sheet = Sheet("Kvoter", ["Kode", "Kommune", "Kvote"], cells)
    for content, name in ((as_xlsx([sheet]), "kvoter.xlsx"), (as_csv(sheet), "kvoter.csv")):
        plan = planned(issue, text_of(SimpleUploadedFile(name, content)))
        assert (plan.may_be_done, plan.total) == (True, 500), name


def test_a_half_person_in_a_spreadsheet_is_no_thousand(issue):
    sheet = Sheet("Kvoter", ["Kode", "Kommune", "Kvote"], [["751", "Aarhus", 1.234]])
    plan = planned(issue, text_of(SimpleUploadedFile("kvoter.xlsx", as_xlsx([sheet]))))
    assert [row.note for row in plan.stopped] == ["«1,234» er ikke et helt tal"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bilag.pdf", b"%PDF-1.7 ...", "Filen er i et format, som portalen ikke læser"),
        ("bilag.xlsx", b"PK\x03\x04 nothing more", "Regnearket kan ikke læses"),
        ("tom.csv", b"", "Filen er tom"),
        ("lang.csv", b"101;K\xc3\xb8benhavn;30\n" * 150_000, "for meget tekst"),
        ("lang.csv", b"101;K;3\n" * 100_000, "Tabellen har over 5000 rækker"),
    ],
)
def test_a_file_that_is_no_annex(issue, name, content, said):
    with pytest.raises(Unreadable, match=said):
        read(text_of(SimpleUploadedFile(name, content)), Places())


def test_a_letter_instead_of_a_table(issue):
    assert stopped(issue, "Kære KKR\nHermed kvoterne.\nVenlig hilsen") == [
        "Portalen kan ikke finde nogen kommuner i tabellen."
    ]


def test_a_closed_issue_takes_nothing_in(issue):
    plan = planned(issue, annex_a())
    issue = an_issue(2021, national=500, status="closed")
    with pytest.raises(Refused, match="afsluttet"):
        do(issue, plan)


def test_the_number_of_queries_does_not_grow_with_the_rows(issue, django_assert_num_queries):
    places = Places()
    short, long = read("101 København\t30", places), read(annex_a(), places)
    for annex in (short, long):
        with django_assert_num_queries(2):
            plan_import(issue, annex, WANTED, places)
