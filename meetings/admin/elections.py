"""Elections in the admin: to look up. What was counted is written on the pages, which ask the rules."""

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin.closed import ClosedMeetingAdmin
from meetings.models import Alliance, Elected, Election, ElectionLine, ElectionLot, ElectionRound, RoundResult


class Counted(admin.TabularInline):
    """A table under an election that can only be read."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class LineInline(Counted):
    model = ElectionLine
    fields = ["name", "person", "number"]


class AllianceInline(Counted):
    model = Alliance
    fields = ["groups", "notified_on"]


class RoundInline(Counted):
    model = ElectionRound
    fields = ["number", "present"]


class LotInline(Counted):
    model = ElectionLot
    fields = ["within", "number", "order", "note"]


class ElectedInline(Counted):
    model = Elected
    fields = ["number", "group", "person"]


@admin.register(Election)
class ElectionAdmin(ClosedMeetingAdmin):
    list_display = ["title", "meeting", "kind", "posts", "concluded"]
    list_filter = ["kind", "concluded", "meeting__council"]
    list_select_related = ["meeting__council"]
    search_fields = ["title", "note"]
    fields = ["meeting", "item", "kind", "title", "posts", "concluded", "note"]
    readonly_fields = ["meeting", "item", "kind", "posts", "concluded"]
    inlines = [LineInline, AllianceInline, RoundInline, LotInline, ElectedInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(ElectionRound)
class ElectionRoundAdmin(ClosedMeetingAdmin):
    list_display = ["election", "number", "present"]
    list_select_related = ["election"]
    search_fields = ["election__title"]

    class ResultInline(Counted):
        model = RoundResult
        fields = ["line", "votes"]

    readonly_fields = ["election", "number", "present"]
    inlines = [ResultInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
