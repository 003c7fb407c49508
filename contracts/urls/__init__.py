"""The addresses of this room, by subject. Fixed words come before those with a name in them."""

from django.urls import URLPattern

app_name = "contracts"
urlpatterns: list[URLPattern] = []
