"""Figures as the house types them: the kind decides the fields, and a row is kept whole or not at all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.models import Measurement, Report, Target
from kkr_portal.documents.conversion import convert_waiting
from kkr_portal.registry.models import Municipality
from tests.contracts.reported import a_contract, a_report, accepted, measured, point
from tests.documents import office
from tests.portal_user import past_triggers


@pytest.fixture
def report(db):
    return a_report(a_contract(published=True))


def address(report, kind):
    return f"/contracts/reports/{report.pk}/measure/{point(report.contract, kind).pk}/"


def post(client, report, kind, **typed):
    return client.post(address(report, kind), {f"m-{name}": value for name, value in typed.items()})


REFUSED = [
    ("share", {"value": "N/A"}, "kan ikke læses som et tal"),
    ("share", {"value": "45 pct"}, "Skriv kun tallet, uden enhed"),
    ("share", {"value": "120"}, "En andel er mellem 0 og 100 pct."),
    ("share", {"numerator": "361", "denominator": "360"}, "større end nævneren"),
    ("share", {"numerator": "0", "denominator": "0"}, "Nævneren kan ikke være 0"),
    ("share", {"numerator": "12"}, "hører sammen"),
    ("share", {"numerator": "312", "denominator": "360", "value": "80"}, "giver 86,7 pct."),
    ("share", {"value": "86", "measured_on": "31-02-2022"}, "ikke en dato, der findes"),
    ("share", {"source": "CRM"}, "Skriv et resultat"),
    ("count", {"value": "1,417"}, "Mener du 1.417"),
    ("count", {"value": "-1"}, "mindst 0"),
    ("rise", {"value": "41", "before": "136"}, "højst være 100"),
]


@pytest.mark.parametrize(("kind", "typed", "told"), REFUSED)
def test_what_cannot_be_is_refused_and_stays_in_the_field(client_as, report, kind, typed, told):
    answer = post(client_as("business_house"), report, kind, **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert all(f'value="{value}"' in page for value in typed.values())
    assert not Measurement.objects.exists()


def test_a_score_over_100_is_refused_and_the_other_segment_is_kept(client_as, report):
    typed = {"mdrift-value": "72", "mvækst-value": "120"}
    answer = client_as("business_house").post(address(report, "net_promoter_score"), typed)
    page = answer.content.decode()
    assert "mellem -100 og 100" in page
    assert "Kun drift er gemt" in page
    assert list(Measurement.objects.values_list("segment", "value")) == [("drift", 72)]


KEPT = [
    ("count", {"value": "1.417"}, {"value": Decimal(1417)}),
    ("share", {"value": "86,7"}, {"value": Decimal("86.70")}),
    ("share", {"numerator": "1.312", "denominator": "1.360"}, {"numerator": 1312, "denominator": 1360}),
    ("rise", {"value": "41", "before": "36"}, {"value": 41, "before": 36}),
    ("activity", {"done": "nej"}, {"done": False}),
    ("control_group", {"value": "12,5", "control": "-1"}, {"value": Decimal("12.5"), "control": -1}),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), KEPT)
def test_what_is_typed_the_danish_way_is_kept(client_as, report, kind, typed, stored):
    answer = post(client_as("business_house"), report, kind, **typed)
    assert answer.status_code == 302
    assert Measurement.objects.values(*stored).get() == stored


def test_the_second_to_save_chooses(client_as, report):
    client = client_as("business_house")
    post(client, report, "share", value="80", revision="")
    answer = post(client, report, "share", value="81", revision="")
    assert "To udgaver" in answer.content.decode()
    assert Measurement.objects.get().value == 80
    choice = {"m-value": "81", "m-revision": "1", "choose_m-value": "mine"}
    client.post(address(report, "share"), choice)
    assert Measurement.objects.get().value == 81


def test_a_file_of_a_refused_kind(client_as, report):
    upload = SimpleUploadedFile("tal.docx", b"PK\x03\x04 not a pdf")
    answer = post(client_as("business_house"), report, "share", value="81", upload=upload)
    assert answer.status_code == 200
    assert not Measurement.objects.exists()


def test_a_file_is_for_those_inside(client_as, report, pdf_bytes):
    upload = SimpleUploadedFile("tal.pdf", pdf_bytes(1))
    post(client_as("business_house"), report, "share", value="81", upload=upload)
    accepted(report)
    url = f"/contracts/measurements/{Measurement.objects.get().pk}/file/"
    inside = {"secretariat": 200, "kl": 200, "board_member": 200, "other_secretariat": 404, "member": 404}
    assert {role: client_as(role).get(url).status_code for role in inside} == inside


class TestOfficeFiles:
    @pytest.fixture(autouse=True)
    def _converts(self, settings, tmp_path, pdf_bytes):
        settings.OFFICE_FILES = True
        settings.OFFICE_CONVERTER = office.giving(tmp_path, pdf_bytes(2))

    @pytest.fixture
    def sent_in(self, client_as, report):
        """As the house's own staff sends it in; the address of the file."""
        client = client_as("business_house")
        upload = SimpleUploadedFile("Tal på Ærø.docx", office.docx("Tal"))
        assert post(client, report, "share", value="81", upload=upload).status_code == 302
        return client, f"/contracts/measurements/{Measurement.objects.get().pk}/file/"

    def test_waits_as_it_was_sent_in_and_is_then_a_pdf(self, sent_in, report):
        client, url = sent_in
        page = client.get(report.get_absolute_url()).content.decode()
        assert "Filen er ved at blive omdannet til PDF." in page
        waiting = client.get(url)
        assert "attachment" in waiting.headers["Content-Disposition"]
        assert b"".join(waiting.streaming_content) == office.docx("Tal")
        assert convert_waiting() == 1
        page = client.get(report.get_absolute_url()).content.decode()
        assert ">Tal på Ærø.pdf</a>" in page
        assert "omdannet til PDF" not in page
        assert b"".join(client.get(url).streaming_content).startswith(b"%PDF")
        original = client.get(f"{url}?original=1")
        assert b"".join(original.streaming_content) == office.docx("Tal")

    def test_the_original_is_for_the_secretariat_and_whoever_reports(self, sent_in, report, client_as):
        _, url = sent_in
        accepted(report)
        roles = ["secretariat", "kl", "board_member", "other_secretariat", "member"]
        clients = {role: client_as(role) for role in roles}

        def answers(address):
            return [one.get(address).status_code for one in clients.values()]

        assert answers(url) == [200, 200, 404, 404, 404]
        page = clients["board_member"].get(report.get_absolute_url()).content.decode()
        assert "Tal på Ærø.docx" in page
        assert url not in page
        convert_waiting()
        assert answers(url) == [200, 200, 200, 404, 404]
        assert answers(f"{url}?original=1") == [200, 200, 404, 404, 404]
        page = clients["board_member"].get(report.get_absolute_url()).content.decode()
        assert f'href="{url}"' in page
        assert "original=1" not in page

    def test_one_that_can_not_be_converted_says_what_to_do(self, sent_in, report, settings, tmp_path):
        client, url = sent_in
        settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")
        convert_waiting()
        page = client.get(report.get_absolute_url()).content.decode()
        assert "Gem dokumentet som PDF i Word, og vedhæft PDF-filen." in page
        assert client.get(url).status_code == 200

    def test_the_same_file_twice_is_converted_once(self, sent_in, report):
        client, _ = sent_in
        upload = SimpleUploadedFile("Igen.docx", office.docx("Tal"))
        post(client, report, "count", value="7", upload=upload)
        assert Measurement.objects.exclude(file=None).count() == 2
        assert convert_waiting() == 1

    def test_refused_where_none_are_taken_in(self, client_as, report, settings):
        settings.OFFICE_FILES = False
        upload = SimpleUploadedFile("tal.docx", office.docx("Tal"))
        answer = post(client_as("business_house"), report, "share", value="81", upload=upload)
        assert "Gem dokumentet som PDF i Word" in answer.content.decode()
        assert not Measurement.objects.exists()


