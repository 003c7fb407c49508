"""Views that write in a contract's text, goals and money: only its secretariat, only while they are open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pghistory
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from contracts.editions import DRAFT
from contracts.found import editable_contract
from contracts.models import ResultContract
from contracts.models.signed import refusal
from kkr_portal.access.kept import keeps_typed

APPROVED = (
    "Kontrakten er godkendt, og teksten ligger fast. Før den tilbage til forhandling, hvis den skal rettes."
)
SIGNED = "Kontrakten er underskrevet og kan ikke ændres. Det aftalte kan ændres med et tillæg."
APART_FROM_TEXT = {"csrfmiddlewaretoken", "revision", "seen", "autosave"}


def writes_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Give ``view`` the contract in place of house and year, held until the answer where something is posted.

    A contract whose text is no longer open answers with a sentence that says what to do; what was typed
    stands beside it. The database has the last word.
    """

    def open_or_not(request: HttpRequest, contract: ResultContract, names: dict[str, Any]) -> HttpResponse:
        return view(request, contract, **names) if contract.text_is_open else _closed(request, contract)

    @keeps_typed
    @wraps(view)
    def answer(request: HttpRequest, house: str, year: int, **names: Any) -> HttpResponseBase:
        if request.method != "POST":
            return open_or_not(request, editable_contract(request, house, year), names)
        contract = None
        try:
            with transaction.atomic():
                if is_autosave(request):
                    pghistory.context(**{DRAFT: True})
                contract = editable_contract(request, house, year)
                return open_or_not(request, contract, names)
        except IntegrityError as error:
            if contract is None or not refusal(error):
                raise
            contract.refresh_from_db(fields=["status"])
            return _closed(request, contract)

    return answer


def closed_because(contract: ResultContract) -> str:
    return SIGNED if contract.is_signed else APPROVED


def _closed(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    sentence = closed_because(contract)
    if by_script(request):
        return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")
    context = {"contract": contract, "sentence": sentence, "typed": "\n\n".join(typed_texts(request))}
    return render(
        request, "contracts/text_closed.html", context, status=409 if request.method == "POST" else 200
    )


def typed_texts(request: HttpRequest) -> list[str]:
    """The texts that a person had written; numbers and choices are nothing to lose."""
    return [
        text
        for name, values in request.POST.lists()
        if name not in APART_FROM_TEXT
        for text in values
        if " " in text.strip() or "\n" in text.strip()
    ]


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def is_autosave(request: HttpRequest) -> bool:
    """Posted in the background while somebody types, not by their «Gem»."""
    return request.method == "POST" and by_script(request) and "autosave" in request.POST


def saved(request: HttpRequest, sentence: str, key: str, back_to: str) -> HttpResponse:
    """Say that the server has the text (``key``: of the browser's draft), and go on."""
    messages.success(request, sentence, extra_tags=f"saved:{key}")
    return redirect(back_to)


def clock() -> str:
    """«14.03»"""
    return timezone.localtime().strftime("%H.%M")
