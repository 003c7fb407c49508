"""All addresses. English words, the same as the code's; what lies behind them speaks Danish."""

from django.contrib import admin
from django.urls import include, path

from kkr_portal import front_page, import_and_export, metrics, views

handler500 = "kkr_portal.views.server_error"
urlpatterns = [
    path("", front_page.front_page, name="front_page"),
    path("", include("kkr_portal.open_data.urls")),
    path("health", views.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
    path("preview/", views.preview, name="preview"),
    path("import-and-export/", import_and_export.page, name="import_and_export"),
    path("access/", include("kkr_portal.access.urls")),
    path("registry/", include("kkr_portal.registry.urls")),
    path("registry/", include("kkr_portal.importing.urls")),
    path("documents/", include("kkr_portal.documents.urls")),
    path("outbox/", include("kkr_portal.outbox.urls")),
    path("history/", include("kkr_portal.history.urls")),
    path("year/", include("kkr_portal.year.urls")),
    path("reminders/", include("kkr_portal.reminders.urls")),
    path("privacy/", include("kkr_portal.privacy.urls")),
    path("search/", include("kkr_portal.search.urls")),
    path("help/first-steps/", include("kkr_portal.first_steps.urls")),
    path("help/", include("kkr_portal.help.urls")),
    path("meetings/", include("meetings.urls")),
    path("oparl/", include("meetings.oparl.urls")),
    path("contracts/", include("contracts.urls")),
    path("boards/", include("boards.urls")),
    path("quotas/", include("quotas.urls")),
    path("admin/", admin.site.urls),
]
