"""Where tables of reference data are taken in; beside the registry's own pages."""

from django.urls import path

from kkr_portal.importing import views

app_name = "importing"
urlpatterns = [
    path("populations/import/", views.import_populations, name="populations"),
    path("populations/import/template.xlsx", views.population_template, name="population_template"),
    path("organisations/import/", views.import_organisations, name="organisations"),
    path("organisations/import/template.xlsx", views.organisation_template, name="organisation_template"),
    path("imports/<uuid:pk>/undo/", views.undo, name="undo"),
]
