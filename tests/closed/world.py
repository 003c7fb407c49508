"""The portal with something in every table that closes: first while it is open, then closed.

Loaded and closed in transactions that are really committed: what the database lets through «in the same
transaction» is over. ``things.load`` is the demonstration and a few things more.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from boards.models import Appointment, DeputyChair, Nominator, Round, Tenure
from contracts.models import (
    AcceptedDeviation,
    Addendum,
    Dispatch,
    Inhabitants,
    Report,
    ReportNote,
    ResultContract,
    StatusChange,
    TargetRevision,
)
from kkr_portal.documents.models import StoredFile
from kkr_portal.registry.models import Municipality, Organisation, Party
from meetings import models as meetings
from meetings.actions.minutes import approve_minutes, close_meeting
from meetings.agenda import whole_agenda
from meetings.snapshots import snapshot_of
from quotas.models import Agreement, AgreementReopening, AgreementSignature, Issue, IssueDocument, Reopening
from tests.access import things
from tests.closed.relations import ROOTS, Place, decided, places
from tests.closed.replay import Sent, captured

CONTRACT_YEAR, QUOTA_YEAR = things.DRAFT_YEAR, 2022
REGION = "hovedstaden"  # the one whose agreement has transfers
DAY = date(2021, 10, 11)


OF_A_MEETING = (
    "items", "sections", "attachments", "votes", "elections", "follow-ups", "minutes-parts", "proposals",
    "effects",
)  # fmt: skip
DECISIONS = decided()


def closes(place: Place) -> bool:
    return DECISIONS[place.thing, place.label] != "open"


def meeting() -> meetings.Meeting:
    """Whose minutes are drafted, and then approved."""
    return meetings.Meeting.objects.get(date=things.HELD, council__slug="midtjylland")


def load() -> None:
    """Everything as it is before it closes."""
    things.load()
    file = StoredFile.objects.order_by("pk")[0]
    _fill_meeting(meeting(), file)
    _fill_contract(ResultContract.objects.get(year=CONTRACT_YEAR), file)
    issue = Issue.objects.get(year__year=QUOTA_YEAR)
    IssueDocument.objects.get_or_create(
        issue=issue, title="Følgebrev", defaults={"file": file, "file_name": "brev.pdf"}
    )
    Reopening.objects.create(issue=issue, reason="Prøve")
    term = meetings.Term.objects.get(council__slug="midtjylland", fixed_on__isnull=False)
    meetings.Term.objects.filter(pk=term.pk).update(fixed_on=None)
    meetings.ListCooperation.objects.create(term=term, party=Party.objects.order_by("pk")[0], name="Liste")
    _open_agreement(Agreement.objects.get(issue=issue, council__slug=REGION))
    _fill_board()


def _fill_meeting(held: meetings.Meeting, file: StoredFile) -> None:
    item = meetings.AgendaItem.objects.filter(section__meeting=held).order_by("pk")[0]
    stay = held.stays.order_by("pk")[0]
    meetings.Reopening.objects.create(meeting=held, reason="Prøve")
    meetings.Move.objects.create(meeting=held, from_date=DAY, to_date=held.date, reason="Prøve")
    seat = meetings.Seat.objects.exclude(pk__in=held.stays.values("seat")).order_by("pk")[0]
    meetings.MarkedAbsent.objects.create(meeting=held, seat=seat)
    member = meetings.Membership.objects.filter(seat=stay.seat).order_by("pk")[0]
    meetings.AbsenceNotice.objects.get_or_create(meeting=held, membership=member)
    meetings.Proposal.objects.create(
        meeting=held, person=stay.person, title="Forslag", text="Prøve", received_on=DAY, item=item
    )
    meetings.Attachment.objects.create(item=item, title="Bilag", file=file, file_name="bilag.pdf", position=1)
    meetings.Effect.objects.create(item=item, kind="contract", ref="9", title="Godkender en kontrakt")
    meetings.Stay.objects.filter(pk=stay.pk).update(first=item, last=item)
    meetings.MinutesPart.objects.get_or_create(
        meeting=held, kind="item", item=item, defaults={"text": "Rettet", "written_over": "Før"}
    )
    meetings.Decision.objects.get_or_create(item=item, defaults={"text": "Vedtaget."})
    meetings.FollowUp.objects.get_or_create(item=item, what="Skriv brev", owner="Sekretariatet")
    vote = meetings.Vote.objects.create(
        item=item,
        number=7,
        question="Ja?",
        form=meetings.Vote.Form.BY_NAME,
        members=31,
        present=1,
        in_favour=1,
    )
    meetings.Voter.objects.create(vote=vote, seat=stay.seat, person=stay.person, name="Ane", answer="for")
    election = meetings.Election.objects.create(meeting=held, item=item, kind="majority", title="Valg")
    line = meetings.ElectionLine.objects.create(election=election, name="Ane", person=stay.person)
    turn = meetings.ElectionRound.objects.create(election=election, number=1, present=1)
    meetings.RoundResult.objects.create(round=turn, line=line, votes=1)
    meetings.Alliance.objects.create(election=election, groups=["A", "B"], notified_on=DAY)
    meetings.ElectionLot.objects.create(
        election=election, within=["A", "B"], number=1, order=["A", "B"], note="Formanden trak"
    )
    meetings.Elected.objects.create(election=election, number=1, person=stay.person)
    version = meetings.Version.objects.create(
        meeting=held,
        number=1,
        snapshot=snapshot_of(whole_agenda(held)) | {"pages": {}},
        agenda=file,
        packet=file,
    )
    meetings.SentFile.objects.create(
        version=version, place="1.1", title="Bilag", file=file, file_name="bilag.pdf", attachment_pk=1
    )
    meetings.SentItem.objects.create(version=version, item_pk=item.pk, number="1", title="Punkt")


def _fill_contract(contract: ResultContract, file: StoredFile) -> None:
    AcceptedDeviation.objects.create(
        contract=contract, key="prøve", sentence="Afviger.", reason="Aftalt.", on=DAY
    )
    target = contract.goals.get(number=1).targets.order_by("pk")[0]
    report = contract.reports.get(status="open")
    ReportNote.objects.create(report=report, text="Et spørgsmål")
    TargetRevision.objects.create(
        target=target, number=1, old_value=1, new_value=2, holds_from=DAY, reason="Prøve", decision="Aftalt"
    )
    StatusChange.objects.create(contract=contract, from_status="draft", to_status="draft", reason="Prøve")
    Dispatch.objects.create(contract=contract, receiver="kl", on=DAY)
    place = Municipality.objects.filter(business_house=contract.business_house).order_by("pk")[0]
    contract.funding_rows.get_or_create(municipality=place, defaults={"amount": 1})
    Inhabitants.objects.create(report=report, municipality=place, persons=1)
    other = contract.goals.get(number=1).targets.exclude(pk=target.pk).filter(kind="count").first()
    if other is None:
        other = contract.goals.get(number=1).targets.create(position=80, kind="count", value=2, wording="To")
    contract.goals.get(number=1).targets.create(
        position=81, kind="count", value=1, wording="Heraf en", part_of=other
    )
    contract.approvals.update(version=contract.versions.order_by("pk")[0])


def _open_agreement(agreement: Agreement) -> None:
    AgreementReopening.objects.create(agreement=agreement, reason="Prøve", notified_on=agreement.notified_on)
    Agreement.objects.filter(pk=agreement.pk).update(notified_on=None)
    place = Municipality.objects.filter(region=agreement.council.region_id).order_by("pk")[0]
    AgreementSignature.objects.get_or_create(agreement=agreement, municipality=place, on=DAY)


def _fill_board() -> None:
    today = timezone.localdate()
    tenures = Tenure.objects.filter(board__slug="midtjylland").order_by("pk")
    sitting = tenures.filter(period__endswith=None)[0]
    Nominator.objects.get_or_create(
        tenure=sitting, organisation=Organisation.objects.exclude(kind="authority").order_by("pk")[0]
    )
    DeputyChair.objects.filter(board__slug="midtjylland").delete()
    DeputyChair.objects.create(
        board=sitting.board, tenure=sitting, period=(sitting.since, today + timedelta(days=1))
    )
    announced = tenures.filter(period__endswith=None).exclude(pk=sitting.pk)[0]
    opened = Round.objects.filter(council__slug="midtjylland").order_by("period").last()
    item = meetings.AgendaItem.objects.filter(section__meeting__date=things.OCTOBER).order_by("pk")[0]
    Appointment.objects.get_or_create(tenure=announced, defaults={"round": opened, "decided_at": item})


def forms() -> list[Sent]:
    """What could be sent while all was open, with what it writes."""
    kept = {root.table._meta.db_table for root in ROOTS.values()}
    for thing in ROOTS:
        kept |= {one.table._meta.db_table for one in places(thing, DECISIONS) if closes(one)}
    return [one for walk in walks() for one in captured(*walk, kept=kept)]


def walks() -> list[tuple[tuple[str, ...], tuple[str, ...], int]]:
    """From which pages, within which addresses, and how many links deep the forms are found."""
    seat = f"/boards/seats/{DeputyChair.objects.get(board__slug='midtjylland').tenure.seat_id}/"
    consultation = meetings.Consultation.objects.get(status="open").get_absolute_url()
    held, contract, issue = (
        "/meetings/midtjylland/2022-06-09/",
        "/contracts/midtjylland/2021/",
        "/quotas/2022/1/",
    )
    terms = "/meetings/midtjylland/terms/2021/"
    return [
        ((held,), (held, *(f"/meetings/{one}/" for one in OF_A_MEETING)), 2),
        ((consultation,), (consultation,), 1),
        ((terms,), (terms,), 2),
        ((contract,), (contract, "/contracts/reports/"), 3),
        ((issue,), (issue,), 2),
        ((seat,), (seat, "/boards/tenures/"), 1),
        (("/boards/midtjylland/",), (), 0),
    ]


def close() -> None:
    """All of it is closed now, as its own actions or steps do it."""
    held = meeting()
    after = meetings.AgendaItem.objects.filter(
        section__meeting__date=things.DRAFT, section__meeting__council=held.council_id
    ).order_by("pk")[0]
    meetings.Meeting.objects.filter(pk=after.section.meeting_id).update(status="sent")
    approve_minutes(meeting=held, item=after, by=None)
    close_meeting(meeting=held)
    meetings.Consultation.objects.filter(status="open").update(
        status="closed", closed_on=timezone.localdate(), reported_in=after
    )
    contract = ResultContract.objects.filter(year=CONTRACT_YEAR)
    for status in ("negotiated", "approved", "signed"):
        contract.update(status=status)
    Addendum.objects.filter(contract__in=contract).update(
        status="signed", signed_on=DAY, holds_from=DAY, decided_at=after, signed_for_council="Ane",
        signed_for_house="Bo",
    )  # fmt: skip
    report = Report.objects.filter(contract__in=contract, status="open")
    report.update(status="submitted", submitted_at=timezone.now())
    Report.objects.filter(contract__in=contract, status="submitted").update(
        status="accepted", accepted_at=timezone.now()
    )
    Issue.objects.filter(year__year=QUOTA_YEAR).update(status="closed")
    meetings.Term.objects.filter(council__slug="midtjylland", fixed_on=None).update(fixed_on=DAY)
    Agreement.objects.filter(issue__year__year=QUOTA_YEAR, notified_on=None).update(
        notified_on=date(2021, 9, 9)
    )
    today = timezone.localdate()
    for deputy in DeputyChair.objects.filter(board__slug="midtjylland"):
        Tenure.objects.filter(pk=deputy.tenure_id).update(period=(deputy.tenure.since, today))
        DeputyChair.objects.filter(pk=deputy.pk).update(period=(deputy.period.lower, today))
    Appointment.objects.filter(announced_on=None).update(announced_on=today)
