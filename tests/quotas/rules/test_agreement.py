"""Transfers in sentences, and what makes an agreement valid. Bornholm's of 2022 is the source's."""

from datetime import date

import pytest

from quotas.rules.agreement import Transfer, agreed, agreement_breaches, lapses, transfer_breaches

CALCULATED = {"Bornholm": 2, "Dragør": 1, "Hvidovre": 3, "Tårnby": 4}
REGIONS = dict.fromkeys(CALCULATED, "Hovedstaden") | {"Læsø": "Nordjylland"}
TAKES_OVER = [Transfer(name, "Bornholm") for name in ("Dragør", "Hvidovre", "Tårnby")]


def test_bornholm_takes_over_whole_quotas():
    assert transfer_breaches(CALCULATED, TAKES_OVER, regions=REGIONS) == []
    assert agreed(CALCULATED, TAKES_OVER) == {"Bornholm": 10, "Dragør": 0, "Hvidovre": 0, "Tårnby": 0}


def test_one_quota_split_over_several():
    transfers = [Transfer("Tårnby", "Bornholm", 1), Transfer("Tårnby", "Dragør")]
    assert agreed(CALCULATED, transfers) == {"Bornholm": 3, "Dragør": 4, "Hvidovre": 3, "Tårnby": 0}


@pytest.mark.parametrize(
    ("transfers", "message"),
    [
        ([Transfer("Dragør", "Bornholm", 2)], "Dragør afgiver 2, men kvoten er 1"),
        (
            [Transfer("Dragør", "Bornholm"), Transfer("Bornholm", "Dragør")],
            "Dragør både afgiver og overtager",
        ),
        ([Transfer("Dragør", "Dragør")], "Dragør kan ikke overtage sin egen kvote"),
        ([Transfer("Dragør", "Bornholm", 0)], "Dragør skal afgive mindst én person"),
        ([Transfer("Odense", "Bornholm")], "Odense har ingen kvote i aftalen"),
    ],
)
def test_transfers_that_cannot_be(transfers, message):
    assert message in [one.message for one in transfer_breaches(CALCULATED, transfers, regions=REGIONS)]


def test_an_agreement_stays_inside_its_region():
    [wrong] = transfer_breaches(CALCULATED | {"Læsø": 1}, [Transfer("Læsø", "Bornholm")], regions=REGIONS)
    assert (
        wrong.message == "Bornholm ligger ikke i samme region som Læsø; en aftale gælder inden for regionen"
    )


def agreement(**changed):
    names = list(CALCULATED)
    facts = {"municipalities": names, "region_quota": 10, "signed_by": names,
             "notified": date(2021, 9, 7), "year": 2022}  # fmt: skip
    return [one.message for one in agreement_breaches(CALCULATED, **(facts | changed))]


@pytest.mark.parametrize(
    ("changed", "messages"),
    [
        ({}, []),
        ({"notified": date(2021, 9, 9)}, []),
        ({"notified": date(2021, 9, 10)}, ["Meddelt den 10.09.2021; det skulle ske før 10.09.2021"]),
        ({"notified": None}, []),
        ({"region_quota": 11}, ["Kvoterne giver 10, og regionskvoten er 11 (forskel -1)"]),
        ({"signed_by": ["Bornholm", "Dragør", "Hvidovre"]}, ["Ikke underskrevet af Tårnby"]),
    ],
)
def test_valid_or_what_is_missing(changed, messages):
    assert agreement(**changed) == messages


def test_every_municipality_and_no_other():
    names = ["Bornholm", "Dragør", "Hvidovre", "Rødovre"]
    assert agreement(municipalities=names, signed_by=names) == [
        "Rødovre er ikke nævnt", "Tårnby hører ikke til regionen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("says", "known", "ends"), [(True, True, False), (True, False, True), (False, True, True)]
)
def test_a_changed_number_ends_it_unless_it_said_how(says, known, ends):
    assert lapses(says_how=says, known_beforehand=known) is ends
