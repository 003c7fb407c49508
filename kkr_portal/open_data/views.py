"""The pages of the public face. Nobody is asked who they are."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kkr_portal.open_data.feed import feed_of
from kkr_portal.open_data.sitemaps import SITEMAPS
from kkr_portal.registry.models import Council

ROBOTS = """User-agent: *
Disallow: /access/
Disallow: /admin/
Disallow: /search/

Sitemap: {sitemap}
"""


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """«Åbne data»: what there is, where, and on what terms."""
    return render(request, "open_data/page.html", {
        "councils": Council.objects.all(), "license": settings.OPEN_DATA_LICENSE, **_contact(),
    })  # fmt: skip


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: where the authority has made it, else what is known so far.

    Lov om tilgængelighed af offentlige organers websteder og mobilapplikationer, § 4; the address ``/was``
    and the tool are Digitaliseringsstyrelsen's.
    """
    if settings.ACCESSIBILITY_STATEMENT:
        return redirect(settings.ACCESSIBILITY_STATEMENT)
    return render(request, "open_data/accessibility.html", _contact())


def _contact() -> dict[str, str]:
    return {
        "contact_name": settings.CONTACT_NAME, "contact_email": settings.CONTACT_EMAIL,
        "contact_phone": settings.CONTACT_PHONE,
    }  # fmt: skip


@login_not_required
@require_safe
def news(request: HttpRequest, council: str | None = None) -> HttpResponseBase:
    return feed_of(request, get_object_or_404(Council, slug=council) if council else None)


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_views.sitemap(request, SITEMAPS)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("open_data:sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")
