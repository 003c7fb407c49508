"""The real deviations of the source, all of them and no others; acceptances that cover what was read."""

import pytest

from contracts.actions.deviations import accept_deviation, withdraw_acceptance
from contracts.deviations import check
from contracts.models import AcceptedDeviation, FrameworkTarget, Goal, ResultContract, Target
from contracts.refused import Refused
from contracts.rules.framework_check import Type
from tests.contracts.lives import ADDRESS, signed, the_draft

REAL_2022 = [
    (Type.OTHER_YEAR,
     "Mål 1, «Kendskab til huset»: Kontrakten har en stigning på 5 procentpoint fra 2021 til 2022; "
     "rammeaftalen "
     "har en stigning på 5 procentpoint fra 2020 til 2021 og mindst 50 pct. i 2023."),
    (Type.OTHER_YEAR,
     "Mål 1, «Kendskab til huset»: Kontrakten har mindst 45 pct. i 2022; rammeaftalen har en stigning på 5 "
     "procentpoint fra 2020 til 2021 og mindst 50 pct. i 2023."),
    (Type.OTHER_SEGMENT,
     "Mål 3, «Net Promoter Score»: Kontrakten har en Net Promoter Score på mindst 70 i 2022 samlet; "
     "rammeaftalen "
     "har en Net Promoter Score på mindst 70 hvert år for drift og vækst hver for sig."),
    (Type.OTHER_YEAR,
     "Mål 4, «Brugte henvisninger»: Kontrakten har mindst 48 pct. i 2022; rammeaftalen har mindst "
     "45 pct. i 2021 "
     "og mindst 50 pct. i 2023."),
    (Type.OTHER_YEAR,
     "Mål 5, «Kendskab til de grønne ydelser»: Kontrakten har mindst 65 pct. i 2022; rammeaftalen "
     "har en stigning "
     "på 5 procentpoint fra 2020 til 2021 og en stigning på 5 procentpoint fra 2021 til 2023."),
]  # fmt: skip


def found(contract: ResultContract) -> list[tuple[Type, str]]:
    return [(one.deviation.type, one.deviation.sentence) for one in check(contract).found]


def test_the_draft_of_2022_and_the_invented_2021(db):
    contract = the_draft()
    assert found(contract) == REAL_2022
    assert found(ResultContract.objects.get(year=2021)) == []


def test_what_is_worth_knowing_and_needs_no_decision(db):
    contract = the_draft()
    assert [one.sentence for one in check(contract).remarks] == [
        "Mål 5, «Fælles dialogværktøj»: Målepunktet gælder 2021, som er før kontraktens år.",
        "Mål 5, «Kendskab til de grønne ydelser»: Målepunktet gælder 2021, som er før kontraktens år.",
    ]


def test_renumbering_changes_no_deviation_and_no_key(db):
    contract = the_draft()
    before = {one.deviation.key for one in check(contract).found}
    for goal in Goal.objects.filter(contract=contract).order_by("-number"):
        Goal.objects.filter(pk=goal.pk).update(number=goal.number + 20)
    assert {one.deviation.key for one in check(contract).found} == before


def test_the_2021_only_goal_is_not_missing_but_another_is(db):
    contract = the_draft()
    Goal.objects.get(contract=contract, framework_goal__number=8).delete()
    missing = [one for one in found(contract) if one[0] is Type.MISSING_GOAL]
    assert missing == [
        (Type.MISSING_GOAL, "Rammeaftalens mål 8, «Digitalisering og nye teknologier», er ikke blandt "
                            "kontraktens nationale mål.")
    ]  # fmt: skip


