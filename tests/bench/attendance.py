"""The attendance page of a KKR with 58 members beside its agenda: ``python -m tests.bench.attendance``.

Both pages answer the same secretary.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.bench.measuring import Row, database, seconds, secretary, show

MEMBERS, ITEMS = 58, 20


def rows() -> Iterator[Row]:
    """The whole page, and the parts that a script asks for."""
    with database("attendance"):
        client, address = secretary(), _a_meeting()
        plain = seconds(client, address)
        for what, headers in (
            ("attendance", {}),
            ("the same after one press, by script", {"X-Requested-With": "fetch"}),
        ):
            taken = seconds(client, f"{address}in-session/", headers)
            yield Row(what, f"{MEMBERS} members, {ITEMS} items", taken, "s", "the agenda", plain)


def _a_meeting() -> str:
    """The address of a meeting where everybody is there."""
    from kkr_portal.registry.models import Council
    from meetings.actions import sitting
    from meetings.models import Meeting
    from tests.meetings.in_the_room import a_council, an_agenda

    council = Council.objects.get(slug="midtjylland")
    meeting = Meeting.objects.create(council=council, date=date(2022, 6, 8), status="sent")
    an_agenda(meeting, ITEMS)
    a_council(council, MEMBERS)
    sitting.all_present(meeting=meeting)
    return meeting.get_absolute_url()


if __name__ == "__main__":
    show(rows())
