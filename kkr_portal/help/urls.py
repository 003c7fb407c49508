"""The help, open to everyone."""

from django.urls import path

from kkr_portal.help import views

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.page, name="page"),
]
