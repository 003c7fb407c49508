"""Rounds and what came in, in the admin: to look up. The room's pages write them, and ask the rules."""

from django.contrib import admin

from boards.models import (
    Appointment,
    Candidate,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
    Proposal,
    Round,
    Step,
)
from meetings.admin.terms import ReadOnly


@admin.register(Round)
class RoundAdmin(ReadOnly):
    list_display = ["council", "period", "decided_at"]
    list_filter = ["council"]
    list_select_related = ["council", "decided_at"]


@admin.register(Step)
class StepAdmin(ReadOnly):
    list_display = ["round", "kind", "first", "last", "done_on"]
    list_filter = ["kind", "round__council"]
    list_select_related = ["round__council"]


@admin.register(NominatingOrganisation)
class NominatingOrganisationAdmin(ReadOnly):
    list_display = ["organisation", "together_with", "round", "seat_kind", "from_sme"]
    list_filter = ["round__council"]
    list_select_related = ["organisation", "together_with", "round__council", "seat_kind"]


@admin.register(NominationRequest)
class NominationRequestAdmin(ReadOnly):
    list_display = ["nominating", "deadline", "sent_on", "used_at", "withdrawn_on"]
    list_select_related = ["nominating__organisation", "nominating__together_with"]
    exclude = ["token_hash"]


@admin.register(Nomination)
class NominationAdmin(ReadOnly):
    list_display = ["request", "received_on", "source", "women", "men"]
    list_select_related = ["request__nominating__organisation", "request__nominating__together_with"]


@admin.register(Candidate)
class CandidateAdmin(ReadOnly):
    list_display = ["__str__", "nomination", "counts_as", "withdrawn_on"]
    list_select_related = ["nomination__request__nominating__organisation",
                           "nomination__request__nominating__together_with"]  # fmt: skip
    search_fields = ["given_name", "family_name"]


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    list_display = ["__str__", "seat", "round", "since"]
    list_select_related = ["candidate", "person", "seat__seat_kind", "round__council"]


@admin.register(Appointment)
class AppointmentAdmin(ReadOnly):
    list_display = ["tenure", "round", "candidate", "decided_at", "announced_on"]
    list_select_related = ["tenure__person", "round__council", "candidate", "decided_at"]
