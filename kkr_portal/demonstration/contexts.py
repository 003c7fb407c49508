"""What the templates of the demonstration attachments are given: figures, never sentences made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from kkr_portal.demonstration import figures

Context = dict[str, Any]


def _grouped(table: list[dict[str, str]], *columns: str) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Neighbouring rows that agree on ``columns``: the first of them, and all of them."""
    pairs = []
    for _, members in groupby(table, key=lambda row: [row[column] for column in columns]):
        group = list(members)
        pairs.append((group[0], group))
    return pairs


def youth_initiatives() -> Context:
    """2.1, attachment 2: the figures of each initiative."""
    return {
        "initiatives": {
            name["initiative"]: group
            for name, group in _grouped(figures.rows("youth_initiatives"), "initiative")
        }
    }


CONTEXTS: Mapping[str, Callable[[], Context]] = {
    "demonstration/youth_initiatives.html": youth_initiatives,
}
