"""No picture of the help or of the README is older than its page: the words are still the same."""

from tests.pictures.taking import go, stored_words


def test_no_picture_is_older_than_its_page(pictures):
    now = {picture.key: go(page, picture)["words"] for picture, page in pictures}
    stored = stored_words()
    stale = sorted(name for name in now.keys() | stored.keys() if now.get(name) != stored.get(name))
    assert stale == [], "Siderne siger noget andet end billederne: kør make pictures"
