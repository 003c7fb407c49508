"""The round, or the row of a round, that an address names. Who may not read or edit it gets 404."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from boards.models import (
    Candidate,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
    Proposal,
    Round,
    Step,
)
from kkr_portal.access import predicates

Row = TypeVar("Row", bound=models.Model)

# From each kind of row to its round.
WAYS: dict[type[models.Model], str] = {
    Step: "round",
    NominatingOrganisation: "round",
    NominationRequest: "nominating__round",
    Nomination: "request__nominating__round",
    Candidate: "nomination__request__nominating__round",
    Proposal: "round",
}
# What the pages show of each besides.
SHOWN: dict[type[models.Model], list[str]] = {
    Step: [],
    NominatingOrganisation: ["seat_kind__board", "organisation", "together_with"],
    NominationRequest: [
        "nominating__seat_kind__board", "nominating__organisation", "nominating__together_with",
        "letter", "mail",
    ],
    Nomination: [
        "request__nominating__seat_kind__board", "request__nominating__organisation",
        "request__nominating__together_with",
    ],
    Proposal: ["seat__seat_kind__board", "candidate", "person"],
    Candidate: [
        "nomination__request__nominating__seat_kind__board", "nomination__request__nominating__organisation",
        "nomination__request__nominating__together_with", "appointment",
    ],
}  # fmt: skip


def round_of(pk: int) -> Round:
    """Its steps and, once decided, its organisations are everyone's to read."""
    return get_object_or_404(Round.objects.select_related("council"), pk=pk)


def inside_round(request: HttpRequest, pk: int) -> Round:
    """To who may read its requests, nominations and candidates: the secretariat and KL."""
    return get_object_or_404(Round.objects.open_to(request.user).select_related("council"), pk=pk)


def editable_round(request: HttpRequest, pk: int) -> Round:
    """Its row is held until the transaction ends when there is one."""
    rounds = Round.objects.editable_by(request.user).select_related("council")
    if transaction.get_connection().in_atomic_block:
        rounds = rounds.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(rounds, pk=pk)


def editable_row(request: HttpRequest, model: type[Row], pk: int) -> Row:
    """A row of a round, to the round's secretariat."""
    return _row(request, model, pk, Round.objects.editable_by(request.user), hold=True)


def readable_row(request: HttpRequest, model: type[Row], pk: int) -> Row:
    """A row of what is not everyone's: to the round's secretariat and KL."""
    return _row(request, model, pk, Round.objects.open_to(request.user), hold=False)


def _row(
    request: HttpRequest, model: type[Row], pk: int, rounds: models.QuerySet[Round], *, hold: bool
) -> Row:
    way = WAYS[model]
    rows = model._default_manager.filter(**{f"{way}__in": rounds})
    rows = rows.select_related(f"{way}__council", *SHOWN[model])
    if hold and transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(rows, pk=pk)


def may_edit_round(request: HttpRequest, opened: Round) -> bool:
    return predicates.may_edit_council(request.user, opened.council_id)


def is_inside(request: HttpRequest, opened: Round) -> bool:
    return predicates.may_read_drafts(request.user, opened.council_id)
