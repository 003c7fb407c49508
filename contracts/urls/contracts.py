"""List and the page of a contract."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
