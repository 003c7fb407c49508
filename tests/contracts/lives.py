"""The demonstration's contract of 2022, brought along its life as far as a test needs it."""

from __future__ import annotations

from datetime import date

from contracts.actions import life
from contracts.actions.deviations import accept_deviation
from contracts.deviations import check
from contracts.models import Dispatch, ResultContract, Signature, Target
from kkr_portal.demonstration import contracts
from kkr_portal.registry.models import Council
from meetings.models import AgendaItem, Meeting, Section

ADDRESS = "/contracts/midtjylland/2022/"
BOARD_DAY, COUNCIL_DAY, SIGNED_ON = date(2021, 10, 5), date(2021, 10, 11), date(2021, 11, 1)
SIGNERS = {
    Signature.Party.COUNCIL: ("Torben Hansen", "Formand for KKR Midtjylland"),
    Signature.Party.BOARD: ("Søren Olesen", "Formand for Erhvervshus Midtjylland"),
}


def the_draft() -> ResultContract:
    """As it stands in the source: with deviations that nobody has accepted, and questions that are open."""
    return contracts.load()


def settled() -> ResultContract:
    """The draft with every question decided and every deviation accepted."""
    contract = the_draft()
    Target.objects.filter(goal__contract=contract).update(to_decide="")
    for one in check(contract).found:
        accept_deviation(contract=contract, key=one.deviation.key, reason="Parterne er enige.", by=None)
    return contract


def an_item(
    slug: str = "midtjylland", day: date = COUNCIL_DAY, title: str = "Resultatkontrakt"
) -> AgendaItem:
    meeting, _ = Meeting.objects.get_or_create(council=Council.objects.get(slug=slug), date=day)
    section = Section.objects.create(meeting=meeting, title="Punkter", position=meeting.sections.count() + 1)
    return AgendaItem.objects.create(section=section, title=title, position=1)


def negotiated() -> ResultContract:
    contract = settled()
    life.negotiate(contract=contract, by=None)
    return _again(contract)


def approved() -> ResultContract:
    contract = negotiated()
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    life.approve_by_council(contract=contract, item=an_item(), by=None)
    return _again(contract)


def sign(contract: ResultContract, party: Signature.Party, on: date = SIGNED_ON) -> None:
    name, office = SIGNERS[party]
    life.sign(contract=contract, party=party, name=name, office=office, on=on, by=None)


def signed() -> ResultContract:
    contract = approved()
    for party in SIGNERS:
        sign(contract, party)
    return _again(contract)


def sent() -> ResultContract:
    contract = signed()
    for receiver in Dispatch.Receiver:
        life.record_dispatch(contract=contract, receiver=receiver, on=date(2021, 11, 2), how="mail", by=None)
    return _again(contract)


def _again(contract: ResultContract) -> ResultContract:
    return ResultContract.objects.select_related("council", "business_house", "framework").get(pk=contract.pk)
