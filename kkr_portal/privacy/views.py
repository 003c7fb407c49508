"""The page about personal data, everyone's own, and for administrators anybody's: read, taken out, erased."""

from __future__ import annotations

import io
import json
import zipfile
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.privacy import erasing
from kkr_portal.privacy.held import Held, Subject, held
from kkr_portal.privacy.kept import KEPT
from kkr_portal.privacy.models import Erasure
from kkr_portal.registry.models import Person

MOST = 50


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """«Persondata»: what is kept, why, how long, and who reads it."""
    return render(request, "privacy/page.html", {
        "kept": KEPT, "may_erase": predicates.may_erase_people(request.user),
    })  # fmt: skip


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return _overview(request, Subject.of_user(cast(User, request.user)), own=True)


@never_cache
@require_safe
def mine_file(request: HttpRequest) -> HttpResponse:
    return _file(Subject.of_user(cast(User, request.user)))


@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """By a part of a name or of an address; persons with their users, and users without a person."""
    _only_for_administrators(request)
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    persons, users = Person.objects.none(), User.objects.none()
    if asked:
        like, account = Q(email__icontains=asked), Q(email__icontains=asked)
        for word in asked.split():
            like |= Q(given_name__icontains=word) | Q(family_name__icontains=word)
            account |= Q(first_name__icontains=word) | Q(last_name__icontains=word)
        persons, users = Person.objects.filter(like)[:MOST], User.objects.filter(account, person=None)[:MOST]
    return render(request, "privacy/find.html", {
        "asked": asked, "persons": persons, "users": users, "most": MOST,
        "erasures": Erasure.objects.select_related("by")[:10],
    })  # fmt: skip


@never_cache
@require_safe
def overview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return _overview(request, _subject(request, kind, pk), own=False)


@never_cache
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return _file(_subject(request, kind, pk))


@never_cache
def erase(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Ask with what goes and what stays; then erase, which nothing brings back."""
    subject, by = _subject(request, kind, pk), cast(User, request.user)
    reason, trouble = request.POST.get("reason", ""), ""
    if request.method == "POST":
        name = str(subject)
        try:
            erasing.erase(subject=subject, by=by, reason=reason)
        except erasing.CanNotErase as refused:
            trouble = str(refused)
        else:
            messages.success(request, f"Oplysningerne om {name} er slettet, også i historikken.")
            return redirect("privacy:find")
    return render(request, "privacy/erase.html", {
        "subject": subject, "plan": erasing.plan(subject, by), "reason": reason[:300], "trouble": trouble,
        "back": reverse(f"privacy:{kind}", args=[pk]),
    }, status=400 if trouble else 200)  # fmt: skip


def _only_for_administrators(request: HttpRequest) -> None:
    if not predicates.may_erase_people(request.user):
        raise Http404


def _subject(request: HttpRequest, kind: str, pk: int) -> Subject:
    _only_for_administrators(request)
    if kind == "person":
        return Subject.of_person(get_object_or_404(Person, pk=pk))
    return Subject.of_user(get_object_or_404(User, pk=pk))


def _overview(request: HttpRequest, subject: Subject, *, own: bool) -> HttpResponse:
    if own:
        taken = reverse("privacy:mine_file")
    else:
        kind, pk = ("person", subject.person.pk) if subject.person else ("user", cast(User, subject.user).pk)
        taken = reverse(f"privacy:{kind}_file", args=[pk])
    return render(request, "privacy/overview.html", {
        "subject": subject, "found": list(held(subject)), "own": own, "taken": taken,
        "erase": "" if own else taken.replace("all.zip", "erase/"),
    })  # fmt: skip


def _file(subject: Subject) -> HttpResponse:
    """The overview to read, and the same for a program."""
    found, today = list(held(subject)), timezone.localdate()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {"subject": subject, "found": found, "today": today}
        archive.writestr("Oversigt.html", render_to_string("privacy/file.html", told))
        archive.writestr("Oplysninger.json", json.dumps(_plain(found), ensure_ascii=False, indent=1))
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    name = f"Persondata {subject} {today:%d-%m-%Y}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _plain(found: list[Held]) -> list[dict[str, object]]:
    return [
        {
            "art": one.kept.what, "tabel": one.title, "model": one.table.model,
            "rækker": [dict(zip(one.headings, row, strict=True)) for row in one.rows],
            "tidligere": [dict(zip(["Dag", *one.headings], row, strict=True)) for row in one.earlier],
        }
        for one in found
    ]  # fmt: skip
