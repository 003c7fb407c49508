"""What follows from a step about a member, to be told before it is taken: each point with its paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kkr_portal.law import Citation
from meetings.models import Membership, Officer, Seat, Substitute
from meetings.party_changes import Follows
from meetings.rules import substitutes, succession
from meetings.rules.editions import cite
from meetings.rules.succession import Consequence, Leaves


@dataclass(frozen=True)
class Point:
    text: str
    citation: Citation


@dataclass(frozen=True)
class Branch:
    """What follows in one case; without a heading there is only the one."""

    heading: str
    points: list[Point]


def _sentence(one: Consequence) -> Point:
    text = one.what.value
    return Point(f"{text[0].upper()}{text[1:]}.", one.citation)


def of_leaving(membership: Membership, substitute: Substitute | None, day: date) -> list[Branch]:
    posts = _posts(membership, day)
    if membership.seat.kind == Seat.Kind.MAYOR:
        points = [_sentence(one) for one in succession.on_leaving(succession.Seat.MAYOR, Leaves.COUNCIL)]
        points.append(Point("Den nye borgmester får pladsen.", cite(3, 1)))
        stays = Point(
            "En borgmester, der skifter parti, bliver i KKR. Brug «Skifter parti».", succession.MAYOR_STAYS
        )
        return [Branch("", [*points, *posts, stays])]
    yes = succession.on_leaving(succession.Seat.ELECTED, Leaves.COUNCIL, substitute_accepts=True)
    no = succession.on_leaving(succession.Seat.ELECTED, Leaves.COUNCIL, substitute_accepts=False)
    if substitute is None:
        return [Branch("", [_sentence(no[0]), _sentence(no[1]), *posts])]
    return [
        Branch(f"Ønsker {substitute} pladsen", [*map(_sentence, yes), *posts]),
        Branch(f"Ønsker {substitute} den ikke", [*map(_sentence, no), *posts]),
    ]


def _posts(membership: Membership, day: date) -> list[Point]:
    """A chair's or deputy's post ends too."""
    posts = Officer.objects.filter(term=membership.seat.term, person=membership.person, period__contains=day)
    return [
        Point(f"Posten som {post.get_post_display()}: {post.group} vælger en ny.", one.citation)
        for post in posts
        for one in succession.on_chair_leaving(Leaves.COUNCIL)
    ]


def of_substitute_leaving(substitute: Substitute) -> list[Branch]:
    if substitute.seat.kind == Seat.Kind.MAYOR:
        text = "Borgmesterens nye stedfortræder følger af, hvem der er viceborgmester."
        return [Branch("", [Point(text, substitutes.PERSONAL)])]
    found = succession.on_leaving(succession.Seat.SUBSTITUTE, Leaves.COUNCIL)
    return [Branch("", [_sentence(one) for one in found])]


def of_officer_leaving(officer: Officer) -> list[Branch]:
    text = f"{officer.group} vælger en ny {officer.get_post_display()}."
    return [Branch("", [Point(text, succession.on_chair_leaving_council().citation)])]


def of_party_change(follows: Follows) -> list[Branch]:
    return [Branch("", [Point(text, citation) for citation, text in follows.reasons])]


def of_absence(membership: Membership, substitute: Substitute | None, day: date) -> list[Branch]:
    who = f"Stedfortræderen, {substitute}," if substitute else "Stedfortræderen, som endnu ikke er valgt,"
    shorter = Point(
        "Er fraværet kortere, registreres det ikke her: Stedfortræderen kan deltage fra møde til møde, "
        "når medlemmet melder afbud.",
        cite(5, 11),
    )
    enters = f"{who} indtræder, så længe fraværet varer, når det er mindst 3 måneder."
    points = [Point(enters, substitutes.EXEMPT)]
    if membership.seat.kind == Seat.Kind.ELECTED:
        points.append(
            Point(
                "Er medlemmet forhindret, afgør KKR på sit næste møde, om betingelserne er opfyldt.",
                substitutes.PREVENTED,
            )
        )
    posts = Officer.objects.filter(
        term=membership.seat.term, person=membership.person, period__contains=day, for_a_time=False
    )
    for post in posts:
        text = f"{post.group} vælger en anden {post.get_post_display()} for den tid."
        points.append(Point(text, succession.CHAIR_AWAY))
    return [Branch("", [*points, shorter])]


def of_return(membership: Membership) -> list[Branch]:
    text = (
        f"Stedfortræderen udtræder, når {membership} vender tilbage. "
        "Har en anden haft medlemmets post imens, ophører det."
    )
    return [Branch("", [Point(text, substitutes.PREVENTED)])]


def of_decision() -> list[Branch]:
    yes = Point("Stedfortræderen bliver siddende, så længe medlemmet er væk.", substitutes.PREVENTED)
    no = Point("Fraværet ophører på mødets dag, og stedfortræderen udtræder.", substitutes.PREVENTED)
    return [Branch("Er betingelserne opfyldt", [yes]), Branch("Er de ikke opfyldt", [no])]


def of_election() -> list[Branch]:
    among = Point("Formand og næstformand vælges blandt medlemmerne.", cite(4, 2))
    again = Point("Er posten blevet ledig, vælger gruppen bag det forrige valg.", succession.NEW_CHAIR)
    return [Branch("", [among, again])]
