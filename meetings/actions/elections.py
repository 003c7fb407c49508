"""Elections: set up, told otherwise, deleted, concluded and opened again. Each action is one transaction.

Every action holds the meeting's row first, so that two who count at once, and one who approves the minutes
meanwhile, wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from kkr_portal.registry.models import Person
from meetings.actions.elections_officers import seat_officers, unseat_officers
from meetings.actions.elections_refused import Refused
from meetings.candidates import council_members
from meetings.counting import count, read
from meetings.counting_majority import MajorityCount
from meetings.counting_proportional import kept_lines
from meetings.models import Elected, Election, ElectionLine, Meeting
from meetings.models.closing import MESSAGE
from meetings.roster import roster_on
from meetings.rules.proportional_election import representative_breaches
from meetings.votes_of_term import cooperations_of, groups_of, seated_lines_of, term_on

CONCLUDED = "Valget er afsluttet. Genåbn det, før noget rettes."


def hold(pk: int, *, concluded: bool = False) -> Election:
    """The election, with its meeting's row held. Refuses when the meeting is closed, the election gone,
    or concluded (``concluded``: when it is not)."""
    meeting = Meeting.objects.filter(elections=pk).values_list("pk", flat=True).first()
    held = Meeting.objects.select_for_update(no_key=True).filter(pk=meeting).first()
    if held and held.is_locked:
        raise Refused(MESSAGE)
    election = read(Election.objects.filter(pk=pk)).first()
    if election is None:
        raise Refused("Valget er slettet af en anden.")
    if election.concluded != concluded:
        raise Refused(CONCLUDED if election.concluded else "Valget er ikke afsluttet.")
    return election


@transaction.atomic
def create_election(election: Election) -> Election:
    """Save a new election with its first lines: the votes of the term, or the groups of the KKR.

    The same form sent twice makes one. Refuses a second election of the chair at the meeting.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=election.meeting_id)
    if meeting.is_locked:
        raise Refused(MESSAGE)
    same = meeting.elections.filter(
        kind=election.kind, title=election.title, posts=election.posts, item=election.item
    ).first()
    if same:
        return same
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        if meeting.elections.filter(kind=election.kind).exists():
            raise Refused("Mødet har allerede et valg af formand og næstformand.")
        election.posts = 2
    election.save()
    _write_lines(election, first_lines(election))
    return election


def first_lines(election: Election) -> dict[str, int]:
    """What the portal knows to count with: votes, or members by group; nothing for one post."""
    meeting = election.meeting
    term = term_on(meeting.council, meeting.date)
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        return seated_lines_of(term, meeting.date) if term else {}
    if election.kind == Election.Kind.PROPORTIONAL:
        groups = groups_of(roster_on(meeting.council, meeting.date), cooperations_of(term))
        return {name: len(members) for name, members in groups.items()}
    return {}


def _write_lines(election: Election, lines: Mapping[str, int]) -> None:
    kept = {line.name: line for line in election.lines.all()}
    for name, number in lines.items():
        if name not in kept:
            ElectionLine.objects.create(election=election, name=name, number=number)
        elif kept[name].number != number:
            kept[name].number = number
            kept[name].save()
    for name, line in kept.items():
        if name not in lines:
            line.delete()


@transaction.atomic
def refresh_lines(*, election: Election) -> None:
    """Take the votes of the term, or the groups of the KKR, once more as they are now."""
    held = hold(election.pk)
    _write_lines(held, first_lines(held))


@transaction.atomic
def save_groups(*, election: Election, groups: Mapping[str, int], seen: str) -> None:
    """The groups among the members as people formed them. Refuses when somebody changed what was ``seen``."""
    held = hold(election.pk)
    if held.kind != Election.Kind.PROPORTIONAL:
        raise Refused("Valget er ikke mellem grupper af medlemmer.")
    now = {line.name: line.number for line in held.lines.all()}
    if now != dict(groups) and kept_lines(now) != seen:
        raise Refused(
            f"En anden har rettet grupperne imens til: {kept_lines(now) or 'ingen'}. "
            "Kontrollér dine tal, og gem igen."
        )
    _write_lines(held, groups)


@transaction.atomic
def update_election(election: Election) -> Election:
    """Save title, item, posts and note."""
    hold(election.pk)
    election.save()
    return election


@transaction.atomic
def delete_election(*, election: Election) -> None:
    """Delete it with all that was counted. Deleted already: nothing is done."""
    if not Election.objects.filter(pk=election.pk).exists():
        return
    hold(election.pk).delete()


@transaction.atomic
def conclude(*, election: Election, persons: Mapping[int, Person]) -> Election:
    """Keep who was elected: ``persons`` by number of choice (for one post it follows from the votes).

    Chair and deputy chair take their posts on the meeting's day. The same once more changes nothing.
    """
    try:
        held = hold(election.pk)
    except Refused:
        done = Election.objects.filter(pk=election.pk, concluded=True).first()
        if done and (
            done.kind == Election.Kind.MAJORITY
            or dict(done.elected.values_list("number", "person")) == {n: p.pk for n, p in persons.items()}
        ):
            return done
        raise
    counted = count(held)
    if counted.obstacles:
        raise Refused(*counted.obstacles)
    if isinstance(counted, MajorityCount):
        winner = counted.elected
        if winner is None or winner.person is None:
            raise Refused("Den valgte kandidat er ikke knyttet til en person.")
        rows = [Elected(election=held, number=1, group="", person=winner.person)]
    else:
        missing = [choice.title for choice in counted.choices if choice.number not in persons]
        if missing:
            raise Refused(f"Vælg, hvem der er valgt: {', '.join(missing)}.")
        rows = [
            Elected(election=held, number=one.number, group=one.group, person=persons[one.number])
            for one in counted.choices
        ]
    if len({row.person_id for row in rows}) < len(rows):
        raise Refused("Den samme person kan ikke vælges til to af posterne.")
    _check_persons(held, rows)
    held.elected.all().delete()
    Elected.objects.bulk_create(rows)
    held.concluded = True
    held.save()
    if not isinstance(counted, MajorityCount) and held.kind == Election.Kind.CHAIR_AND_DEPUTY:
        by_post = {one.number: one.elected_by for one in counted.choices}
        seat_officers(held, {row.number: (row.person, by_post[row.number]) for row in rows})
    return held


def _check_persons(election: Election, rows: list[Elected]) -> None:
    """Chair and deputy are members of the KKR; representatives sit in a municipal council of the region."""
    meeting = election.meeting
    roster = roster_on(meeting.council, meeting.date)
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        groups = groups_of(roster, cooperations_of(term_on(meeting.council, meeting.date)))
        for row in rows:
            if row.person_id not in {one.member.person_id for one in groups.get(row.group, []) if one.member}:
                raise Refused(f"{row.person} er ikke medlem af KKR for {row.group} på mødets dag.")
        return
    sitting = council_members(meeting, roster)
    outside = [str(row.person) for row in rows if row.person not in sitting]
    if wrong := representative_breaches(outside, ()):
        raise Refused(*(str(breach) for breach in wrong))


@transaction.atomic
def reopen(*, election: Election) -> None:
    """Open a concluded election again; chair and deputy lose the posts that it gave them.

    Open already: nothing is done. Refuses when the posts have changed hands since.
    """
    if Election.objects.filter(pk=election.pk, concluded=False).exists():
        return
    held = hold(election.pk, concluded=True)
    if held.kind == Election.Kind.CHAIR_AND_DEPUTY:
        unseat_officers(held)
    held.concluded = False
    held.save()
