"""Who may nominate, in time and whom: standardvedtægterne § 5.2, and the duty to propose both sexes. [stated]

In each term the KKR decides which organisations are entitled. Who they nominate for a company's seat must be
active in business; nothing else may be asked of them, but that one or more nominate from an SME.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from boards.rules.balance import nomination_warnings
from boards.rules.composition import Candidate, lasting
from boards.rules.process import PROCESS
from boards.rules.statutes import COMPOSITION, Kind
from kkr_portal.law import Breach


def entitlement_breaches(*, organisation: str, seat: str, entitled: bool) -> list[Breach]:
    """The KKR has decided so, for seats of this kind, in this round."""
    if entitled:
        return []
    text = f"{organisation} er ikke besluttet som indstillingsberettiget til pladsen «{seat}»"
    return [Breach(COMPOSITION, text)]


def time_breaches(*, received_on: date, sent_on: date | None, deadline: date) -> list[Breach]:
    """The deadline's own day is in time. Nobody answers before they are asked."""
    if received_on > deadline:
        text = f"Indstillingen er modtaget {received_on:%d.%m.%Y}, efter fristen {deadline:%d.%m.%Y}"
        return [Breach(PROCESS, text)]
    if sent_on and received_on < sent_on:
        text = f"Indstillingen kan ikke være modtaget før anmodningen, {sent_on:%d.%m.%Y}"
        return [Breach(PROCESS, text)]
    return []


def pair_breaches(*, women: int, men: int, reason: str, by: str = "") -> list[Breach]:
    """A woman and a man, or the reason in writing; somebody at all."""
    if not women + men:
        return [Breach(COMPOSITION, "Der er ikke indstillet nogen")]
    return nomination_warnings(women=women, men=men, reason=reason, by=by)


def nominee_breaches(*, person: str, kind: Kind | None, active_in_business: bool) -> list[Breach]:
    """What this person lacks to be nominated. ``kind`` is None for other bodies, whose rules are unknown."""
    if kind is not Kind.BUSINESS:
        return []
    asked = Candidate(person, kind, active_in_business=active_in_business)
    return [Breach(COMPOSITION, f"{person} {what}") for what in lasting(asked)]


def sme_warnings(from_sme: Iterable[bool]) -> list[Breach]:
    """``from_sme``: of each organisation entitled to the companies' seats, whether it must nominate from one.

    No organisation at all is no warning here.
    """
    asked = list(from_sme)
    if not asked or any(asked):
        return []
    text = (
        "Ingen af erhvervsorganisationerne er bedt om at indstille fra en lille eller mellemstor virksomhed"
    )
    return [Breach(COMPOSITION, text)]


class Link(Enum):
    """How a personal link stands; the value is what whoever follows it is told."""

    OPEN = "Linket kan bruges."
    USED = "Der er allerede svaret med dette link. Det kan kun bruges én gang."
    EXPIRED = "Linket er udløbet."
    WITHDRAWN = "Anmodningen er trukket tilbage, og linket kan ikke bruges."


def link_state(*, expires_on: date, used: bool, withdrawn: bool, day: date) -> Link:
    """``expires_on`` is the last day on which it can be used."""
    if used:
        return Link.USED
    if withdrawn:
        return Link.WITHDRAWN
    return Link.EXPIRED if day > expires_on else Link.OPEN
