"""Views that write in a framework agreement: only KL; others learn nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from contracts.forms.text import WritingForm
from contracts.found import editable_agreement
from contracts.models import FrameworkAgreement
from contracts.models.signed import refusal
from contracts.refused import Refused
from contracts.views.writing import by_script, saved, typed_texts
from kkr_portal.access.kept import keeps_typed

GONE_ALREADY = "Det kan ikke gendannes: Det er gendannet allerede, eller det hørte til noget, der er væk."


def writes_framework(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Give ``view`` the agreement in place of its slug, held until the answer where something is posted.

    What a signed contract builds on the database refuses: then the sentence is shown with what was typed.
    """

    @keeps_typed
    @wraps(view)
    def answer(request: HttpRequest, slug: str, **names: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, editable_agreement(request, slug), **names)
        agreement = None
        try:
            with transaction.atomic():
                agreement = editable_agreement(request, slug)
                return view(request, agreement, **names)
        except IntegrityError as error:
            sentence = refusal(error)
            if agreement is None or not sentence:
                raise
            return closed(request, agreement, sentence)

    return answer


def closed(request: HttpRequest, agreement: FrameworkAgreement, sentence: str) -> HttpResponse:
    if by_script(request):
        return HttpResponse(sentence, status=409, content_type="text/plain; charset=utf-8")
    context = {"agreement": agreement, "sentence": sentence, "typed": "\n\n".join(typed_texts(request))}
    return render(request, "contracts/framework_closed.html", context, status=409)


def overview_url(agreement: FrameworkAgreement, mark: str = "") -> str:
    return reverse("contracts:framework_edit", args=[agreement.slug]) + mark


def form_page(
    request: HttpRequest, agreement: FrameworkAgreement | None, form: WritingForm, *, title: str, key: str,
    save: Callable[[], Any], sentence: str, back: Callable[[Any], str], **context: Any,
) -> HttpResponse:  # fmt: skip
    """One form on a page of its own. ``key``: of the browser's draft; ``back``: where «Gem» leads."""
    if request.method == "POST" and form.is_valid():
        return saved(request, sentence, key, back(save()))
    shown = {"agreement": agreement, "form": form, "title": title, "key": key}
    return render(request, "contracts/framework_form.html", shown | context)


def ask_to_delete(
    request: HttpRequest, agreement: FrameworkAgreement, what: str, row: object, back: str,
    consequence: str = "", *, comes_back: bool = True,
) -> HttpResponse:  # fmt: skip
    context = {"agreement": agreement, "what": what, "row": row, "back": back, "consequence": consequence,
               "comes_back": comes_back}  # fmt: skip
    return render(request, "contracts/framework_confirm_delete.html", context)


def restore(request: HttpRequest, action: Callable[[int], object], back: str) -> HttpResponse:
    """Bring back what the posted deletion took away."""
    try:
        row = action(int(request.POST.get("event", "")))
    except Refused as reason:
        messages.error(request, str(reason))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(request, GONE_ALREADY)
    else:
        messages.success(request, f"«{row}» er gendannet.")
    return redirect(back)
