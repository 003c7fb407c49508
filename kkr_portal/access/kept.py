"""A form posted after the sign-in has run out loses nothing of what was typed, without JavaScript.

A view marked ``@keeps_typed`` shows its form; a signed cookie then remembers for whom. If the form
comes back when nobody is signed in (or with the token of an earlier sign-in), its text is kept in
the session, and the view takes it out on the next GET with ``take_kept``. The text is given only to
the person for whom the form was shown, so a shared computer leaks nothing; and since a stranger has
no such cookie, nobody can fill the database from outside.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

COOKIE, SALT, SESSION_KEY = "typist", "kkr_portal.access.kept", "kept"
COOKIE_SECONDS = 7 * 24 * 3600
MAX_CHARACTERS = 1_000_000
MAX_PAGES = 5


def keeps_typed(view: View) -> View:
    """Mark a view (or with ``method_decorator`` a class's ``dispatch``) whose form is to be kept."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def take_kept(request: HttpRequest) -> QueryDict | None:
    """On GET: what this user had typed on this page, once, with a message; otherwise None.

    Bind the form with it. Uploaded files are not kept.
    """
    if request.method != "GET" or not request.user.is_authenticated:
        return None
    pages = request.session.get(SESSION_KEY, {})
    page = pages.pop(request.path, None)
    if page is None:
        return None
    request.session.modified = True
    if page["user"] != request.user.pk:
        return None
    messages.warning(
        request, "Du var blevet logget ud. Det, du havde skrevet, er bevaret – kontrollér det, og gem igen."
    )
    return QueryDict(page["typed"])


def keep(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> None:
    """Keep what an expired sign-in would lose; says so where it is too much to keep."""
    user = typist(request)
    if request.method != "POST" or not getattr(view, "keeps_typed", False) or user is None:
        return
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) > MAX_CHARACTERS:
        messages.error(
            request,
            "Du var blevet logget ud, og teksten var for lang til at blive bevaret. Gå tilbage i browseren, "
            "kopiér teksten, og log derefter ind.",
        )
        return
    pages = request.session.get(SESSION_KEY, {}) | {
        request.path: {"user": user, "typed": text, "at": time.time()}
    }
    newest = sorted(pages.items(), key=lambda item: item[1]["at"])[-MAX_PAGES:]
    request.session[SESSION_KEY] = dict(newest)


def keep_after_new_sign_in(request: HttpRequest, reason: str) -> HttpResponse | None:
    """The answer to a form from before a sign-in in another tab, whose token no longer fits.

    None where it is anything else: only a wrong token (Django has then found the origin to be ours)
    from the very person the form was shown to counts.
    """
    view = request.resolver_match.func if request.resolver_match else None
    if (
        view is None
        or not getattr(view, "keeps_typed", False)
        or not reason.startswith("CSRF token from POST")
        or not request.user.is_authenticated
        or typist(request) != request.user.pk
    ):
        return None
    keep(request, view)
    return redirect(request.get_full_path())


def typist(request: HttpRequest) -> int | None:
    """The id of the user to whom this browser last showed such a form."""
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def remember_typist(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie where the page with the form has been shown to somebody else than last time."""
    match = request.resolver_match
    if match is None or not getattr(match.func, "keeps_typed", False) or not request.user.is_authenticated:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(request.user.pk, salt=SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
