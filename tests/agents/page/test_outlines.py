"""The map's background, and the shapefiles that it is made from."""

import struct
import zipfile
from pathlib import Path

import orjson
import pytest

from agents.page import outlines
from agents.page.outlines import FILE, build, main
from agents.page.shapefile import POINT, POLYGON, attributes, shapes

SQUARE = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]
HOLE = [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5), (0.5, 0.5)]
ISLAND = [(5.0, 5.0), (5.0, 5.5), (5.5, 5.5), (5.5, 5.0), (5.0, 5.0)]


def shp(*records: bytes) -> bytes:
    numbered = enumerate(records, start=1)
    return bytes(100) + b"".join(struct.pack(">2i", at, len(one) // 2) + one for at, one in numbered)


def polygon(*rings: list[tuple[float, float]]) -> bytes:
    starts = [sum(map(len, rings[:at])) for at in range(len(rings))]
    points = [number for ring in rings for point in ring for number in point]
    head = struct.pack("<i4d2i", POLYGON, 0, 0, 0, 0, len(rings), len(points) // 2)
    return head + struct.pack(f"<{len(starts)}i", *starts) + struct.pack(f"<{len(points)}d", *points)


def dbf(name: str, encoding: str) -> bytes:
    column = b"name".ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15)
    head = bytes(4) + struct.pack("<iHH", 1, 32 + 32 + 1, 21) + bytes(20)
    return head + column + b"\r" + b" " + name.encode(encoding).ljust(20)


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    file = tmp_path / "geopandas.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for name, shape, label in (
            ("naturalearth_lowres", polygon(SQUARE, HOLE, ISLAND), "Côte"),
            ("naturalearth_cities", struct.pack("<i2d", POINT, 1.25, 0.5), "Ville"),
        ):
            for suffix, data in (("shp", shp(shape)), ("dbf", dbf(label, "latin-1")), ("cpg", b"ISO-8859-1")):
                archive.writestr(f"geopandas/datasets/{name}/{name}.{suffix}", data)
    return file


def test_a_hole_belongs_to_the_part_before_it_and_names_lie_in_the_largest_part(wheel: Path) -> None:
    land, country, city = orjson.loads(build(wheel))["features"]
    assert [len(polygon) for polygon in land["geometry"]["coordinates"]] == [2, 1]
    assert (country["properties"]["name"], country["geometry"]["coordinates"]) == ("Côte", [1.0, 1.0])
    assert (city["properties"]["name"], city["geometry"]["coordinates"]) == ("Ville", [1.25, 0.5])


def test_check_tells_whether_the_file_is_what_the_wheel_gives(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outlines, "FILE", tmp_path / "world.json")
    assert main([str(wheel), "--check"]) == 1
    assert "not what the wheel gives" in capsys.readouterr().err
    assert main([str(wheel)]) == 0
    assert main([str(wheel), "--check"]) == 0


def test_a_shape_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="shape type 3"):
        list(shapes(shp(struct.pack("<i", 3) + bytes(40))))


def test_attributes_are_read_in_their_encoding() -> None:
    assert list(attributes(dbf("Åland", "utf-8"), "utf-8")) == [{"name": "Åland"}]


def test_the_committed_background_has_every_continent_and_no_stray_characters() -> None:
    features = orjson.loads(FILE.read_bytes())["features"]
    names = {one["properties"].get("name") for one in features}
    assert {"Ukraine", "Sudan", "Brazil", "Australia", "Canada", "Côte d'Ivoire"} <= names
    assert not any("\ufffd" in name for name in names if name)
    points = [one["geometry"]["coordinates"] for one in features if one["geometry"]["type"] == "Point"]
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
