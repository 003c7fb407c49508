"""What signed contracts build on in the framework agreement stays on every path; the rest may change."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts.agreement_then import agreement_then, signed_at
from contracts.deviations import agreement_of, check
from contracts.models import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    ResultContract,
    TownOrRural,
)
from contracts.models.built_upon import AGREEMENT, BASELINE, MEASURE, PLACES
from contracts.models.signed import refusal
from kkr_portal.history.tracked import events_of
from kkr_portal.registry.models import BusinessHouse, Municipality
from tests.contracts import lives
from tests.contracts.agreements import EDIT, at, measure, the_agreement
from tests.contracts.written import form_at
from tests.portal_user import past_triggers


@pytest.fixture
def signed(db) -> ResultContract:
    return lives.signed()


def refused(change) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return refusal(caught.value)


GREEN = "Kendskab til de grønne ydelser"  # its rise is counted from September 2020 in the contract of 2022


def mine(house: str = "midtjylland") -> Baseline:
    return Baseline.objects.get(measure__name=GREEN, business_house__slug=house)


STAYS = {
    "the title": (lambda: FrameworkAgreement.objects.update(title="Anden aftale"), AGREEMENT),
    "its years": (lambda: FrameworkAgreement.objects.update(last_year=2021), AGREEMENT),
    "a measure's name": (lambda: Measure.objects.filter(name=GREEN).update(name="Kendskab"), MEASURE),
    "a baseline's figure": (lambda: Baseline.objects.update(per_cent=1), BASELINE),
    "a baseline": (lambda: mine().delete(), BASELINE),
    "the whole country's": (
        lambda: Baseline.objects.filter(measure__name=GREEN, business_house=None).delete(),
        BASELINE,
    ),
    "town or rural": (lambda: TownOrRural.objects.filter(kind="town").update(kind="rural"), PLACES),
    "a place on the list": (
        lambda: TownOrRural.objects.filter(municipality__name="Samsø").delete(), PLACES
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STAYS)
def test_what_a_signed_contract_prints_or_counts_from_stays(what, signed):
    change, sentence = STAYS[what]
    assert refused(change) == sentence


@pytest.mark.parametrize("what", STAYS)
def test_a_draft_holds_nothing_fast(what, db):
    lives.the_draft()
    ResultContract.objects.filter(year=2021).update(status="draft")
    with transaction.atomic():
        if what == "its years":
            FrameworkAgreement.objects.update(first_year=2020)
        else:
            STAYS[what][0]()


def test_what_may_change_all_the_same(signed):
    """Other houses' figures, new surveys, longer agreements, and what the list lacked."""
    FrameworkAgreement.objects.update(last_year=2024, introduction="Forlænget.")
    mine("fyn").delete()
    midtjylland = BusinessHouse.objects.get(slug="midtjylland")
    Baseline.objects.create(
        measure=measure(GREEN), business_house=midtjylland, month=date(2022, 9, 1),
        per_cent=40, source="ny måling",
    )  # fmt: skip
    TownOrRural.objects.filter(municipality__name="Odense").update(kind="rural")
    new = Municipality.objects.create(
        code="999", name="Nyby", region=Municipality.objects.get(name="Samsø").region,
        business_house=midtjylland, source="prøve",
    )  # fmt: skip
    TownOrRural.objects.create(
        agreement=the_agreement(), business_house=midtjylland, municipality=new, kind="town"
    )


def test_a_new_figure_where_one_is_counted_from_is_refused(signed):
    base = date(2020, 11, 1)
    create = lambda: Baseline.objects.create(  # noqa: E731
        measure=measure(GREEN), month=base, per_cent=30, source="senere",
        business_house=BusinessHouse.objects.get(slug="midtjylland"),
    )  # fmt: skip
    assert refused(create) == BASELINE


def _an_hour_ago() -> None:
    """Everything so far happened earlier: in a test the database's clock stands still."""
    with past_triggers():
        for model in (FrameworkAgreement, FrameworkGoal, Measure, FrameworkTarget, ResultContract):
            events_of(model).update(pgh_created_at=timezone.now() - timedelta(hours=1))


