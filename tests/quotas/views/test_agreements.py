"""Agreement pages: who reads and edits, live sums, two people, each step, and the letter."""

import io
from datetime import date

import pikepdf
import pytest
from django.contrib.messages import get_messages

from kkr_portal.registry.models import Municipality
from quotas.models import Agreement, MunicipalQuota
from quotas.rules.agreement import Transfer
from tests.conftest import ROLES
from tests.quotas.agreed import CONTINUES, an_agreement, an_item, an_open_issue, notified, ready
from tests.quotas.made import set_status

BASE = "/quotas/2022/1/agreements/"
ONE = f"{BASE}midtjylland/"
DRAFT_READERS = {"secretariat", "kl"}
EVERYONE = set(ROLES)


@pytest.fixture
def agreement(db):
    return an_agreement(transfers=(Transfer("Odder", "Aarhus"),))


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def typed(agreement, sentences, **fields):
    return {
        "sentences": sentences, "if_changed": "lapses", "note": "", "revision": str(agreement.revision),
    } | fields  # fmt: skip


READING = {
    BASE: EVERYONE,
    ONE: DRAFT_READERS,
    f"{ONE}letter.pdf": DRAFT_READERS,
    f"{ONE}edit/": {"secretariat"},
    f"{ONE}decide/": {"secretariat"},
    f"{ONE}sign/": {"secretariat"},
    f"{ONE}notify/": {"secretariat"},
    f"{ONE}unknown/": set(),
    f"{BASE}sjaelland/": set(),
    f"{BASE}x/": set(),
    "/quotas/2021/1/agreements/": set(),
}


@pytest.mark.parametrize("address", READING)
def test_reading_before_the_notification(address, agreement, client_as):
    asks = address.endswith(("edit/", "decide/", "sign/", "notify/", "unknown/"))
    expected = {role: 200 if role in READING[address] else 404 for role in ROLES}
    if asks:
        expected["public"] = 302
    assert {role: client_as(role).get(address).status_code for role in ROLES} == expected


@pytest.mark.parametrize("address", [ONE, f"{ONE}letter.pdf", BASE])
def test_notified_it_is_everyones(address, agreement, client_as):
    notified(agreement)
    assert {client_as(role).get(address).status_code for role in ROLES} == {200}


@pytest.mark.parametrize(
    "address", [f"{ONE}edit/", f"{ONE}begin/", f"{ONE}decide/", f"{ONE}sign/", f"{ONE}notify/",
                f"{ONE}reopen/", f"{ONE}unsign/751/", f"{ONE}carry-over/2/"],
)  # fmt: skip
def test_only_the_regions_own_secretariat_writes(address, agreement, client_as):
    seen = {role: client_as(role).post(address).status_code for role in ROLES if role != "secretariat"}
    assert seen == {role: 302 if role == "public" else 404 for role in seen}
    agreement.refresh_from_db()
    assert agreement.sentences == "Aarhus overtager kvoten fra Odder."


def test_a_draft_issue_is_nobodys_but_kls(agreement, client_as):
    set_status(agreement.issue, "draft")
    assert client_as("public").get(BASE).status_code == 404
    assert client_as("kl").get(BASE).status_code == 200


def test_begun_from_the_list(db, secretary):
    an_open_issue()
    page = secretary.get(BASE).content.decode()
    assert page.count("Begynd aftale") == 1
    assert "Ingen aftale" in page
    answer = secretary.post(f"{ONE}begin/")
    assert (answer.status_code, answer["Location"]) == (302, f"{ONE}edit/")
    assert secretary.get(f"{ONE}begin/").status_code == 405


def test_written_in_sentences(agreement, secretary):
    text = "aarhus overtager kvoterne fra odder, samsø og Norrdjurs"
    answer = secretary.post(
        f"{ONE}edit/", typed(agreement, text, note="Aftalt i juni", if_changed="continues")
    )
    assert answer["Location"] == ONE
    page = secretary.get(ONE).content.decode()
    assert "Aarhus overtager kvoterne fra Odder, Samsø og Norddjurs." in page
    assert "overtagelserne gælder også de nye kvoter" in page
    assert "Aftalt i juni" in page
    assert "<strong>8</strong>" in page


