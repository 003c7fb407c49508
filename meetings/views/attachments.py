"""Attachments of an item: add, name, order, delete, bring back, and download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.conversion import try_again
from kkr_portal.documents.downloads import file_response
from kkr_portal.documents.kinds import OFFICE
from kkr_portal.documents.live import SourceGone, SourceMoves
from kkr_portal.documents.models import StoredFile
from kkr_portal.ordering import put_in_order
from meetings.actions import agenda as actions
from meetings.forms.agenda import AgendaItemForm, AttachForm, AttachmentForm
from meetings.forms.live_attachments import AttachLiveForm
from meetings.live_attachments import attach_live, detach, is_kept_fresh, refresh, source_url
from meetings.models import AgendaItem, Attachment, SentFile
from meetings.views.closed import writes
from meetings.views.found import editable_attachment, editable_item, editable_item_of_deleted
from meetings.views.items import render_editor


def _editor(item: AgendaItem) -> str:
    return reverse("meetings:edit_item", args=[item.pk]) + "#attachments"


@writes
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            added = form.save(item)
        except AgendaItem.DoesNotExist:  # deleted while the files were read
            raise Http404 from None
        if len(added) < len(form.cleaned_data["uploads"]):
            messages.warning(request, "En fil, som punktet allerede har, er ikke vedhæftet igen.")
        if added:
            told = "Bilaget er tilføjet." if len(added) == 1 else f"{len(added)} bilag er tilføjet."
            waits = any(one.file.why_not_printed for one in added)
            messages.success(request, f"{told} Office-filer omdannes nu til PDF." if waits else told)
        return redirect(_editor(item))
    return render_editor(request, item, AgendaItemForm(instance=item, meeting=item.meeting), form)


@login_not_required
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, or the PDF made of it, to those who may see the attachment: as it was sent, also when it
    has been deleted since. An Office file that is no PDF yet is for those who read drafts."""
    sent = SentFile.objects.visible_to(request.user).filter(attachment_pk=pk).select_related("file").first()
    if sent:
        return _response(sent.file, sent.file_name)
    found = _as_it_is_now(request, pk)
    if found.shown_file.is_office:
        return original(request, pk)
    return _response(found.shown_file, found.shown_name)


@login_not_required
def original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The Office file as it was sent in, to those who read drafts: it may hold more than its PDF shows."""
    found = _as_it_is_now(request, pk)
    may_have = predicates.may_read_drafts(request.user, found.item.meeting.council_id)
    if not may_have or not found.file.is_office:
        raise Http404
    return _response(found.file, found.file_name)


def _response(stored: StoredFile, name: str) -> HttpResponseBase:
    return file_response(stored, name, inline=not stored.is_office)


def _as_it_is_now(request: HttpRequest, pk: int) -> Attachment:
    """The attachment, and where it is a live document of an agenda that is not held yet, made anew."""
    rows = Attachment.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("file__conversion__result", "item__section__meeting"), pk=pk
    )
    if found.is_live and is_kept_fresh(found.item.meeting):
        refresh([found])
    return found


@writes
@require_POST
def attach_live_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one of the portal's own documents, which follows its source until the meeting is held."""
    item = editable_item(request, pk)
    form = AttachLiveForm(request.POST, user=request.user, council=item.meeting.council)
    added = None
    if form.is_valid():
        try:
            added = attach_live(item=item, **form.cleaned_data["document"])
        except AgendaItem.DoesNotExist:  # deleted meanwhile
            raise Http404 from None
        except (SourceGone, SourceMoves) as why:
            form.add_error("document", str(why))
    if form.errors:
        text = AgendaItemForm(instance=item, meeting=item.meeting)
        return render_editor(request, item, text, live_form=form)
    if added:
        messages.success(request, f"«{added}» er tilføjet. Det følger sin kilde, til mødet er holdt.")
    else:
        messages.info(request, "Punktet har allerede det dokument.")
    return redirect(_editor(item))


@writes
@require_POST
@transaction.atomic
def keep_as_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A live document becomes the file that was made of it last."""
    attachment = editable_attachment(request, pk, lock=True)
    if attachment.is_live:
        detach(attachment)
        messages.success(request, f"«{attachment}» er nu en fast kopi og følger ikke længere sin kilde.")
    return redirect(_editor(attachment.item))


@writes
def files_under_way(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the item's Office files are: the parts of the editing page that change meanwhile."""
    item = editable_item(request, pk)
    rows = item.attachments.filter(file__kind__in=OFFICE).select_related("file__conversion__result")
    return render(request, "meetings/_files_under_way.html", {"attachments": rows.order_by("position")})


@writes
@require_POST
def convert_again(request: HttpRequest, pk: int) -> HttpResponse:
    attachment = editable_attachment(request, pk)
    if try_again(attachment.file):
        messages.success(request, f"«{attachment}» venter på at blive omdannet til PDF igen.")
    return redirect(_editor(attachment.item))


@writes
@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    attachment = editable_attachment(request, pk, lock=request.method == "POST")
    form = AttachmentForm(request.POST or take_kept(request), instance=attachment)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Bilaget er gemt.")
        return redirect(_editor(attachment.item))
    context = {
        "form": form,
        "attachment": attachment,
        "item": attachment.item,
        "meeting": attachment.item.meeting,
        "source_url": source_url(attachment),
    }
    return render(request, "meetings/attachment_form.html", context)


@writes
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        attachment = editable_attachment(request, pk)
    except Http404:  # the second click of two, or somebody else was quicker
        return redirect(_editor(editable_item_of_deleted(request, pk)))
    item = attachment.item
    if request.method == "POST":
        attachment.delete()
        messages.success(request, f"Bilaget «{attachment}» er slettet. Det kan gendannes under bilagene.")
        return redirect(_editor(item))
    context = {"attachment": attachment, "item": item, "meeting": item.meeting}
    return render(request, "meetings/attachment_confirm_delete.html", context)


@writes
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    return put_in_order(request, item.attachments.all(), _editor(item))


@writes
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    try:
        attachment = actions.restore_attachment(item=item, event_id=int(request.POST.get("event", "")))
    except (ValueError, ObjectDoesNotExist):
        messages.error(request, "Bilaget kan ikke gendannes; det er gendannet allerede.")
    else:
        messages.success(request, f"Bilaget «{attachment}» er gendannet som det sidste bilag.")
    return redirect(_editor(item))
