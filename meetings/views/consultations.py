"""Written consultation: the list of a KKR, one case, writing it, and sending it out."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import ListView

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import consultations as actions
from meetings.consultation_of import told
from meetings.forms.consultations import ConsultationForm, DeadlineForm
from meetings.models import Consultation
from meetings.roster import roster_on
from meetings.rules import consultation as rule
from meetings.views.found_consultations import (
    council_of_deleted,
    editable_consultation,
    edited_council,
    insiders_council,
    visible_consultation,
)


def _listed(request: HttpRequest, council: Council) -> QuerySet[Consultation]:
    """Those of the KKR that one may see, the latest deadline first."""
    found = Consultation.objects.visible_to(request.user).filter(council=council)
    return found.counting_answers().order_by("-answer_by", "-pk")


class ConsultationList(ListView):
    paginate_by = 25
    template_name = "meetings/consultation_list.html"

    council: Council

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.council = insiders_council(request, self.kwargs["council"])
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Consultation]:
        return _listed(self.request, self.council)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            council=self.council,
            may_edit=predicates.may_edit_council(self.request.user, self.council.pk),
            chair_chooses=rule.CHAIR_CHOOSES,
            today=timezone.localdate(),
            **kwargs,
        )


def consultation_list_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    home = insiders_council(request, council)
    sheet = list_sheets.consultations_sheet(_listed(request, home))
    return download(sheet, name=f"Skriftlige høringer {home}", kind=kind)


def answers_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who answered, and what, as far as this reader may know it."""
    consultation = visible_consultation(request, pk)
    sheet = list_sheets.answers_sheet(told(consultation, request.user))
    return download(sheet, name=f"Svar {consultation.council} {consultation.title[:60]}", kind=kind)


def _context(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    reader = request.user
    may_edit = predicates.may_edit_council(reader, consultation.council_id)
    return {
        "consultation": consultation,
        "council": consultation.council,
        "told": told(consultation, reader),
        "may_edit": may_edit,
        "enters": may_edit and consultation.is_open,
        "may_read_history": predicates.may_read_history(reader, consultation.council_id),
        "chair_chooses": rule.CHAIR_CHOOSES,
        "counting": rule.COUNTING,
        "turnout": rule.TURNOUT,
        "today": timezone.localdate(),
    }


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    context = _context(request, visible_consultation(request, pk))
    return render(request, "meetings/consultation_detail.html", context)


def sheet_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The case and its answers on paper, as far as this reader may see them."""
    consultation = visible_consultation(request, pk)
    content = pdf.render("meetings/pdf/consultation.html", _context(request, consultation))
    name = f"Skriftlig høring {consultation.council} {consultation.answer_by:%d-%m-%Y}.pdf"
    return pdf_response(content, name)


@keeps_typed
@transaction.atomic
def create(request: HttpRequest, council: str) -> HttpResponse:
    home = edited_council(request, council)
    form = ConsultationForm(
        request.POST or take_kept(request),
        instance=Consultation(council=home),
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        made = actions.create(form.save(commit=False))
        messages.success(
            request,
            "Kladden er gemt. Medlemmerne ser den først, når den sendes i høring.",
            extra_tags="saved:consultation-new",
        )
        return redirect(made)
    context = {"form": form, "council": home, "chair_chooses": rule.CHAIR_CHOOSES}
    return render(request, "meetings/consultation_form.html", context)


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft's whole text; of an open one only the deadline; of a closed one nothing."""
    consultation = editable_consultation(request, pk, lock=request.method == "POST")
    if consultation.is_closed:
        messages.error(request, "Høringen er afsluttet, så sagen kan ikke længere rettes.")
        return redirect(consultation)
    kind = ConsultationForm if consultation.is_draft else DeadlineForm
    form = kind(request.POST or take_kept(request), instance=consultation, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Høringen er gemt.", extra_tags=f"saved:consultation-{consultation.pk}")
        return redirect(consultation)
    context = {
        "form": form,
        "council": consultation.council,
        "consultation": consultation,
        "chair_chooses": rule.CHAIR_CHOOSES,
    }
    return render(request, "meetings/consultation_form.html", context)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; only a draft can be deleted."""
    if request.method == "POST" and not Consultation.objects.filter(pk=pk).exists():
        return redirect("meetings:consultations", council_of_deleted(request, pk).slug)
    consultation = editable_consultation(request, pk)
    if not consultation.is_draft:
        messages.error(request, "En sag, der har været sendt i høring, kan ikke slettes.")
        return redirect(consultation)
    if request.method == "POST":
        if actions.delete(consultation=consultation):
            messages.success(request, f"Kladden «{consultation}» er slettet.")
            return redirect("meetings:consultations", consultation.council.slug)
        messages.error(request, "Sagen er sendt i høring imens og er ikke slettet.")
        return redirect(consultation)
    context = {"consultation": consultation, "council": consultation.council}
    return render(request, "meetings/consultation_confirm_delete.html", context)


def send_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, and name those who will be asked."""
    consultation = editable_consultation(request, pk)
    today = timezone.localdate()
    if not consultation.is_draft:
        messages.info(request, "Sagen er sendt i høring.")
        return redirect(consultation)
    if request.method == "POST":
        try:
            actions.send_out(consultation=consultation, on=today)
        except actions.Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Sagen er sendt i høring. Medlemmerne kan svare nu.")
        return redirect(consultation)
    asked = actions.those_asked(roster_on(consultation.council, today), consultation)
    context = {
        "consultation": consultation,
        "council": consultation.council,
        "asked": asked,
        "chair_chooses": rule.CHAIR_CHOOSES,
        "breaches": rule.opening_breaches(reason=consultation.reason, asked=len(asked), on=today),
        "deadline_passed": consultation.answer_by < today,
        "chair": next((one for one in asked if one.chair), None),
    }
    return render(request, "meetings/consultation_confirm_send.html", context)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; only while nobody has answered."""
    consultation = editable_consultation(request, pk)
    if request.method == "POST":
        try:
            actions.take_back(consultation=consultation)
        except actions.Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Høringen er trukket tilbage og er igen en kladde.")
        return redirect(consultation)
    context = {"consultation": consultation, "council": consultation.council}
    return render(request, "meetings/consultation_confirm_take_back.html", context)
