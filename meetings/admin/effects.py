from django.contrib import admin

from meetings.admin.minutes import ReadOnlyAdmin
from meetings.models import Effect


@admin.register(Effect)
class EffectAdmin(ReadOnlyAdmin):
    list_display = ["title", "item", "kind", "carried_out_at", "carried_out_by"]
    list_filter = ["kind", "item__section__meeting__council"]
    list_select_related = ["item", "carried_out_by"]
    search_fields = ["title", "item__title"]
