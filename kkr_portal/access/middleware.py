"""Closed by default: every page asks for sign-in unless it is marked ``login_not_required``."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class ClosedByDefault(LoginRequiredMiddleware):
    """Django's own, under the name of what it is for."""
