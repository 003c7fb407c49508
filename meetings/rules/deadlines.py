"""The deadlines of a meeting and of the constitution: § 4, stk. 1–2, and § 5, stk. 4–5. [stated]

Days and weeks are calendar days. Only the alliances' deadline is in working days (hverdage), counted the
strict way of ``kkr_portal.calendar``. A deadline lasts through its date. Each number stands here once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kkr_portal.calendar import WORKING_DAY, days_before, weeks_before, working_days_before
from kkr_portal.law import Breach, ByDate, Citation
from meetings.rules.editions import BEFORE, EDITION_2022, cite, computed, edition_on

START = EDITION_2022.in_force
PROPOSAL_DAYS = ByDate({START: 10}, before=BEFORE)
AGENDA_WEEKS = ByDate({START: 1}, before=BEFORE)
ALLIANCE_WORKING_DAYS = ByDate({START: 3}, before=BEFORE)
CONSTITUTION_BY = (1, 31)  # month and day of the year after the election

PROPOSAL = cite(5, 4)
AGENDA = cite(5, 5)
CONSTITUTION = cite(4, 1)
ALLIANCES = computed(4, 2, WORKING_DAY.note)


@dataclass(frozen=True)
class Deadline:
    """The last date, what must have happened by then (in Danish), and why."""

    day: date
    what: str
    citation: Citation

    def breaches(self, happened: date) -> list[Breach]:
        if happened <= self.day:
            return []
        return [
            Breach(
                self.citation,
                f"{self.what} skulle ske senest {self.day:%d.%m.%Y}; det er {happened:%d.%m.%Y}",
            )
        ]


def proposal_deadline(meeting: date) -> Deadline:
    """The tenth day before an ordinary meeting."""
    return Deadline(days_before(meeting, PROPOSAL_DAYS.on(meeting)), "Forslag til dagsordenen", PROPOSAL)


def agenda_deadline(meeting: date) -> Deadline:
    """The same weekday the week before an ordinary meeting."""
    return Deadline(weeks_before(meeting, AGENDA_WEEKS.on(meeting)), "Udsendelse af dagsordenen", AGENDA)


def alliance_deadline(meeting: date) -> Deadline:
    """The third working day before the constitutive meeting."""
    day = working_days_before(meeting, ALLIANCE_WORKING_DAYS.on(meeting))
    return Deadline(day, "Meddelelse om valgforbund", ALLIANCES)


def constitution_deadline(election: date) -> Deadline:
    """31 January after the election. The rules that hold are those of that day."""
    day = date(election.year + 1, *CONSTITUTION_BY)
    edition_on(day)
    return Deadline(day, "Det konstituerende møde", CONSTITUTION)


def agenda_breaches(*, meeting: date, sent: date, reason_for_waiving: str = "") -> list[Breach]:
    """Late without a reason. In special cases the deadline may be waived; the reason is kept and printed."""
    return [] if reason_for_waiving.strip() else agenda_deadline(meeting).breaches(sent)


def constitution_breaches(*, election: date, meeting: date) -> list[Breach]:
    if meeting <= election:
        return [Breach(CONSTITUTION, "Det konstituerende møde ligger ikke efter kommunalvalget")]
    return constitution_deadline(election).breaches(meeting)
