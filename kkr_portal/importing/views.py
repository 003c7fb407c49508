"""The imports of the reference data, for KL and the administrators; and the way back from any import."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing import actions, organisations, populations, undoing
from kkr_portal.importing.forms import OrganisationForm, PopulationForm
from kkr_portal.importing.made import import_of
from kkr_portal.importing.pages import import_page
from kkr_portal.importing.plans import Plan, Refused
from kkr_portal.importing.templates import template
from kkr_portal.registry.models import Organisation, Population


def _for_editors(request: HttpRequest) -> None:
    if not predicates.may_edit_national(request.user):
        raise Http404


@keeps_typed
@transaction.atomic
def import_populations(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    if "do" in request.POST:
        list(Population.objects.select_for_update().values_list("pk"))
    form = PopulationForm(
        request.POST or take_kept(request), request.FILES or None, read=populations.read
    )  # fmt: skip

    def carry_out(plan: Plan) -> str:
        actions.import_populations(rows=[row.does for row in plan.to_do])
        return f"{_rows(plan)} indlæst."

    return import_page(
        request, form=form, carry_out=carry_out, draft="populations-import", title="Folketal",
        plan_of=lambda table: populations.plan_populations(table, form.asked, timezone.localdate()),
        template="importing/populations.html", back=reverse("registry:municipalities"),
    )  # fmt: skip


@keeps_typed
@transaction.atomic
def import_organisations(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    if "do" in request.POST:
        list(Organisation.objects.select_for_update().values_list("pk"))
    form = OrganisationForm(
        request.POST or take_kept(request), request.FILES or None, read=organisations.read
    )

    def carry_out(plan: Plan) -> str:
        actions.import_organisations(rows=[row.does for row in plan.to_do])
        return f"{_rows(plan)} indlæst."

    return import_page(
        request, form=form, carry_out=carry_out, draft="organisations-import", title="Organisationer",
        plan_of=lambda table: organisations.plan_organisations(table, form.cleaned_data["source"]),
        template="importing/organisations.html", back=reverse("registry:organisations"),
    )  # fmt: skip


def _rows(plan: Plan) -> str:
    return "1 række er" if len(plan.to_do) == 1 else f"{len(plan.to_do)} rækker er"


def population_template(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    return template(populations.COLUMNS, name="folketal")


def organisation_template(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    return template(organisations.COLUMNS, name="organisationer")


@transaction.atomic
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask first: what would be taken back, or what stands in the way."""
    made = import_of(request.user, pk)
    if made is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            undoing.undo(made)
        except undoing.AlreadyDone as reason:
            messages.info(request, str(reason))
            return redirect(made.back)
        except Refused as reason:
            refused = str(reason)
        else:
            messages.success(request, f"Importen er fortrudt: {made}.")
            return redirect(made.back)
    found = undoing.undoing_of(made)
    context = {"made": made, "undoing": found, "refused": "" if found.obstacles else refused}
    return render(request, "importing/undo.html", context)
