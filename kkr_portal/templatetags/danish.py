"""Template tags that every page may use without loading them."""

from django import template
from django.utils.safestring import SafeString

from kkr_portal import richtext

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """``text`` in Markdown as safe HTML."""
    return richtext.to_html(text)


@register.filter
def history_url(thing) -> str:
    return "#"
