"""The KKR, their seats and who sits in them in the terms of Popolo: what is public anyway, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from kkr_portal.registry.models import Council, Party, Person
from kkr_portal.registry.popolo import Object, document, person_id
from meetings.models import Seat, Term
from meetings.oparl.posts import Post, posts


def popolo(councils: Iterable[Council], absolute: Callable[[str], str]) -> Object:
    """Everything about these KKR, over all years; a constant number of queries for each of them."""
    chosen = list(councils)
    there = [post for one in chosen for post in posts(council_id=one.pk)]
    slugs = {one.pk: one.slug for one in chosen}
    fixed = Term.objects.visible_to(AnonymousUser()).filter(council__in=chosen)
    seats = Seat.objects.filter(term__in=fixed).select_related("term", "municipality").order_by("pk")
    parties = Party.objects.filter(pk__in={post.party_id for post in there if post.party_id})
    return document(
        organizations=[
            *(_council(one, absolute) for one in chosen),
            *({"id": f"party-{one.pk}", "name": one.name, "classification": "parti"} for one in parties),
        ],
        posts=[_seat(seat, slugs[seat.term.council_id]) for seat in seats],
        people=Person.objects.filter(pk__in={post.person_id for post in there}),
        memberships=[_membership(post, slugs[post.council_id]) for post in there],
    )


def _council(one: Council, absolute: Callable[[str], str]) -> Object:
    page = absolute(reverse("meetings:council", args=[one.slug]))
    return {
        "id": f"council-{one.slug}", "name": str(one), "classification": "kommunekontaktråd",
        "links": [{"url": page}],
    }  # fmt: skip


def _seat(seat: Seat, slug: str) -> Object:
    return {
        "id": f"council-seat-{seat.pk}", "label": str(seat), "role": "Medlem",
        "organization_id": f"council-{slug}", "start_date": seat.term.period.lower.isoformat(),
    }  # fmt: skip


def _membership(post: Post, slug: str) -> Object:
    return {
        "id": f"council-{post.key}", "person_id": person_id(post.person_id),
        "organization_id": f"council-{slug}", "role": post.role,
        "post_id": f"council-seat-{post.seat_id}" if post.seat_id else None,
        "on_behalf_of_id": f"party-{post.party_id}" if post.party_id else None,
        "area": {"name": post.municipality} if post.municipality else None,
        "start_date": post.since.isoformat(), "end_date": post.until.isoformat() if post.until else None,
    }  # fmt: skip
