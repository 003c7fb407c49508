"""Years and issues, how they are entered, the imports, the model, and the years of one place."""

from django.urls import path

from quotas.views import documents, editing, history, imports, issues, model

YEAR = "<int:year>/"
ISSUE = "<int:year>/<int:number>/"

urlpatterns = [
    path("", issues.years, name="list"),
    path("years.<str:kind>", issues.years_file, name="years_file"),
    path("quotas.json", issues.everything, name="open_data"),
    path("new/", editing.new, name="new"),
    path("municipalities/<str:code>/", history.municipality, name="municipality"),
    path("municipalities/<str:code>/quotas.<str:kind>", history.municipality_file, name="municipality_file"),
    path("regions/<slug:council>/", history.region, name="region"),
    path("regions/<slug:council>/quotas.<str:kind>", history.region_file, name="region_file"),
    path(YEAR, issues.year, name="year"),
    path(f"{YEAR}note/", editing.note, name="year_note"),
    path(ISSUE, issues.issue, name="issue"),
    path(f"{ISSUE}quotas.json", issues.issue_json, name="issue_json"),
    path(f"{ISSUE}quotas.<str:kind>", issues.issue_file, name="issue_file"),
    path(f"{ISSUE}annex.pdf", issues.issue_pdf, name="issue_pdf"),
    path(f"{ISSUE}announcement/", documents.announcement, name="announcement"),
    path(f"{ISSUE}announcement/edit/", documents.edit_announcement, name="announcement_edit"),
    path(f"{ISSUE}documents/new/", documents.add_document, name="document_new"),
    path(f"{ISSUE}documents/<int:pk>/", documents.document, name="document"),
    path(f"{ISSUE}documents/<int:pk>/delete/", documents.delete_document, name="document_delete"),
    path(f"{ISSUE}edit/", editing.edit, name="issue_edit"),
    path(f"{ISSUE}delete/", editing.delete, name="issue_delete"),
    path(f"{ISSUE}regions/", editing.regions, name="region_quotas"),
    path(f"{ISSUE}life/<slug:name>/", editing.step, name="issue_step"),
    path(f"{ISSUE}import/", imports.annex, name="import"),
    path(f"{ISSUE}statistics/", imports.statistics, name="statistics"),
    path(f"{ISSUE}model/", model.model, name="model"),
    path(f"{ISSUE}model/store/", model.store_model, name="store_model"),
    path(f"{ISSUE}model.<str:kind>", model.model_file, name="model_file"),
]