@pytest.mark.parametrize("role", ["secretariat", "other_secretariat", "kl", "member", "board_member"])
def test_only_the_houses_own_staff_enters(client_as, report, role):
    assert post(client_as(role), report, "share", value="81").status_code == 404
    assert not Measurement.objects.exists()


def test_another_house(client_as, db):
    other = a_report(a_contract("sjaelland", published=True))
    assert post(client_as("business_house"), other, "share", value="81").status_code == 404


def test_a_point_of_another_contract(client_as, report):
    other = point(a_contract(year=2023), "share")
    url = f"/contracts/reports/{report.pk}/measure/{other.pk}/"
    assert client_as("business_house").post(url, {"m-value": "81"}).status_code == 404


@pytest.mark.parametrize("status", ["submitted", "accepted", "closed"])
def test_not_after_it_was_handed_in_or_closed(client_as, report, status):
    measured(report, "count", value=1)
    if status == "closed":
        Report.objects.update(status="closed")
    else:
        accepted(report) if status == "accepted" else Report.objects.update(status="submitted")
    answer = client_as("business_house")
    page = answer.post(address(report, "share"), {"m-value": "81"}, follow=True)
    assert "Tallene kan ikke ændres" in page.content.decode()
    assert Measurement.objects.count() == 1


def test_not_before_it_opens(client_as, report):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Report.objects.update(opens_on=tomorrow, due_on=tomorrow)
    page = client_as("business_house").post(address(report, "share"), {"m-value": "81"}, follow=True)
    assert f"åbner først den {tomorrow:%d.%m.%Y}" in page.content.decode()
    assert not Measurement.objects.exists()


