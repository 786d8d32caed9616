"""ESRI shapefiles of points and polygons, as much of the format as Natural Earth uses.

Source: ESRI Shapefile Technical Description (1998) and the dBASE III header.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
Ring = list[Point]

POINT: Final = 1
POLYGON: Final = 5

_HEADER: Final = 100
_RECORD_HEADER: Final = 8


def shapes(shp: bytes) -> Iterator[list[Ring]]:
    """The rings of each shape, as longitude and latitude; a point is one ring of one.

    Raises:
        ValueError: a shape is neither point nor polygon.
    """
    at = _HEADER
    while at < len(shp):
        (words,) = struct.unpack_from(">i", shp, at + 4)
        yield _rings(shp[at + _RECORD_HEADER : at + _RECORD_HEADER + 2 * words])
        at += _RECORD_HEADER + 2 * words


def attributes(dbf: bytes, encoding: str) -> Iterator[dict[str, str]]:
    """The attributes of each shape, as text."""
    count, start, length = struct.unpack_from("<iHH", dbf, 4)
    columns = []
    for at in range(32, start - 1, 32):
        name = dbf[at : at + 11].partition(b"\0")[0].decode()
        columns.append((name, dbf[at + 16]))
    for number in range(count):
        at = start + number * length + 1
        row = {}
        for name, width in columns:
            row[name] = dbf[at : at + width].decode(encoding, "replace").strip(" \0")
            at += width
        yield row


def _rings(shape: bytes) -> list[Ring]:
    (kind,) = struct.unpack_from("<i", shape)
    if kind == POINT:
        return [[struct.unpack_from("<2d", shape, 4)]]
    if kind != POLYGON:
        raise ValueError(f"shape type {kind} is not read")
    parts, points = struct.unpack_from("<2i", shape, 36)
    starts = [*struct.unpack_from(f"<{parts}i", shape, 44), points]
    flat = struct.unpack_from(f"<{2 * points}d", shape, 44 + 4 * parts)
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    return [pairs[first:last] for first, last in pairwise(starts)]
