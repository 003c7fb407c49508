"""Makes the README's pictures from the real pages: ``python -m tests.screenshots`` while ``make run`` serves.

Needs Chromium, and pdftoppm (Debian: poppler-utils) for the pages of the packet. PORT as for ``make run``.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from kkr_portal.machine import chromium

OUT = Path(__file__).resolve().parent.parent / "static" / "screenshots"
BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
MEETING = "/meetings/midtjylland/2021-10-11/"
PACKET_PAGES = {"packet-contents": 1, "packet-divider": 2, "packet-attachment": 8}
DOTS_PER_INCH = 60


def _page(browser: Browser, width: int, height: int) -> Page:
    """A page signed in as the secretariat of the meeting's KKR."""
    from kkr_portal.demonstration import users  # needs Django set up

    page = browser.new_context(viewport={"width": width, "height": height}, locale="da-DK").new_page()
    page.goto(f"{BASE}/access/sign-in/")
    page.fill("[name=username]", users.SIGN_INS[0].email)
    page.fill("[name=password]", users.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{BASE}/meetings/**")
    return page


def _packet_pages(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "packet.pdf"
        file.write_bytes(page.request.get(f"{BASE}{MEETING}packet.pdf").body())
        for name, number in PACKET_PAGES.items():
            numbers = ["-f", str(number), "-l", str(number), "-singlefile", "-r", str(DOTS_PER_INCH)]
            subprocess.run(["pdftoppm", "-png", *numbers, file, OUT / name], check=True)


def main() -> None:
    """Write all pictures anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        page = _page(browser, 1280, 900)
        for name, address in {
            "agenda": MEETING,
            "organise": f"{MEETING}organise/",
        }.items():
            page.goto(BASE + address)
            page.screenshot(path=OUT / f"{name}.png")
        page.get_by_role("link", name="Resultatkontrakt 2022", exact=False).first.click()
        page.screenshot(path=OUT / "editor.png")
        _packet_pages(page)
        phone = _page(browser, 390, 844)
        phone.goto(BASE + MEETING)
        phone.screenshot(path=OUT / "phone.png")
        browser.close()


if __name__ == "__main__":
    main()
