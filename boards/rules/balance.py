"""Women and men: standardvedtægterne § 5.2 says that the equality act (§ 10 a) applies. [general knowledge]

A nominating body proposes as many women as men, with an odd number one more of either; or it gives its reason
in writing. The portal shows the balance, warns and keeps the reason; it never blocks.
"""

from __future__ import annotations

from boards.rules.statutes import EQUALITY
from kkr_portal.law import Breach


def nomination_warnings(*, women: int, men: int, reason: str = "", by: str = "") -> list[Breach]:
    """Of one nominating body. Nobody proposed at all is no warning here."""
    if (abs(women - men) <= 1 and (women + men != 1)) or women + men == 0 or reason.strip():
        return []
    who = f"{by} har" if by else "Der er"
    proposed = f"{women} {'kvinde' if women == 1 else 'kvinder'} og {men} {'mand' if men == 1 else 'mænd'}"
    text = f"{who} foreslået {proposed}"
    return [Breach(EQUALITY, f"{text}; der foreslås lige mange, eller begrundelsen skrives")]


def board_warnings(*, women: int, men: int, unknown: int = 0, reason: str = "") -> list[Breach]:
    """Of a board's members with a vote; ``unknown`` are those about whom nothing is written."""
    apart = abs(women - men) - unknown  # whoever is not written may even it out
    if apart <= 1 or reason.strip():
        return []
    counted = f"{women} {'kvinde' if women == 1 else 'kvinder'} og {men} {'mand' if men == 1 else 'mænd'}"
    text = f"Bestyrelsen har {counted}; der stræbes efter lige mange, eller begrundelsen skrives"
    return [Breach(EQUALITY, text)]
