"""The term of KKR Midtjylland after the municipal election of 16 November 2021: votes, composition, seats.

The votes are the published ones of 14 of the region's 19 municipalities, so the composition is a worked
example and not the real council's; ``votes_lack`` says so wherever they are shown. How many mayors each
party has is the source's; everybody who sits in the seats is invented (``term_people``).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.demonstration import figures, term_consultations, term_meetings, term_people
from kkr_portal.registry.models import Council, Municipality, Party
from meetings.actions.terms import fix_composition
from meetings.models import Term, VoteCount

ELECTION = date(2021, 11, 16)
START = date(2022, 1, 19)  # the constitutive meeting
SOURCE = "Kommunalvalget 16. november 2021, Wikipedias opgørelser pr. kommune"
MAYORS_SOURCE = "Borgmestre fra 2022 efter parti; Samsø og Struer er almen viden, ikke efterprøvet"


@transaction.atomic
def load() -> Term:
    """The whole term with its people, meetings and written consultations. In an empty database."""
    term = _term(Council.objects.get(slug="midtjylland"))
    term = fix_composition(term=term, on=START)
    people = term_people.load(term)
    term_meetings.load(term, people)
    term_consultations.load(term)
    return term


def _term(council: Council) -> Term:
    rows = figures.rows("votes_2021")
    municipalities = {one.name: one for one in council.region.municipalities.all()}
    missing = sorted(set(municipalities) - {row["municipality"] for row in rows})
    term = Term.objects.create(
        council=council,
        election_date=ELECTION,
        period=(START, None),
        votes_source=SOURCE,
        votes_lack=(
            f"Kun {len(municipalities) - len(missing)} af regionens {len(municipalities)} kommuner; "
            f"{', '.join(missing[:-1])} og {missing[-1]} mangler. "
            "Sammensætningen er et regneeksempel og ikke KKR's virkelige."
        ),
    )
    parties = {(one.letter, one.municipality_id): one for one in Party.objects.all()}
    counts = [_count(term, row, municipalities, parties) for row in rows]
    counts += [
        VoteCount(term=term, party=parties[letter, None], mayors=mayors, source=MAYORS_SOURCE)
        for letter, mayors in term_people.MAYORS.items()
    ]
    VoteCount.objects.bulk_create(counts)
    term.refresh_from_db()  # the period as a range
    return term


def _count(
    term: Term,
    row: dict[str, str],
    municipalities: dict[str, Municipality],
    parties: dict[tuple[str, int | None], Party],
) -> VoteCount:
    place = municipalities[row["municipality"]]
    return VoteCount(
        term=term,
        municipality=place,
        party=parties[row["letter"], place.pk if row["list"] else None],
        votes=int(row["votes"]),
        council_seats=int(row["council_seats"]),
        source=row["source"],
    )
