"""The news as an Atom feed (RFC 4287). An entry keeps its id for life."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.timezone import localtime

from kkr_portal.open_answers import open_answer
from kkr_portal.open_data.news import latest_news
from kkr_portal.registry.models import Council

ENTRIES = 40
SINCE = 2022  # RFC 4151 wants a year in which the host name was ours; it never changes


class NewsFeed(Atom1Feed):
    """One without entries is as old as its addresses, and not new at every look."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime(SINCE, 1, 1, tzinfo=UTC)


def feed_of(request: HttpRequest, council: Council | None) -> HttpResponseBase:
    """The latest news of one KKR, or of all five."""
    whole = request.build_absolute_uri
    address = reverse("open_data:news_of", args=[council.slug]) if council else reverse("open_data:news")
    page = reverse("meetings:council", args=[council.slug]) if council else reverse("front_page")
    councils = {one.pk: str(one) for one in Council.objects.all()}
    feed = NewsFeed(
        title=f"Nyt fra {council or 'de fem KKR'}", link=whole(page), feed_url=whole(address), language="da",
        description="", subtitle="Dagsordener, referater, kontrakter og kvoteaftaler, når de er offentlige.",
        author_name=str(council or "KKR-portalen"), feed_guid=whole(address),
    )  # fmt: skip
    host = urlsplit(whole("/")).hostname
    for one in latest_news(ENTRIES, council.pk if council else None):
        feed.add_item(
            title=f"{one.kind}: {one.title}", link=whole(one.url), unique_id=f"tag:{host},{SINCE}:{one.key}",
            description=f"Offentliggjort {date_format(localtime(one.at), 'j. F Y')}.",
            pubdate=one.at, updateddate=one.at,
            categories=[one.kind], author_name=councils.get(one.council_id or 0, "KKR-portalen"),
        )  # fmt: skip
    out = io.BytesIO()
    feed.write(out, "utf-8")
    return open_answer(request, out.getvalue(), feed.content_type)
