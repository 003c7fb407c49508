from django.contrib import admin
from django.http import HttpRequest

from kkr_portal.documents.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """To look at only: contents come in by upload and never change."""

    list_display = ["sha256", "kind", "pages", "size", "on_disk", "created_at"]
    list_filter = ["kind", "created_at"]
    search_fields = ["sha256"]
    readonly_fields = ["sha256", "kind", "pages", "size", "on_disk", "created_at"]

    @admin.display(description="findes i arkivet", boolean=True)
    def on_disk(self, stored: StoredFile) -> bool:
        return stored.path.is_file()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StoredFile | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StoredFile | None = None) -> bool:
        return False
