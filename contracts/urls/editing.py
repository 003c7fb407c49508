"""Editing of a contract, part by part."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
