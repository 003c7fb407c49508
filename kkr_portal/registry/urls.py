from django.urls import path

from kkr_portal.registry import views

app_name = "registry"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("councils/<slug:slug>/", views.CouncilPage.as_view(), name="council"),
    path("municipalities/", views.Municipalities.as_view(), name="municipalities"),
    path("organisations/", views.Organisations.as_view(), name="organisations"),
]