WRONG = {
    "Aarhus overtager 3 personer fra Odder": "Odder afgiver 3, men kvoten er 2",
    "Aarhus overtager kvoten fra Odder\nOdder overtager kvoten fra Aarhus": "Odder både afgiver og overtager",
    "Aarhus overtager kvoten fra Læsø": "Læsø ligger ikke i Region Midtjylland",
    "Aarhus overtager kvoten fra Aarhus": "Aarhus kan ikke overtage sin egen kvote",
    "Aarhus overtager kvoten fra Oder": "«Oder» er ikke en kommune. Mener du Odder?",
    "Aarhus overtager -3 personer fra Odder": "kan ikke læses",
    "<script>alert(1)</script>": "&lt;script&gt;",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_is_told_at_its_place_and_kept(text, agreement, secretary):
    page = secretary.post(f"{ONE}edit/", typed(agreement, text)).content.decode()
    assert WRONG[text] in page
    assert 'id="id_sentences_error"' in page
    assert "<script>alert" not in page
    agreement.refresh_from_db()
    assert agreement.sentences == "Aarhus overtager kvoten fra Odder."
    assert agreement.transfers.count() == 1


def test_live_sums_store_nothing(agreement, secretary):
    page = secretary.post(
        f"{ONE}edit/", typed(agreement, "Viborg overtager kvoterne fra Odder og Samsø"),
        headers={"X-Requested-With": "fetch"},
    ).content.decode()  # fmt: skip
    assert page.strip().startswith('<div id="agreement-sums"')
    assert "Kvoterne giver 38, som er regionskvoten" in page
    assert "Viborg: 2 → <strong>6</strong>" in page
    agreement.refresh_from_db()
    assert agreement.sentences == "Aarhus overtager kvoten fra Odder."


def test_a_sentence_put_together_of_lists_is_not_stored_yet(agreement, secretary):
    data = typed(agreement, "Viborg overtager kvoten fra Odder") | {"insert": "1", "taker": "Viborg"}
    page = secretary.post(f"{ONE}edit/", data).content.decode()
    assert "Vælg mindst én kommune, som der overtages fra." in page
    page = secretary.post(f"{ONE}edit/", data | {"givers": ["Samsø", "Skive"]}).content.decode()
    assert "Viborg overtager kvoten fra Odder\nViborg overtager kvoterne fra Samsø og Skive." in page
    agreement.refresh_from_db()
    assert agreement.sentences == "Aarhus overtager kvoten fra Odder."


def test_two_people_edit_one_agreement(agreement, secretary):
    first = typed(agreement, "Viborg overtager kvoten fra Odder")
    assert secretary.post(f"{ONE}edit/", first).status_code == 302
    page = secretary.post(
        f"{ONE}edit/", typed(agreement, "Skive overtager kvoten fra Odder")
    ).content.decode()
    assert "To udgaver: vælg for hvert felt" in page
    assert "Viborg overtager kvoten fra Odder." in page
    assert "Skive overtager kvoten fra Odder" in page


def test_the_whole_way_to_the_authority(agreement, secretary):
    item = an_item()
    assert secretary.post(f"{ONE}decide/", {"item": item.pk, "on": ""})["Location"] == ONE
    page = secretary.get(f"{ONE}sign/")
    boxes = page.context["form"].fields["municipalities"].queryset
    assert boxes.count() == 19
    every = [one.pk for one in boxes]
    assert secretary.post(f"{ONE}sign/", {"municipalities": every, "on": "20.6.2021"})["Location"] == ONE
    late = secretary.post(f"{ONE}notify/", {"on": "10.09.2021", "how": "Digital Post"}).content.decode()
    assert "Meddelt den 10.09.2021; det skulle ske før 10.09.2021" in late
    assert 'value="10.09.2021"' in late
    assert secretary.post(f"{ONE}notify/", {"on": "09.09.2021", "how": ""})["Location"] == ONE
    page = secretary.get(ONE).content.decode()
    assert "Punkt 1.1 på mødet i KKR Midtjylland den 8. juni 2021" in page
    assert "Meddelt 9. september 2021" in page
    assert MunicipalQuota.objects.get(kind="agreed", municipality__name="Aarhus").persons == 4
    assert secretary.get(f"{ONE}edit/")["Location"] == ONE
    assert secretary.get(f"{ONE}sign/")["Location"] == ONE
    page = secretary.post(f"{ONE}reopen/", {"reason": ""}).content.decode()
    assert "Skriv, hvorfor aftalen genåbnes." in page
    assert secretary.post(f"{ONE}reopen/", {"reason": "Forkert dato"})["Location"] == ONE
    assert "Forkert dato" in secretary.get(ONE).content.decode()


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("decide", {"item": "", "on": ""}, "Vælg punktet, eller skriv den dag"),
        ("decide", {"item": "", "on": "31.02.2021"}, "31.02.2021 er ikke en dato, der findes"),
        ("decide", {"item": "999999", "on": ""}, "Vælg et punkt på et af KKR&#x27;s egne møder"),
        ("sign", {"on": "20.06.2021"}, "Vælg mindst én kommune."),
        ("sign", {"on": "", "municipalities": "x"}, "Skriv, hvilken dag der blev skrevet under."),
        ("notify", {"on": "09.09.2021"}, "Aftalen kan ikke meddeles endnu."),
    ],
)
def test_steps_say_what_is_missing(step, data, said, agreement, secretary):
    page = secretary.post(f"{ONE}{step}/", data).content.decode()
    assert said in page
    agreement.refresh_from_db()
    assert (agreement.decided_on, agreement.notified_on) == (None, None)


