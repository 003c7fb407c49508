"""Who may nominate, until when, and whom: standardvedtægterne § 5.2."""

from datetime import date

import pytest

from boards.rules.nominations import (
    Link,
    entitlement_breaches,
    link_state,
    nominee_breaches,
    pair_breaches,
    sme_warnings,
    time_breaches,
)
from boards.rules.statutes import Kind

DEADLINE = date(2022, 2, 28)
EVEN = "der foreslås lige mange, eller begrundelsen skrives"


def told(breaches):
    return [one.message for one in breaches]


def test_only_who_is_entitled_nominates():
    asked = {"organisation": "HORESTA", "seat": "Virksomhedsrepræsentant"}
    assert entitlement_breaches(**asked, entitled=True) == []
    (wrong,) = entitlement_breaches(**asked, entitled=False)
    assert str(wrong) == (
        "HORESTA er ikke besluttet som indstillingsberettiget til pladsen «Virksomhedsrepræsentant» "
        "(standardvedtægterne for erhvervshusene § 5.2)."
    )


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (date(2022, 1, 19), "Indstillingen kan ikke være modtaget før anmodningen, 20.01.2022"),
        (date(2022, 1, 20), ""),
        (DEADLINE, ""),
        (date(2022, 3, 1), "Indstillingen er modtaget 01.03.2022, efter fristen 28.02.2022"),
    ],
)
def test_in_time(day, wrong):
    found = time_breaches(received_on=day, sent_on=date(2022, 1, 20), deadline=DEADLINE)
    assert told(found) == ([wrong] if wrong else [])


def test_the_leap_day_is_a_day_like_others():
    leap = date(2024, 2, 29)
    assert time_breaches(received_on=leap, sent_on=None, deadline=leap) == []
    assert len(time_breaches(received_on=leap, sent_on=None, deadline=date(2024, 2, 28))) == 1


@pytest.mark.parametrize(
    ("women", "men", "reason", "wrong"),
    [
        (1, 1, "", ""),
        (2, 1, "", ""),
        (1, 0, "Kun én ville stille op", ""),
        (1, 0, "", f"DI har foreslået 1 kvinde og 0 mænd; {EVEN}"),
        (0, 2, "  ", f"DI har foreslået 0 kvinder og 2 mænd; {EVEN}"),
        (0, 0, "Ingen", "Der er ikke indstillet nogen"),
    ],
)  # fmt: skip
def test_a_woman_and_a_man_or_the_reason(women, men, reason, wrong):
    assert told(pair_breaches(women=women, men=men, reason=reason, by="DI")) == ([wrong] if wrong else [])


def test_nominees_to_a_companys_seat_are_active_in_business():
    who = {"person": "Ane Ahorn", "active_in_business": False}
    assert told(nominee_breaches(**who, kind=Kind.BUSINESS)) == ["Ane Ahorn er ikke aktiv erhvervsdrivende"]
    assert nominee_breaches(**who, kind=Kind.KNOWLEDGE) == nominee_breaches(**who, kind=None) == []


@pytest.mark.parametrize(("asked", "wrong"), [([], 0), ([False, True], 0), ([False, False], 1)])
def test_one_organisation_at_least_nominates_from_a_small_company(asked, wrong):
    assert len(sme_warnings(asked)) == wrong


@pytest.mark.parametrize(
    ("used", "withdrawn", "day", "state"),
    [
        (False, False, DEADLINE, Link.OPEN),
        (False, False, date(2022, 3, 1), Link.EXPIRED),
        (True, False, DEADLINE, Link.USED),
        (True, True, date(2022, 3, 1), Link.USED),
        (False, True, DEADLINE, Link.WITHDRAWN),
    ],
)
def test_a_link_is_used_once_and_expires(used, withdrawn, day, state):
    assert link_state(expires_on=DEADLINE, used=used, withdrawn=withdrawn, day=day) is state
