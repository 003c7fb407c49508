"""The meeting room's tables, by noun. Each module's head says what it holds."""

from meetings.models.agenda import AgendaItem, Attachment, ItemWords, Section
from meetings.models.consultations import Consultation, ConsultationAnswer
from meetings.models.effects import Effect
from meetings.models.elections import (
    Alliance,
    Elected,
    Election,
    ElectionLine,
    ElectionLot,
    ElectionRound,
    RoundResult,
)
from meetings.models.initiatives import Initiative, InitiativeTable
from meetings.models.meetings import Meeting, Move, Reopening
from meetings.models.members import Absence, Ending, Membership, Officer, Substitute
from meetings.models.minutes import Approval, FollowUp, MinutesPart
from meetings.models.proposals import Proposal
from meetings.models.sent_items import SentItem
from meetings.models.sitting import AbsenceNotice, Decision, MarkedAbsent, Stay, Vote, Voter
from meetings.models.terms import ListCooperation, Seat, Term, VoteCount
from meetings.models.versions import SentFile, Version

__all__ = [
    "Absence", "AbsenceNotice", "AgendaItem", "Alliance", "Approval", "Attachment", "Consultation",
    "ConsultationAnswer", "Decision", "Effect", "Elected", "Election", "ElectionLine", "ElectionLot",
    "ElectionRound", "Ending", "FollowUp", "Initiative", "InitiativeTable", "ItemWords",
    "ListCooperation", "MarkedAbsent", "Meeting", "Membership", "MinutesPart", "Move",
    "Officer", "Proposal", "Reopening", "RoundResult", "Seat", "Section", "SentFile", "SentItem", "Stay",
    "Substitute", "Term", "Version", "Vote", "VoteCount", "Voter",
]  # fmt: skip
