"""What all four rooms stand on: councils, municipalities, business houses, parties, organisations, people.

Reference rows come by migration and carry their source. Names sort in Danish order through
``sort_key``, a column that the database itself computes.
"""

from kkr_portal.registry.models.people import Mandate, Organisation, Party, Person
from kkr_portal.registry.models.places import (
    BusinessHouse,
    BusinessHouseOffice,
    Council,
    Municipality,
    MunicipalityName,
    Population,
    Region,
)
from kkr_portal.registry.models.sort_keys import danish_sort_key

__all__ = [
    "BusinessHouse",
    "BusinessHouseOffice",
    "Council",
    "Mandate",
    "Municipality",
    "MunicipalityName",
    "Organisation",
    "Party",
    "Person",
    "Population",
    "Region",
    "danish_sort_key",
]
