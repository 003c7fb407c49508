"""The public pages for search engines (sitemaps.org): what is published now, and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from boards.models import Board, Round
from contracts.models import FrameworkAgreement, Report, ResultContract
from kkr_portal.registry.models import Council
from meetings.models import Meeting, Term
from quotas.models import Agreement, Issue

PUBLIC = AnonymousUser()
PAGES = [
    "front_page", "meetings:list", "contracts:list", "contracts:framework_list", "boards:list",
    "boards:seats", "boards:rounds", "boards:organisations", "quotas:list", "year:now", "open_data:page",
]  # fmt: skip


class Pages(Sitemap):
    def items(self) -> list[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Councils(Sitemap):
    def items(self) -> list[tuple[str, str]]:
        slugs = Council.objects.values_list("slug", flat=True)
        return [(page, slug) for slug in slugs for page in ("meetings:council", "meetings:members")]

    def location(self, item: tuple[str, str]) -> str:
        return reverse(item[0], args=[item[1]])


class Meetings(Sitemap):
    def items(self) -> QuerySet[Meeting]:
        sent = Meeting.objects.visible_to(PUBLIC).select_related("council")
        return sent.annotate(sent_at=Max("versions__sent_at")).order_by("-date", "pk")

    def lastmod(self, item: Any) -> Any:
        return item.sent_at


class Minutes(Sitemap):
    def items(self) -> QuerySet[Meeting]:
        approved = Meeting.objects.filter(status__in=Meeting.LOCKED).select_related("council")
        return approved.annotate(approved_at=Max("approvals__at")).order_by("-date", "pk")

    def location(self, item: Meeting) -> str:
        return reverse("meetings:minutes", args=[item.council.slug, item.date])

    def lastmod(self, item: Any) -> Any:
        return item.approved_at


class Things(Sitemap):
    """Whatever has a page of its own and is everyone's to read."""

    def items(self) -> list[Any]:
        return [
            *Term.objects.visible_to(PUBLIC).select_related("council"),
            *FrameworkAgreement.objects.all(),
            *ResultContract.objects.visible_to(PUBLIC).select_related("business_house"),
            *Report.objects.visible_to(PUBLIC),
            *Board.objects.all(),
            *Round.objects.all(),
            *Issue.objects.visible_to(PUBLIC).select_related("year"),
            *Agreement.objects.visible_to(PUBLIC).select_related("issue__year", "council"),
        ]


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": Pages, "councils": Councils, "meetings": Meetings, "minutes": Minutes, "things": Things,
}  # fmt: skip
