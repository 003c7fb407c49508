"""Municipalities by what a table calls them: code, official name or other spelling. Two queries."""

from __future__ import annotations

import re

from kkr_portal import danish_order
from kkr_portal.registry.models import Municipality, MunicipalityName

_CODED = re.compile(r"0?(?P<code>\d{3})(?:[\s.:-]+(?P<name>\D.*))?", re.ASCII)


class Places:
    def __init__(self) -> None:
        rows = list(Municipality.objects.select_related("region"))
        by_pk = {one.pk: one for one in rows}
        self.codes = {one.code: one for one in rows}
        self.names = {
            key: by_pk[pk] for key, pk in MunicipalityName.objects.values_list("sort_key", "municipality")
        }
        self.names |= {one.sort_key: one for one in rows}

    def find(self, text: str, code: str = "") -> Municipality:
        """By the code where there is one, else by name. Raises ValueError with a Danish sentence."""
        if not code and (coded := _CODED.fullmatch(text.strip())):
            code, text = coded["code"], coded["name"] or ""
        named = self._named(text)
        if not code:
            if named is None:
                raise ValueError(
                    f"Der findes ingen kommune med navnet «{text[:40]}»" if text else "Kommunen mangler"
                )
            return named
        coded_place = self.codes.get(code.strip().lstrip("0").zfill(3))
        if coded_place is None:
            raise ValueError(f"Der findes ingen kommune med koden {code[:10]}")
        if named and named != coded_place:
            raise ValueError(f"Koden {code[:10]} er {coded_place}, men der står «{text[:40]}»")
        return coded_place

    def _named(self, text: str) -> Municipality | None:
        words = text.split()
        if len(words) > 1 and words[-1].lower() == "kommune":
            words.pop()
        return self.names.get(danish_order.sort_key(" ".join(words))) if words else None
