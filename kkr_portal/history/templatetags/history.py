"""The way from an object to its history."""

from django import template
from django.db.models import Model
from django.urls import reverse

from kkr_portal.history.tracked import is_tracked

register = template.Library()


@register.filter
def history_url(row: Model) -> str:
    """The address of the row's history; empty where its model has none."""
    if not is_tracked(type(row)):
        return ""
    return reverse("history:object", args=[row._meta.app_label, row._meta.model_name, row.pk])
