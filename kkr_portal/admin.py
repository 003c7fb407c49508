"""One admin for all rooms, in Danish, behind the portal's own sign-in."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


class PortalAdminConfig(AdminConfig):
    default_site = "kkr_portal.admin.PortalAdminSite"


class PortalAdminSite(admin.AdminSite):
    site_header = "KKR-portalen – administration"
    site_title = "KKR-portalen"
    index_title = "Administration"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have something to do here. Without it the flag alone would open «Se på websiden», which
        tells the address of any row, a draft's date with it."""
        return super().has_permission(request) and request.user.has_module_perms("registry")

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Sign in where everybody signs in; throttling and the second step hold here too."""
        if request.user.is_authenticated:
            raise Http404
        return login_required(lambda request: HttpResponse())(request)
