from datetime import date

import pytest

from kkr_portal.law import Breach, ByDate, Certainty, Citation, NotInForce

QUORUM = Citation("forretningsordenen", "5", "9")


@pytest.mark.parametrize(
    ("citation", "printed"),
    [
        (QUORUM, "forretningsordenen § 5, stk. 9"),
        (Citation("forretningsordenen", "1"), "forretningsordenen § 1"),
        (
            Citation("forretningsordenen", "6", "2", heading="Ikrafttrædelse"),
            "forretningsordenen § 6 (Ikrafttrædelse), stk. 2",
        ),
        (
            Citation("forretningsordenen", "6", heading="Økonomi og sekretariat"),
            "forretningsordenen § 6 (Økonomi og sekretariat)",
        ),
        (Citation("rammeaftalen", "7.1", sign="afsnit"), "rammeaftalen afsnit 7.1"),
    ],
)
def test_a_citation_prints_its_place(citation, printed):
    assert str(citation) == printed


def test_a_breach_names_its_paragraph():
    assert str(Breach(QUORUM, "For få er til stede.")) == (
        "For få er til stede (forretningsordenen § 5, stk. 9)."
    )


def test_what_stands_in_the_source_needs_no_caveat():
    assert QUORUM.caveat == ""


def test_what_does_not_says_so():
    found = QUORUM.but(Certainty.FOUND, "KL 2017")
    assert (found.place, found.caveat) == ("§ 5, stk. 9", "fundet i offentligt materiale: KL 2017")


RATE = ByDate({date(2024, 1, 1): "new", date(2022, 1, 1): "old"}, before="Tidligere regler findes ikke her.")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2022, 1, 1), "old"),
        (date(2023, 12, 31), "old"),
        (date(2024, 1, 1), "new"),
        (date(2099, 1, 1), "new"),
    ],
)
def test_the_value_of_a_date(day, value):
    assert RATE.on(day) == value


def test_before_the_first_value():
    with pytest.raises(
        NotInForce, match=r"^31.12.2021 ligger før 01.01.2022. Tidligere regler findes ikke her.$"
    ):
        RATE.on(date(2021, 12, 31))


def test_no_values_at_all():
    with pytest.raises(ValueError, match="at least one"):
        ByDate({})
