"""What the help's texts are written with: pictures, and links into the reader's own KKR."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kkr_portal.help.pages import PAGE, HelpPage

PICTURES = settings.BASE_DIR / "static" / "help"
DENSITY = 2  # pixels of a picture to each of the page it was taken of
register = template.Library()


@cache
def size_of(name: str) -> tuple[int, int]:
    """Width and height of a picture as the page showed it, read from the head of the PNG file."""
    with (PICTURES / f"{name}.png").open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width // DENSITY, height // DENSITY


@register.inclusion_tag("help/_picture.html")
def picture(name: str, alt: str, caption: str = "") -> dict[str, object]:
    """A picture of a real page. ``make pictures`` takes it; ``tests/pictures/recipes.py`` says of what."""
    width, height = size_of(name)
    return {"file": f"help/{name}.png", "alt": alt, "caption": caption, "width": width, "height": height}


@register.simple_tag
def help_page(slug: str) -> HelpPage | None:
    """The page of that name, for its title and its address; None without a name."""
    return PAGE[slug] if slug else None


@register.simple_tag(takes_context=True)
def own(context: dict[str, Any], name: str, text: str, *arguments: object) -> SafeString:
    """A link to a page of the reader's own KKR; the text alone for who has none, or several."""
    council = context["council"]
    if council is None:
        return format_html("{}", text)
    return format_html('<a href="{}">{}</a>', reverse(name, args=[council.slug, *arguments]), text)
