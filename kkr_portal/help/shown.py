"""Which help belongs to the page that somebody is on, and the index in the order of who they are."""

from __future__ import annotations

from collections.abc import Sequence

from kkr_portal.help.pages import PAGES, HelpPage
from kkr_portal.help.readers import Reader


def page_for(name: str, readers: Sequence[Reader]) -> HelpPage | None:
    """``name`` is an address name with its room («meetings:organise»). Of several pages about it, the one
    written for this reader; a page about the whole room («meetings») comes after those about the page.
    """
    for wanted in (name, name.partition(":")[0]):
        fitting = [page for page in PAGES if wanted in page.about]
        own = [page for page in fitting if set(page.readers) & set(readers)]
        if fitting:
            return (own or fitting)[0]
    return None


def index(readers: Sequence[Reader]) -> list[tuple[Reader, list[HelpPage]]]:
    """All pages by reader, this reader's first."""
    order = [*readers, *(one for one in Reader if one not in readers)]
    return [(reader, pages) for reader in order if (pages := [p for p in PAGES if reader in p.readers])]


def following(page: HelpPage) -> HelpPage | None:
    """What the same reader reads next."""
    own = [one for one in PAGES if page.readers[0] in one.readers]
    after = own[own.index(page) + 1 :]
    return after[0] if after else None
