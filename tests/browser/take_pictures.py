"""What ``make pictures`` runs: takes every picture anew. No test, and not collected as one."""

import subprocess

from tests.pictures.recipes import OCTOBER
from tests.pictures.taking import ROOT, store_words, take

PACKET_PAGES = {"packet-contents": 1, "packet-divider": 2, "packet-attachment": 8}
DOTS_PER_INCH = 60


def test_take_every_picture(pictures, tmp_path):
    words = {}
    for picture, page in pictures:
        words[picture.key] = take(page, picture)
    store_words(words)
    file = tmp_path / "packet.pdf"
    file.write_bytes(page.request.get(f"{OCTOBER}packet.pdf").body())
    for name, number in PACKET_PAGES.items():
        numbers = ["-f", str(number), "-l", str(number), "-singlefile", "-r", str(DOTS_PER_INCH)]
        out = ROOT / "static" / "screenshots" / name
        subprocess.run(["pdftoppm", "-png", *numbers, file, out], check=True)
