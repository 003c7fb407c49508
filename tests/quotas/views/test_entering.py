"""KL enters a number, its region quotas and its changes; what is refused keeps what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.registry.models import Council
from quotas.models import Announcement, Issue, QuotaYear, RegionQuota
from tests.quotas.made import SOURCE, an_issue, set_status, with_quotas

pytestmark = pytest.mark.django_db
NEW = {
    "year": "2030", "national_number": "1.400", "title": "Brev om 2030", "dated": "29.4.2029",
    "reference": "29/1", "source": SOURCE,
}  # fmt: skip


@pytest.fixture
def kl(client_as):
    return client_as("kl")


def typed(kl, **changes):
    return kl.post("/quotas/new/", NEW | changes)


def test_the_first_number_of_a_year(kl):
    answer = typed(kl)
    issue = Issue.objects.get()
    assert answer.url == issue.get_absolute_url() == "/quotas/2030/1/"
    assert (issue.national_number, issue.kind, issue.status) == (1400, "announced", "draft")
    assert (issue.announcement.title, issue.announcement.reference) == ("Brev om 2030", "29/1")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("year", "1998", "større end eller lig 1999"),
        ("year", "næste", "Skriv året med fire cifre, fx 2022."),
        ("national_number", "−3", "«−3» kan ikke læses som et helt tal"),
        ("national_number", "3,5", "«3,5» kan ikke læses som et helt tal"),
        ("national_number", "2000000", "Tallet må højst være 1.000.000."),
        ("national_number", "", "Skriv landstallet, eller hvad der mangler."),
        ("dated", "31.2.2029", "31.2.2029 er ikke en dato, der findes"),
        ("title", "", "Skriv, hvad meddelelsen hedder, eller vælg en, der findes."),
        ("source", "", "Skriv, hvor meddelelsen er fundet."),
    ],
)
def test_what_can_not_be_taken_is_said_at_its_place(kl, field, value, said):
    page = typed(kl, **{field: value}).content.decode()
    assert said in page
    assert "Brev om 2030" in page or field == "title"
    assert not QuotaYear.objects.exists()
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("number", ["0", "1", "50.000"])
def test_a_national_number_of_nothing_one_and_many(kl, number):
    typed(kl, national_number=number)
    assert Issue.objects.get().national_number == int(number.replace(".", ""))


def test_a_change_gives_its_reason_and_shows_the_check(kl):
    an_issue(2030, national=1000, status="published")
    page = typed(kl).content.decode()
    assert "2030 har allerede et landstal. Skriv, hvorfor det er ændret." in page
    typed(kl, reason="Flere ventes")
    assert Issue.objects.get(number=2).kind == "changed"
    page = kl.get("/quotas/2030/2/").content.decode()
    assert "Fra 1.000 til 1.400 er 40,0 pct. op. Det er ikke over grænsen på 40 pct." in page
    assert "integrationsloven § 6" in page
    assert "Flere ventes" in page


@pytest.mark.parametrize(
    ("national", "expected", "said"),
    [
        (1000, "1401", "Det er over grænsen på 40 pct.: landstallet skal ændres."),
        (8000, "11.200", "Det er ikke over grænsen på 40 pct."),
        (8001, "10002", "Det er over grænsen på 25 pct.: landstallet skal ændres."),
        (1000, "599", "er 40,1 pct. ned. Det er over grænsen"),
        (1000, "÷3", "kan ikke læses som et helt antal personer"),
        (1000, "1.000.001", "Tallet er for stort."),
    ],
)
def test_a_new_estimate_is_compared_with_the_number(client, national, expected, said):
    an_issue(2030, national=national, status="published")
    assert said in client.get("/quotas/2030/", {"expected": expected}).content.decode()


def test_a_change_from_nothing_has_no_percentage(kl):
    an_issue(2030, national=0, status="published")
    typed(kl, reason="Flere ventes")
    assert "kan ikke regnes i procent" in kl.get("/quotas/2030/2/").content.decode()


def test_one_announcement_changes_two_years_and_says_so(kl):
    first = an_issue(2030, status="published")
    typed(kl, year="2031", announcement=str(first.announcement_id), title="", source="")
    assert first.announcement.issues.count() == 2
    assert "ændrer også" in kl.get("/quotas/2031/1/").content.decode()
    assert (
        "Vælg den på listen ovenfor"
        in typed(kl, year="2032", title=first.announcement.title, dated="21.4.2029").content.decode()
    )


def test_the_announcement_as_a_file(kl, client, pdf_bytes):
    typed(kl, file=SimpleUploadedFile("brev.pdf", pdf_bytes(2)))
    issue = set_status(Issue.objects.get(), "published")
    answer = client.get(f"{issue.get_absolute_url()}announcement/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


REGIONS = {
    "hovedstaden": "58",
    "sjaelland": "34",
    "syddanmark": "44",
    "midtjylland": "38",
    "nordjylland": "22",
}


def region_form(**changes):
    numbers = REGIONS | changes
    return {"source": SOURCE} | {f"region_{one.pk}": numbers[one.slug] for one in Council.objects.all()}


def test_the_region_quotas_add_up_to_the_national_number(kl):
    an_issue(2030)
    page = kl.post("/quotas/2030/1/regions/", region_form(midtjylland="39")).content.decode()
    assert "Regionskvoterne giver 197, men landstallet er 196: forskellen er 1." in page
    assert 'value="39"' in page
    page = kl.post("/quotas/2030/1/regions/", region_form(midtjylland="")).content.decode()
    assert "Skriv tallet; 0, hvis regionen ingen kvote har." in page
    assert not RegionQuota.objects.exists()
    kl.post("/quotas/2030/1/regions/", region_form())
    assert sum(RegionQuota.objects.values_list("persons", flat=True)) == 196


def test_a_partial_issue_may_lack_regions(kl):
    an_issue(2030, lacks="Kun Midtjylland er kendt.")
    only = dict.fromkeys(REGIONS, "") | {"midtjylland": "38"}
    kl.post("/quotas/2030/1/regions/", region_form(**only))
    assert RegionQuota.objects.count() == 1
    emptied = region_form(**dict.fromkeys(REGIONS, ""))
    page = kl.post("/quotas/2030/1/regions/", emptied)
    assert "Kvoterne er gemt af en anden, mens du skrev: Region Midtjylland 38" in page.content.decode()
    assert RegionQuota.objects.count() == 1
    kl.post("/quotas/2030/1/regions/", emptied | {"seen": page.context["form"]["seen"].value()})
    assert RegionQuota.objects.count() == 0


def test_two_people_edit_an_issue(kl):
    issue = an_issue(2030)
    seen = kl.get("/quotas/2030/1/edit/").context["form"]["revision"].value()
    Issue.objects.filter(pk=issue.pk).update(national_number=300)
    page = kl.post(
        "/quotas/2030/1/edit/", {"national_number": "250", "reason": "", "lacks": "", "revision": str(seen)}
    )
    assert [one.name for one in page.context["form"].differences] == ["national_number"]
    issue.refresh_from_db()
    assert issue.national_number == 300


def test_published_closed_and_reopened_on_the_pages(kl, client):
    issue = with_quotas(an_issue(2030))
    assert client.get("/quotas/2030/").status_code == 404
    for name in ("publish", "close"):
        assert kl.get(f"/quotas/2030/1/life/{name}/").status_code == 200
        kl.post(f"/quotas/2030/1/life/{name}/")
    issue.refresh_from_db()
    assert issue.is_closed
    assert client.get("/quotas/2030/").status_code == 200
    for page in ("edit/", "regions/", "import/", "statistics/"):
        answer = kl.get(f"/quotas/2030/1/{page}", follow=True)
        assert "Udmeldingen er afsluttet" in answer.content.decode(), page
    page = kl.post("/quotas/2030/1/life/reopen/", {"reason": ""}).content.decode()
    assert "Skriv, hvorfor udmeldingen genåbnes." in page
    kl.post("/quotas/2030/1/life/reopen/", {"reason": "Trykfejl i bilaget"})
    assert "Trykfejl i bilaget" in client.get("/quotas/2030/").content.decode()


def test_what_does_not_add_up_is_named_before_it_is_published(kl):
    an_issue(2030)
    page = kl.get("/quotas/2030/1/life/publish/").content.decode()
    assert "Regionskvoten mangler for" in page
    assert "Offentliggør</button>" not in page
    answer = kl.post("/quotas/2030/1/life/publish/").content.decode()
    assert "eller skriv under" in answer
    assert Issue.objects.get().is_draft


def test_a_step_that_is_not_its_turn_goes_back_with_a_word(kl):
    an_issue(2030)
    answer = kl.get("/quotas/2030/1/life/close/", follow=True)
    assert "Udmeldingen er «under indtastning» nu." in answer.content.decode()


def test_entered_by_mistake_it_is_deleted_with_its_announcement(kl):
    an_issue(2030, status="published")
    kl.post("/quotas/2030/1/delete/")
    assert Issue.objects.count() == 1  # published ones stay
    issue = set_status(Issue.objects.get(), "draft")
    with_quotas(issue)
    assert "Behold" in kl.get("/quotas/2030/1/delete/").content.decode()
    kl.post("/quotas/2030/1/delete/")
    assert not Issue.objects.exists()
    assert not Announcement.objects.exists()
    assert not QuotaYear.objects.exists()


def test_empty_states_say_what_to_do(kl, client):
    assert "når KL har offentliggjort dem" in client.get("/quotas/").content.decode()
    assert "Skriv det første ind" in kl.get("/quotas/").content.decode()
    QuotaYear.objects.create(year=2033)
    assert "Skriv landstallet ind" in kl.get("/quotas/2033/").content.decode()
    an_issue(2030, status="published")
    assert "Indlæs dem fra myndighedens bilag" in kl.get("/quotas/2030/").content.decode()
    assert (
        "Modellen kan ikke regnes, før statistikken er indlæst"
        in client.get("/quotas/2030/1/model/").content.decode()
    )
    assert (
        "Portalen kender ingen kvoter for Aarhus"
        in client.get("/quotas/municipalities/751/").content.decode()
    )


def test_a_note_on_the_year(kl, client):
    an_issue(2030, status="published")
    year = QuotaYear.objects.get()
    kl.post("/quotas/2030/note/", {"note": "Hør nu her.", "revision": str(year.revision)})
    assert "Hør nu her." in client.get("/quotas/2030/").content.decode()


def test_a_cpr_number_in_the_note_is_refused_at_its_place(kl):
    an_issue(2030, status="published")
    year = QuotaYear.objects.get()
    typed = {"note": "Ring til 010190-1234", "revision": str(year.revision)}
    form = kl.post("/quotas/2030/note/", typed).context["form"]
    assert (list(form.errors), form["note"].value()) == (["note"], "Ring til 010190-1234")
    assert QuotaYear.objects.get().note == ""
