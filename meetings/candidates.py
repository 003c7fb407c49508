"""Whom one can choose from: members of the KKR on the meeting's day, and the region's municipal councils.

Only members of the region's municipal councils can be political representatives (§ 4, stk. 4).
"""

from __future__ import annotations

from kkr_portal.registry.models import Mandate, Person
from meetings.models import Meeting
from meetings.roster import Roster, roster_on
from meetings.votes_of_term import cooperations_of, groups_of, term_on

Choices = list[tuple[str, list[tuple[str, str]]]]


def council_members(meeting: Meeting, roster: Roster) -> dict[Person, str]:
    """Everybody who sits in a municipal council of the region on the day, with where and for whom.

    Members of the KKR and their stand-ins sit in one (§ 3), also where the registry has no mandate of theirs.
    """
    found = {
        one.person: _where(one.municipality, one.party)
        for one in [
            *(sitting.member for sitting in roster.sittings),
            *(sitting.substitute for sitting in roster.sittings),
        ]
        if one
    }
    mandates = Mandate.objects.filter(
        municipality__region=meeting.council.region_id, period__contains=meeting.date
    ).select_related("person", "municipality", "party")
    for mandate in mandates.order_by("person__sort_key", "person__given_sort_key"):
        found.setdefault(mandate.person, _where(mandate.municipality, mandate.party))
    return found


def _where(municipality: object, party: object) -> str:
    return f"{municipality}, {party}" if party else str(municipality)


def members_by_group(meeting: Meeting) -> dict[str, list[Person]]:
    """The KKR's members on the day by the group that elected them, or the mayor's party."""
    roster = roster_on(meeting.council, meeting.date)
    groups = groups_of(roster, cooperations_of(term_on(meeting.council, meeting.date)))
    return {name: [one.member.person for one in rows if one.member] for name, rows in groups.items()}


def choices_for(meeting: Meeting) -> Choices:
    """For a field of choices: the KKR's members first, then the others of the region's councils."""
    roster = roster_on(meeting.council, meeting.date)
    everybody = council_members(meeting, roster)
    inside = {one.member.person_id for one in roster.members if one.member}
    rows = [
        (person.pk in inside, (str(person.pk), f"{person} ({where})")) for person, where in everybody.items()
    ]
    return [
        (heading, options)
        for heading, options in (
            ("Medlemmer af KKR", [option for member, option in rows if member]),
            (
                "Andre kommunalbestyrelsesmedlemmer i regionen",
                [option for member, option in rows if not member],
            ),
        )
        if options
    ]
