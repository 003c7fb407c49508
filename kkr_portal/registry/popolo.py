"""What the rooms' Popolo files have in common: https://www.popoloproject.com/specs/

An Organization has Posts, a Membership is a Person's in a Post. A person has the same id in every file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from kkr_portal.registry.models import Person

SPECIFICATION = "https://www.popoloproject.com/specs/"
Object = dict[str, Any]


def document(
    *, organizations: list[Object], posts: list[Object], people: Iterable[Person], memberships: list[Object]
) -> Object:
    """The whole file, each person once. Neither contact details nor why somebody left."""
    persons = {one.pk: one for one in people}
    return {
        "specification": SPECIFICATION,
        "organizations": organizations,
        "posts": posts,
        "persons": [
            {
                "id": person_id(pk), "name": str(one), "given_name": one.given_name,
                "family_name": one.family_name, "invented": one.invented,
            }
            for pk, one in sorted(persons.items())
        ],
        "memberships": memberships,
    }  # fmt: skip


def person_id(pk: int) -> str:
    return f"person-{pk}"


def last_day(until: date | None) -> str | None:
    """``until`` is the first day that does not belong to it any more."""
    return (until - timedelta(days=1)).isoformat() if until else None
