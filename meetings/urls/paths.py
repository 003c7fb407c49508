"""How an address names a KKR and a meeting."""

from django.urls import register_converter

from kkr_portal.converters import DateConverter

register_converter(DateConverter, "date")

COUNCIL = "<slug:council>/"
MEETING = "<slug:council>/<date:date>/"
