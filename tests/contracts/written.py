"""A contract to write in, and a form's fields as a browser would send them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from contracts.models import ResultContract
from kkr_portal.demonstration import contracts

BASE = "/contracts/midtjylland/2022/edit/"
FETCH = {"X-Requested-With": "fetch"}


def the_contract() -> ResultContract:
    """The demonstration's draft of 2022, with the framework agreement and the year before."""
    return contracts.load()


class _Fields(HTMLParser):
    """The fields of the form that keeps what is typed, outside ``<template>``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.inside = self.pattern = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "data-keep-typed" in own
        elif tag == "template":
            self.pattern = True
        if not self.inside or self.pattern:
            return
        name = own.get("name", "")
        if tag == "select":
            self.select = name
            self.found[name] = ""
        elif tag == "option" and "selected" in own:
            self.found[self.select] = own.get("value", "")
        elif tag == "textarea" and name:
            self.area = name
            self.found[name] = ""
        elif tag == "input" and name and own.get("type") in ("checkbox", "radio"):
            if "checked" in own:
                self.found[name] = own.get("value", "on")
        elif tag == "input" and name:
            self.found[name] = own.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.pattern = False
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.inside and not self.pattern:
            self.found[self.area] += data.removeprefix("\n") if not self.found[self.area] else data


def fields_of(html: str) -> dict[str, Any]:
    """Name → value of the page's form as it stands; the token is left out."""
    reader = _Fields()
    reader.feed(html)
    return {name: value for name, value in reader.found.items() if name != "csrfmiddlewaretoken"}


def form_at(client: Client, url: str, **changed: Any) -> dict[str, Any]:
    """What a browser would send from the page at ``url``, with some fields changed."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return fields_of(answer.content.decode()) | changed


def autosave(client: Client, url: str, data: dict[str, Any]) -> Any:
    return client.post(url, data | {"autosave": "1"}, headers=FETCH)
