"""An agreement's transfers as sentences, read and told: «Bornholm overtager kvoterne fra Dragør og Tårnby.»

Three kinds of sentences, one a line: a municipality takes over whole quotas, or so many persons from each, or
one quota is shared out. What is written can be read again and gives the same transfers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kkr_portal.danish_order import sort_key
from quotas.rules.agreement import Transfer

_KIND = r"(?:(?:hele )?kvote(?:n|rne)?|(?P<persons>\d[\d.]*) person(?:er)?)"
_TAKES = re.compile(rf"(?P<taker>.+?) overtager {_KIND} (?:fra|tildelt|af) (?P<givers>.+)", re.IGNORECASE)
_SHARED = re.compile(r"kvoten fra (?P<giver>.+?) fordeles med (?P<parts>.+)", re.IGNORECASE)
_PART = re.compile(r"(?P<persons>\d[\d.]*|resten) til (?P<taker>.+)", re.IGNORECASE)
_LIST = re.compile(r"\s*,\s*(?:og\s+)?|\s+og\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+kommuner?$", re.IGNORECASE)
MOST_LINES = 100
HELP = (
    "Skriv én sætning på hver linje, fx «Bornholm overtager kvoterne fra Dragør og Tårnby», «Hjørring "
    "overtager 2 personer fra Læsø» eller «Kvoten fra Læsø fordeles med 1 til Hjørring og resten til "
    "Aalborg»."
)


@dataclass(frozen=True)
class Names:
    """``official``: by sort key of every spelling, the municipality's name. ``inside``: the region's own."""

    official: Mapping[str, str]
    inside: Sequence[str]
    region: str

    def found(self, typed: str) -> str:
        """Raises ValueError in Danish for no municipality, and for one of another region."""
        name = self.official.get(sort_key(typed)) or self.official.get(sort_key(_SUFFIX.sub("", typed)))
        if name in self.inside and name:
            return name
        if name:
            raise ValueError(f"{name} ligger ikke i {self.region}. En aftale gælder inden for regionen.")
        near = get_close_matches(typed, self.inside, n=1, cutoff=0.7)
        hint = f" Mener du {near[0]}?" if near else ""
        raise ValueError(f"«{typed[:40]}» er ikke en kommune.{hint}")


@dataclass(frozen=True)
class Read:
    """``wrong``: what could not be read, each with its line's number."""

    transfers: tuple[Transfer, ...]
    wrong: tuple[str, ...]


def read(text: str, names: Names) -> Read:
    """Transfers between official names, in the order of the text; a pair that stands twice is told."""
    transfers: list[Transfer] = []
    wrong: list[str] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return Read((), (f"Der er {len(lines)} linjer. En aftale kan have højst {MOST_LINES}.",))
    for number, line in enumerate(lines, 1):
        sentence = " ".join(line.split()).rstrip(".")
        if not sentence:
            continue
        try:
            said = _sentence(sentence, names)
            pairs = {(one.giver, one.taker) for one in transfers}
            for one in said:
                if (one.giver, one.taker) in pairs:
                    raise ValueError(f"{one.taker} overtager allerede fra {one.giver} i en anden sætning.")
                pairs.add((one.giver, one.taker))
        except ValueError as reason:
            wrong.append(f"Linje {number}: {reason}")
        else:
            transfers += said
    return Read(tuple(transfers), tuple(wrong))


def _sentence(sentence: str, names: Names) -> list[Transfer]:
    if found := _SHARED.fullmatch(sentence):
        giver = names.found(found["giver"])
        return [_part(part, giver, names) for part in _LIST.split(found["parts"])]
    if found := _TAKES.fullmatch(sentence):
        taker = names.found(found["taker"])
        persons = _persons(found["persons"]) if found["persons"] else None
        givers = [names.found(name) for name in _LIST.split(_SUFFIX.sub("", found["givers"])) if name]
        return [Transfer(giver, taker, persons) for giver in givers]
    raise ValueError(f"«{sentence[:60]}» kan ikke læses. {HELP}")


def _part(part: str, giver: str, names: Names) -> Transfer:
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(
            f"«{part[:40]}» kan ikke læses. Skriv fx «1 til Hjørring» eller «resten til Aalborg»."
        )
    persons = None if found["persons"].lower() == "resten" else _persons(found["persons"])
    return Transfer(giver, names.found(found["taker"]), persons)


def _persons(typed: str) -> int:
    number = int(typed.replace(".", "")[:9])
    if not number:
        raise ValueError("Der skal overtages mindst én person.")
    return number


def told(transfers: Iterable[Transfer]) -> list[str]:
    """The sentences, one kind after the other in the order of the transfers; with full stops."""
    given: dict[str, list[Transfer]] = {}
    rows = list(transfers)
    for one in rows:
        given.setdefault(one.giver, []).append(one)
    said: list[str] = []
    done: set[str] = set()
    groups: dict[tuple[str, int | None], list[str]] = {}
    for one in rows:
        if len(given[one.giver]) > 1:
            continue
        groups.setdefault((one.taker, one.persons), []).append(one.giver)
    for one in rows:
        parts = given[one.giver]
        if len(parts) > 1:
            if one.giver not in done:
                shares = [
                    f"{'resten' if part.persons is None else part.persons} til {part.taker}" for part in parts
                ]
                said.append(f"Kvoten fra {one.giver} fordeles med {listed(shares)}.")
                done.add(one.giver)
            continue
        if givers := groups.pop((one.taker, one.persons), None):
            said.append(f"{one.taker} overtager {_what(one.persons, givers)} fra {listed(givers)}.")
    return said


def _what(persons: int | None, givers: Sequence[str]) -> str:
    if persons is None:
        return "kvoten" if len(givers) == 1 else "kvoterne"
    return f"{persons} person" if persons == 1 else f"{persons} personer"


def listed(names: Sequence[str]) -> str:
    """«Dragør, Hvidovre og Tårnby»."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
