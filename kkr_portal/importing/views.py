"""The imports of the reference data, for KL and the administrators."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing import actions, organisations, populations
from kkr_portal.importing.forms import OrganisationForm, PopulationForm
from kkr_portal.importing.pages import import_page
from kkr_portal.importing.plans import Plan
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
        request, form=form, carry_out=carry_out, draft="populations-import",
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
        request, form=form, carry_out=carry_out, draft="organisations-import",
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
