"""The system, the KKR, the people in them, by the names of OParl 1.1; «kkr:» marks what it has none for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from kkr_portal.registry.models import Council, Person
from meetings.models import Term
from meetings.oparl.posts import Post
from meetings.oparl.stamps import Stamp
from meetings.oparl.teller import SCHEMA, Object, Teller, known

# Lists of a Body by the property that names them, with the word in their address.
LISTS = {
    "organization": "organizations", "person": "people", "meeting": "meetings", "paper": "papers",
    "agendaItem": "agenda-items", "consultation": "consultations", "file": "files",
    "locationList": "locations", "legislativeTermList": "legislative-terms", "membership": "memberships",
}  # fmt: skip


def _offered() -> Object:
    """On what terms, and whom to ask."""
    return known(
        license=settings.OPEN_DATA_LICENSE, contactName=settings.CONTACT_NAME,
        contactEmail=settings.CONTACT_EMAIL,
    )  # fmt: skip


def system(teller: Teller, stamp: Stamp) -> Object:
    return teller.head(teller.address("system"), "System", stamp) | _offered() | {
        "oparlVersion": SCHEMA, "body": teller.address("bodies"), "name": "De fem KKR",
        "website": teller.absolute("/"),
    }  # fmt: skip


def body(teller: Teller, council: Council, terms: Sequence[tuple[Term, Stamp]], stamp: Stamp) -> Object:
    lists = {name: teller.address("list", council.slug, word) for name, word in LISTS.items()}
    return teller.head(teller.address("body", council.slug), "Body", stamp) | _offered() | lists | {
        "system": teller.address("system"), "name": str(council), "classification": "kommunekontaktråd",
        "mainOrganization": teller.one("organizations", council.slug),
        "legislativeTerm": [term(teller, one, of, embedded=True) for one, of in terms],
        "web": teller.page("council", council.slug),
    }  # fmt: skip


def term(teller: Teller, one: Term, stamp: Stamp, *, embedded: bool = False) -> Object:
    """An end that is still to come is not told."""
    end = one.period.upper if one.period.upper and one.period.upper <= timezone.localdate() else None
    return teller.head(teller.one("legislative-terms", one.pk), "LegislativeTerm", stamp) | known(
        body=None if embedded else teller.address("body", one.council.slug), name=one.years,
        startDate=one.period.lower.isoformat(), web=teller.absolute(one.get_absolute_url()),
        endDate=(end - timedelta(days=1)).isoformat() if end else None,
    )  # fmt: skip


def organization(teller: Teller, council: Council, posts: Sequence[Post], stamp: Stamp) -> Object:
    return teller.head(teller.one("organizations", council.slug), "Organization", stamp) | {
        "body": teller.address("body", council.slug), "name": str(council), "organizationType": "Gremium",
        "classification": "kommunekontaktråd", "post": sorted({one.role for one in posts}),
        "membership": [teller.one("memberships", one.key) for one in posts],
        "meeting": teller.address("list", council.slug, "meetings"),
        "web": teller.page("members", council.slug),
    }  # fmt: skip


def person(
    teller: Teller, one: Person, posts: Sequence[Post], slugs: Mapping[int, str], stamp: Stamp
) -> Object:
    """``slugs``: the addresses of the KKR. The body is where the person sits, or sat last."""
    latest = max(posts, key=lambda post: post.since)
    return teller.head(teller.one("people", one.pk), "Person", stamp) | known(
        body=teller.address("body", slugs[latest.council_id]), name=str(one), givenName=one.given_name,
        familyName=one.family_name, keyword=["opdigtet"] if one.invented else None,
        membership=[membership(teller, post, slugs, embedded=True) for post in posts],
    )  # fmt: skip


def membership(teller: Teller, post: Post, slugs: Mapping[int, str], *, embedded: bool = False) -> Object:
    own = {"kkr:party": post.party, "kkr:municipality": post.municipality}
    return teller.head(teller.one("memberships", post.key), "Membership", post.stamp) | known(
        person=None if embedded else teller.one("people", post.person_id),
        organization=teller.one("organizations", slugs[post.council_id]), role=post.role,
        votingRight=post.votes, startDate=post.since.isoformat(),
        endDate=post.until.isoformat() if post.until else None, **own,
    )  # fmt: skip
