"""What every page's frame needs to know about the user."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from kkr_portal.access import predicates


def access(request: HttpRequest) -> dict[str, object]:
    """The frame shows links by role; error pages may come before there is a user."""
    user = getattr(request, "user", None) or AnonymousUser()
    return {
        "roles": predicates.role_rows(user),
        "has_outbox": predicates.has_outbox(user),
        "may_import": predicates.may_import(user),
        "may_edit_national": predicates.may_edit_national(user),
        "single_sign_on": settings.SINGLE_SIGN_ON,
        "local": settings.LOCAL,
    }
