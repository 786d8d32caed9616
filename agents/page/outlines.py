"""Build the map's background: ``python -m agents.page.outlines geopandas-0.14.4-py3-none-any.whl [--check]``.

Countries and cities of Natural Earth (naturalearthdata.com, public domain, 1:110 million), which that wheel carries;
later versions of it do not. ``pip download --no-deps geopandas==0.14.4`` fetches it. Only shapes and names are taken,
and the same wheel gives the same bytes.
"""

import argparse
import math
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import orjson

from agents.page.assets import STATIC
from agents.page.shapefile import Ring, attributes, shapes

FILE: Final = STATIC / "world.json"
DIGITS: Final = 2
"""Of a degree: a kilometre, and finer than the source is drawn."""
SMALLEST: Final = 0.3
"""Square degrees: a part of a country that is smaller is no place for its name."""

_SETS: Final = "geopandas/datasets"


def build(wheel: Path) -> bytes:
    """The background as GeoJSON: countries as shapes, then a point with a name for each country and city."""
    with zipfile.ZipFile(wheel) as archive:
        countries = list(_read(archive, "naturalearth_lowres"))
        cities = list(_read(archive, "naturalearth_cities"))
    features = [_country(rings) for _, rings in countries]
    features += [_label(row["name"], "country", *_middle(rings)) for row, rings in countries]
    features += [_label(row["name"], "city", rings[0][0], 0.0) for row, rings in cities]
    return orjson.dumps({"type": "FeatureCollection", "features": features}, option=orjson.OPT_APPEND_NEWLINE)


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args(arguments)
    content = build(given.wheel)
    if not given.check:
        FILE.write_bytes(content)
    elif not FILE.exists() or FILE.read_bytes() != content:
        sys.stderr.write(f"{FILE.name} is not what the wheel gives\n")
        return 1
    return 0


def _read(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[dict[str, str], list[Ring]]]:
    shp, dbf, encoding = (archive.read(f"{_SETS}/{name}/{name}.{suffix}") for suffix in ("shp", "dbf", "cpg"))
    return zip(attributes(dbf, encoding.decode().strip()), shapes(shp), strict=True)


def _country(rings: list[Ring]) -> dict[str, Any]:
    """Every ring as a polygon of its own, but a hole (which runs the other way) with the ring before it."""
    polygons: list[list[Ring]] = []
    for ring in rings:
        drawn = [(round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in ring]
        thinned = [drawn[0], *(point for before, point in pairwise(drawn) if point != before)]
        if _area(ring) < 0 or not polygons:
            polygons.append([thinned])
        else:
            polygons[-1].append(thinned)
    return _feature({"kind": "land"}, {"type": "MultiPolygon", "coordinates": polygons})


def _label(name: str, kind: str, point: tuple[float, float], area: float) -> dict[str, Any]:
    """``rank`` puts larger countries first where names do not all find room."""
    rank = round(math.log10(area + SMALLEST), 1)
    where = {"type": "Point", "coordinates": [round(one, DIGITS) for one in point]}
    return _feature({"kind": kind, "name": name, "rank": rank}, where)


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _middle(rings: list[Ring]) -> tuple[tuple[float, float], float]:
    """The centre of gravity of the largest part, and that part's area in square degrees."""
    ring = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(ring)
    lon = sum((a[0] + b[0]) * _cross(a, b) for a, b in pairwise(ring)) / (6 * area)
    lat = sum((a[1] + b[1]) * _cross(a, b) for a, b in pairwise(ring)) / (6 * area)
    return (lon, lat), abs(area)


def _area(ring: Ring) -> float:
    """Positive where the ring runs against the clock."""
    return sum(_cross(a, b) for a, b in pairwise(ring)) / 2


def _cross(a: tuple[float, float], b: tuple[float, float]) -> float:
    return a[0] * b[1] - b[0] * a[1]


if __name__ == "__main__":
    sys.exit(main())
