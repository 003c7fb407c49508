"""The meeting room in the admin: for looking things up and for what the pages have no button for."""

from meetings.admin import (
    agenda,
    consultations,
    effects,
    elections,
    initiatives,
    life,
    members,
    minutes,
    sitting,
    terms,
    versions,
)

__all__ = [
    "agenda",
    "consultations",
    "effects",
    "elections",
    "initiatives",
    "life",
    "members",
    "minutes",
    "sitting",
    "terms",
    "versions",
]
