"""Approvals, signatures, sending, publication, addenda."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
