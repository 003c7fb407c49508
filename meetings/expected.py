"""Who is expected at a meeting, out of its day's members and the absence they have reported."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.law import Citation
from meetings.models import AbsenceNotice, Meeting
from meetings.roster import Roster, Sitting, roster_on
from meetings.rules import editions
from meetings.rules.quorum import DECISIONS, Quorum


@dataclass(frozen=True)
class Expected:
    """``absent`` pairs each notice with the seat of its day; a notice of a former member has none."""

    meeting: Meeting
    roster: Roster
    absent: list[tuple[AbsenceNotice, Sitting | None]]

    @property
    def absent_members(self) -> set[int]:
        return {notice.membership_id for notice, sitting in self.absent if sitting}

    @property
    def quorum(self) -> Quorum:
        """Members without a notice. A member away for long counts when the stand-in has entered; the
        stand-ins of those who are absent this once are not counted, for nobody knows whether they come."""
        coming = [
            one
            for one in self.roster.members
            if one.member
            and one.member.pk not in self.absent_members
            and (not one.absence_kind or one.substitute)
        ]
        return Quorum(len(self.roster.members), len(coming))

    @property
    def sentence(self) -> str:
        """«34 af 38 ventes; mindst 19 kræves, § 5, stk. 9.», or who we do not know."""
        if not self.roster.members:
            return ""
        count = self.quorum
        needs = f"; mindst {count.required} kræves, {DECISIONS.place}" if self.has_rules else ""
        return f"{count.present} af {count.members} ventes{needs}."

    @property
    def has_rules(self) -> bool:
        return editions.has_rules(self.meeting.date)

    @property
    def is_short(self) -> bool:
        return self.has_rules and bool(self.roster.members) and not self.quorum.met

    @property
    def citation(self) -> Citation:
        return DECISIONS


def expected_at(meeting: Meeting, roster: Roster | None = None) -> Expected:
    """Two queries, however many members."""
    roster = roster or roster_on(meeting.council, meeting.date)
    seats = {one.member.pk: one for one in roster.members if one.member}
    notices = meeting.absence_notices.select_related("membership__person", "membership__party")
    by_name = notices.order_by(
        "membership__person__sort_key", "membership__person__given_sort_key", "membership__pk"
    )
    return Expected(meeting, roster, [(one, seats.get(one.membership_id)) for one in by_name])
