"""Addresses that are the objects' ids: made of what never changes."""

from django.urls import path

from meetings.oparl import views

app_name = "oparl"
urlpatterns = [
    path("", views.system, name="system"),
    path("bodies/", views.body_list, name="bodies"),
    path("bodies/<slug:council>/", views.body, name="body"),
    path("bodies/<slug:council>/<slug:kind>/", views.objects, name="list"),
    path("<slug:kind>/<slug:key>/", views.one, name="one"),
]
