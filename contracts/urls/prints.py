"""The contract and its reports as PDF."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
