"""The index and the pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.access import predicates
from kkr_portal.help import shown
from kkr_portal.help.pages import PAGE
from kkr_portal.help.readers import readers_of
from kkr_portal.registry.models import Council


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    readers = readers_of(request.user)
    return render(request, "help/index.html", {"groups": shown.index(readers), "own": readers})


@login_not_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in PAGE:
        raise Http404
    one = PAGE[slug]
    return render(
        request,
        "help/page.html",
        {"page": one, "following": shown.following(one), "council": _own_council(request)},
    )


def _own_council(request: HttpRequest) -> Council | None:
    """The KKR that the links lead into: the secretariat's, or the member's; None where it is not one."""
    roles = predicates.roles_of(request.user)
    own = roles.secretariat_of or roles.member_of
    return Council.objects.get(pk=next(iter(own))) if len(own) == 1 else None