def test_the_grid_of_municipalities(client_as, report):
    samsoe, odense = Municipality.objects.get(code="741"), Municipality.objects.get(code="461")
    client = client_as("business_house")
    typed = {f"m{samsoe.pk}": "1.012", f"m{odense.pk}": "7", "seen": ""}  # Odense is of another house
    assert client.post(address(report, "spread"), typed).status_code == 302
    assert list(Measurement.objects.values_list("municipality", "value")) == [(samsoe.pk, 1012)]
    stale = client.post(address(report, "spread"), {f"m{samsoe.pk}": "5", "seen": ""})
    assert "En anden har gemt 1012 imens" in stale.content.decode()
    assert Measurement.objects.get().value == 1012


def test_the_grid_refuses_text(client_as, report):
    samsoe = Municipality.objects.get(code="741")
    answer = client_as("business_house").post(address(report, "spread"), {f"m{samsoe.pk}": "N/A", "seen": ""})
    assert "kan ikke læses som et helt tal" in answer.content.decode()
    assert 'value="N/A"' in answer.content.decode()


def test_a_deleted_figure(client_as, report):
    row = measured(report, "share", value=81)
    url = f"/contracts/measurements/{row.pk}/delete/"
    assert client_as("secretariat").post(url).status_code == 404
    assert client_as("business_house").post(url).status_code == 302
    assert not Measurement.objects.exists()


def deleted(client, report):
    return client.get(f"/contracts/reports/{report.pk}/").context["deleted"]


def restore(client, report, event) -> str:
    url = f"/contracts/reports/{report.pk}/restore/"
    return client.post(url, {"event": event}, follow=True).content.decode()


def test_a_deleted_figure_comes_back(client_as, report):
    row = measured(report, "net_promoter_score", segment="vækst", value=81, source="CRM", comment="Foreløbig")
    before = Measurement.objects.values().get()
    client = client_as("business_house")
    client.post(f"/contracts/measurements/{row.pk}/delete/")
    event = deleted(client, report).get()
    page = client.get(f"/contracts/reports/{report.pk}/").content.decode()
    assert "NPS er mindst 70. (vækst)" in page
    assert "Opgørelsen er gendannet." in restore(client, report, event.pgh_id)
    assert Measurement.objects.values().get() == before
    assert not deleted(client, report)
    assert "gendannet allerede" in restore(client, report, event.pgh_id)


