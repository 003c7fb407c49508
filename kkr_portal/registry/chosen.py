"""The KKR that a page of a list is narrowed to."""

from django.http import Http404, HttpRequest

from kkr_portal.registry.models import Council


def chosen_council(request: HttpRequest) -> Council | None:
    """The one that ``?kkr=slug`` names; None without it. Raises Http404 where there is none of that name.

    Compared here and not in the database, which would fail on a name with a NUL in it.
    """
    slug = request.GET.get("kkr")
    if not slug:
        return None
    for council in Council.objects.all():
        if council.slug == slug:
            return council
    raise Http404
