from django.contrib import admin

from meetings.models import Initiative, InitiativeTable


class InitiativeInline(admin.TabularInline):
    model = Initiative
    extra = 0


@admin.register(InitiativeTable)
class InitiativeTableAdmin(admin.ModelAdmin):
    list_display = ["title", "council"]
    list_filter = ["council"]
    search_fields = ["title", "initiatives__name"]
    inlines = [InitiativeInline]
