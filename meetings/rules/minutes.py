"""Minutes and their approval: § 5, stk. 6. [stated: decisions are written in minutes that are published]

How minutes are approved the text does not say. [computed: under an item of a later meeting of the same KKR]
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from kkr_portal.law import Breach
from meetings.rules.editions import cite, computed

PUBLISHED = cite(5, 6)
ABSENCE_NOTED = cite(5, 11)
APPROVAL = computed(
    5,
    6,
    "hvordan et referat godkendes, siger teksten ikke; her kræves et punkt på et senere møde i samme KKR",
)


def approval_breaches(
    *, council: Hashable, day: date, under_council: Hashable, under_day: date, under_sent: bool
) -> list[Breach]:
    """Minutes of ``council``'s meeting on ``day``, approved under an item of the other meeting.

    ``under_sent``: the other meeting's agenda has been sent and the meeting is not cancelled.
    """
    wrong = []
    if council != under_council:
        wrong.append(Breach(APPROVAL, "Punktet hører til et andet KKR's møde"))
    if under_day <= day:
        message = "Et referat godkendes på et senere møde; punktet er på mødet selv eller et tidligere"
        wrong.append(Breach(APPROVAL, message))
    if not under_sent:
        wrong.append(Breach(APPROVAL, "Dagsordenen med punktet er ikke udsendt, eller mødet er aflyst"))
    return wrong
