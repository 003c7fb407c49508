"""The way back from an import, as a person finds it; and all that the history watches over, to compare."""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.test import Client

from kkr_portal.access.models import User
from kkr_portal.history.tracked import is_tracked

WAY_BACK = re.compile(r'href="(/registry/imports/[0-9a-f-]+/undo/)"')
KEPT = {"revision"}  # counts the changes themselves


def way_back(answer: Any) -> str:
    """The address in what the page says after the import."""
    found = WAY_BACK.search(answer.content.decode())
    assert found, "«Fortryd importen» mangler"
    return found[1]


def everything() -> dict[str, list[tuple]]:
    """Every tracked row, by model."""
    models = [one for one in apps.get_models() if is_tracked(one) and not hasattr(one, "pgh_tracked_model")]
    return {
        model._meta.label: list(
            model._base_manager.order_by("pk").values_list(
                *[one.attname for one in model._meta.concrete_fields if one.name not in KEPT]
            )
        )
        for model in models
        if model is not User
    }


def taken_back(client: Client, address: str) -> str:
    """What the pages say: the question, then the answer."""
    asked = client.get(address).content.decode()
    assert 'class="button button-warning">Fortryd importen' in asked
    return asked + client.post(address, follow=True).content.decode()
