from django.contrib import admin
from django.core.files.storage import default_storage
from django.http import HttpRequest

from kkr_portal.documents.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """To look at only: contents come in by upload and never change."""

    list_display = ["sha256", "kind", "pages", "size", "created_at"]
    list_filter = ["kind", "created_at"]
    search_fields = ["sha256"]
    readonly_fields = ["sha256", "kind", "pages", "size", "is_there", "created_at"]

    @admin.display(description="findes i arkivet", boolean=True)
    def is_there(self, stored: StoredFile) -> bool:
        return default_storage.exists(stored.storage_name)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StoredFile | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StoredFile | None = None) -> bool:
        return False
