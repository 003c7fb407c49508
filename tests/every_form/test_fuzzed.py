"""Every form, filled in with what nobody would type: an answer each time, and nothing half-saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.access import things
from tests.every_form.found import Found, every_form, mark, written_since
from tests.once import made_once

STARTS = [
    "/access/", "/admin/", "/boards/", "/contracts/", "/meetings/midtjylland/", "/meetings/", "/quotas/",
    "/outbox/", "/privacy/", "/registry/", "/search/", "/reminders/", "/year/", "/help/", "/history/",
]  # fmt: skip
EXAMPLES = 10  # of each form
OF_THE_ADMIN = 4  # three forms a table, all of them Django's own
TYPED = [
    "", " ", "\x00", "a\x00b", "-1", "0", "1,5", "1e309", "NaN", "∞", "٣", "9" * 30, "-" * 30, "31-02-2021",
    "01-01-0001", "31-12-9999", "29-02-1900", "24.00", "99.99", "true", "null", "[]", "{}", "%", "%s%n", "\\",
    "'; DROP", "<script>alert(1)</script>", "{{ 7*7 }}", "{% load x %}", "../../etc/passwd", "http://169.254.169.254/",
    "javascript:alert(1)", "![x](file:///etc/passwd)", "=1+1", "a\r\nBcc: x@spion.example", "\u202egnp.exe",
    "\ud800", "\ufeff", "Å" * 300, "x" * 5000, "\n" * 300, "| " * 500, "*" * 500, "[" * 500, "> " * 300,
]  # fmt: skip
ANYTHING = st.one_of(
    st.sampled_from(TYPED), st.text(max_size=40), st.integers().map(str),
    st.dates().map(lambda day: f"{day:%d-%m-%Y}"), st.floats().map(str),
)  # fmt: skip
ERRORS = ("error-summary", "form-error-message", "errorlist")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_prints", "files_of_the_module", "loaded")]
loaded = made_once(things.load)


@st.composite
def fillings(draw: st.DrawFn, found: Found) -> dict[str, list[str]]:
    """As the form stands, with a button, and with a few of its fields changed, left out or sent twice."""
    values = {name: list(given_) for name, given_ in found.form.fields.items()}
    if found.form.buttons:
        name, value = draw(st.sampled_from(found.form.buttons))
        values[name] = [value]
    names = sorted({*values, *found.form.texts, *found.form.files, "page", "next"})
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)):
        values[name] = draw(st.lists(ANYTHING, max_size=2))
    return {name: [one.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for one in several]
            for name, several in values.items()}  # fmt: skip


def wrong_with(found: Found, values: dict[str, list[str]]) -> list[str]:
    """Raises what the view raises. All of it is taken back."""
    send: Any = found.client.post if found.form.method == "post" else found.client.get
    with transaction.atomic():
        before = mark()
        cookies = found.client.cookies.copy()
        answer = send(found.address, values)
        content = b"".join(answer) if answer.streaming else answer.content
        written = written_since(before)
        transaction.set_rollback(True)
    found.client.cookies = cookies
    page = content.decode() if "html" in answer.headers.get("Content-Type", "") else ""
    wrong = []
    if answer.status_code >= 500:
        wrong.append(f"answered {answer.status_code}")
    if "<script>alert(1)" in page:
        wrong.append("shows what was typed as it was typed")
    if written and any(error in page for error in ERRORS):
        wrong.append(f"refused, and yet wrote in {written}")
    return wrong


def holds_for(found: Found) -> Callable[[], None]:
    examples = OF_THE_ADMIN if found.page.startswith("/admin/") else EXAMPLES

    @settings(max_examples=examples, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(values=fillings(found))
    def holds(values: dict[str, list[str]]) -> None:
        note(f"{found.form.method} {found.address} on {found.page}")
        assert wrong_with(found, values) == []

    return holds


@pytest.mark.parametrize("start", STARTS)
def test_no_form_breaks(start):
    elsewhere = tuple(one for one in STARTS if one.startswith(start) and one != start)
    tried = 0
    for found in every_form(start, methods=("post", "get")):
        if not found.page.startswith(elsewhere):
            holds_for(found)()
            tried += 1
    assert tried > 0
