"""The outbox: what waits, what went off, and what nobody knows. Only the KKR's own secretariat is let in."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import file_response
from kkr_portal.outbox import actions
from kkr_portal.outbox.forms import MailForm
from kkr_portal.outbox.models import Mail, Outage
from kkr_portal.spreadsheets import Sheet, download

State = Mail.State
PER_PAGE = 25
LATE_AFTER = timedelta(minutes=10)  # a released mail that still waits: is anything delivering?


def _mails(request: HttpRequest) -> QuerySet[Mail]:
    """Those of the councils that the person edits; 404 for whoever edits none."""
    if not predicates.has_outbox(request.user):
        raise Http404
    mails = Mail.objects.of_councils(predicates.councils_edited_by(request.user))
    return mails.select_related("council", "released_by")


def _batch(request: HttpRequest, pk: int) -> tuple[Mail, QuerySet[Mail]]:
    """A batch by the id of any of its mails."""
    one = get_object_or_404(_mails(request), pk=pk)
    return one, _mails(request).filter(council=one.council_id, batch=one.batch).order_by("to_name", "pk")


def _batches(request: HttpRequest) -> QuerySet[Any, Any]:
    """Newest first, with how many mails of each are where."""
    counts: dict[str, Any] = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    unsure = Q(state=State.SENDING, claimed_at__lt=timezone.now() - actions.UNCERTAIN_AFTER)
    return (
        _mails(request).order_by().values("council__name", "batch")
        .annotate(first=Min("pk"), made=Max("made_at"), total=Count("pk"),
                  uncertain=Count("pk", filter=unsure), **counts)
        .order_by("-made", "-first")
    )  # fmt: skip


def outbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(_batches(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/list.html", {"page_obj": page, **_held_up(_mails(request))})


def _held_up(mails: QuerySet[Mail]) -> dict[str, object]:
    """Why released mails wait. ``outage``: the server does not answer; ``late``: nothing is delivering."""
    long_ago = timezone.now() - LATE_AFTER
    tried_in_time = Outage.objects.filter(next_try_at__gte=long_ago).first()
    released = mails.filter(state=State.RELEASED).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(released_at__lt=long_ago, next_try_at=None) | Q(next_try_at__lt=long_ago)),
    )
    return {
        "outage": tried_in_time if released["all"] else None, "held": released["all"],
        "late": 0 if tried_in_time else released["late"],
    }  # fmt: skip


def batch(request: HttpRequest, pk: int) -> HttpResponse:
    one, mails = _batch(request, pk)
    rows = list(mails)
    context = {
        "one": one,
        "mails": [(mail, actions.is_uncertain(mail)) for mail in rows],
        "drafts": sum(mail.state == State.DRAFT for mail in rows),
        "failed": sum(mail.state == State.FAILED for mail in rows),
    }
    return render(request, "outbox/batch.html", context)


def outbox_file(request: HttpRequest, kind: str) -> HttpResponse:
    """All batches."""
    head = ["KKR", "Udsendelse", "Oprettet", "Mails", "Kladder", "På vej", "Sendt", "Kunne ikke sendes",
            "Uvisse", "Kasserede"]  # fmt: skip
    rows = [
        [
            one["council__name"], one["batch"], one["made"], one["total"], one["draft"],
            one["released"] + one["sending"], one["sent"], one["failed"], one["uncertain"], one["discarded"],
        ]
        for one in _batches(request)
    ]  # fmt: skip
    return download(Sheet("Udsendelser", head, rows), name="Udbakke", kind=kind)


def batch_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who gets a batch's mails."""
    one, mails = _batch(request, pk)
    rows = [
        [
            mail.to_name, mail.to_address, mail.subject,
            "Uvis" if actions.is_uncertain(mail) else mail.get_state_display(), mail.sent_at,
        ]
        for mail in mails
    ]  # fmt: skip
    sheet = Sheet("Modtagere", ["Modtager", "E-mail", "Emne", "Tilstand", "Sendt"], rows)
    return download(sheet, name=f"Modtagere {one.batch[:80]}", kind=kind)


