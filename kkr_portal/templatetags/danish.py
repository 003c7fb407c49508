"""Template tags that every page may use without loading them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from kkr_portal import danish_numbers, richtext
from kkr_portal.spreadsheets import KINDS

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """``text`` in Markdown as safe HTML."""
    return richtext.to_html(text)


@register.filter
def thousands(number: int | None) -> str:
    """«39.010» for 39010; nothing for None. For figures, never for ids."""
    return "" if number is None else danish_numbers.decimal(number, 0)


@register.filter
def saved_key(tags: str | None) -> str:
    """The key of the draft that a message's extra tags confirm as saved: item-7 for «saved:item-7»."""
    return next((tag.removeprefix("saved:") for tag in (tags or "").split() if tag.startswith("saved:")), "")


@register.inclusion_tag("_components/list_files.html")
def list_files(name: str, *args: object, query: str = "") -> dict[str, str]:
    """The two links to what the page lists, as files. The addresses called ``name`` end in the kind."""
    end = f"?{query}" if query else ""
    return {kind: reverse(name, args=[*args, kind]) + end for kind in KINDS}


@register.filter
def labelled(row: Any, heads: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of an import's row with their headings."""
    return list(zip(heads, row.cells, strict=False))
