"""A seat's personal stand-in is chosen, and stops: § 3, stk. 3–4, 7 and 12."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.law import Breach
from kkr_portal.registry.models import Mandate, Municipality, Party, Person
from meetings.actions.people import Who
from meetings.actions.periods import Refused, began, ended, in_words, is_open, lock_term, substitute_on
from meetings.models import Ending, Seat, Substitute
from meetings.roster import Roster, roster_on
from meetings.rules import editions
from meetings.rules import substitutes as rules

ORIGINS_OF = {
    Seat.Kind.MAYOR: [
        Substitute.Origin.FIRST_DEPUTY,
        Substitute.Origin.SECOND_DEPUTY,
        Substitute.Origin.COUNCIL,
    ],
    Seat.Kind.ELECTED: [Substitute.Origin.GROUP],
}
ENDINGS_OF = {
    Seat.Kind.MAYOR: [Ending.LEFT_COUNCIL, Ending.DIED, Ending.OTHER],
    Seat.Kind.ELECTED: [Ending.LEFT_COUNCIL, Ending.LEFT_PARTY, Ending.DIED, Ending.OTHER],
}


@transaction.atomic
def choose_substitute(
    *, seat: Seat, who: Who, municipality: Municipality, party: Party | None, origin: str, since: date,
    note: str = "", anyway: bool = False,
) -> Substitute:  # fmt: skip
    """Make ``who`` the personal stand-in of the seat's member from ``since``. Twice does it once.

    ``anyway``: also where the rule names another deputy mayor; ``note`` must then say why.
    """
    term = lock_term(seat.term_id)
    there = substitute_on(seat, since)
    if there and there.period.lower == since and who.is_like(there.person):
        return there
    if there:
        message = f"{there} er stedfortræder den dag. Registrér først, hvornår {there} stopper."
        raise Refused(message, "since")
    roster = roster_on(term.council, since)
    member = next((one.member for one in roster.sittings if one.seat.pk == seat.pk and one.member), None)
    if member is None:
        raise Refused(f"Pladsen har intet medlem {in_words(since)}. Vælg medlemmet først.", "since")
    if who.known and (wrong := _breaches(who.known, member.person, roster)):
        raise Refused(" ".join(map(str, wrong)), "person")
    wrong = deputy_breaches(seat, who, roster, since) if seat.kind == Seat.Kind.MAYOR else []
    if wrong and not (anyway and note):
        raise Refused(" ".join(map(str, wrong)), "anyway")
    new = Substitute(
        seat=seat, person=who.stored(), municipality=municipality, party=party, origin=origin, note=note
    )
    return began(new, term=term, day=since)


def _breaches(person: Person, member: Person, roster: Roster) -> list[Breach]:
    """Of § 3, stk. 4, by this person: a member, or already a stand-in for somebody else."""
    already = [
        rules.Substitute(one.substitute.person, one.member.person)
        for one in roster.sittings
        if one.member and one.substitute and one.substitute.person == person
    ]
    members = [one.member.person for one in roster.sittings if one.member]
    return rules.substitute_breaches([*already, rules.Substitute(person, member)], members=members)


def deputy_breaches(seat: Seat, who: Who, roster: Roster, day: date) -> list[Breach]:
    """Of § 3, stk. 3, 1): whether the reference data name another deputy mayor."""
    if not editions.has_rules(day):
        return []
    deputies = {
        mandate.office: mandate.person
        for mandate in Mandate.objects.filter(
            municipality=seat.municipality, period__contains=day,
            office__in=[Mandate.Office.FIRST_DEPUTY, Mandate.Office.SECOND_DEPUTY],
        ).select_related("person")
    }  # fmt: skip
    elected = {one.member.person for one in roster.members if one.member and one.seat.kind == "elected"}
    return rules.mayors_substitute_breaches(
        who.known or str(who),
        deputies.get(Mandate.Office.FIRST_DEPUTY),
        deputies.get(Mandate.Office.SECOND_DEPUTY),
        elected=elected,
    )


@transaction.atomic
def substitute_leaves(*, substitute: Substitute, because: str, day: date, note: str = "") -> Substitute:
    """End a stand-in's time on ``day``. The same form twice does it once."""
    term = lock_term(substitute.seat.term_id)
    substitute = Substitute.objects.select_related("person", "seat").get(pk=substitute.pk)
    if substitute.period.upper == day and substitute.ended_because == because:
        return substitute
    if not is_open(substitute, term):
        raise Refused(f"{substitute} stoppede allerede {in_words(substitute.period.upper)}.", "day")
    if because not in ENDINGS_OF[Seat.Kind(substitute.seat.kind)]:
        raise Refused("Vælg en grund, der passer til pladsen.", "because")
    substitute.note = note or substitute.note
    return ended(substitute, day=day, because=because)
