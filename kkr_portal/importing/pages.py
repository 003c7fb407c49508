"""The page of an import: the form, then the preview, then all of it or nothing.

Nothing is kept on the server between preview and confirmation. The form carries the text and the plan's
fingerprint along; the plan is made anew from both the text and what is stored then, so whatever has changed
meanwhile makes another fingerprint, and the new preview is shown instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from kkr_portal.importing.forms import TableForm
from kkr_portal.importing.made import recorded
from kkr_portal.importing.plans import Refused
from kkr_portal.registry.models import Council

CHANGED = (
    "Tabellen eller portalens oplysninger er ændret, siden du så forhåndsvisningen. Intet er gemt. "
    "Se den nye forhåndsvisning, og indlæs igen."
)
NOTHING_NEW = "Det hele står allerede i portalen. Der er intet at ændre."


class AnyPlan(Protocol):
    @property
    def may_be_done(self) -> bool: ...
    @property
    def changes_nothing(self) -> bool: ...
    @property
    def fingerprint(self) -> str: ...


def import_page(
    request: HttpRequest, *, form: TableForm[Any], plan_of: Callable[[Any], AnyPlan],
    carry_out: Callable[[Any], str], template: str, back: str, draft: str, title: str,
    council: Council | None = None, context: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """``plan_of`` the form's table; ``carry_out`` a plan and say in Danish what was done, or raise Refused.

    ``back``: where one goes afterwards. ``draft``: the key of the browser's draft. ``title``: what the import
    is called, and ``council``: whose secretariat may take it back; None where that is KL. Call it within a
    transaction in which ``plan_of`` locks what it reads.
    """

    def write(plan: Any) -> str:
        with recorded(title=title, back=back, council=council) as key:
            done = carry_out(plan)
        way_back = reverse("importing:undo", args=[key])
        return format_html('{} <a href="{}">Fortryd importen</a>', done, way_back)

    shown: dict[str, Any] = {"form": form, "back": back, "draft": draft, **(context or {})}
    if request.method == "POST" and form.is_valid() and form.table is not None:
        plan = plan_of(form.table)
        if "do" in request.POST and plan.may_be_done:
            if plan.changes_nothing:
                messages.success(request, NOTHING_NEW, extra_tags=f"saved:{draft}")
                return redirect(back)
            if request.POST.get("plan") != plan.fingerprint:
                shown["refused"] = CHANGED
            elif done := _done(request, plan, write, shown):
                messages.success(request, done, extra_tags=f"saved:{draft}")
                return redirect(back)
        form.data = form.with_text()
        shown |= {"plan": plan, "table": form.table}
    return render(request, template, shown)


def _done(request: HttpRequest, plan: AnyPlan, carry_out: Callable[[Any], str], shown: dict[str, Any]) -> str:
    try:
        with transaction.atomic():
            return carry_out(plan)
    except Refused as reason:
        shown["refused"] = str(reason)
        return ""
