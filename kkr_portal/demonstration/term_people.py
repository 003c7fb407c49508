"""Who sits in the term: invented people, with invented mandates. No name is a real politician's.

The sources say how many mayors each party has, not in which municipality, except for what the votes show: in
the 14 municipalities with votes the mayor is put down to the larger of A and V there, and the rest is filled
up in the order of the alphabet. Each row says that it is invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kkr_portal.access.models import User
from kkr_portal.demonstration import figures
from kkr_portal.registry.models import Mandate, Municipality, Party, Person
from meetings.models import Ending, Membership, Officer, Seat, Substitute, Term
from meetings.rules.proportional_election import chair_and_deputy

NOTE = "Opdigtet. Hvilket parti der har borgmesteren i kommunen, står ikke i portalens kilder."
INVENTED = "Opdigtet til demonstrationen"
SUFFIX = " (opdigtet)"
MAYORS = {"A": 9, "V": 9, "C": 1}
COUNCIL_TERM = date(2022, 1, 1)
LONG_MAYORS = {0: date(2010, 1, 1), 4: date(2014, 1, 1), 9: date(2018, 1, 1)}  # by place in the alphabet
LEFT = date(2023, 9, 1)  # a member leaves the municipal council and the stand-in takes the seat
SIGN_INS = {"member": "medlem@midtjylland.example", "substitute": "stedfortraeder@midtjylland.example"}
OF_THE_SIGN_INS = ("SF – Socialistisk Folkeparti", 1)  # the seat that they have
WHO_LEFT = ("SF – Socialistisk Folkeparti", 2)


@dataclass(frozen=True)
class People:
    """``convener``: the longest-serving mayor, who leads the first election (§ 4, stk. 1–2)."""

    chair: Person
    deputy: Person
    convener: Person
    votes: dict[str, int]  # of the parties that sit, by name: what the election of the chair counts


@dataclass(frozen=True)
class _Place:
    """A seat with the municipality and the party of who sits in it."""

    seat: Seat
    municipality: Municipality
    party: Party


def load(term: Term) -> People:
    """A member and a stand-in in each seat from the first day, chair and deputy, and one who leaves."""
    names = _names()
    places = list(_places(term))
    members = [_person(names, place, "Mette Medlem") for place in places]
    substitutes = [_person(names, place, "Stine Stedfortræder") for place in places]
    newcomer = _person(names)
    Person.objects.bulk_create([*members, *substitutes, newcomer])
    Membership.objects.bulk_create(_membership(*one) for one in zip(places, members, strict=True))
    Substitute.objects.bulk_create(_substitute(*one) for one in zip(places, substitutes, strict=True))
    Mandate.objects.bulk_create(_mandates(places, members, substitutes))
    _one_leaves(next(one for one in places if (one.seat.group, one.seat.number) == WHO_LEFT), newcomer)
    _link_sign_ins(places, members, substitutes)
    return _officers(term, places, members)


def _names() -> Iterator[tuple[str, str]]:
    return iter([(row["given_name"], row["family_name"]) for row in figures.rows("invented_people")])


def _person(
    names: Iterator[tuple[str, str]], place: _Place | None = None, of_the_sign_in: str = ""
) -> Person:
    if place and (place.seat.group, place.seat.number) == OF_THE_SIGN_INS:
        given, family = of_the_sign_in.split()
    else:
        given, family = next(names)
    return Person(given_name=given, family_name=family + SUFFIX, invented=True, source=INVENTED)


def _places(term: Term) -> Iterator[_Place]:
    """The seats, mayors first, each with a municipality: an elected member's has given the party a seat."""
    parties = {one.letter: one for one in Party.objects.filter(municipality=None)}
    by_name = {one.name: one for one in parties.values()}
    counts = [
        (one.municipality, one)
        for one in term.votes.exclude(municipality=None).select_related("municipality", "party")
        if one.municipality
    ]
    mayors = mayors_parties(
        list(term.council.region.municipalities.order_by("sort_key")),
        {(place.pk, one.party.letter): one.votes for place, one in counts},
    )
    used: Counter[int] = Counter()
    for seat in term.seats.select_related("municipality").order_by("-kind", "municipality__sort_key", "pk"):
        if seat.municipality:
            yield _Place(seat, seat.municipality, parties[mayors[seat.municipality.pk]])
            continue
        where, _ = min(
            ((place, one) for place, one in counts if one.party.name == seat.group and one.council_seats),
            key=lambda pair: (used[pair[0].pk], -pair[1].votes, pair[1].pk),
        )
        used[where.pk] += 1
        yield _Place(seat, where, by_name[seat.group])


