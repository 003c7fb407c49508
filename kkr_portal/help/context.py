"""The frame's «Hjælp» leads to the help about the page that one is on."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from kkr_portal.help.readers import readers_of
from kkr_portal.help.shown import page_for


def help_address(request: HttpRequest) -> dict[str, object]:
    """The index where no page is about this one, and where there is no page (404)."""
    match = request.resolver_match
    user = getattr(request, "user", None) or AnonymousUser()
    page = page_for(match.view_name, readers_of(user)) if match else None
    return {"help_address": page.get_absolute_url() if page else reverse("help:index")}
