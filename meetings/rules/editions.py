"""Which edition of the rules of procedure holds on a date. A meeting runs under the edition of its date.

The portal knows one edition: adopted by KL's board on 26 August 2021, in force 1 January 2022
(§ 6 (Ikrafttrædelse), stk. 2; item 5.4 of the packet of 11 October 2021). Earlier rules are not in the
portal, so a meeting on 11 October 2021 has none. When it ends is not said; the title names 2022–2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kkr_portal.law import ByDate, Certainty, Citation, NotInForce
from meetings.rules.edition_2022 import PARAGRAPHS
from meetings.rules.paragraph import Paragraph

RULEBOOK = "forretningsordenen"
BEFORE = "Mødet følger tidligere regler, som ikke findes i portalen."


@dataclass(frozen=True)
class Edition:
    title: str
    adopted: date
    in_force: date
    paragraphs: tuple[Paragraph, ...]

    def cite(self, number: int, part: int | None = None, heading: str = "") -> Citation:
        """A place in this edition. Raises LookupError when there is none, or when there are two."""
        fitting = [p for p in self.paragraphs if p.number == number and heading in ("", p.heading)]
        if len(fitting) != 1 or not (part is None or 1 <= part <= len(fitting[0].parts)):
            raise LookupError(f"§ {number} {heading}, stk. {part}: no such place, or two")
        twin = sum(p.number == number for p in self.paragraphs) > 1
        return Citation(RULEBOOK, str(number), str(part or ""), heading=fitting[0].heading if twin else "")


EDITION_2022 = Edition(
    title="Forretningsorden for KKR 2022–2026",
    adopted=date(2021, 8, 26),
    in_force=date(2022, 1, 1),
    paragraphs=PARAGRAPHS,
)
EDITIONS = ByDate({EDITION_2022.in_force: EDITION_2022}, before=BEFORE)
IN_FORCE = EDITION_2022.cite(6, 2, "Ikrafttrædelse")


def edition_on(day: date) -> Edition:
    """The edition of a meeting on ``day``. Raises NotInForce, in words for the screen, before the first."""
    return EDITIONS.on(day)


def has_rules(day: date) -> bool:
    """Whether the portal knows the rules of ``day``; a page without them shows ``BEFORE``."""
    try:
        edition_on(day)
    except NotInForce:
        return False
    return True


def cite(number: int, part: int | None = None, heading: str = "") -> Citation:
    """A place in the edition in force 1 January 2022."""
    return EDITION_2022.cite(number, part, heading)


def computed(number: int, part: int | None, note: str) -> Citation:
    """A place whose text leaves the matter open; ``note`` says in Danish what the portal does."""
    return cite(number, part).but(Certainty.COMPUTED, note)
