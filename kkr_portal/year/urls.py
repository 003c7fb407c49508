"""The yearly calendar."""

from django.urls import path

from kkr_portal.year import views

app_name = "year"
urlpatterns = [
    path("", views.page, name="now"),
    path("<int:year>/", views.page, name="year"),
    path("<int:year>/dates.ics", views.file, name="file"),
]
