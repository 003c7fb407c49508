"""Denmark as 98 equal squares: each municipality one, neighbours near each other, so small ones are seen.

The grid is our own drawing; it holds the municipality codes where they lie on the page, north at the top.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quotas.drawing.levels import Levels, Look, Number, levels

GRID = """
... ... ... 860 813 ... 825 ... ... ... ... ... ... ... ... ... ...
... 787 849 810 ... ... ... ... ... ... ... ... ... ... ... ... ...
... 773 820 851 ... ... ... ... ... ... ... ... ... ... 270 217 ...
... 671 779 840 846 ... ... ... ... ... ... ... ... 260 219 210 223
665 661 791 730 707 ... ... ... ... ... ... ... ... 250 201 230 ...
760 657 740 710 706 ... ... ... ... ... 306 ... ... 240 190 173 ...
573 756 746 751 ... 741 ... ... ... 326 316 350 265 151 163 159 157
561 530 615 727 ... ... ... ... 330 340 329 169 165 161 175 147 101
563 630 766 ... ... 480 440 ... ... 370 259 253 183 187 153 167 185
... 575 621 607 410 461 450 ... ... 390 320 336 269 ... ... ... 155
... 550 510 ... 420 430 479 ... 360 376 ... ... ... ... ... ... ...
... ... 580 540 ... 492 482 ... ... ... ... ... ... ... ... ... 400
"""
SHORT = {
    "101": "Kbh.", "147": "Frb.", "151": "Baller.", "153": "Brøndb.", "155": "Dragør", "157": "Gentof.",
    "159": "Gladsa.", "161": "Glostr.", "163": "Herlev", "165": "Alberts.", "167": "Hvidov.",
    "169": "Høje-T.", "173": "Lyng.-T.", "175": "Rødov.", "183": "Ishøj", "185": "Tårnby", "187": "Vallens.",
    "190": "Furesø", "201": "Allerød", "210": "Fred.b.", "217": "Helsin.", "219": "Hillerød", "223": "Hørsh.",
    "230": "Rudersd.", "240": "Egedal", "250": "Fred.su.", "253": "Greve", "259": "Køge", "260": "Halsn.",
    "265": "Roskil.", "269": "Solrød", "270": "Gribsk.", "306": "Odshe.", "316": "Holbæk", "320": "Faxe",
    "326": "Kalundb.", "329": "Ringst.", "330": "Slagelse", "336": "Stevns", "340": "Sorø", "350": "Lejre",
    "360": "Lolland", "370": "Næstv.", "376": "Guldb.s.", "390": "Vordin.", "400": "Bornh.",
    "410": "Middelf.", "420": "Assens", "430": "Faab.-M.", "440": "Kertem.", "450": "Nyborg", "461": "Odense",
    "479": "Svendb.", "480": "Nordfyn", "482": "Langel.", "492": "Ærø", "510": "Hadersl.", "530": "Billund",
    "540": "Sønderb.",
    "550": "Tønder", "561": "Esbjerg", "563": "Fanø", "573": "Varde", "575": "Vejen", "580": "Aabenr.",
    "607": "Frederic.", "615": "Horsens", "621": "Kolding", "630": "Vejle", "657": "Herning",
    "661": "Holstebr.", "665": "Lemvig", "671": "Struer", "706": "Syddjurs", "707": "Norddj.",
    "710": "Favrsk.", "727": "Odder", "730": "Randers", "740": "Silkeb.", "741": "Samsø", "746": "Skander.",
    "751": "Aarhus", "756": "Ikast-B.", "760": "Ringk.-S.", "766": "Hedenst.", "773": "Morsø", "779": "Skive",
    "787": "Thisted", "791": "Viborg", "810": "Brønders.", "813": "Fred.hn.", "820": "Vesthim.",
    "825": "Læsø",
    "840": "Rebild", "846": "Mariagf.", "849": "Jammerb.", "851": "Aalborg", "860": "Hjørring",
}  # fmt: skip
SIDE, GAP, MARGIN = 46, 2, 6  # units of the drawing: a square, the room around it, the room around them all
# Where the regions' names stand, in columns and rows: over the sea beside their municipalities.
HEADINGS = {
    "1081": (4.2, 1.4),
    "1082": (5.1, 4.6),
    "1083": (4.15, 7.75),
    "1084": (11.2, 2.4),
    "1085": (10.2, 10.6),
}


@dataclass(frozen=True)
class Position:
    """Counted from 0, from the west and from the north."""

    column: int
    row: int

    def near(self, other: Position, steps: int = 1) -> bool:
        """Within so many steps, slanting ones too."""
        return max(abs(self.column - other.column), abs(self.row - other.row)) <= steps


@dataclass(frozen=True)
class Municipality:
    """What a square shows. ``number``: None where it isn't known. ``shown``: the number in Danish."""

    code: str
    name: str
    region: str  # the region's code
    number: Number | None
    shown: str
    told: str  # the whole of it, to whoever can't see the square
    url: str = ""


