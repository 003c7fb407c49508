"""The statutes behind the quotas: integrationsloven §§ 6–8 and boligplaceringsbekendtgørelsen §§ 4–7.

Found in public material, the regulation as of 2020 and 2022 [found]; none was seen as law in force today. The
dates of 2021 and the obligation to agree stand in the authority's letter of 30 September 2021 [stated].
"""

from kkr_portal.law import Certainty, Citation

ACT = "integrationsloven"
REGULATION = "boligplaceringsbekendtgørelsen"


def act(paragraph: str, part: str = "", note: str = "") -> Citation:
    return Citation(ACT, paragraph, part, certainty=Certainty.FOUND, note=note)


def regulation(paragraph: str, part: str = "", note: str = "") -> Citation:
    return Citation(REGULATION, paragraph, part, certainty=Certainty.FOUND, note=note)


def computed(place: Citation, note: str) -> Citation:
    """A place whose text leaves the matter open; ``note`` says in Danish what the portal does."""
    return place.but(Certainty.COMPUTED, note)
