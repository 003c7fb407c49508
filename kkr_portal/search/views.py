"""The page of the search: everyone searches what they may see."""

from __future__ import annotations

import math
import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.search import finding
from kkr_portal.search.sources import sources

YEAR = re.compile(r"[1-9][0-9]{3}")


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` the question; ``kind``, ``kkr`` and ``year`` narrow it; ``page`` with a kind alone."""
    council, kinds = chosen_council(request), sources()
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "").strip()
    has_year = bool(YEAR.fullmatch(year))
    question = finding.asked(
        request.GET.get("q", ""), kind=kind if kind in {one.kind for one in kinds} else "",
        council_id=council.pk if council else None, year=int(year) if has_year else None,
    )  # fmt: skip
    page = _page(request.GET.get("page", ""))
    groups = finding.search(request.user, question, page=page)
    kept = request.GET.copy()
    for name in ("page", "kind"):
        kept.pop(name, None)
    kept["q"] = question.text
    return render(request, "search/search.html", {
        "question": question, "groups": groups, "total": sum(one.total for one in groups),
        "more": any(one.more for one in groups), "kinds": kinds,
        "councils": Council.objects.all(), "council": council, "year": year[:10],
        "wrong_year": year and not has_year, "kept": kept.urlencode(), "page": page, "shown": finding.SHOWN,
        "pages": math.ceil(groups[0].reachable / finding.PER_PAGE) if groups and question.kind else 1,
        "narrowed": bool(question.kind or council or question.year),
    })  # fmt: skip


def _page(text: str) -> int:
    """At least 1, and no further than there are hits to be read."""
    last = finding.RANKED // finding.PER_PAGE
    return max(1, min(int(text), last)) if text.isascii() and text.isdigit() and len(text) <= 4 else 1
