"""KL enters a national number and its region quotas, and takes an issue through its life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.models import store
from quotas.actions import issues as actions
from quotas.forms.issues import IssueForm, NewIssueForm, RegionQuotasForm, ReopenForm, StepForm, YearForm
from quotas.found import editable_issue, require_national
from quotas.models import Announcement, Issue, QuotaYear
from quotas.models.closing import MESSAGE
from quotas.numbers_of import numbers_of
from quotas.refused import Refused


@keeps_typed
@transaction.atomic
def new(request: HttpRequest) -> HttpResponse:
    """A year's first number, or a change of it. It is under entry until it is published."""
    require_national(request)
    typed = request.POST or take_kept(request)
    form = NewIssueForm(typed, request.FILES or None, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                issue = actions.create_issue(
                    year=data["year"], announcement=data["announcement"] or _announcement(data),
                    national_number=data["national_number"], reason=data["reason"], lacks=data["lacks"],
                )  # fmt: skip
        except Refused as reason:
            form.add_error(reason.field or None, str(reason))
        else:
            messages.success(
                request, "Udmeldingen er oprettet. Kun KL kan se den, indtil den offentliggøres.",
                extra_tags="saved:quota-issue-new",
            )  # fmt: skip
            return redirect(issue)
    return render(request, "quotas/issue_new.html", {"form": form})


def _asked(request: HttpRequest) -> dict[str, str]:
    year = request.GET.get("year", "")
    return {"year": year} if year.isascii() and year.isdecimal() and len(year) == 4 else {}


def _announcement(data: dict[str, Any]) -> Announcement:
    """Not saved; its file is."""
    upload = data.get("file")
    return Announcement(
        title=data["title"], dated=data["dated"], reference=data["reference"], source=data["source"],
        file=store(upload) if upload else None, file_name=upload.name if upload else "",
    )  # fmt: skip


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, year: int, number: int) -> HttpResponse:
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        return _closed(request, issue)
    form = IssueForm(request.POST or take_kept(request), instance=issue)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Udmeldingen er gemt.", extra_tags=f"saved:quota-issue-{issue.pk}")
        return redirect(issue)
    context = {
        "form": form,
        "about": issue,
        "issue": issue,
        "heading": "Ret udmeldingen",
        "key": f"quota-issue-{issue.pk}",
    }
    return render(request, "quotas/issue_form.html", context)


@keeps_typed
@transaction.atomic
def regions(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The five region quotas."""
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        return _closed(request, issue)
    form = RegionQuotasForm(request.POST or take_kept(request), issue=issue)
    if request.method == "POST" and form.is_valid():
        actions.set_region_quotas(issue=issue, numbers=form.numbers, source=form.cleaned_data["source"])
        messages.success(request, "Regionskvoterne er gemt.", extra_tags=f"saved:quota-regions-{issue.pk}")
        return redirect(issue)
    context = {
        "form": form, "about": issue, "issue": issue, "heading": "Regionskvoter",
        "key": f"quota-regions-{issue.pk}",
        "told": "Regionskvoterne meldes ud sammen med landstallet. KKR kan ikke forhandle dem.",
    }  # fmt: skip
    return render(request, "quotas/issue_form.html", context)


@keeps_typed
@transaction.atomic
def note(request: HttpRequest, year: int) -> HttpResponse:
    """The note on the year's page."""
    require_national(request)
    found = QuotaYear.objects.select_for_update().filter(year=year).first()
    if found is None:
        raise Http404
    form = YearForm(request.POST or take_kept(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Bemærkningen er gemt.", extra_tags=f"saved:quota-year-{year}")
        return redirect(found)
    context = {
        "form": form,
        "about": found,
        "issue": None,
        "heading": f"Bemærkning til {year}",
        "key": f"quota-year-{year}",
    }
    return render(request, "quotas/issue_form.html", context)


@dataclass(frozen=True)
class Step:
    """What a step's page asks and tells, what it does, and what is said afterwards."""

    question: str
    told: str
    button: str
    done: str
    begins: Issue.Status
    act: Callable[[Issue, dict[str, Any], Any], object]
    form: type[StepForm] = StepForm


STEPS = {
    "publish": Step(
        "Offentliggør udmeldingen?", "Alle kan læse tallene fra nu af, også uden at være logget ind.",
        "Offentliggør", "Udmeldingen er offentlig.", Issue.Status.DRAFT,
        lambda one, typed, by: actions.publish(issue=one),
    ),
    "withdraw": Step(
        "Træk udmeldingen tilbage?", "Kun KL kan se tallene, indtil de offentliggøres igen.",
        "Træk tilbage", "Udmeldingen er trukket tilbage og kun synlig for KL.", Issue.Status.PUBLISHED,
        lambda one, typed, by: actions.withdraw(issue=one),
    ),
    "close": Step(
        "Afslut udmeldingen?",
        "Kvoterne ligger fast, og databasen afviser ændringer. Den kan genåbnes med en begrundelse.",
        "Afslut", "Udmeldingen er afsluttet.", Issue.Status.PUBLISHED,
        lambda one, typed, by: actions.close(issue=one),
    ),
    "reopen": Step(
        "Genåbn udmeldingen?", "Tallene kan rettes igen. Genåbningen og dens begrundelse bliver stående.",
        "Genåbn", "Udmeldingen er genåbnet.", Issue.Status.CLOSED,
        lambda one, typed, by: actions.reopen(issue=one, reason=typed["reason"], by=by), ReopenForm,
    ),
}  # fmt: skip


@keeps_typed
@transaction.atomic
def step(request: HttpRequest, year: int, number: int, name: str) -> HttpResponse:
    issue = editable_issue(request, year, number)
    asked = STEPS.get(name)
    if asked is None:
        raise Http404
    form = asked.form(request.POST if request.method == "POST" else take_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                asked.act(issue, form.cleaned_data, request.user)
        except Refused as reason:
            form.add_error(reason.field or None, str(reason))
        else:
            messages.success(request, asked.done, extra_tags=f"saved:quota-{name}-{issue.pk}")
            return redirect(issue)
    elif request.method == "GET" and issue.status != asked.begins:
        messages.error(request, f"Udmeldingen er «{issue.get_status_display().lower()}» nu.")
        return redirect(issue)
    looks_at_sums = name in ("publish", "close") and not issue.lacks
    context = {
        "form": form, "issue": issue, "asked": asked, "key": f"quota-{name}-{issue.pk}",
        "breaches": numbers_of(issue).breaches if looks_at_sums else [],
    }  # fmt: skip
    return render(request, "quotas/issue_step.html", context)


@transaction.atomic
def delete(request: HttpRequest, year: int, number: int) -> HttpResponse:
    issue = editable_issue(request, year, number)
    if request.method == "POST":
        try:
            with transaction.atomic():
                actions.delete_issue(issue=issue)
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(issue)
        messages.success(request, "Udmeldingen er slettet. Den står i historikken.")
        return redirect("quotas:list")
    return render(request, "quotas/issue_confirm_delete.html", {"issue": issue})


def _closed(request: HttpRequest, issue: Issue) -> HttpResponse:
    messages.error(request, MESSAGE)
    return redirect(issue)
