"""Single sign-on with OpenID Connect: the provider says who it is; the portal decides what they may.

Never makes a user and never gives a right. The provider answers for its own second step.
"""

import logging
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from jwt import InvalidTokenError
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView
from requests import RequestException

from kkr_portal.access.models import User

logger = logging.getLogger(__name__)


class SingleSignOnBackend(OIDCAuthenticationBackend):
    """Finds the active user who has the e-mail address that the provider vouches for."""

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """An address that the provider has verified, or that we have said we trust (see settings)."""
        verified = claims.get("email_verified", settings.OIDC_TRUST_EMAIL)
        return bool(claims.get("email")) and verified in (True, "true")

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        return User.objects.filter(email=str(claims.get("email", "")).strip().lower(), is_active=True)

    def create_user(self, claims: dict[str, Any]) -> None:
        """Nobody: users are made in the portal, by people."""

    def verify_token(self, token: str, **kwargs: Any) -> dict[str, Any]:
        """As in the library, and the token must be meant for us (OpenID Connect Core 3.1.3.7, point 3)."""
        payload: dict[str, Any] = super().verify_token(token, **kwargs)
        audience = payload.get("aud")
        if settings.OIDC_RP_CLIENT_ID not in (audience if isinstance(audience, list) else [audience]):
            raise SuspiciousOperation("The token is meant for another application.")
        return payload

    def get_user(self, user_id: int) -> User | None:
        """Of a session: a user who has been made inactive is signed out, as with a password."""
        return ModelBackend.get_user(self, user_id)


@method_decorator(login_not_required, name="dispatch")
class Begin(OIDCAuthenticationRequestView):
    """Sends the browser to the provider."""


@method_decorator(login_not_required, name="dispatch")
class Callback(OIDCAuthenticationCallbackView):
    """Takes the browser back from the provider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            return super().get(request)
        except (SuspiciousOperation, RequestException, InvalidTokenError):
            logger.exception("Single sign-on failed")
            return self.login_failure()

    def login_failure(self) -> HttpResponse:
        messages.error(
            self.request,
            "Du blev ikke logget ind med arbejdskontoen. Portalen kender ikke dens e-mailadresse, eller "
            "arbejdskontoen kunne ikke bekræftes. Prøv igen, eller kontakt dit sekretariat.",
        )
        return redirect("access:sign_in")


def is_single_sign_on(request: HttpRequest, credentials: object = None) -> bool:
    """The throttle leaves the provider's callback alone: no password is guessed there, and a whole
    municipality often shares one address."""
    return settings.SINGLE_SIGN_ON and request.path == reverse("access:single_sign_on_callback")