def test_a_signed_contract_is_held_against_the_agreement_as_it_stood(signed):
    _an_hour_ago()
    before = check(signed)
    FrameworkTarget.objects.filter(value__isnull=False, kind="share").update(value=99)
    FrameworkTarget.objects.filter(measure__name="Net Promoter Score").delete()
    FrameworkGoal.objects.create(agreement=signed.framework, number=9, title="Nyt mål")
    FrameworkGoal.objects.filter(number=2).update(title="Andet navn", only_year=2023)
    assert check(signed) == before
    assert before.found
    assert before.as_of == signed_at(signed)
    assert agreement_of(signed.framework) != agreement_then(signed.framework, signed_at(signed))


def test_the_agreement_then_is_the_agreement_now_while_nobody_changes_it(signed):
    assert agreement_then(signed.framework, signed_at(signed)) == agreement_of(signed.framework)


def test_a_draft_has_not_been_signed(db):
    assert signed_at(lives.the_draft()) is None


def test_the_pages_say_what_stays(signed, client_as):
    client = client_as("kl")
    overview = client.get(EDIT).content.decode()
    assert "Underskrevne kontrakter bygger på aftalen" in overview
    assert str(signed) in overview
    one = measure("Kendskab til huset")
    page = client.get(at(one))
    assert page.context["form"].fields["name"].disabled
    assert client.post(at(one), form_at(client, at(one), name="Andet", measured_by="KL")).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.measured_by) == ("Kendskab til huset", "KL")
    places = client.get(f"{EDIT}places/").content.decode()
    assert "det, der står på listen, ligger fast" in places
    basics = client.get(f"{EDIT}basics/").context["form"]
    assert basics.fields["title"].disabled


def test_the_grid_of_baselines_leaves_out_what_stays(signed, client_as):
    client, before = client_as("kl"), mine().per_cent
    url = f"{at(measure(GREEN))}baselines/"
    fields = form_at(client, url)
    assert fields["baselines-TOTAL_FORMS"] == "5"
    typed = fields | {"baselines-0-per_cent": "34"}
    assert client.post(url, typed).status_code == 302
    assert mine("fyn").per_cent == 34
    house = BusinessHouse.objects.get(slug="midtjylland")
    wrong = form_at(client, url) | {"baselines-0-area": str(house.pk)}
    assert BASELINE in client.post(url, wrong).content.decode()
    assert mine().per_cent == before


def test_what_the_database_refuses_on_the_way_is_shown_with_what_was_typed(signed, client_as, monkeypatch):
    """Somebody signs between the question and the write: the form thought that the name was free."""
    monkeypatch.setattr("contracts.forms.framework.is_printed", lambda one: False)
    client = client_as("kl")
    one = measure("Kendskab til huset")
    answer = client.post(at(one), form_at(client, at(one), name="Et helt andet navn"))
    assert answer.status_code == 409
    assert MEASURE in answer.content.decode()
    assert "Et helt andet navn" in answer.content.decode()
    assert Measure.objects.filter(name="Kendskab til huset").exists()


def test_a_changed_target_is_saved_and_changes_no_signed_contract(signed, client_as):
    _an_hour_ago()
    before = check(signed)
    client, one = client_as("kl"), measure("Brugte henvisninger")
    typed = form_at(client, at(one), **{"points-0-value": "90"})
    assert client.post(at(one), typed).status_code == 302
    assert one.targets.get(due_year=2021).value == 90
    assert check(signed) == before


def test_the_admin_answers_with_the_sentence(signed, admin_client):
    one = measure("Kendskab til huset")
    url = f"/admin/contracts/measure/{one.pk}/change/"
    typed = {"goal": one.goal_id, "position": 1, "name": "Andet", "measured_by": "", "source": "x"}
    answer = admin_client.post(url, typed, follow=True)
    assert MEASURE in answer.content.decode()
    assert Measure.objects.get(pk=one.pk).name == "Kendskab til huset"


def test_goals_may_still_be_put_in_order(signed, client_as):
    order = list(the_agreement().goals.order_by("-number").values_list("pk", flat=True))
    client_as("kl").post(f"{EDIT}goals/order/", {"order": order})
    assert list(the_agreement().goals.order_by("number").values_list("pk", flat=True)) == order


def test_the_check_says_which_agreement_it_reads(signed, client_as):
    client = client_as("secretariat")
    told = "aftalen læses, som den var"
    assert told in client.get("/contracts/midtjylland/2022/check/").content.decode()
    assert told not in client.get("/contracts/midtjylland/2021/check/").content.decode()