def mayors_parties(municipalities: list[Municipality], votes: dict[tuple[int, str], int]) -> dict[int, str]:
    """Municipality → letter; as many of each as ``MAYORS`` says."""
    found: dict[int, str] = {}
    for one in municipalities:
        a, v = votes.get((one.pk, "A"), 0), votes.get((one.pk, "V"), 0)
        if a != v:
            found[one.pk] = "A" if a > v else "V"
    left = Counter(MAYORS)
    left.subtract(found.values())
    rest = [letter for letter, number in left.items() for _ in range(number)]
    unknown = [one.pk for one in municipalities if one.pk not in found]
    return found | dict(zip(unknown, rest, strict=True))


def _membership(place: _Place, person: Person) -> Membership:
    return Membership(
        seat=place.seat, person=person, municipality=place.municipality, party=place.party,
        period=(place.seat.term.period.lower, None), note=NOTE if place.seat.municipality else INVENTED,
    )  # fmt: skip


def _substitute(place: _Place, person: Person) -> Substitute:
    origin = Substitute.Origin.FIRST_DEPUTY if place.seat.municipality else Substitute.Origin.GROUP
    return Substitute(
        seat=place.seat, person=person, municipality=place.municipality, party=place.party,
        origin=origin, period=(place.seat.term.period.lower, None), note=INVENTED,
    )  # fmt: skip


def _mandates(places: list[_Place], members: list[Person], substitutes: list[Person]) -> Iterator[Mandate]:
    """Everybody sits in the municipal council; three mayors have been it longer than since the election."""
    office = Mandate.Office
    for number, (place, member, substitute) in enumerate(zip(places, members, substitutes, strict=True)):
        mayor = bool(place.seat.municipality)
        since = LONG_MAYORS.get(number, COUNCIL_TERM) if mayor else COUNCIL_TERM
        for person, kind, first in (
            (member, office.MAYOR if mayor else office.COUNCILLOR, since),
            (substitute, office.FIRST_DEPUTY if mayor else office.COUNCILLOR, COUNCIL_TERM),
        ):
            yield Mandate(
                person=person, municipality=place.municipality, party=place.party, office=kind,
                period=(first, None), source=INVENTED,
            )  # fmt: skip


def _one_leaves(place: _Place, newcomer: Person) -> None:
    """§ 3, stk. 7 and 11: the stand-in takes the seat, and a new stand-in is elected."""
    member = Membership.objects.get(seat=place.seat)
    substitute = Substitute.objects.get(seat=place.seat)
    Mandate.objects.filter(person=member.person).update(period=(COUNCIL_TERM, LEFT))
    for row, why in ((member, Ending.LEFT_COUNCIL), (substitute, Ending.BECAME_MEMBER)):
        row.period, row.ended_because = (place.seat.term.period.lower, LEFT), why
        row.save()
    _later(_membership(place, substitute.person)).save()
    _later(_substitute(place, newcomer)).save()
    Mandate.objects.create(
        person=newcomer, municipality=place.municipality, party=place.party,
        office=Mandate.Office.COUNCILLOR, period=(COUNCIL_TERM, None), source=INVENTED,
    )  # fmt: skip


def _later(row: Membership | Substitute) -> Membership | Substitute:
    row.period = (LEFT, None)
    return row


def _link_sign_ins(places: list[_Place], members: list[Person], substitutes: list[Person]) -> None:
    number = next(n for n, one in enumerate(places) if (one.seat.group, one.seat.number) == OF_THE_SIGN_INS)
    User.objects.filter(email=SIGN_INS["member"]).update(person=members[number])
    User.objects.filter(email=SIGN_INS["substitute"]).update(person=substitutes[number])


def _officers(term: Term, places: list[_Place], members: list[Person]) -> People:
    """Chair and deputy as § 4, stk. 2, counts them; each group puts up a mayor who does not convene."""
    sitting = {one.party.name for one in places}
    votes: Counter[str] = Counter()
    for count in term.votes.select_related("party"):
        if count.party.name in sitting:
            votes[count.party.name] += count.votes
    chosen: list[Person] = []
    convener, others = members[0], members[1:]
    for post in chair_and_deputy(dict(votes), on=term.period.lower).posts:
        pairs = zip(places[1:], others, strict=True)
        person = next(who for place, who in pairs if place.party.name == post.party and who not in chosen)
        Officer.objects.create(
            term=term,
            post=post.number,
            person=person,
            group=post.party or "",
            period=(term.period.lower, None),
        )
        chosen.append(person)
    return People(chosen[0], chosen[1], convener=convener, votes=dict(votes))
