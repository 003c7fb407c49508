"""Every address of the portal, read out of the URL configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """``name``: «meetings:edit_item»; ``route``: «meetings/items/<int:pk>/edit/»."""

    name: str
    route: str


def addresses() -> Iterator[Address]:
    """All but the admin's, whose own test goes through them."""
    return (one for one in _walk(get_resolver(), "", "") if not one.name.startswith("admin:"))


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        here = f"{route}{one.pattern}"
        if isinstance(one, URLPattern):
            yield Address(f"{namespace}{one.name}", here)
        else:
            yield from _walk(one, here, f"{namespace}{one.namespace}:" if one.namespace else namespace)
