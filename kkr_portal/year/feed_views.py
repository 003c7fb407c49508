"""The page of one's own subscriptions, and the address that a calendar program reads."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kkr_portal.date_files import calendar_response
from kkr_portal.registry.models import Council
from kkr_portal.year import feeds

SHOWN_ONCE = "calendar_feed_token"


@require_http_methods(["GET", "POST"])
def subscriptions(request: HttpRequest) -> HttpResponse:
    """One's own; POST makes another, whose address is shown once on the page that follows."""
    user = request.user
    if request.method == "POST":
        slug = request.POST.get("kkr", "")
        council = get_object_or_404(Council, slug=slug) if slug else None
        try:
            request.session[SHOWN_ONCE] = feeds.subscribe(council=council, by=user)  # type: ignore[arg-type]
        except feeds.TooMany:
            messages.error(
                request, f"Du har allerede {feeds.MOST} abonnementer. Stop et af dem, før du laver et nyt."
            )
        return redirect("year:feeds")
    token = request.session.pop(SHOWN_ONCE, "")
    address = request.build_absolute_uri(reverse("year:feed", args=[token])) if token else ""
    return render(request, "year/feeds.html", {
        "address": address, "webcal": f"webcal://{address.split('://', 1)[1]}" if address else "",
        "feeds": user.calendar_feeds.select_related("council"), "councils": Council.objects.all(),  # type: ignore[union-attr]
    })  # fmt: skip


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(request.user.calendar_feeds, pk=pk)  # type: ignore[union-attr]
    feeds.revoke(feed=feed)
    messages.success(request, "Abonnementet er stoppet. Adressen virker ikke mere.")
    return redirect("year:feeds")


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    found = feeds.read(token, base=request.build_absolute_uri("/"))
    if found is None:
        raise Http404
    return calendar_response(found.events, name=found.name)
