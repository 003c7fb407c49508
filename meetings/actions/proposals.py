"""What members want on an agenda (§ 5, stk. 4): received, taken in, declined, withdrawn, taken up again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Person
from meetings.actions.agenda import place_item
from meetings.actions.life import TO_BE_HELD, NotPossible, locked
from meetings.models import AgendaItem, Meeting, Proposal, Section

Status = Proposal.Status


@transaction.atomic
def propose(*, meeting: Meeting, person: Person, title: str, text: str, received_on: date) -> Proposal:
    """Receive a proposal. The same from the same person once more is the one that is there already."""
    now = _open(meeting)
    words = {"title": title.strip(), "text": text.strip()}
    same = now.proposals.filter(person=person, **words, status__in=[Status.RECEIVED, Status.TAKEN_IN]).first()
    return same or now.proposals.create(person=person, received_on=received_on, **words)


@transaction.atomic
def take_in(*, proposal: Proposal, section: Section, closed: bool = False) -> Proposal:
    """Make it an item at the end of ``section``, with its text and whose it is. A late one may be taken in
    too: the rule gives a right, and the chair may do more."""
    now = _locked(proposal)
    if now.status == Status.TAKEN_IN and now.item_id:
        return now
    _must_be_received(now)
    if section.meeting_id != now.meeting_id:
        raise NotPossible("Afsnittet hører til et andet møde.")
    text = f"{now.text}\n\n*Stillet af {now.person}.*"
    now.item = place_item(AgendaItem(section=section, title=now.title, presentation=text, closed=closed))
    now.status, now.reason = Status.TAKEN_IN, ""
    now.save(update_fields=["status", "item", "reason"])
    return now


@transaction.atomic
def decline(*, proposal: Proposal, reason: str) -> Proposal:
    """Decline with the reason that the member is shown."""
    now = _locked(proposal)
    if now.status == Status.DECLINED:
        return now
    if not reason.strip():
        raise NotPossible("Skriv, hvorfor forslaget afvises.")
    _must_be_received(now)
    now.status, now.reason = Status.DECLINED, reason.strip()
    now.save(update_fields=["status", "reason"])
    return now


@transaction.atomic
def withdraw(*, proposal: Proposal) -> Proposal:
    """Taken back by the member, as long as nobody has answered it."""
    now = _locked(proposal)
    if now.status != Status.WITHDRAWN:
        _must_be_received(now)
        now.status = Status.WITHDRAWN
        now.save(update_fields=["status"])
    return now


@transaction.atomic
def take_up_again(*, proposal: Proposal) -> Proposal:
    """Undo a decline or a withdrawal, or a taking in whose item has been deleted since."""
    now = _locked(proposal)
    if now.status == Status.TAKEN_IN and now.item_id:
        raise NotPossible("Forslaget er optaget på dagsordenen. Slet punktet først.")
    if now.status != Status.RECEIVED:
        now.status, now.reason = Status.RECEIVED, ""
        now.save(update_fields=["status", "reason"])
    return now


def _open(meeting: Meeting) -> Meeting:
    now = locked(meeting)
    if now.status not in TO_BE_HELD:
        raise NotPossible(
            f"Mødet har status «{now.get_status_display().lower()}»: dets forslag kan ikke ændres."
        )
    return now


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now. Its meeting's row is what everything about its agenda waits at."""
    _open(proposal.meeting)
    return Proposal.objects.select_related("person", "meeting", "item").get(pk=proposal.pk)


def _must_be_received(now: Proposal) -> None:
    if now.status != Status.RECEIVED:
        raise NotPossible(f"Forslaget er allerede besvaret: {now.get_status_display().lower()}.")
