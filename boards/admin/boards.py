"""Boards and who sits on them in the admin: to look up. The room's pages write them, and ask the rules."""

from django.contrib import admin

from boards.models import Board, DeputyChair, SeatKind, Tenure, Term
from meetings.admin.terms import ReadOnly


@admin.register(Board)
class BoardAdmin(ReadOnly):
    list_display = ["name", "council", "business_house", "statutes"]
    list_filter = ["council", "statutes"]
    list_select_related = ["council", "business_house"]
    search_fields = ["name"]


@admin.register(SeatKind)
class SeatKindAdmin(ReadOnly):
    list_display = ["title", "board", "appointed_by", "nominated_by", "voting"]
    list_filter = ["board", "voting"]
    list_select_related = ["board"]
    search_fields = ["title", "board__name"]


@admin.register(Term)
class TermAdmin(ReadOnly):
    list_display = ["board", "period", "election_date"]
    list_filter = ["board"]
    list_select_related = ["board"]


@admin.register(Tenure)
class TenureAdmin(ReadOnly):
    list_display = ["person", "board", "seat", "period", "until"]
    list_filter = ["board"]
    list_select_related = ["person", "board", "seat__seat_kind"]
    search_fields = ["person__given_name", "person__family_name", "board__name"]


@admin.register(DeputyChair)
class DeputyChairAdmin(ReadOnly):
    list_display = ["tenure", "board", "period"]
    list_filter = ["board"]
    list_select_related = ["tenure__person", "board"]
