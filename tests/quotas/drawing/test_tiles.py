"""The tile-grid map: every municipality once, neighbours near each other, a number in each square."""

import pytest

from kkr_portal.registry.models import Municipality as Registered
from kkr_portal.registry.models import Region
from quotas.drawing.levels import LOOKS, NOTHING, UNKNOWN
from quotas.drawing.tiles import GRID, SHORT, Municipality, Position, positions, tile_map

# Pairs that share a border (or a bridge), from all parts of the country.
NEIGHBOURS = [
    ("860", "813"), ("860", "849"), ("849", "820"), ("787", "773"), ("851", "840"), ("840", "846"),
    ("671", "661"), ("665", "661"), ("779", "791"), ("730", "707"), ("707", "706"), ("706", "710"),
    ("751", "710"), ("751", "727"), ("746", "740"), ("657", "760"), ("615", "766"), ("630", "766"),
    ("561", "563"), ("561", "573"), ("621", "607"), ("607", "410"), ("575", "510"), ("580", "540"),
    ("550", "580"), ("461", "480"), ("461", "420"), ("450", "440"), ("430", "479"), ("479", "482"),
    ("326", "316"), ("316", "306"), ("350", "265"), ("340", "329"), ("370", "390"), ("320", "336"),
    ("360", "376"), ("390", "376"), ("253", "183"), ("183", "187"), ("270", "217"), ("260", "219"),
    ("210", "223"), ("201", "190"), ("230", "173"), ("157", "101"), ("147", "101"), ("101", "185"),
    ("185", "155"), ("151", "163"), ("175", "161"), ("165", "161"), ("240", "250"), ("153", "167"),
]  # fmt: skip


def squares(numbers=None, **fields):
    return {
        code: Municipality(code, code, "1082", (numbers or {}).get(code, 3), "3", f"{code}: 3", **fields)
        for code in positions()
    }


def test_98_squares_each_in_its_own_place():
    placed = positions()
    assert len(placed) == len(set(placed.values())) == 98
    assert {len(line.split()) for line in GRID.strip().split("\n")} == {17}


def test_every_municipality_of_the_registry_once(db):
    assert set(positions()) == set(SHORT) == set(Registered.objects.values_list("code", flat=True))


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_lie_side_by_side(one, other):
    placed = positions()
    assert placed[one].near(placed[other])


def test_each_region_hangs_together(db):
    """All but the islands Læsø and Bornholm are reached from square to square inside their region."""
    placed = positions()
    apart = {}
    for region in Region.objects.all():
        left = {placed[code] for code in region.municipalities.values_list("code", flat=True)}
        groups = []
        while left:
            group, edge = set(), [left.pop()]
            while edge:
                here = edge.pop()
                group.add(here)
                reached = {one for one in left if here.near(one)}
                left -= reached
                edge += reached
            groups.append(len(group))
        apart[region.name] = sorted(groups)
    assert apart == {
        "Region Nordjylland": [1, 10], "Region Midtjylland": [19], "Region Syddanmark": [22],
        "Region Hovedstaden": [1, 28], "Region Sjælland": [17],
    }  # fmt: skip


def test_short_names_fit_and_tell_municipalities_apart():
    assert max(map(len, SHORT.values())) <= 9
    assert len(set(SHORT.values())) == 98


def test_number_and_look_of_each_square():
    drawn = tile_map(squares({"101": 30, "151": 0, "400": None, "851": 24}), {})
    looks = {tile.code: tile.look for tile in drawn.tiles}
    assert (looks["101"], looks["151"], looks["400"]) == (LOOKS[-1], NOTHING, UNKNOWN)
    assert {tile.shown for tile in drawn.tiles} == {"3"}
    assert len(drawn.tiles) == 98
    assert all(tile.x >= 0 and tile.x + drawn.side <= drawn.width for tile in drawn.tiles)
    assert all(tile.y >= 0 and tile.y + drawn.side <= drawn.height for tile in drawn.tiles)


def test_borders_go_around_a_region_and_between_two():
    two = {
        "751": Municipality("751", "Aarhus", "1082", 15, "15", ""),
        "727": Municipality("727", "Odder", "1082", 1, "1", ""),
    }
    assert tile_map(two, {}).borders.count("M") == 6
    two["727"] = Municipality("727", "Odder", "1083", 1, "1", "")
    assert tile_map(two, {"1082": "a", "1083": "b"}).borders.count("M") == 7


def test_one_region_is_drawn_from_its_own_corner():
    drawn = tile_map({code: one for code, one in squares().items() if code in ("751", "727")}, {})
    assert (drawn.width, drawn.height) == (58, 106)


def test_near_counts_slanting_steps():
    assert Position(3, 4).near(Position(4, 5))
    assert not Position(3, 4).near(Position(5, 4))
