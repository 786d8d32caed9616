"""Rows as GeoJSON (RFC 7946), CSV (RFC 4180) and Parquet: the bytes of a file, piece by piece."""

import csv
import io
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from types import ModuleType
from typing import Any, Final, get_type_hints

import orjson

from agents.export.columns import NAMES, Columns, Texts
from agents.extras import how_to_install

SEPARATOR: Final = "; "
"""Between the values of a list, where a format has no lists."""

_POSITION: Final = frozenset({"lat", "lon"})
_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""
_POINT: Final = struct.Struct("<BIdd")


class Format(StrEnum):
    """Kinds of file."""

    GEOJSON = "geojson"
    CSV = "csv"
    PARQUET = "parquet"


class LibraryMissingError(RuntimeError):
    """A format needs a library that is not installed. The message says which."""


def geojson(rows: Sequence[Columns]) -> Iterator[bytes]:
    """A FeatureCollection, one feature a line. An event without a point has no geometry."""
    yield b'{"type":"FeatureCollection","features":['
    separator = b"\n"
    for row in rows:
        yield separator + orjson.dumps(_feature(row), option=orjson.OPT_UTC_Z)
        separator = b",\n"
    yield b"\n]}\n"


def as_csv(rows: Sequence[Columns]) -> Iterator[bytes]:
    """A header and a line an event. Text that a spreadsheet would take for a formula begins with an apostrophe."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for cells in chain([NAMES], ([_cell(getattr(row, name)) for name in NAMES] for row in rows)):
        writer.writerow(cells)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def parquet(rows: Sequence[Columns]) -> Iterator[bytes]:
    """A GeoParquet 1.1 file: the columns, typed, and the points as ``geometry`` in WKB.

    Raises:
        LibraryMissingError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        from pyarrow import parquet as pq  # noqa: PLC0415
    except ImportError:
        raise LibraryMissingError(f"Parquet needs pyarrow: {how_to_install('parquet')}") from None
    schema = pa.schema([*_fields(pa), pa.field("geometry", pa.binary())], metadata=_GEO)
    columns: dict[str, Any] = {name: [getattr(row, name) for row in rows] for name in NAMES}
    columns["geometry"] = [_wkb(row) for row in rows]
    sink = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), sink, compression="zstd")
    yield sink.getvalue()


WRITERS: Final[Mapping[Format, Callable[[Sequence[Columns]], Iterator[bytes]]]] = {
    Format.GEOJSON: geojson,
    Format.CSV: as_csv,
    Format.PARQUET: parquet,
}

_GEO: Final = {
    b"geo": orjson.dumps(
        {
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
        }
    )
}


def _feature(row: Columns) -> dict[str, object]:
    point = {"type": "Point", "coordinates": [row.lon, row.lat]} if _is_placed(row) else None
    properties = {name: getattr(row, name) for name in NAMES if name not in _POSITION}
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": properties}


def _is_placed(row: Columns) -> bool:
    return row.lat is not None and row.lon is not None


def _cell(value: object) -> object:
    match value:
        case tuple():
            return _cell(SEPARATOR.join(value))
        case str() if value.startswith(_FORMULA):
            return f"'{value}"
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case _:
            return value


def _wkb(row: Columns) -> bytes | None:
    """A point in well-known binary: little-endian, type 1, longitude, latitude."""
    return _POINT.pack(1, 1, row.lon, row.lat) if _is_placed(row) else None


def _fields(pa: ModuleType) -> list[Any]:
    """Parquet's fields; ours that may be null may be null there."""
    types = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
        Texts: pa.list_(pa.string()),
    }
    hints = get_type_hints(Columns)
    found = []
    for field in fields(Columns):
        hint = hints[field.name]
        kind = next(one for one in types if hint in {one, one | None})
        found.append(pa.field(field.name, types[kind], nullable=hint != kind))
    return found
