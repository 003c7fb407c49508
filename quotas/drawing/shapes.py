"""The municipalities by their official outlines: what is drawn where, and which numbers have room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quotas.drawing.levels import Levels, Look, levels
from quotas.drawing.tiles import Municipality

WIDTH, HEIGHT = 1000, 860  # units of the drawing
ROOM = 26  # a number is written where its municipality is at least so wide and high


@dataclass(frozen=True)
class Outline:
    """SVG path data in units of the drawing, and where the number stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Area:
    code: str
    path: str
    x: int
    y: int
    shown: str
    look: Look
    told: str
    url: str


@dataclass(frozen=True)
class ShapeMap:
    """``left``, ``top``, ``width``, ``height``: what is seen of the drawing."""

    left: int
    top: int
    width: int
    height: int
    areas: tuple[Area, ...]
    levels: Levels
    credit: str
    has_small: bool


def shape_map(
    municipalities: Mapping[str, Municipality], outlines: Mapping[str, Outline], credit: str
) -> ShapeMap:
    """Both by code; every municipality must have its outline. Raises KeyError where one is missing."""
    steps = levels(one.number for one in municipalities.values())
    areas, boxes = [], []
    for code, one in municipalities.items():
        outline = outlines[code]
        box = bounds(outline.path)
        boxes.append(box)
        roomy = box[2] - box[0] >= ROOM and box[3] - box[1] >= ROOM
        areas.append(
            Area(
                code, outline.path, outline.x, outline.y, one.shown if roomy else "", steps.look(one.number),
                one.told, one.url,
            )
        )  # fmt: skip
    left, top = min((box[0] for box in boxes), default=0), min((box[1] for box in boxes), default=0)
    right = max((box[2] for box in boxes), default=WIDTH)
    bottom = max((box[3] for box in boxes), default=HEIGHT)
    small = any(not area.shown for area in areas)
    return ShapeMap(left - 4, top - 4, right - left + 8, bottom - top + 8, tuple(areas), steps, credit, small)


def bounds(path: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of path data that holds points only."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)
