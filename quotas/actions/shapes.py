"""Takes the official outlines in: all municipalities or none."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kkr_portal.registry.models import Municipality
from quotas.models import MunicipalityShape
from quotas.outlines import outlines, rings_by_code
from quotas.refused import Refused

CREDIT = "Klimadatastyrelsen (CC BY 4.0)"


@transaction.atomic
def take_in(data: Any, *, credit: str = CREDIT) -> int:
    """Replace the outlines; returns how many. Raises Refused, UnreadableOutlines for no GeoJSON."""
    rings = rings_by_code(data)
    places = {one.code: one for one in Municipality.objects.all()}
    if missing := [one.name for one in places.values() if one.code not in rings]:
        more = f" og {len(missing) - 5} til" if len(missing) > 5 else ""
        raise Refused(f"Filen mangler {', '.join(missing[:5])}{more}.")
    found = outlines({code: parts for code, parts in rings.items() if code in places})
    MunicipalityShape.objects.all().delete()
    MunicipalityShape.objects.bulk_create(
        MunicipalityShape(municipality=places[code], path=one.path, x=one.x, y=one.y, credit=credit)
        for code, one in found.items()
    )
    return len(found)
