"""Official outlines: degrees or metres, simplified, all municipalities or none, and what is no such file."""

import json

import pytest
from django.core.management import CommandError, call_command

from kkr_portal.registry.models import Municipality
from quotas.drawing.shapes import HEIGHT, WIDTH, bounds
from quotas.drawing.tiles import positions
from quotas.models import MunicipalityShape
from quotas.outlines import UnreadableOutlines, outlines, rings_by_code, simplified


def square(x, y, side):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code, *rings, key="kode", kind="MultiPolygon"):
    parts = [[ring] for ring in rings]
    geometry = {"type": kind, "coordinates": parts if kind == "MultiPolygon" else parts[0]}
    return {"type": "Feature", "properties": {key: code}, "geometry": geometry}


def denmark(*, left_out=(), metres=False):
    """A square for each municipality where its tile lies; in degrees, or in metres as UTM 32."""
    features = []
    for code, place in positions().items():
        if code in left_out:
            continue
        x, y = 8 + place.column * 0.4, 57.7 - place.row * 0.25
        ring = square(x, y, 0.2)
        if metres:
            ring = square(450_000 + place.column * 25_000, 6_400_000 - place.row * 25_000, 20_000)
        features.append(feature(f"0{code}", ring))
    return {"type": "FeatureCollection", "features": features}


@pytest.mark.parametrize("metres", [False, True])
def test_fitted_into_the_drawing(metres):
    found = outlines(rings_by_code(denmark(metres=metres)))
    assert set(found) == set(positions())
    for outline in found.values():
        left, top, right, bottom = bounds(outline.path)
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        assert left <= outline.x <= right
        assert top <= outline.y <= bottom
    assert bounds(found["860"].path)[1] < bounds(found["540"].path)[1]  # north is up
    assert bounds(found["760"].path)[0] < bounds(found["101"].path)[0]  # west is left
    assert bounds(found["400"].path)[1] < bounds(found["851"].path)[1]  # Bornholm is moved into the corner


def test_simplified():
    line = [(0, 0), (1, 0.1), (2, 0), (3, -0.1), (4, 0), (4, 4), (0, 4), (0, 0)]
    assert simplified(line, 0.5) == [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)]
    assert simplified([(0, 0), (1, 1)], 0.5) == [(0, 0), (1, 1)]


def test_tiny_islands_are_left_out_and_parts_come_together():
    large, small = square(8, 55, 1), square(12, 56, 0.0001)
    data = {"type": "FeatureCollection", "features": [
        feature("0751", large, small, key="KOMKODE"), feature(751, square(10, 55, 0.5), kind="Polygon"),
    ]}  # fmt: skip
    assert outlines(rings_by_code(data))["751"].path.count("M") == 2


BAD = [
    ([], "Filen er ikke GeoJSON med en FeatureCollection."),
    ({"type": "Feature"}, "Filen er ikke GeoJSON med en FeatureCollection."),
    ({"type": "FeatureCollection", "features": [{"properties": {"navn": "Aarhus"}}]},
     "Område nr. 1 har ingen kommunekode."),
    ({"type": "FeatureCollection", "features": [
        {"properties": {"kode": "0751"}, "geometry": {"type": "Point", "coordinates": [8, 55]}}]},
     "Område nr. 1 er ikke en flade"),
    ({"type": "FeatureCollection", "features": [feature("0751", [["x", 55]] * 4)]},
     "Område nr. 1 har koordinater, der ikke kan læses."),
    ({"type": "FeatureCollection", "features": [feature("0751", [[8, 55]])]},
     "Område nr. 1 har koordinater, der ikke kan læses."),
    ({"type": "FeatureCollection", "features": []}, "Filen har ingen områder."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BAD)
def test_what_is_no_such_file(data, said):
    with pytest.raises(UnreadableOutlines, match=said.replace("(", r"\(")):
        outlines(rings_by_code(data))


@pytest.fixture
def written(tmp_path):
    def write(data):
        path = tmp_path / "kommuner.geojson"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def test_the_command(db, written, capsys):
    call_command("import_shapes", written(denmark()))
    call_command("import_shapes", written(denmark(metres=True)))
    assert MunicipalityShape.objects.count() == 98
    assert "98 kommuners omrids er indlæst. Kilde: Klimadatastyrelsen (CC BY 4.0)." in capsys.readouterr().out
    call_command("import_shapes", "--remove")
    assert not MunicipalityShape.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("ikke json", "Filen er ikke JSON."),
        ("{}", "Filen er ikke GeoJSON"),
        (json.dumps(denmark(left_out=("751", "825"))), "Filen mangler Læsø, Aarhus."),
        (json.dumps({"type": "FeatureCollection", "features": []}), "og 93 til."),
    ],
)
def test_all_or_nothing(data, said, db, written):
    municipality = Municipality.objects.get(code="751")
    MunicipalityShape.objects.create(municipality=municipality, path="M0 0L1 1Z", x=0, y=0, credit="x")
    with pytest.raises(CommandError, match=said):
        call_command("import_shapes", written(data))
    assert MunicipalityShape.objects.count() == 1


def test_without_a_file(db, tmp_path):
    with pytest.raises(CommandError, match="Filen kan ikke læses"):
        call_command("import_shapes", str(tmp_path / "nowhere.geojson"))
    with pytest.raises(CommandError, match="Skriv, hvilken GeoJSON-fil"):
        call_command("import_shapes")
