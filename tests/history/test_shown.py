"""Values as a Danish reader expects them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import models
from psycopg2.extras import DateRange

from kkr_portal.access.models import Role
from kkr_portal.history.shown import shown
from kkr_portal.registry.models import Council


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "(tomt)"),
        ("", "(tomt)"),
        (True, "Ja"),
        (False, "Nej"),
        (0, "0"),
        (39010, "39.010"),
        (Decimal("45.50"), "45,50"),
        (date(2021, 10, 11), "11. oktober 2021"),
        (datetime(2021, 10, 11, 11, 5, tzinfo=UTC), "11. oktober 2021 kl. 13.05"),
        (DateRange(date(2022, 1, 1), date(2026, 1, 1)), "1. januar 2022 – 31. december 2025"),
        (DateRange(date(2022, 1, 1), None), "1. januar 2022 – …"),
        (["a", "å"], '["a", "å"]'),
        ("tekst", "tekst"),
    ],
)
def test_plain_values(value, text):
    assert shown(models.TextField(), value, {}) == text


def test_choices_and_foreign_keys():
    kind, council = Role._meta.get_field("kind"), Role._meta.get_field("council")
    labels = {(Council, 4): "KKR Midtjylland"}
    assert [shown(kind, "kl", {}), shown(kind, "old", {})] == ["KL (central)", "old"]
    assert shown(council, 4, labels) == "KKR Midtjylland"
    assert shown(council, 5, labels) == "nr. 5 (findes ikke længere)"
