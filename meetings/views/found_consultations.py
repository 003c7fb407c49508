"""The written consultation that an address names, if this person may have it; else 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from kkr_portal.registry.models import Council
from meetings.models import Consultation, ConsultationAnswer


def insiders_council(request: HttpRequest, slug: str) -> Council:
    """The KKR, for its own people and KL."""
    council = get_object_or_404(Council, slug=slug)
    if not predicates.may_read_closed(request.user, council.pk):
        raise Http404
    return council


def edited_council(request: HttpRequest, slug: str) -> Council:
    council = get_object_or_404(Council, slug=slug)
    if not predicates.may_edit_council(request.user, council.pk):
        raise Http404
    return council


def visible_consultation(request: HttpRequest, pk: int) -> Consultation:
    found = Consultation.objects.visible_to(request.user)
    found = found.select_related("council", "reported_in__section__meeting__council")
    return get_object_or_404(found, pk=pk)


def editable_consultation(request: HttpRequest, pk: int, *, lock: bool = False) -> Consultation:
    """``lock`` holds the row until the transaction ends, and reads it after that."""
    if lock:
        Consultation.objects.select_for_update().filter(pk=pk).first()
    return get_object_or_404(Consultation.objects.editable_by(request.user).select_related("council"), pk=pk)


def own_answer(request: HttpRequest, pk: int, *, lock: bool = False) -> ConsultationAnswer:
    """The row of the person who is signed in, among those who were asked."""
    if lock:
        Consultation.objects.select_for_update().filter(pk=pk).first()
    visible = Consultation.objects.visible_to(request.user)
    answers = ConsultationAnswer.objects.select_related("consultation__council")
    person = getattr(request.user, "person_id", None)
    if person is None:
        raise Http404
    return get_object_or_404(answers, consultation__in=visible, consultation=pk, person=person)


def editable_answer(request: HttpRequest, pk: int, *, lock: bool = False) -> ConsultationAnswer:
    if lock:
        Consultation.objects.select_for_update().filter(answers=pk).first()
    answers = ConsultationAnswer.objects.select_related("consultation__council")
    edited = Consultation.objects.editable_by(request.user)
    return get_object_or_404(answers, pk=pk, consultation__in=edited)


def council_of_deleted(request: HttpRequest, pk: int) -> Council:
    """The KKR that a consultation has been deleted from, for its secretariat: the second click of two."""
    events = Consultation.pgh_event_model.objects  # type: ignore[attr-defined]
    gone = events.filter(pgh_obj_id=pk, pgh_label="delete").order_by("-pgh_id").first()
    if gone is None or not predicates.may_edit_council(request.user, gone.council_id):
        raise Http404
    return Council.objects.get(pk=gone.council_id)
