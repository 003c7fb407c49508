"""Finds the municipalities and regions that an annex names: by code, by official name, by other spellings."""

from __future__ import annotations

from kkr_portal import danish_order
from kkr_portal.registry.models import Council, Municipality


class Places:
    """All municipalities and the five regions' KKR, read once (three queries)."""

    def __init__(self) -> None:
        self.municipalities = list(
            Municipality.objects.select_related("region").prefetch_related("other_names")
        )
        self.councils = list(Council.objects.select_related("region"))
        self._by_code = {one.code: one for one in self.municipalities}
        self._by_name = {one.sort_key: one for one in self.municipalities}
        for one in self.municipalities:
            self._by_name |= {other.sort_key: one for other in one.other_names.all()}
        self._councils = {_region_key(one.region.name): one for one in self.councils}
        self._council_of = {one.region_id: one for one in self.councils}

    def coded(self, code: str) -> Municipality | None:
        return self._by_code.get(code.lstrip("0").zfill(3)) if code else None

    def named(self, name: str) -> Municipality | None:
        """«Kommune» may follow; capitals, Aa or Å, hyphen or space make no difference."""
        words = name.split()
        if len(words) > 1 and words[-1].lower() == "kommune":
            words.pop()
        return self._by_name.get(danish_order.sort_key(" ".join(words)))

    def council(self, region: str) -> Council | None:
        """The KKR of the region with this name, with or without the word «Region»."""
        return self._councils.get(_region_key(region))

    def council_of(self, municipality: Municipality) -> Council:
        return self._council_of[municipality.region_id]

    def inside(self, council: Council | None) -> list[Municipality]:
        """The region's municipalities; without one all 98."""
        return [one for one in self.municipalities if council is None or one.region_id == council.region_id]


def _region_key(name: str) -> str:
    words = name.split()
    if words and words[0].lower() == "region":
        words.pop(0)
    return danish_order.sort_key(" ".join(words))
