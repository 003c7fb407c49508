"""What § 4, stk. 1–2, asks of a constitutive meeting: who convenes, and by when what must have happened."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.law import Breach
from kkr_portal.registry.models import Mandate, Municipality, Person
from meetings.models import Meeting, Term
from meetings.rules import convener, deadlines
from meetings.votes_of_term import term_on


@dataclass(frozen=True)
class MayorsTime:
    """One mayor of the region; ``days`` is None where the registry does not know when it began."""

    person: Person
    municipality: Municipality
    days: int | None
    periods: tuple[str, ...]
    longest: bool


@dataclass(frozen=True)
class Constitution:
    """``missing`` are the municipalities without a mayor in the registry: then the convener is not sure."""

    meeting: Meeting
    term: Term | None
    held_by: deadlines.Deadline | None
    alliances_by: deadlines.Deadline
    mayors: list[MayorsTime]
    convener: Person | None
    equal: tuple[Person, ...]
    missing: list[Municipality]
    breaches: list[Breach]

    @property
    def sure(self) -> bool:
        """Every mayor of the region is known, and since when."""
        return not self.missing and all(one.days is not None for one in self.mayors)

    @property
    def term_begins_elsewhere(self) -> bool:
        """The term that runs on the day began on another: the new one is probably not created yet."""
        return self.term is not None and self.term.period.lower != self.meeting.date

    CONVENING = convener.CONVENING
    LONGEST = convener.LONGEST


def constitution_of(meeting: Meeting) -> Constitution:
    """Four queries. Raises NotInForce for a meeting before the first edition."""
    region = meeting.council.region_id
    term = term_on(meeting.council, meeting.date)
    begins_here = term is not None and term.period.lower == meeting.date
    held_by, breaches = None, []
    if term and begins_here:
        held_by = deadlines.constitution_deadline(term.election_date)
        breaches = deadlines.constitution_breaches(election=term.election_date, meeting=meeting.date)
    sitting = list(
        Mandate.objects.filter(
            office=Mandate.Office.MAYOR, municipality__region=region, period__contains=meeting.date
        ).select_related("person", "municipality")
    )
    terms = _terms_of(sitting)
    mayors = [
        convener.Mayor(one.person, tuple((start, until) for start, until in terms[one.person_id] if start))
        for one in sitting
        if all(start for start, _ in terms[one.person_id])
    ]
    found = convener.convening(mayors, on=meeting.date)
    equal = found.tie.among if found.tie else ()
    there = {one.municipality_id for one in sitting}
    return Constitution(
        meeting, term, held_by, deadlines.alliance_deadline(meeting.date),
        sorted(
            (
                MayorsTime(
                    one.person, one.municipality, found.days.get(one.person),
                    tuple(_period(*pair) for pair in terms[one.person_id]),
                    one.person == found.convener or one.person in equal,
                )
                for one in sitting
            ),
            key=lambda one: (one.days is None, -(one.days or 0), one.municipality.sort_key),
        ),
        found.convener if isinstance(found.convener, Person) else None,
        equal,
        list(Municipality.objects.filter(region=region).exclude(pk__in=there)),
        breaches,
    )  # fmt: skip


def _terms_of(sitting: list[Mandate]) -> dict[int, list[tuple]]:
    """Every time as mayor of those who are mayors now, wherever it was."""
    terms: dict[int, list[tuple]] = {one.person_id: [] for one in sitting}
    rows = Mandate.objects.filter(office=Mandate.Office.MAYOR, person__in=list(terms)).order_by("period")
    for row in rows:
        terms[row.person_id].append((row.period.lower, row.period.upper))
    return terms


def _period(start: object, until: object) -> str:
    """«fra 01.01.2014», «01.01.2006–01.01.2010»."""
    begun = f"{start:%d.%m.%Y}" if start else "ukendt dato"
    return f"{begun}–{until:%d.%m.%Y}" if until else f"fra {begun}"