def test_a_signature_is_taken_back(agreement, secretary):
    ready(agreement)
    answer = secretary.post(f"{ONE}unsign/751/")
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["Underskriften fra Aarhus er fjernet."]
    assert agreement.signatures.count() == 18
    assert secretary.post(f"{ONE}unsign/101/").status_code == 404


def test_carried_over_when_the_number_changes(db, secretary):
    done = notified(an_agreement(transfers=(Transfer("Odder", "Aarhus"),), if_changed=CONTINUES))
    changed = an_open_issue(number=2)
    changed.announcement.dated = date(2021, 11, 1)
    changed.announcement.save()
    page = secretary.get(ONE).content.decode()
    assert "Aftalen gælder fortsat:" in page
    assert "Begynd en ny aftale med de samme overtagelser" in page
    answer = secretary.post(f"{ONE}carry-over/2/")
    assert answer["Location"] == "/quotas/2022/2/agreements/midtjylland/"
    assert Agreement.objects.get(issue=changed).sentences == done.sentences


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def test_the_letter(agreement, secretary, client_as):
    answer = secretary.get(f"{ONE}letter.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "Udkast - Kommunekvoter 2022, Region Midtjylland.pdf" in answer["Content-Disposition"]
    assert pages(answer.content) in (1, 2)
    assert secretary.get(f"{ONE}letter.pdf").content == answer.content
    notified(agreement)
    assert b"Udkast" not in client_as("public").get(f"{ONE}letter.pdf")["Content-Disposition"].encode()


def test_numbers_before_the_transfers_may_be_unknown(db, client_as):
    """As with Bornholm in 2022: only the result was printed."""
    issue = an_open_issue()
    Agreement.objects.filter(pk=an_agreement(issue, transfers=(Transfer("Odder", "Aarhus"),)).pk).update(
        recorded_from="Brevet", notified_on="2021-09-09"
    )
    region = Municipality.objects.get(name="Odder").region
    issue.municipal_quotas.filter(municipality__region=region).delete()
    MunicipalQuota.objects.bulk_create(
        MunicipalQuota(issue=issue, municipality=one, kind="fixed", persons=2, source="Bilag A")
        for one in region.municipalities.all()
    )
    page = client_as("public").get(ONE).content.decode()
    assert "De beregnede kvoter før overtagelserne er ikke kendt for alle kommuner." in page
    assert "hele kvoten" in page
    assert "Kilden siger ikke, hvem der har skrevet under." in page
    assert pages(client_as("kl").get(f"{ONE}letter.pdf").content)


def test_the_same_queries_for_many_rows(db, secretary, django_assert_max_num_queries):
    agreement = an_agreement()
    with django_assert_max_num_queries(40) as few:
        secretary.get(ONE)
    ready(agreement)
    Agreement.objects.filter(pk=agreement.pk).update(sentences="x")
    for name in ("Skive", "Odder", "Samsø"):
        agreement.transfers.create(
            giver=Municipality.objects.get(name=name), taker=Municipality.objects.get(name="Aarhus")
        )
    with django_assert_max_num_queries(len(few)):
        secretary.get(ONE)
