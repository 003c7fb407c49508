"""A paragraph of the rules of procedure as one reads it: number, heading and its parts (stykker)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One stykke, in the portal's own words, with its points if it has a list."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    number: int
    heading: str
    parts: tuple[Part, ...]
