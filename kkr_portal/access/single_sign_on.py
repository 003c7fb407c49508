"""Single sign-on with OpenID Connect: the provider says who it is; the portal decides what they may.

Without OIDC_ROLES it makes no user and gives no right. With it, the roles that groups give follow the groups
at each sign-in, and whoever is in such a group gets a user; roles that people gave by hand are left alone.
Nobody becomes an administrator so. The provider answers for its own second step.
"""

import logging
from typing import Any

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from jwt import InvalidTokenError
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView
from requests import RequestException

from kkr_portal.access.groups import OF_COUNCIL, OF_HOUSE, Granted, granted
from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import BusinessHouse, Council

logger = logging.getLogger(__name__)
REASON = "Arbejdskontoens grupper"  # as the history tells it


class SingleSignOnBackend(OIDCAuthenticationBackend):
    """Finds the active user who has the e-mail address that the provider vouches for."""

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """An address that the provider has verified, or that we have said we trust (see settings)."""
        verified = claims.get("email_verified", settings.OIDC_TRUST_EMAIL)
        return bool(claims.get("email")) and verified in (True, "true")

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        return User.objects.filter(email=str(claims.get("email", "")).strip().lower(), is_active=True)

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Of the same person as the token (Core 5.3.2), with the groups of whichever of the two has them."""
        claims: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload.get("sub"):
            raise SuspiciousOperation("The answer about the user is about somebody else.")
        name = settings.OIDC_GROUPS_CLAIM
        return {name: payload.get(name)} | claims

    def create_user(self, claims: dict[str, Any]) -> User | None:
        """Whoever a group gives a role, unless made inactive; others are made in the portal, by people."""
        given = _given(claims)
        email = str(claims["email"]).strip().lower()
        if not given or User.objects.filter(email=email).exists():
            return None
        with transaction.atomic(), pghistory.context(reason=REASON):
            user = User.objects.create_user(
                email, first_name=str(claims.get("given_name") or "")[:150],
                last_name=str(claims.get("family_name") or "")[:150],
            )  # fmt: skip
            follow_groups(user, given)
        return user

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        if settings.OIDC_ROLES:
            with transaction.atomic(), pghistory.context(user=user.pk, reason=REASON):
                follow_groups(user, _given(claims))
        return user

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


def _given(claims: dict[str, Any]) -> set[Granted]:
    """What the groups in the claims give; nothing where none are told, as when they are too many."""
    told = claims.get(settings.OIDC_GROUPS_CLAIM)
    if not isinstance(told, list):
        logger.warning("The provider told no groups of a user")
        return set()
    return granted(map(str, told), settings.OIDC_ROLES)


def follow_groups(user: User, given: set[Granted]) -> None:
    """Give the roles that the user's groups give now, and take away those that groups gave before."""
    User.objects.select_for_update().get(pk=user.pk)
    kept = []
    for one in sorted(given):
        try:
            place = _place(one)
        except ObjectDoesNotExist:
            logger.error("OIDC_ROLES gives a role at «%s», which is no KKR or business house", one.place)
            continue
        role, _ = Role.objects.get_or_create(user=user, kind=one.kind, **place, defaults={"from_group": True})
        kept.append(role.pk)
    user.roles.filter(from_group=True).exclude(pk__in=kept).delete()


def _place(one: Granted) -> dict[str, Any]:
    return {
        "council": Council.objects.get(slug=one.place) if one.kind in OF_COUNCIL else None,
        "business_house": BusinessHouse.objects.get(slug=one.place) if one.kind in OF_HOUSE else None,
    }


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
