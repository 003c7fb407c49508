"""Status tables of a KKR: to read, to print, to keep up to date from meeting to meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.ordering import put_in_order
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import initiatives as actions
from meetings.forms.initiatives import InitiativeForm, InitiativeTableForm
from meetings.models import Attachment, InitiativeTable

Form = InitiativeTableForm | InitiativeForm


def _council(request: HttpRequest, slug: str) -> Council:
    council = get_object_or_404(Council, slug=slug)
    if not predicates.may_read_closed(request.user, council.pk):
        raise Http404
    return council


def _table(request: HttpRequest, council: str, pk: int, *, to_edit: bool = False) -> InitiativeTable:
    """To edit it, its row and with it its initiatives are held until the transaction ends."""
    rows = InitiativeTable.objects.select_related("council").filter(council__slug=council)
    if to_edit and transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(
        rows.editable_by(request.user) if to_edit else rows.visible_to(request.user), pk=pk
    )


def tables(request: HttpRequest, council: str) -> HttpResponse:
    found = _council(request, council)
    rows = InitiativeTable.objects.filter(council=found).prefetch_related("initiatives")
    return render(request, "meetings/initiative_tables.html", {
        "council": found, "tables": rows, "may_edit": predicates.may_edit_council(request.user, found.pk),
    })  # fmt: skip


def tables_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    """All tables of the KKR with their rows."""
    found = _council(request, council)
    rows = InitiativeTable.objects.filter(council=found).prefetch_related("initiatives")
    return download(list_sheets.initiative_tables_sheet(rows), name=f"Statusoversigter {found}", kind=kind)


def table(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk)
    may_edit = predicates.may_edit_council(request.user, found.council_id)
    attached = Attachment.objects.filter(live_kind="initiatives", live_ref=str(found.pk))
    return render(request, "meetings/initiative_table.html", {
        "council": found.council, "table": found, "may_edit": may_edit,
        "initiatives": found.initiatives.all(),
        "deleted": actions.deleted_initiatives(found) if may_edit else [],
        "attached": attached.select_related("item__section__meeting__council"),
        "may_read_history": predicates.may_read_history(request.user, found.council_id),
    })  # fmt: skip


def table_pdf(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk)
    content = pdf.render("meetings/pdf/initiatives.html", {"table": found})
    return pdf_response(content, found.title)


def table_file(request: HttpRequest, council: str, pk: int, kind: str) -> HttpResponse:
    found = _table(request, council, pk)
    return download(list_sheets.initiative_table_sheet(found), name=found.title, kind=kind)


@keeps_typed
@transaction.atomic
def new_table(request: HttpRequest, council: str) -> HttpResponse:
    found = _council(request, council)
    if not predicates.may_edit_council(request.user, found.pk):
        raise Http404
    form = InitiativeTableForm(_typed(request), instance=InitiativeTable(council=found))
    if request.method == "POST" and (there := actions.table_like(form.data, council=found)):
        return redirect(there)  # the second click of two
    if request.method == "POST" and form.is_valid():
        made = form.save()
        messages.success(request, f"«{made}» er oprettet. Tilføj initiativerne.")
        return redirect(made)
    return _form_page(request, found, form, title="Ny statusoversigt", key=f"initiative-table-new-{found.pk}")


@keeps_typed
@transaction.atomic
def edit_table(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk, to_edit=True)
    form = InitiativeTableForm(_typed(request), instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Statusoversigten er gemt.", extra_tags=f"saved:initiative-table-{pk}")
        return redirect(found)
    return _form_page(
        request, found.council, form, title=str(found), key=f"initiative-table-{pk}", table=found
    )


@keeps_typed
def new_initiative(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk, to_edit=True)
    form = InitiativeForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        made = actions.add_initiative(table=found, initiative=form.save(commit=False))
        messages.success(request, f"«{made}» er tilføjet sidst.", extra_tags=f"saved:initiative-new-{pk}")
        return redirect(found)
    return _form_page(
        request, found.council, form, title="Nyt initiativ", key=f"initiative-new-{pk}", table=found
    )


@keeps_typed
@transaction.atomic
def edit_initiative(request: HttpRequest, council: str, pk: int, initiative_pk: int) -> HttpResponse:
    found = _table(request, council, pk, to_edit=True)
    row = get_object_or_404(found.initiatives, pk=initiative_pk)
    form = InitiativeForm(_typed(request), instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"«{row}» er gemt.", extra_tags=f"saved:initiative-{row.pk}")
        return redirect(found)
    return _form_page(request, found.council, form, title=str(row), key=f"initiative-{row.pk}", table=found)


@require_POST
def delete_initiative(request: HttpRequest, council: str, pk: int, initiative_pk: int) -> HttpResponse:
    """At once: it can be brought back from the page that follows."""
    found = _table(request, council, pk, to_edit=True)
    row = get_object_or_404(found.initiatives, pk=initiative_pk)
    row.delete()
    messages.success(request, f"«{row}» er slettet. Det kan gendannes nederst på siden.")
    return redirect(found)


@require_POST
def restore_initiative(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk, to_edit=True)
    try:
        row = actions.restore_initiative(table=found, event_id=int(request.POST.get("event", "")))
    except (ValueError, OverflowError, ObjectDoesNotExist):
        messages.error(request, "Det kan ikke gendannes: Det er gendannet allerede.")
    else:
        messages.success(request, f"«{row}» er gendannet sidst i oversigten.")
    return redirect(found)


@require_POST
def order_initiatives(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    found = _table(request, council, pk, to_edit=True)
    return put_in_order(request, found.initiatives.all(), found.get_absolute_url())


def delete_table(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    """Asked first: a whole table is not brought back. Agendas keep what was attached."""
    found = _table(request, council, pk, to_edit=True)
    used = Attachment.objects.filter(live_kind="initiatives", live_ref=str(found.pk)).exists()
    if request.method == "POST":
        found.delete()
        messages.success(request, f"«{found}» er slettet.")
        return redirect("meetings:initiative_tables", council)
    return render(request, "meetings/initiative_table_delete.html", {
        "council": found.council, "table": found, "used": used, "count": found.initiatives.count(),
    })  # fmt: skip


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else take_kept(request)


def _form_page(
    request: HttpRequest, council: Council, form: Form, *, title: str, key: str,
    table: InitiativeTable | None = None,
) -> HttpResponse:  # fmt: skip
    back = reverse("meetings:initiative_tables", args=[council.slug])
    return render(request, "meetings/initiative_form.html", {
        "council": council, "form": form, "title": title, "key": key, "table": table,
        "back": table.get_absolute_url() if table else back,
    })  # fmt: skip