def release_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: what has been sent can't be taken back."""
    one, mails = _batch(request, pk)
    drafts = mails.filter(state=State.DRAFT)
    found: list[tuple[Mail, list[str]]] = []
    if request.method == "POST":
        try:
            _say_released(request, actions.release(mails=drafts, by=request.user))
        except actions.Refused as refused:
            found = refused.found
        else:
            return redirect("outbox:batch", pk)
    context = {"one": one, "mails": list(drafts), "whole": True, "found": found}
    return render(request, "outbox/confirm_release.html", context)


def discard_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: a discarded mail is not sent."""
    one, mails = _batch(request, pk)
    drafts = mails.filter(state=State.DRAFT)
    if request.method == "POST":
        discarded = actions.discard(mails=drafts)
        messages.success(request, f"Kasseret: {discarded}. De kan hentes frem igen én for én.")
        return redirect("outbox:batch", pk)
    return render(request, "outbox/confirm_discard.html", {"one": one, "mails": list(drafts)})


def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_mails(request), pk=pk)
    held_up = _held_up(Mail.objects.filter(pk=pk)) if found.state == State.RELEASED else {}
    context = {"mail": found, "uncertain": actions.is_uncertain(found), **held_up}
    return render(request, "outbox/mail.html", context)


def attached_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file that goes with the mail."""
    found = get_object_or_404(_mails(request).exclude(file=None).select_related("file"), pk=pk)
    if found.file is None:
        raise Http404
    return file_response(found.file, found.file_name, inline=True)


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text of a draft; the row is held, so that it is not released meanwhile."""
    found = get_object_or_404(_mails(request), pk=pk)
    if request.method == "POST":
        found = Mail.objects.select_for_update().get(pk=pk)
    if found.state != State.DRAFT:
        messages.error(request, "Mailen er ikke længere en kladde og kan ikke rettes.")
        return redirect("outbox:mail", pk)
    form = MailForm(request.POST or take_kept(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Mailen er gemt. Den er ikke sendt.")
        return redirect("outbox:mail", pk)
    return render(request, "outbox/mail_form.html", {"form": form, "mail": found})


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release one draft, or one that failed, after asking."""
    found = get_object_or_404(_mails(request), pk=pk)
    with_numbers: list[tuple[Mail, list[str]]] = []
    if request.method == "POST":
        try:
            _say_released(request, actions.release(mails=Mail.objects.filter(pk=pk), by=request.user))
        except actions.Refused as refused:
            with_numbers = refused.found
        else:
            return redirect("outbox:mail", pk)
    context = {"one": found, "mails": [found], "whole": False, "found": with_numbers}
    return render(request, "outbox/confirm_release.html", context)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_mails(request), pk=pk)
    if actions.discard(mails=Mail.objects.filter(pk=pk)):
        messages.success(request, "Mailen er kasseret og bliver ikke sendt.")
    else:
        messages.error(request, "Mailen kan ikke kasseres: den er på vej, sendt eller kasseret allerede.")
    return redirect("outbox:mail", pk)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_mails(request), pk=pk)
    if actions.bring_back(mails=Mail.objects.filter(pk=pk)):
        messages.success(request, "Mailen er en kladde igen.")
    else:
        messages.error(request, "Mailen kan ikke hentes frem igen.")
    return redirect("outbox:mail", pk)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says what became of a mail that a dead process left: it was sent, or send it again."""
    found = get_object_or_404(_mails(request), pk=pk)
    choice = request.POST.get("choice")
    if choice == "sent" and actions.mark_sent(mail=found):
        messages.success(request, "Mailen er noteret som sendt.")
    elif choice == "again" and actions.send_again(mail=found, by=request.user):
        messages.success(request, "Mailen sendes igen med samme Message-ID.")
    else:
        messages.error(request, "Mailen er ikke længere uvis. Se, hvad der står om den nu.")
    return redirect("outbox:mail", pk)


def _say_released(request: HttpRequest, released: int) -> None:
    if released:
        messages.success(request, f"Frigivet: {released}. De bliver sendt om et øjeblik.")
    else:
        messages.info(request, "Der var ingen kladder at frigive.")
