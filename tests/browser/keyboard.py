"""Somebody who has no mouse: moves by the Tab key alone, and has to see where on the page they are."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 400
# The element, or what is drawn for it: a label stands for a hidden box.
SHOWS_FOCUS = """(element) => {
    const drawn = (style) =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const places = [element, ...(element.labels || [])];
    return places.some((one) => drawn(getComputedStyle(one)) || drawn(getComputedStyle(one, "::before")));
}"""


class Keyboard:
    """``page`` as the keyboard reaches it. A place that Tab does not come to fails, and one that does not
    show that it has the focus.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, place: Locator) -> None:
        """Tab on until ``place`` has the focus, from wherever it is now."""
        expect(place).to_be_visible()
        for _ in range(MOST_STOPS):
            if place.evaluate("(element) => element === document.activeElement"):
                assert place.evaluate(SHOWS_FOCUS), f"nothing shows the focus on {place}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {place}")

    def press(self, place: Locator, key: str = "Enter") -> None:
        self.to(place)
        self.page.keyboard.press(key)

    def write(self, place: Locator, text: str) -> None:
        """Instead of what stands there."""
        self.press(place, "ControlOrMeta+a")
        self.page.keyboard.type(text)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def link(self, name: str) -> None:
        self.press(self.page.locator("main").get_by_role("link", name=name, exact=True).first)

    def field(self, label: str, text: str) -> None:
        self.write(self.page.get_by_label(label).first, text)

    def choose(self, label: str, beginning: str) -> None:
        """In a list, by typing the beginning of what is chosen."""
        box = self.page.get_by_label(label).first
        self.to(box)
        self.page.keyboard.type(beginning)
        assert box.locator("option:checked").inner_text().strip().startswith(beginning)
