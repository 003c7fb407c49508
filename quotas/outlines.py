"""Reads municipal outlines out of a GeoJSON file and makes small drawings of them.

Coordinates are degrees (WGS 84) or metres (ETRS89 / UTM 32, as Danish authorities use). Bornholm is moved
nearer, as on most Danish maps. What comes out is simplified to whole units of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians
from typing import Any

from quotas.drawing.shapes import HEIGHT, WIDTH, Outline

Point = tuple[float, float]
Ring = list[Point]
CODE_NAMES = ("kode", "komkode", "kommunekode", "kom_kode", "code", "lau_1", "id")
BORNHOLM = "400"
TOLERANCE = 0.8  # units of the drawing that a point may lie beside the simplified line
SMALLEST = 2  # square units: smaller islands are left out, unless they are the whole municipality
MIDDLE_LATITUDE = 56
MOST_POINTS = 5_000_000


class UnreadableOutlines(Exception):
    """The text is Danish and fit to be shown."""


def rings_by_code(data: Any) -> dict[str, list[Ring]]:
    """The outer rings of each municipality. Raises UnreadableOutlines."""
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise UnreadableOutlines("Filen er ikke GeoJSON med en FeatureCollection.")
    found: dict[str, list[Ring]] = {}
    points = 0
    for number, feature in enumerate(data.get("features") or [], 1):
        code = _code(feature, number)
        for ring in _outer_rings(feature, number):
            points += len(ring)
            if points > MOST_POINTS:
                raise UnreadableOutlines("Filen har for mange punkter. Brug en forenklet udgave.")
            found.setdefault(code, []).append(ring)
    return found


def _code(feature: Any, number: int) -> str:
    given = (feature or {}).get("properties") or {}
    properties = {str(name).lower(): value for name, value in given.items()}
    for name in CODE_NAMES:
        value = str(properties.get(name, "")).strip().lstrip("0")
        if value.isdecimal() and len(value) == 3:
            return value
    raise UnreadableOutlines(
        f"Område nr. {number} har ingen kommunekode. "
        f"Den skal stå i en af egenskaberne {', '.join(CODE_NAMES)}."
    )


def _outer_rings(feature: Any, number: int) -> Iterator[Ring]:
    geometry = feature.get("geometry") or {}
    parts = geometry.get("coordinates") or []
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise UnreadableOutlines(f"Område nr. {number} er ikke en flade (Polygon eller MultiPolygon).")
    try:
        for polygon in [parts] if kind == "Polygon" else parts:
            ring = [(float(point[0]), float(point[1])) for point in polygon[0]]
            if len(ring) < 4:
                raise ValueError
            yield ring
    except (TypeError, ValueError, IndexError):
        raise UnreadableOutlines(f"Område nr. {number} har koordinater, der ikke kan læses.") from None


def outlines(rings: Mapping[str, list[Ring]]) -> dict[str, Outline]:
    """By municipality code, fitted into the drawing."""
    flat = {code: [_flat(ring) for ring in parts] for code, parts in rings.items()}
    rest = [point for code, parts in flat.items() if code != BORNHOLM for ring in parts for point in ring]
    if not rest:
        raise UnreadableOutlines("Filen har ingen områder.")
    left, right = min(x for x, _ in rest), max(x for x, _ in rest)
    top, bottom = min(y for _, y in rest), max(y for _, y in rest)
    scale = min((WIDTH - 20) / (right - left or 1), (HEIGHT - 20) / (bottom - top or 1))

    def fitted(ring: Ring) -> Ring:
        return [(10 + (x - left) * scale, 10 + (y - top) * scale) for x, y in ring]

    fits = {code: [fitted(ring) for ring in parts] for code, parts in flat.items()}
    if BORNHOLM in fits:
        fits[BORNHOLM] = _moved_near(fits[BORNHOLM])
    return {code: _outline(parts) for code, parts in fits.items()}


def _flat(ring: Ring) -> Ring:
    """In one scale, north up; degrees are narrower the farther north."""
    if max(abs(x) for x, _ in ring) > 180:
        return [(x, -y) for x, y in ring]
    narrow = cos(radians(MIDDLE_LATITUDE))
    return [(x * narrow, -y) for x, y in ring]


def _moved_near(parts: list[Ring]) -> list[Ring]:
    """Bornholm into the empty corner at the upper right."""
    right = max(x for ring in parts for x, _ in ring)
    top = min(y for ring in parts for _, y in ring)
    by_x, by_y = WIDTH - 10 - right, 10 - top
    return [[(x + by_x, y + by_y) for x, y in ring] for ring in parts]


def _outline(parts: list[Ring]) -> Outline:
    largest = max(parts, key=_area)
    drawn = [largest, *(ring for ring in parts if ring is not largest and _area(ring) >= SMALLEST)]
    x, y = _middle(largest)
    return Outline("".join(_path(ring) for ring in drawn), round(x), round(y))


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(ring))) / 2


def _sides(ring: Ring) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _middle(ring: Ring) -> Point:
    """The middle of the box around the ring; good enough for a number."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _path(ring: Ring) -> str:
    points = [(round(x), round(y)) for x, y in simplified(ring, TOLERANCE)]
    kept = [point for point, before in zip(points, [None, *points], strict=False) if point != before]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Without points nearer than ``tolerance`` to the line that is left (Douglas and Peucker)."""
    keep = {0, len(ring) - 1}
    waiting = [(0, len(ring) - 1)]
    if ring[0] == ring[-1] and len(ring) > 2:
        far = max(range(len(ring)), key=lambda n: _distance(ring[n], ring[0], ring[0]))
        keep.add(far)
        waiting = [(0, far), (far, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        inside = range(first + 1, last)
        if not inside:
            continue
        far = max(inside, key=lambda n: _distance(ring[n], ring[first], ring[last]))
        if _distance(ring[far], ring[first], ring[last]) > tolerance:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [ring[n] for n in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)
