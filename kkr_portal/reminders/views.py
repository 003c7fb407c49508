"""One's own page of reminders, and the page behind a mail's link that stops them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.access.models import User
from kkr_portal.front_page import own_councils
from kkr_portal.outbox.actions import KEPT_FOR, is_uncertain
from kkr_portal.registry.models import Council
from kkr_portal.reminders import actions, links, making
from kkr_portal.reminders.forms import ChoiceForm
from kkr_portal.reminders.letters import digest_body, digest_subject
from kkr_portal.reminders.models import Choice

SHOWN = 10  # of one's latest mails


@keeps_typed
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """What the person has chosen, and the latest mails that came of it."""
    user = cast(User, request.user)
    form = ChoiceForm(request.POST or take_kept(request), instance=_choice_of(user))
    if request.method == "POST" and form.is_valid():
        chosen = actions.choose(**form.cleaned_data, by=user)
        on = chosen.reminds or chosen.digest
        messages.success(request, "Dit valg er gemt." if on else "Dit valg er gemt. Du får ingen mails.")
        return redirect("reminders:choices")
    own = own_councils(user)
    councils = Council.objects.all() if own is None else Council.objects.filter(pk__in=own)
    return render(request, "reminders/choices.html", {
        "form": form, "councils": list(councils), "all_councils": own is None,
        "mails": [(mail, is_uncertain(mail)) for mail in user.own_mails.order_by("-made_at", "-pk")[:SHOWN]],
        "kept_for": KEPT_FOR.days,
    })  # fmt: skip


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What the weekly digest would say now."""
    user, now = cast(User, request.user), timezone.localtime()
    week = making.week_of(user, now, since=now - making.WEEK)
    return render(request, "reminders/preview.html", {
        "subject": digest_subject(week, now.date()) if week else "",
        "body": digest_body(user, week, making.council_names()) if week else "",
    })  # fmt: skip


@csrf_exempt  # the link itself is the right to do it, and mail programs post without a cookie (RFC 8058)
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Scanners of mail follow every link: GET asks, POST stops."""
    found = links.read_stop(token)
    if found is None:
        return render(request, "reminders/stop_unknown.html", status=404)
    choice, kind = found
    if request.method == "POST":
        actions.stop(choice=choice, kind=kind)
    stopped = request.method == "POST" or not (choice.reminds if kind == "reminders" else choice.digest)
    return render(request, "reminders/stop.html", {"what": links.KINDS[kind], "stopped": stopped})


def _choice_of(user: User) -> Choice:
    """The person's choice, or what it is before anything was chosen: nothing."""
    return Choice.objects.filter(user=user).first() or Choice(user=user)