def test_a_missing_measure_and_a_lower_target(db):
    contract = the_draft()
    Target.objects.get(goal__contract=contract, measure__name="Nye virksomheder").delete()
    Target.objects.filter(goal__contract=contract, measure__name="Ventet effekt af vejledning").update(
        value=60
    )
    others = [one for one in found(contract) if one not in REAL_2022]
    assert others == [
        (Type.MISSING_MEASURE,
         "Rammeaftalens mål 1, «Nye virksomheder»: Rammeaftalen har mindst 50 pct. i 2022; "
         "kontrakten har det ikke."),
        (Type.LOWER,
         "Mål 6, «Ventet effekt af vejledning»: Kontrakten har mindst 60 pct. i 2022; rammeaftalen "
         "har mindst "
         "70 pct. i 2022."),
    ]  # fmt: skip


def test_an_acceptance_covers_only_what_was_read(db):
    contract = the_draft()
    four = next(one for one in check(contract).found if "48 pct." in one.deviation.sentence)
    accept_deviation(contract=contract, key=four.deviation.key, reason="Midt imellem 45 og 50.", by=None)
    assert len(check(contract).open) == 4
    Target.objects.filter(goal__contract=contract, value=48).update(value=46)
    now = check(contract)
    assert len(now.open) == 5
    assert [one.reason for one in now.lapsed] == ["Midt imellem 45 og 50."]


def test_an_acceptance_lapses_when_the_framework_changes(db):
    contract = the_draft()
    four = next(one for one in check(contract).found if "48 pct." in one.deviation.sentence)
    accept_deviation(contract=contract, key=four.deviation.key, reason="Midt imellem.", by=None)
    FrameworkTarget.objects.filter(measure__name="Brugte henvisninger", due_year=2023).update(value=55)
    now = check(contract)
    assert (len(now.open), len(now.lapsed)) == (6, 1)  # the points of 2022 and of 2023


@pytest.mark.parametrize(("reason", "why"), [("", "Skriv, hvorfor"), ("  \n", "Skriv, hvorfor")])
def test_accepted_without_a_reason(db, reason, why):
    contract = the_draft()
    key = check(contract).found[0].deviation.key
    with pytest.raises(Refused, match=why):
        accept_deviation(contract=contract, key=key, reason=reason, by=None)
    assert not AcceptedDeviation.objects.exists()


def test_accepting_what_is_not_there_or_twice(db):
    contract = the_draft()
    key = check(contract).found[0].deviation.key
    with pytest.raises(Refused, match="rettet eller ændret imens"):
        accept_deviation(contract=contract, key="lower-1-abc", reason="x", by=None)
    accept_deviation(contract=contract, key=key, reason="Enige.", by=None)
    with pytest.raises(Refused, match="allerede accepteret"):
        accept_deviation(contract=contract, key=key, reason="Enige.", by=None)
    withdraw_acceptance(contract=contract, key=key)
    assert len(check(contract).open) == 5


def test_nothing_is_accepted_or_withdrawn_after_the_signing(db):
    contract = signed()
    key = AcceptedDeviation.objects.first().key
    for act in (
        lambda: withdraw_acceptance(contract=contract, key=key),
        lambda: accept_deviation(contract=contract, key=key, reason="x", by=None),
    ):
        with pytest.raises(Refused, match="underskrevet"):
            act()


def test_the_page_asks_for_the_reason_and_keeps_it(client_as):
    contract = the_draft()
    key = check(contract).found[0].deviation.key
    client = client_as("secretariat")
    page = client.get(f"{ADDRESS}check/").content.decode()
    assert all(sentence in page for _, sentence in REAL_2022)
    empty = client.post(f"{ADDRESS}check/{key}/accept/", {"reason": " "})
    assert "Skriv, hvorfor afvigelsen accepteres." in empty.content.decode()
    assert client.post(f"{ADDRESS}check/{key}/accept/", {"reason": "Aftalt."}).status_code == 302
    kept = AcceptedDeviation.objects.get()
    assert (kept.sentence, kept.reason, kept.by.email) == (
        REAL_2022[0][1],
        "Aftalt.",
        "secretariat@example.dk",
    )
    assert client.post(f"{ADDRESS}check/{key}/withdraw/").status_code == 302
    assert not AcceptedDeviation.objects.exists()
