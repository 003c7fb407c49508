"""The page behind a personal link: an organisation answers without an account, once, until the deadline.

Whoever guesses learns nothing: every unknown link is the same 404, and a link has 256 bits of chance.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from boards.actions import nominations
from boards.actions.nominations import LinkClosed
from boards.actions.requests import hashed
from boards.forms.nominations import NominationForm
from boards.letters import seats_in_words
from boards.models import NominationRequest
from boards.rules.nominations import Link, nominee_breaches
from boards.views.tenures import tried

GONE = 410
LONGEST = 100  # characters of a token that could be ours


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The request and the form; a spent or expired link says so in plain words."""
    found = _request_of(token)
    if found is None:
        return _private(render(request, "boards/answer_unknown.html", status=404))
    state = nominations.state_of_link(found)
    if state is not Link.OPEN:
        return _closed(request, found, state)
    form = NominationForm(request.POST or None, request=found, public=True, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def send() -> object:
            return nominations.answer(
                token_hash=hashed(token), nominees=form.nominees, reason=given["reason"],
                answered_by=given["answered_by"],
            )  # fmt: skip

        try:
            if tried(form, send):
                return _private(redirect("boards:answer", token))
        except LinkClosed as closed:
            return _closed(request, found, closed.state)
    return _private(render(request, "boards/answer.html", _shown(found) | {"form": form}))


def _request_of(token: str) -> NominationRequest | None:
    if len(token) > LONGEST:
        return None
    rows = NominationRequest.objects.select_related(
        "nominating__round__council", "nominating__seat_kind__board", "nominating__organisation",
        "nominating__together_with",
    )  # fmt: skip
    return rows.filter(token_hash=hashed(token)).first()


def _shown(found: NominationRequest) -> dict[str, object]:
    nominating = found.nominating
    kind, opened = nominating.seat_kind, nominating.round
    return {
        "request_": found, "nominating": nominating, "kind": kind, "board": kind.board, "round": opened,
        "seats": seats_in_words(found), "criteria": opened.criteria if opened.decided_at_id else "",
        "wants_business": bool(nominee_breaches(person="", kind=kind.kind, active_in_business=False)),
    }  # fmt: skip


def _closed(request: HttpRequest, found: NominationRequest, state: Link) -> HttpResponse:
    """Nothing of the answer is shown: the link may lie in a mailbox that others read."""
    nomination = found.nominations.first()
    context = _shown(found) | {
        "state": state, "received_on": nomination.received_on if nomination else None,
    }  # fmt: skip
    status = 200 if state is Link.USED else GONE
    return _private(render(request, "boards/answer_closed.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """The address itself is the key: no cache keeps it and no search engine lists it. Other sites are not
    told of it either: the portal's own Referrer-Policy.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
