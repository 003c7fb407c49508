"""Where this room's rules stand: the framework agreement 2021–2023 (afsnit 7–9), the contract of 2022.

The agreement counts by sections («afsnit»); the contract has only headings.
"""

from kkr_portal.law import Certainty, Citation

FRAMEWORK = "rammeaftalen 2021–2023"
CONTRACT = "resultatkontrakten 2022"


def section(number: str) -> Citation:
    """A section of the framework agreement."""
    return Citation(FRAMEWORK, number, sign="afsnit")


def heading(name: str) -> Citation:
    """A heading of the contract."""
    return Citation(CONTRACT, f"«{name}»", sign="afsnittet")


def computed(place: Citation, note: str) -> Citation:
    """A place whose text leaves the matter open; ``note`` says in Danish what the portal does."""
    return place.but(Certainty.COMPUTED, note)
