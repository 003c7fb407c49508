"""Meetings, sections, items and attachments in the admin."""

from django.contrib import admin

from meetings.admin.closed import ClosedMeetingAdmin
from meetings.models import AgendaItem, Attachment, Meeting, Section


class SectionInline(admin.TabularInline):
    model = Section
    fields = ["position", "title"]
    extra = 0


class AttachmentInline(admin.TabularInline):
    model = Attachment
    fields = ["position", "title", "file", "file_name", "closed"]
    raw_id_fields = ["file"]
    extra = 0


@admin.register(Meeting)
class MeetingAdmin(ClosedMeetingAdmin):
    list_display = ["date", "council", "kind", "status", "place"]
    list_filter = ["council", "status", "kind"]
    list_select_related = ["council"]
    search_fields = ["place", "note", "council__name"]
    date_hierarchy = "date"
    fields = [
        "council", "kind", "status", "date", "starts_at", "ends_at", "place", "virtual", "link", "note",
        "others_present",
    ]  # fmt: skip
    readonly_fields = ["status"]  # the pages ask what the rules ask
    inlines = [SectionInline]


@admin.register(Section)
class SectionAdmin(ClosedMeetingAdmin):
    list_display = ["title", "meeting", "position"]
    list_select_related = ["meeting__council"]
    search_fields = ["title"]
    autocomplete_fields = ["meeting"]


@admin.register(AgendaItem)
class AgendaItemAdmin(ClosedMeetingAdmin):
    list_display = ["title", "section", "position", "closed", "case_number"]
    list_filter = ["closed", "section__meeting__council"]
    list_select_related = ["section"]
    search_fields = ["title", "presentation", "case_number", "document_number"]
    autocomplete_fields = ["section"]
    inlines = [AttachmentInline]


@admin.register(Attachment)
class AttachmentAdmin(ClosedMeetingAdmin):
    list_display = ["title", "item", "position", "file_name", "closed"]
    list_filter = ["closed", "file__kind"]
    list_select_related = ["item"]
    search_fields = ["title", "file_name", "file__sha256"]
    autocomplete_fields = ["item"]
    raw_id_fields = ["file"]
