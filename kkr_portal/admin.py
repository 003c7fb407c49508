"""One admin for all rooms, in Danish, behind the portal's own sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.auth.decorators import login_required
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from kkr_portal.spreadsheets import Cell, Sheet, download


class PortalAdminConfig(AdminConfig):
    default_site = "kkr_portal.admin.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        AutocompleteMixin.optgroups = _of_ids(AutocompleteMixin.optgroups)  # type: ignore[method-assign]


def _of_ids(optgroups: Callable[..., Any]) -> Callable[..., Any]:
    """Django (5.2) asks the database for whatever was sent as the chosen row, also for «abc», and fails while
    it shows what is wrong with that.
    """

    @wraps(optgroups)
    def of_ids(widget: Any, name: str, value: list[str], attr: Any = None) -> Any:
        return optgroups(widget, name, [one for one in value if str(one).isdecimal()], attr)

    return of_ids


def _shown(name: str | Callable[[Any], Any], row: models.Model, page: admin.ModelAdmin[Any]) -> Cell:
    """A cell of the list as the admin shows it; numbers and days as such."""
    field, _, value = lookup_field(name, row, page)
    if field is not None and getattr(field, "flatchoices", None):
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value if isinstance(value, int | Decimal | date | None) else str(value)


def _as_file(
    page: admin.ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any], kind: str
) -> HttpResponse:
    columns = [name for name in page.get_list_display(request) if name != "action_checkbox"]
    head = [str(label_for_field(name, page.model, page)).capitalize() for name in columns]
    cells = [[_shown(name, row, page) for name in columns] for row in rows]
    title = str(page.model._meta.verbose_name_plural).capitalize()
    return download(Sheet(title, head, cells), name=title, kind=kind)


@admin.action(description="Hent de valgte som Excel (XLSX)", permissions=["view"])
def as_xlsx(page: admin.ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
    return _as_file(page, request, rows, "xlsx")


@admin.action(description="Hent de valgte som CSV", permissions=["view"])
def as_csv(page: admin.ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
    return _as_file(page, request, rows, "csv")


class PortalAdminSite(admin.AdminSite):
    site_header = "KKR-portalen – administration"
    site_title = "KKR-portalen"
    index_title = "Administration"
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.add_action(as_xlsx)
        self.add_action(as_csv)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have something to do here. Without it the flag alone would open «Se på websiden», which
        tells the address of any row, a draft's date with it."""
        return super().has_permission(request) and request.user.has_module_perms("registry")

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Sign in where everybody signs in; throttling and the second step hold here too."""
        if request.user.is_authenticated:
            raise Http404
        return login_required(lambda request: HttpResponse())(request)
