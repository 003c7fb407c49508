"""Framework agreements."""

from django.urls import path

from contracts.views import framework

urlpatterns = [
    path("frameworks/", framework.framework_list, name="framework_list"),
    path("frameworks/<slug:slug>/", framework.framework, name="framework"),
]
