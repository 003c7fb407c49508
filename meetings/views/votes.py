"""Votes: open one under an item, count it, correct it, delete it. For the KKR's own secretariat."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import votes as actions
from meetings.actions.sitting import Refused, closed_because
from meetings.agenda import whole_agenda
from meetings.forms.votes import OpenVoteForm, VoteByNameForm, VoteByNumberForm
from meetings.models import AgendaItem, Vote
from meetings.views.found import editable_item
from meetings.views.session_page import hold, render_session, session_address


@require_POST
def open_vote(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    form = OpenVoteForm(request.POST)
    if form.is_valid():
        try:
            vote = actions.open_vote(item=item, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("meetings:vote", vote.pk)
    return render_session(request, item.meeting, str(pk), vote_form=form)


def _editable_vote(request: HttpRequest, pk: int) -> Vote:
    items = AgendaItem.objects.editable_by(request.user)
    votes = Vote.objects.select_related("item__section__meeting__council").prefetch_related("voters")
    return get_object_or_404(votes, pk=pk, item__in=items)


def _votes_address(vote: Vote) -> str:
    return f"{session_address(vote.item.meeting)}?item={vote.item_id}#afstemninger"


@keeps_typed
@transaction.atomic
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the answers, or correct them. ``fill`` only fills in the form."""
    vote = _editable_vote(request, pk)
    if request.method == "POST":
        hold(vote.item.meeting)
        vote = _editable_vote(request, pk)
    typed = request.POST or take_kept(request)
    form: VoteByNameForm | VoteByNumberForm
    by_name = vote.form == Vote.Form.BY_NAME
    form = (VoteByNameForm if by_name else VoteByNumberForm)(typed, instance=vote)
    filled = "fill" in request.POST
    if filled:
        form.fill()
    elif request.method == "POST" and form.is_valid():
        counted = form.save(commit=False)
        try:
            if isinstance(form, VoteByNameForm):
                actions.count_by_name(vote=counted, answers=form.answers)
            else:
                actions.count_by_number(vote=counted)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Afstemningen er gemt.", extra_tags=f"saved:vote-{pk}")
            return redirect(_votes_address(vote))
    meeting = vote.item.meeting
    context = {
        "vote": vote,
        "form": form,
        "filled": filled,
        "meeting": meeting,
        "item": whole_agenda(meeting).numbered(vote.item),
        "chair": actions.chairs_voter(vote),
        "back": _votes_address(vote),
        "closed_because": closed_because(meeting),
    }
    return render(request, "meetings/in_session_vote.html", context)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: a deleted vote is gone, apart from the history."""
    try:
        vote = _editable_vote(request, pk)
    except Http404:
        return redirect(_deleted_votes_page(request, pk))
    if request.method == "POST":
        try:
            actions.delete_vote(vote=vote)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Afstemningen er slettet.")
        return redirect(_votes_address(vote))
    context = {"vote": vote, "meeting": vote.item.meeting, "back": _votes_address(vote)}
    return render(request, "meetings/in_session_vote_delete.html", context)


def _deleted_votes_page(request: HttpRequest, pk: int) -> str:
    """The item of a vote that has been deleted, as by the first click of two; 404 for anybody else."""
    event = Vote.events.rel.related_model.objects.filter(  # type: ignore[attr-defined]
        pgh_label="delete", pgh_obj_id=pk
    ).first()
    item = editable_item(request, event.item_id if event else 0)
    return f"{session_address(item.meeting)}?item={item.pk}#afstemninger"
