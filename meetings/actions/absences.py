"""A member is away for at least three months, and comes back: § 3, stk. 5–6 and 14."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.calendar import months_after
from meetings.actions.periods import Refused, began, ended, in_words, is_open, lock_term
from meetings.models import Absence, AgendaItem, Membership, Officer, Seat
from meetings.rules import editions
from meetings.rules import substitutes as rules


@transaction.atomic
def begin_absence(
    *, membership: Membership, kind: str, since: date, expected_back: date | None, note: str = ""
) -> Absence:
    """The stand-in enters from ``since``. The same form twice does it once.

    ``expected_back`` is None where it is not known, but at least three months are expected.
    """
    term = lock_term(membership.seat.term_id)
    membership = Membership.objects.select_related("person", "seat").get(pk=membership.pk)
    again = membership.absences.filter(period__startswith=since, kind=kind).first()
    if again:
        return again
    after = membership.period.upper
    if since < membership.period.lower or (after and since >= after):
        raise Refused(f"{membership} er ikke medlem {in_words(since)}.", "since")
    if not editions.has_rules(since):
        raise Refused(editions.BEFORE, "since")
    back = expected_back or months_after(since, rules.MONTHS.on(since))
    wrong = rules.absence_breaches(
        rules.Absence[Absence.Kind(kind).name], is_mayor=membership.seat.kind == Seat.Kind.MAYOR,
        first_day=since, back=back, decided_by_council=True,  # the KKR decides at its next meeting
    )  # fmt: skip
    if wrong:
        too_short = not rules.is_long(since, back)
        raise Refused(" ".join(map(str, wrong)), "expected_back" if too_short else "kind")
    new = Absence(membership=membership, kind=kind, expected_back=expected_back, note=note)
    began(new, term=term, day=since)
    if after and after != term.period.upper:
        ended(new, day=after)
    return new


@transaction.atomic
def decide_absence(*, absence: Absence, item: AgendaItem, conditions_met: bool) -> None:
    """What the KKR decided at its next meeting (§ 3, stk. 6). Not met: the absence ends that day."""
    lock_term(absence.membership.seat.term_id)
    found = Absence.objects.select_related("membership__person").filter(pk=absence.pk).first()
    if found is None:
        return  # the second click of two: a stand-in never entered
    if item.meeting.date < found.period.lower:
        raise Refused(f"Mødet {in_words(item.meeting.date)} ligger før fraværets første dag.", "item")
    found.decided_in = item
    if conditions_met:
        found.save(update_fields=["decided_in"])
    elif item.meeting.date == found.period.lower:
        found.delete()
    else:
        ended(found, day=item.meeting.date)


@transaction.atomic
def member_returns(*, absence: Absence, day: date) -> list[Officer]:
    """The stand-in leaves again on ``day``; who held the member's post meanwhile, gives it back.

    The posts given back are the answer.
    """
    term = lock_term(absence.membership.seat.term_id)
    absence = Absence.objects.select_related("membership__person").get(pk=absence.pk)
    member = absence.membership
    if absence.period.upper == day:
        return []
    after = absence.period.upper
    if not is_open(absence, term) and after != member.period.upper:
        raise Refused(f"{member} vendte allerede tilbage {in_words(after)}.", "day")
    if member.period.upper and day > member.period.upper:
        raise Refused(f"{member} er ikke medlem {in_words(day)}.", "day")
    ended(absence, day=day)
    posts = Officer.objects.filter(term=term, period__contains=day)
    own = posts.filter(person=member.person, for_a_time=False).values("post")
    acting = posts.filter(post__in=own, for_a_time=True).select_related("person")
    return [ended(one, day=day) for one in acting if one.period.lower < day]