@dataclass(frozen=True)
class Tile:
    code: str
    x: int
    y: int
    middle: int
    label: str
    label_y: int
    shown: str
    shown_y: int
    look: Look
    told: str
    url: str


@dataclass(frozen=True)
class Heading:
    text: str
    x: int
    y: int


@dataclass(frozen=True)
class TileMap:
    """``borders``: SVG path data of the lines around each region."""

    width: int
    height: int
    side: int
    tiles: tuple[Tile, ...]
    borders: str
    headings: tuple[Heading, ...]
    levels: Levels


def positions() -> dict[str, Position]:
    """By municipality code."""
    return {
        code: Position(column, row)
        for row, line in enumerate(GRID.split("\n")[1:-1])
        for column, code in enumerate(line.split())
        if code != "..."
    }


def tile_map(municipalities: Mapping[str, Municipality], regions: Mapping[str, str]) -> TileMap:
    """``municipalities`` by code: those of the grid, or some of them. ``regions``: names by code."""
    grid = positions()
    places = {code: place for code, place in grid.items() if code in municipalities}
    steps = levels(one.number for one in municipalities.values())
    left = min((place.column for place in places.values()), default=0)
    top = min((place.row for place in places.values()), default=0)
    right = max((place.column for place in places.values()), default=0)
    bottom = max((place.row for place in places.values()), default=0)
    side = SIDE + GAP
    tiles = []
    for code, place in places.items():
        one = municipalities[code]
        x, y = MARGIN + (place.column - left) * side, MARGIN + (place.row - top) * side
        tiles.append(
            Tile(
                code, x, y, x + SIDE // 2, SHORT.get(code, one.name[:8]), y + 15, one.shown, y + 36,
                steps.look(one.number), one.told, one.url,
            )
        )  # fmt: skip
    of_region = {place: municipalities[code].region for code, place in places.items()}
    whole = len({*of_region.values()}) > 1
    return TileMap(
        width=2 * MARGIN + (right - left + 1) * side - GAP,
        height=2 * MARGIN + (bottom - top + 1) * side - GAP,
        side=SIDE,
        tiles=tuple(tiles),
        borders=_borders(of_region, left, top),
        headings=tuple(_headings(regions)) if whole else (),
        levels=steps,
    )


def _headings(regions: Mapping[str, str]) -> list[Heading]:
    side = SIDE + GAP
    return [
        Heading(name, MARGIN + round(HEADINGS[code][0] * side), MARGIN + round(HEADINGS[code][1] * side))
        for code, name in regions.items()
        if code in HEADINGS
    ]


def _borders(region: Mapping[Position, str], left: int, top: int) -> str:
    """Lines where a square's neighbour is of another region, or where there is none."""
    side, lines = SIDE + GAP, []
    for place, own in sorted(region.items(), key=lambda pair: (pair[0].row, pair[0].column)):
        x = MARGIN - GAP // 2 + (place.column - left) * side
        y = MARGIN - GAP // 2 + (place.row - top) * side
        for right, down, line in (
            (0, -1, f"M{x} {y}h{side}"), (0, 1, f"M{x} {y + side}h{side}"),
            (-1, 0, f"M{x} {y}v{side}"), (1, 0, f"M{x + side} {y}v{side}"),
        ):  # fmt: skip
            if region.get(Position(place.column + right, place.row + down)) != own:
                lines.append(line)
    return "".join(dict.fromkeys(lines))
