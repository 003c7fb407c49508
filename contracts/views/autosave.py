"""The answer to a draft that the page posts by itself (``autosave.js``): saved, or why it was not.

What can't be saved whole is not saved at all, and what somebody else has saved is never overwritten: the
person meets both where they press «Gem».
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, JsonResponse

from contracts.views.writing import clock
from kkr_portal.editing import NEWER_REVISION, RevisedModelForm
from kkr_portal.templatetags.dkfds import Problem

MEANWHILE = (
    "En anden har gemt imens. Din tekst er ikke gemt på serveren endnu: vælg «Gem», så ser du begge udgaver."
)


def waits_for_choice(request: HttpRequest) -> bool:
    """The page shows two texts: only the person chooses between them, with «Gem»."""
    return any("choose_" in name for name in request.POST)


def kept(fields: dict[str, object]) -> JsonResponse:
    """``fields``: hidden fields whose value the page must take over, by name."""
    return JsonResponse({"sentence": f"Gemt kl. {clock()}", "fields": fields})


def not_kept(forms: Sequence[RevisedModelForm], problems: Sequence[Problem]) -> JsonResponse:
    """409 where somebody else was quicker, else 422 with the first fault. No form: a choice is waited for."""
    if not forms or any(
        error.code == NEWER_REVISION for form in forms for error in form.non_field_errors().as_data()
    ):
        return JsonResponse({"sentence": MEANWHILE}, status=409)
    first = problems[0] if problems else None
    what = f"{first.label}: {first.message}" if first and first.label else first.message if first else ""
    return JsonResponse({"sentence": f"Ikke gemt endnu. {what}".strip()}, status=422)
