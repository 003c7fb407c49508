"""Check against the framework, redline, versions, copy to next year."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
