"""What is taken for a CPR number, and what is let alone."""

import pytest

from kkr_portal.cpr import cpr_numbers


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Om 010190-1234.", ["010190-xxxx"]),
        ("0101901234", ["010190-xxxx"]),
        ("cpr 290200 4321", ["290200-xxxx"]),
        ("Brev 311299–1111.pdf", ["311299-xxxx"]),
        ("320190-1234", []),  # no such day
        ("310290-1234", []),
        ("SAG-2021-03500", []),
        ("Tlf. 87 87 87 87, EAN 5798001234567", []),
        ("12345678901", []),  # eleven digits
    ],
)
def test_what_can_be_a_cpr_number(text, what):
    assert cpr_numbers(text) == what
