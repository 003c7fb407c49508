"""Earlier editions of one text, focus area, goal or point, and how one of them is taken up again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from contracts.editions import KINDS, editions_of, rows_of, take_up
from contracts.models import Goal, ResultContract, Target
from contracts.views.writing import writes_text


@writes_text
def earlier(request: HttpRequest, contract: ResultContract, what: str, pk: int) -> HttpResponse:
    """GET: the editions. POST: the chosen one becomes the text, as a new edit that can be undone too."""
    if what not in KINDS:
        raise Http404
    row = get_object_or_404(rows_of(contract, what), pk=pk)
    if request.method == "POST":
        return _take_up(request, contract, what, row)
    points = list(row.targets.all()) if isinstance(row, Goal) else []
    context = {
        "contract": contract, "row": row, "editions": editions_of(row), "back": _editor(contract, what, row),
        "points": [(one, earlier_of(contract, "point", one.pk)) for one in points],
    }  # fmt: skip
    return render(request, "contracts/earlier.html", context)


def _take_up(request: HttpRequest, contract: ResultContract, what: str, row: Any) -> HttpResponse:
    try:
        back = take_up(row, int(request.POST.get("event", "")))
        back.full_clean(exclude=["contract", "goal"])
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(request, "Udgaven findes ikke længere.")
    except ValidationError as error:
        messages.error(request, f"Udgaven kan ikke hentes tilbage: {' '.join(error.messages)}")
    else:
        back.save()
        messages.success(request, "Den tidligere udgave gælder igen. Den nyere står i «Tidligere udgaver».")
        return redirect(_editor(contract, what, row))
    return redirect(earlier_of(contract, what, row.pk))


def earlier_of(contract: ResultContract, what: str, pk: int) -> str:
    return reverse("contracts:earlier", args=[contract.business_house.slug, contract.year, what, pk])


def _editor(contract: ResultContract, what: str, row: models.Model) -> str:
    """The page where the row is written."""
    here = [contract.business_house.slug, contract.year]
    if what == "part":
        return reverse("contracts:edit_part", args=[*here, row.kind])  # type: ignore[attr-defined]
    if what == "focus-area":
        return reverse("contracts:focus_edit", args=[*here, row.pk])
    goal = row.goal_id if isinstance(row, Target) else row.pk
    return reverse("contracts:goal_edit", args=[*here, goal]) + ("#points" if what == "point" else "")
