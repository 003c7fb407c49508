"""Votes under an item: opened, which freezes who may vote; counted; deleted. § 5, stk. 9."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from django.db import transaction

from kkr_portal.law import NotInForce
from kkr_portal.registry.models import Person
from meetings.actions.sitting import Refused, lock, place_of
from meetings.attendance_of import Attendance, SeatRow, Told, attendance
from meetings.models import AgendaItem, Vote, Voter
from meetings.rules import votes as rules
from meetings.rules.editions import BEFORE
from meetings.votes_told import ANSWERS, as_rule

COUNTED = ["question", "in_favour", "against", "abstained", "out_of_the_room", "chairs_answer"]
EQUAL = "Stemmerne står lige, så formandens stemme afgør. Skriv, hvad formanden stemte."


@transaction.atomic
def open_vote(*, item: AgendaItem, question: str, form: str, number: int) -> Vote:
    """Freeze who may vote on ``question`` now: those who sit in a seat at the item.

    ``number`` is what the vote would be called when the form was shown. The same form twice, or the same
    question from two secretaries, opens one vote. Raises Refused without a quorum.
    """
    there = attendance(lock(item.meeting))
    place = place_of(there, item)
    same = Vote.objects.filter(item=item, number=number, question=question, form=form).first()
    if same:
        return same
    try:
        quorum = there.quorum(place)
    except NotInForce:
        raise Refused(BEFORE) from None
    if wrong := quorum.breaches():
        raise Refused(breaches=wrong)
    last = Vote.objects.filter(item=item).order_by("number").last()
    vote = Vote.objects.create(
        item=item, number=last.number + 1 if last else 1, question=question, form=form,
        members=quorum.members, present=quorum.present,
    )  # fmt: skip
    Voter.objects.bulk_create(_voter(vote, there, *pair) for pair in _seated(there, place))
    return vote


def _seated(there: Attendance, place: int) -> list[tuple[SeatRow, Person]]:
    """The seats that count at ``place``, those of the quorum, with who sits in them."""
    taken = there.seated(place)
    held = ((row, there.holder(row, place)) for row in there.rows if row.who in taken)
    return [(row, person) for row, person in held if person]


def _voter(vote: Vote, there: Attendance, row: SeatRow, person: Person) -> Voter:
    return Voter(
        vote=vote, seat=row.seat, person=person, name=str(person), member_name=str(row.member or person),
        party=str(row.sitting.party or ""), chair=person == _chair(there),
    )  # fmt: skip


def _chair(there: Attendance) -> Person | None:
    """The chair themselves, never the one who stands in: only the chair has the deciding vote here."""
    chair = there.roster.chair
    return chair.member.person if chair and chair.member else None


def chairs_voter(vote: Vote) -> Voter | None:
    return next((voter for voter in vote.voters.all() if voter.chair), None)


def number_breaches(vote: Vote) -> list[str]:
    """What is wrong with the vote's numbers as they stand, as sentences."""
    answers = vote.in_favour + vote.against + vote.abstained + vote.out_of_the_room
    wrong = [str(breach) for breach in as_rule(vote).breaches()]
    if not wrong and answers > vote.present:
        wrong.append(f"Der er skrevet {answers} svar, men kun {vote.present} er til stede.")
    return wrong


@transaction.atomic
def count_by_number(*, vote: Vote) -> Vote:
    """Save the numbers that stand in ``vote``. Raises Refused with what is wrong with them."""
    lock(vote.item.meeting)
    if wrong := number_breaches(vote):
        raise Refused(" ".join(wrong))
    if chairs_voter(vote) is None:
        vote.chairs_answer = ""
    elif vote.in_favour == vote.against and vote.in_favour and not vote.chairs_answer:
        raise Refused(EQUAL)
    vote.save(update_fields=COUNTED)
    return vote


@transaction.atomic
def count_by_name(*, vote: Vote, answers: Mapping[int, str]) -> Vote:
    """Save everybody's answer, by voter's id, and the sums. Raises Refused where somebody's is missing."""
    lock(vote.item.meeting)
    voters = list(vote.voters.select_for_update())
    seated: dict[Hashable, Hashable] = {voter.pk: Told(voter.person_id, voter.name) for voter in voters}
    given: dict[Hashable, rules.Answer] = {
        voter.pk: ANSWERS[Vote.Answer(answers[voter.pk])] for voter in voters if answers.get(voter.pk)
    }
    if missing := rules.name_breaches(given, seated=seated):
        raise Refused(breaches=missing)
    chair = chairs_voter(vote)
    counted = rules.by_name(
        as_rule(vote).quorum, given, seated=seated, chair=chair.person_id if chair else None
    )
    if wrong := counted.breaches():
        raise Refused(breaches=wrong)
    for voter in voters:
        if voter.answer != answers[voter.pk]:
            voter.answer = answers[voter.pk]
            voter.save(update_fields=["answer"])
    vote.in_favour, vote.against, vote.abstained = counted.in_favour, counted.against, counted.abstained
    vote.out_of_the_room = len(voters) - counted.in_favour - counted.against - counted.abstained
    vote.chairs_answer = answers[chair.pk] if chair else ""
    vote.save(update_fields=COUNTED)
    return vote


@transaction.atomic
def delete_vote(*, vote: Vote) -> None:
    """The vote and what everybody answered. Raises Refused where the meeting is closed."""
    lock(vote.item.meeting)
    Vote.objects.filter(pk=vote.pk).delete()
