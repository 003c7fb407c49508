from django.urls import path

from kkr_portal.registry import views

app_name = "registry"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("councils/<slug:slug>/", views.CouncilPage.as_view(), name="council"),
    path("municipalities/", views.Municipalities.as_view(), name="municipalities"),
    path("organisations/", views.Organisations.as_view(), name="organisations"),
    path("councils.<str:kind>", views.councils_file, name="councils_file"),
    path("municipalities.<str:kind>", views.municipalities_file, name="municipalities_file"),
    path("populations.<str:kind>", views.populations_file, name="populations_file"),
    path("organisations.<str:kind>", views.organisations_file, name="organisations_file"),
    path("parties.<str:kind>", views.parties_file, name="parties_file"),
]
