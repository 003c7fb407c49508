"""Answers to a written consultation, and its end: the decision, and where it is reported."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import consultations as actions
from meetings.consultation_of import suggestion, told
from meetings.forms.consultations import AnswerForm, ClosingForm, ReceivedAnswerForm, ReportForm
from meetings.models import Consultation, ConsultationAnswer
from meetings.rules import consultation as rule
from meetings.views.found_consultations import editable_answer, editable_consultation, own_answer

OVER = "Høringen er afsluttet, så der kan ikke længere svares."


@keeps_typed
@transaction.atomic
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's own answer, which can be changed until the consultation is closed."""
    answer = own_answer(request, pk, lock=request.method == "POST")
    consultation = answer.consultation
    if not consultation.is_open:
        messages.error(request, OVER)
        return redirect(consultation)
    form = AnswerForm(request.POST or take_kept(request), instance=answer)
    if request.method == "POST" and form.is_valid():
        actions.record_answer(
            answer=answer,
            given=form.cleaned_data["answer"],
            comment=form.cleaned_data["comment"],
            on=timezone.localdate(),
        )
        messages.success(
            request,
            "Tak. Dit svar er modtaget; du kan ændre det, indtil høringen afsluttes.",
            extra_tags=f"saved:answer-{answer.pk}",
        )
        return redirect(consultation)
    return _answer_page(request, form, answer, own=True)


@keeps_typed
@transaction.atomic
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer that has come to the secretariat; «next» goes on to the next who has not answered."""
    answer = editable_answer(request, pk, lock=request.method == "POST")
    consultation = answer.consultation
    if not consultation.is_open:
        messages.error(request, OVER)
        return redirect(consultation)
    form = ReceivedAnswerForm(request.POST or take_kept(request), instance=answer, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        saved = actions.record_answer(
            answer=answer,
            given=form.cleaned_data["answer"],
            comment=form.cleaned_data["comment"],
            on=form.cleaned_data["received"] or timezone.localdate(),
        )
        text = f"Svaret fra {saved.name} er gemt." if saved.answer else f"{saved.name} har ikke svaret."
        messages.success(request, text, extra_tags=f"saved:answer-{answer.pk}")
        following = _next_unanswered(saved) if "next" in request.POST else None
        if following:
            return redirect("meetings:record_answer", following.pk)
        return redirect(f"{consultation.get_absolute_url()}#answers")
    return _answer_page(request, form, answer, own=False)


def _answer_page(
    request: HttpRequest, form: AnswerForm, answer: ConsultationAnswer, *, own: bool
) -> HttpResponse:
    consultation = answer.consultation
    context = {
        "form": form,
        "answer": answer,
        "consultation": consultation,
        "council": consultation.council,
        "own": own,
        "late": consultation.answer_by < timezone.localdate(),
    }
    return render(request, "meetings/consultation_answer_form.html", context)


def _next_unanswered(answer: ConsultationAnswer) -> ConsultationAnswer | None:
    """By name, beginning after this one and from the top again."""
    rest = list(answer.consultation.answers.filter(answer="").exclude(pk=answer.pk).order_by("name", "pk"))
    place = (answer.name, answer.pk)
    return next((one for one in rest if (one.name, one.pk) > place), rest[0] if rest else None)


@keeps_typed
@transaction.atomic
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: show the numbers, and take the decision's text."""
    consultation = editable_consultation(request, pk, lock=request.method == "POST")
    heard = told(consultation, request.user)
    if not consultation.is_open or heard.result is None:
        said = "Høringen er afsluttet." if consultation.is_closed else "Sagen er ikke sendt i høring endnu."
        messages.info(request, said)
        _tell_what_is_not_kept(request, consultation, request.POST.get("decision", ""))
        return redirect(consultation)
    form = ClosingForm(
        request.POST or take_kept(request),
        instance=consultation,
        result=heard.result,
        initial={"decision": consultation.decision or suggestion(heard.result)},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["decision"]
        closed = actions.close(consultation=consultation, decision=typed, on=timezone.localdate())
        messages.success(
            request,
            "Høringen er afsluttet. Vælg det punkt, den refereres under, når dagsordenen er klar.",
            extra_tags=f"saved:consultation-{consultation.pk}",
        )
        _tell_what_is_not_kept(request, closed, typed)
        return redirect(consultation)
    context = {
        "form": form,
        "consultation": consultation,
        "council": consultation.council,
        "told": heard,
        "counting": rule.COUNTING,
        "turnout": rule.TURNOUT,
        "before_deadline": timezone.localdate() <= consultation.answer_by,
        "missing": [one for one in heard.answers if not one.answer],
    }
    return render(request, "meetings/consultation_close.html", context)


def _tell_what_is_not_kept(request: HttpRequest, consultation: Consultation, typed: str) -> None:
    """Somebody else closed it with another decision: what this person wrote is theirs to take along."""
    if consultation.is_closed and typed.strip() and typed.strip() != consultation.decision.strip():
        messages.warning(
            request, "En anden har afsluttet høringen med en anden beslutning, og den gælder. "
            f"Det, du skrev, er ikke gemt: «{typed.strip()}». Beslutningen kan rettes på denne side.",
        )  # fmt: skip


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: it takes answers again."""
    consultation = editable_consultation(request, pk)
    if request.method == "POST":
        try:
            actions.reopen(consultation=consultation)
        except actions.Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Høringen er åben igen, og der kan svares.")
        return redirect(consultation)
    if not consultation.is_closed or consultation.is_locked:
        messages.error(request, "Høringen kan ikke åbnes igen.")
        return redirect(consultation)
    context = {"consultation": consultation, "council": consultation.council}
    return render(request, "meetings/consultation_confirm_reopen.html", context)


@keeps_typed
@transaction.atomic
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the decision, and choose the item it is reported under, which locks it."""
    consultation = editable_consultation(request, pk, lock=request.method == "POST")
    if refusal := _not_to_report(consultation):
        messages.info(request, refusal)
        return redirect(consultation)
    form = ReportForm(request.POST or take_kept(request), instance=consultation)
    if request.method == "POST" and form.is_valid():
        item = form.cleaned_data["reported_in"]
        try:
            actions.report(consultation=consultation, decision=form.cleaned_data["decision"], item=item)
        except actions.Refused as reason:
            form.add_error("reported_in", str(reason))
        else:
            said = f"Høringen refereres under «{item}» og er låst." if item else "Beslutningen er gemt."
            messages.success(request, said, extra_tags=f"saved:consultation-{consultation.pk}")
            return redirect(consultation)
    context = {"form": form, "consultation": consultation, "council": consultation.council}
    return render(request, "meetings/consultation_report.html", context)


def _not_to_report(consultation: Consultation) -> str:
    if consultation.is_locked:
        return "Høringen er refereret på et møde og kan ikke ændres."
    return "" if consultation.is_closed else "Afslut høringen, før den refereres på et møde."
