"""The KKR or the term that an address names, if this person may have it; else 404."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from kkr_portal.registry.models import Council
from meetings.models import Term

LAST_YEAR = 9999  # a date has no more


def council_named(slug: str) -> Council:
    return get_object_or_404(Council.objects.select_related("region"), slug=slug)


def editable_council(request: HttpRequest, slug: str) -> Council:
    council = council_named(slug)
    if not predicates.may_edit_council(request.user, council.pk):
        raise Http404
    return council


def visible_term(request: HttpRequest, council: str, year: int) -> Term:
    return _term(Term.objects.visible_to(request.user), council, year)


def editable_term(request: HttpRequest, council: str, year: int) -> Term:
    return _term(Term.objects.editable_by(request.user), council, year)


def _term(terms: QuerySet[Term], council: str, year: int) -> Term:
    if not 1 <= year <= LAST_YEAR:
        raise Http404
    found = terms.select_related("council__region").filter(council__slug=council, election_date__year=year)
    term = found.order_by("-election_date").first()
    if term is None:
        raise Http404
    return term


def is_inside(request: HttpRequest, council: Council) -> bool:
    """The KKR's secretariat, its members, and KL: who see all of its tabs."""
    return predicates.may_read_closed(request.user, council.pk)