def test_a_deleted_figure_that_was_entered_anew_stays_deleted(client_as, report):
    client, row = client_as("business_house"), measured(report, "share", value=81)
    client.post(f"/contracts/measurements/{row.pk}/delete/")
    event = deleted(client, report).get().pgh_id
    post(client, report, "share", value="82")
    assert "Målepunktet er opgjort igen siden" in restore(client, report, event)
    assert Measurement.objects.get().value == 82


@pytest.mark.parametrize("event", ["", "x", "99999999999999999999", "1"])
def test_nothing_to_bring_back(client_as, report, event):
    assert "Den er gendannet allerede" in restore(client_as("business_house"), report, event)


@pytest.mark.parametrize("role", ["secretariat", "other_secretariat", "kl", "member", "board_member"])
def test_only_the_house_brings_figures_back(client_as, report, role):
    measured(report, "share", value=81).delete()
    assert client_as(role).post(f"/contracts/reports/{report.pk}/restore/", {"event": "1"}).status_code == 404
    assert not Measurement.objects.exists()


def test_no_figure_comes_back_into_a_report_that_was_handed_in(client_as, report):
    client, row = client_as("business_house"), measured(report, "share", value=81)
    client.post(f"/contracts/measurements/{row.pk}/delete/")
    event = deleted(client, report).get().pgh_id
    Report.objects.update(status="submitted")
    assert "Tallene kan ikke ændres" in restore(client, report, event)
    assert not Measurement.objects.exists()


@pytest.fixture
def part(report):
    """«heraf»: a second count, which is part of the first."""
    whole = point(report.contract, "count")
    with past_triggers("contracts.Target:closes_when_signed"):
        return Target.objects.create(
            goal=whole.goal, position=99, kind="count", value=600, wording="Heraf 600 vækstforløb.",
            part_of=whole,
        )  # fmt: skip


def enter(client, report, target, value):
    return client.post(f"/contracts/reports/{report.pk}/measure/{target.pk}/", {"m-value": value})


def test_a_part_is_not_larger_than_its_whole(client_as, report, part):
    client, whole = client_as("business_house"), part.part_of
    assert enter(client, report, whole, "1.417").status_code == 302
    answer = enter(client, report, part, "1.418")
    said = "Delen kan ikke være større end det hele: «Mindst 1.400 virksomheder.» er opgjort til 1.417."
    assert answer.context["forms"][0][1].errors["value"] == [said]
    assert 'value="1.418"' in answer.content.decode()
    assert enter(client, report, part, "1.417").status_code == 302
    assert Measurement.objects.get(target=part).value == 1417


def test_a_whole_is_not_smaller_than_its_part(client_as, report, part):
    client = client_as("business_house")
    assert enter(client, report, part, "650").status_code == 302
    answer = enter(client, report, part.part_of, "649")
    assert answer.context["forms"][0][1].errors["value"] == [
        "Det hele kan ikke være mindre end en del af det: «Heraf 600 vækstforløb.» er opgjort til 650."
    ]
    assert not Measurement.objects.filter(target=part.part_of).exists()


def test_a_part_that_is_too_large_does_not_come_back(client_as, report, part):
    client = client_as("business_house")
    enter(client, report, part, "650")
    client.post(f"/contracts/measurements/{Measurement.objects.get().pk}/delete/")
    event = deleted(client, report).get().pgh_id
    enter(client, report, part.part_of, "600")
    assert "Delen kan ikke være større end det hele" in restore(client, report, event)
    assert Measurement.objects.count() == 1


def test_a_report_with_a_part_that_is_too_large_is_not_handed_in(client_as, report, part):
    """The shell and the admin get past the form."""
    Measurement.objects.create(report=report, target=part.part_of, value=10)
    Measurement.objects.create(report=report, target=part, value=11)
    answer = client_as("business_house").post(
        f"/contracts/reports/{report.pk}/submit/", {"method": "CRM", "gap": "Senere"}, follow=True
    )
    assert "er større end det, det er en del af. Ret tallene først." in answer.content.decode()
    report.refresh_from_db()
    assert report.status == "open"
