"""What an issue is out of, and its other documents: mended, added, read and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import file_response
from kkr_portal.documents.models import store
from quotas.forms.issues import AnnouncementForm, DocumentForm
from quotas.found import editable_issue, visible_issue
from quotas.models import Announcement, Issue, IssueDocument
from quotas.models.closing import MESSAGE


@login_not_required
def announcement(request: HttpRequest, year: int, number: int) -> FileResponse:
    """The announcement itself, where it was uploaded."""
    found = visible_issue(request, year, number).announcement
    if found.file is None:
        raise Http404
    return file_response(found.file, found.file_name, inline=True)


@login_not_required
def document(request: HttpRequest, year: int, number: int, pk: int) -> FileResponse:
    rows = IssueDocument.objects.filter(issue=visible_issue(request, year, number)).select_related("file")
    found = get_object_or_404(rows, pk=pk)
    return file_response(found.file, found.file_name, inline=True)


@keeps_typed
@transaction.atomic
def edit_announcement(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Also for the other issues that are out of it; while one of them is closed it stays."""
    issue = editable_issue(request, year, number)
    found = Announcement.objects.select_for_update(of=("self",)).get(pk=issue.announcement_id)
    if found.issues.filter(status=Issue.Status.CLOSED).exists():
        return _closed(request, issue)
    typed = request.POST or take_kept(request)
    form = AnnouncementForm(typed, request.FILES or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if upload := form.cleaned_data["upload"]:
            changed.file, changed.file_name = store(upload), upload.name
        changed.save()
        messages.success(request, "Meddelelsen er gemt.", extra_tags=f"saved:quota-announcement-{found.pk}")
        return redirect(issue)
    context = {
        "form": form, "about": issue, "issue": None, "heading": "Ret meddelelsen",
        "key": f"quota-announcement-{found.pk}", "has_file": True,
    }  # fmt: skip
    return render(request, "quotas/issue_form.html", context)


@keeps_typed
@transaction.atomic
def add_document(request: HttpRequest, year: int, number: int) -> HttpResponse:
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        return _closed(request, issue)
    form = DocumentForm(request.POST or take_kept(request), request.FILES or None, issue=issue)
    if request.method == "POST" and form.is_valid():
        row, upload = form.save(commit=False), form.cleaned_data["upload"]
        row.file, row.file_name = store(upload), upload.name
        row.save()
        messages.success(request, "Dokumentet er gemt.", extra_tags=f"saved:quota-document-{issue.pk}")
        return redirect(issue)
    context = {
        "form": form, "about": issue, "issue": None, "heading": "Tilføj et dokument",
        "key": f"quota-document-{issue.pk}", "has_file": True,
    }  # fmt: skip
    return render(request, "quotas/issue_form.html", context)


@transaction.atomic
def delete_document(request: HttpRequest, year: int, number: int, pk: int) -> HttpResponse:
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        return _closed(request, issue)
    found = get_object_or_404(IssueDocument, issue=issue, pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, "Dokumentet er taget væk. Det står i historikken.")
        return redirect(issue)
    return render(request, "quotas/document_confirm_delete.html", {"issue": issue, "document": found})


def _closed(request: HttpRequest, issue: Issue) -> HttpResponse:
    messages.error(request, MESSAGE)
    return redirect(issue)
