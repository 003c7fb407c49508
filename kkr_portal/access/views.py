"""Sign-in and what belongs to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, credentials: dict | None = None, *args: object, **kwargs: object
) -> HttpResponse:
    """Too many wrong passwords: say how long to wait."""
    return render(request, "access/locked_out.html", status=429)
