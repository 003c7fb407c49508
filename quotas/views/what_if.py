"""What if: calculated while one types, kept by name, shown side by side. For everyone who is signed in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from quotas import scenario_prints
from quotas.actions import scenarios as actions
from quotas.exported import what_if_sheet
from quotas.forms.what_if import NameForm, as_typed, case_forms
from quotas.models import Issue, Scenario
from quotas.refused import Refused
from quotas.rules.what_if import HEARING, MOST_CASES
from quotas.what_if_of import basis_of, what_if


def _issues(request: HttpRequest) -> list[Issue]:
    """What can be calculated from: issues with a national number, the latest first."""
    rows = Issue.objects.visible_to(request.user).filter(national_number__gt=0, lacks="")
    return list(rows.select_related("year", "announcement").order_by("-year__year", "-number"))


def _chosen(issues: list[Issue], typed: str) -> Issue | None:
    """The one that ``?from=2022-1`` names, else the latest. Raises Http404 for one that isn't there."""
    if not typed:
        return issues[0] if issues else None
    for issue in issues:
        if typed == _ref(issue):
            return issue
    raise Http404


def _ref(issue: Issue) -> str:
    return f"{issue.year.year}-{issue.number}"


def _keeper(request: HttpRequest) -> tuple[bool, Council | None]:
    """Whether this person may keep calculations, and for which KKR (None: KL)."""
    roles = predicates.roles_of(request.user)
    if roles.kl or roles.administrator:
        return True, None
    own = Council.objects.filter(pk__in=roles.secretariat_of).first()
    return own is not None, own


def _asked(request: HttpRequest, data: QueryDict) -> dict[str, Any]:
    issues = _issues(request)
    issue = _chosen(issues, data.get("from", ""))
    may_keep, keeper = _keeper(request)
    context: dict[str, Any] = {
        "issue": issue, "issues": [(one, _ref(one)) for one in issues], "chosen": chosen_council(request),
        "councils": Council.objects.select_related("region"), "may_keep": may_keep,
        "saved": Scenario.objects.visible_to(request.user).select_related("council", "issue__year"),
        "hearing": HEARING, "data": data, "most": MOST_CASES,
    }  # fmt: skip
    if issue is None:
        return context
    basis = basis_of(issue)
    typed = data.get("columns", "")
    columns = int(typed) if typed.isdecimal() and len(typed) == 1 else 1
    forms = case_forms(data, basis, columns=columns)
    cases = [form.case for form in forms if form.is_bound and form.is_valid() and form.case]
    context |= {
        "forms": forms, "shown": what_if(basis, cases, context["chosen"]), "cases": cases, "basis": basis,
        "keeper": keeper, "ref": _ref(issue), "bound": any(form.is_bound for form in forms),
        "all_fine": bool(cases) and len(cases) == sum(form.is_bound for form in forms),
        "name": NameForm(), "query": data.urlencode(),
        "kept": _kept_fields(data, context["chosen"], _ref(issue)),
        "one_more": len(forms) + 1 if len(forms) < MOST_CASES else 0,
    }  # fmt: skip
    return context


def _kept_fields(data: QueryDict, chosen: Council | None, ref: str) -> list[tuple[str, str]]:
    """What the form that keeps the calculation carries along."""
    columns = [(name, str(value)) for name, value in data.items() if name[:1] == "c" and name[2:3] == "-"]
    return [("from", ref), *columns] + ([("kkr", chosen.slug)] if chosen else [])


def page(request: HttpRequest) -> HttpResponse:
    """With ``X-Requested-With: fetch`` only the answer."""
    context = _asked(request, request.GET)
    part = request.headers.get("X-Requested-With") == "fetch" and context["issue"]
    return render(request, "quotas/_what_if_answer.html" if part else "quotas/what_if.html", context)


def page_file(request: HttpRequest, kind: str) -> HttpResponse:
    """What the page answers to the same address."""
    context = _asked(request, request.GET)
    if context["issue"] is None:
        raise Http404
    name = f"Hvad nu hvis {context['issue'].year}, beregning"
    return download(what_if_sheet(context["shown"]), name=name, kind=kind)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    context = _asked(request, request.POST)
    if not context["may_keep"] or context["issue"] is None:
        raise Http404
    taken = Scenario.objects.filter(council=context["keeper"])
    form = context["name"] = NameForm(request.POST, taken=taken)
    if form.is_valid() and context["all_fine"] and len(context["shown"].answered) == len(context["cases"]):
        try:
            scenario = actions.keep(
                name=form.cleaned_data["name"], council=context["keeper"], issue=context["issue"],
                cases=context["cases"], by=cast(User, request.user),
            )  # fmt: skip
        except Refused as reason:
            form.refuse(reason)
        else:
            messages.success(request, f"«{scenario}» er gemt.")
            return redirect(scenario)
    elif form.is_valid():
        messages.error(request, "Beregningen er ikke gemt: Ret først det, der ikke kan beregnes.")
    return render(request, "quotas/what_if.html", context)


def _visible(request: HttpRequest, pk: int) -> Scenario:
    rows = Scenario.objects.visible_to(request.user).select_related(
        "council__region", "issue__year", "issue__announcement", "by"
    )
    return get_object_or_404(rows, pk=pk)


def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    cases = actions.cases_of(found)
    query = as_typed(dict(enumerate(cases, 1)))
    query["from"] = _ref(found.issue)
    context = {
        "scenario": found, "shown": scenario_prints.shown_of(found), "query": query.urlencode(),
        "edits": Scenario.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_read_history": predicates.may_read_history(request.user, found.council_id),
    }  # fmt: skip
    return render(request, "quotas/scenario.html", context)


def scenario_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = _visible(request, pk)
    sheet = what_if_sheet(scenario_prints.shown_of(found))
    return download(sheet, name=f"Beregning {found}", kind=kind)


def scenario_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    return pdf_response(scenario_prints.scenario_pdf(found), str(found))


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first."""
    found = get_object_or_404(Scenario.objects.editable_by(request.user), pk=pk)
    if request.method == "POST":
        actions.throw_away(scenario=found)
        messages.success(request, f"«{found}» er slettet.")
        return redirect(reverse("quotas:what_if"))
    return render(request, "quotas/scenario_delete.html", {"scenario": found})
