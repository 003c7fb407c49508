"""An election told in Danish sentences, for the counting sheet and the minutes.

Only what was counted and drawn: each sentence follows from the rows and the rules.
"""

from __future__ import annotations

from django.utils.formats import date_format

from meetings.counting import Count, count
from meetings.counting_majority import MajorityCount
from meetings.counting_proportional import ProportionalCount
from meetings.lots_of import DrawnLot, together
from meetings.models import Election
from meetings.rules import editions


def sentences(election: Election) -> list[str]:
    """The election from its method to its result. Give it read by ``counting.read`` where there are many."""
    if not editions.has_rules(election.meeting.date):
        return [editions.BEFORE]
    counted = count(election)
    told = _majority(counted) if isinstance(counted, MajorityCount) else _proportional(counted)
    if not election.concluded:
        return [*told, "Valget er ikke afsluttet."]
    return told + _result(election, counted)


def _proportional(counted: ProportionalCount) -> list[str]:
    election = counted.election
    if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
        told = [
            "Formand og næstformand blev valgt ved forholdstalsvalg på stemmetallene fra kommunalvalget "
            f"({counted.CHAIR})."
        ]
    else:
        groups = together(f"{name} ({number})" for name, number in counted.votes.items())
        told = [
            f"{election.title}: {election.posts} poster blev besat ved forholdstalsvalg mellem grupperne "
            f"{groups} ({counted.SEVERAL_POSTS})."
        ]
    for one in counted.alliances:
        when = date_format(one.alliance.notified_on, "j. F Y")
        if one.late:
            told.append(
                f"Valgforbundet mellem {one.name} blev meddelt {when}, efter fristen, og er ikke regnet med."
            )
        else:
            told.append(f"{one.name} indgik valgforbund, meddelt {when}.")
    won = [
        (quotient.post, row.name, quotient.text)
        for table in counted.tables[:1]
        for row in table.rows
        for quotient in row.quotients
        if quotient.post
    ]
    places = {choice.title: choice.number for choice in counted.choices}
    for post, name, text in sorted(won, key=lambda one: places[one[0]]):
        told.append(f"{_capital(post)} gik til {name} med kvotienten {text}.")
    return told + [_lot(lot) for lot in counted.drawn_lots if lot.used]


def _majority(counted: MajorityCount) -> list[str]:
    told = [f"{counted.election.title}: flertalsvalg ({counted.ROUNDS})."]
    lots = {lot.lot.number: lot for lot in counted.drawn_lots if lot.used}
    for one in counted.rounds:
        votes = ", ".join(f"{line} {n}" for line, n in one.votes) or "ingen stemmer"
        nobody = f" {one.for_nobody} stemte ikke på nogen." if one.for_nobody else ""
        told.append(f"{one.round}: {one.round.present} var til stede. Stemmer: {votes}.{nobody}")
        if lot := lots.get(one.round.number):
            told.append(_lot(lot))
        if one.outcome:
            told.append(one.outcome)
    return told


def _lot(drawn: DrawnLot) -> str:
    first = drawn.order[0] if len(drawn.order) == 1 else f"i rækkefølgen {', '.join(drawn.order)}"
    note = drawn.lot.note.rstrip(".")
    return f"Der blev trukket lod mellem {drawn.among} om, {drawn.about}: {first}. {_capital(note)}."


def _result(election: Election, counted: Count) -> list[str]:
    elected = [(one.number, one.person, one.group) for one in election.elected.all()]
    if isinstance(counted, MajorityCount):
        return []  # the last round has told it
    titles = {choice.number: choice for choice in counted.choices}
    told = []
    for number, person, group in elected:
        choice = titles.get(number)
        through = f", valgforbundet {choice.alliance}" if choice and choice.alliance else ""
        if election.kind == Election.Kind.CHAIR_AND_DEPUTY:
            told.append(f"{person} ({group}{through}) er valgt til {choice.title if choice else ''}.")
        else:
            told.append(f"{number}. valg: {person} ({group}).")
    return told


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
