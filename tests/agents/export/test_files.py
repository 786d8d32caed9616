"""What is written is read back by others: json, csv and pyarrow."""

import csv
import io
import json
import struct
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyarrow import parquet as pq

import schemas
from agents.export.columns import NAMES, Columns, columns_of
from agents.export.files import WRITERS, Format, LibraryMissingError
from schemas.codec import decode
from schemas.event import Event

EXAMPLE = Path(schemas.__file__).parent / "examples" / "event" / "good" / "full.json"
ROW = columns_of(decode(EXAMPLE.read_bytes(), Event))
NOWHERE = replace(ROW, id="nowhere", lat=None, lon=None, radius_km=None, side_a=(), urls=(), killed=None)
ROWS = [ROW, NOWHERE]


def written(kind: Format, rows: list[Columns]) -> bytes:
    return b"".join(WRITERS[kind](rows))


def geojson(rows: list[Columns]) -> bytes:
    return written(Format.GEOJSON, rows)


def as_csv(rows: list[Columns]) -> bytes:
    return written(Format.CSV, rows)


def parquet(rows: list[Columns]) -> bytes:
    return written(Format.PARQUET, rows)


def plain(value: object) -> object:
    """As JSON has it."""
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def test_geojson_is_a_feature_collection_by_rfc_7946() -> None:
    found = json.loads(geojson(ROWS))
    assert found.keys() == {"type", "features"}
    placed, nowhere = found["features"]
    assert found["type"] == "FeatureCollection"
    assert {feature["type"] for feature in found["features"]} == {"Feature"}
    assert placed["geometry"] == {"type": "Point", "coordinates": [ROW.lon, ROW.lat]}
    assert nowhere["geometry"] is None
    assert [feature["id"] for feature in found["features"]] == [ROW.id, "nowhere"]


def test_geojson_has_every_column_but_the_position() -> None:
    for row, feature in zip(ROWS, json.loads(geojson(ROWS))["features"], strict=True):
        assert feature["properties"] == {
            name: plain(getattr(row, name)) for name in NAMES if name not in {"lat", "lon"}
        }


def test_csv_reads_back() -> None:
    header, *lines = csv.reader(io.StringIO(as_csv(ROWS).decode()))
    assert tuple(header) == NAMES
    for row, line in zip(ROWS, lines, strict=True):
        read = dict(zip(header, line, strict=True))
        for name, text in read.items():
            match getattr(row, name):
                case None:
                    assert text == ""
                case bool() as value:
                    assert text == str(value).lower()
                case tuple() as values:
                    assert text == "; ".join(values)
                case int() | float() as number:
                    assert type(number)(text) == number
                case value:
                    assert text == plain(value)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_name_for_a_formula(text: str) -> None:
    (line,) = csv.DictReader(io.StringIO(as_csv([replace(ROW, headline=text, side_a=(text,), lat=-12.5)]).decode()))
    assert (line["headline"], line["side_a"], line["lat"]) == (f"'{text}", f"'{text}", "-12.5")


def test_csv_keeps_quotes_commas_and_other_scripts() -> None:
    headline = 'Strike, "Kharkiv", Харків'
    (line,) = csv.DictReader(io.StringIO(as_csv([replace(ROW, headline=headline)]).decode()))
    assert line["headline"] == headline


def test_parquet_reads_back_with_its_types() -> None:
    table = pq.read_table(io.BytesIO(parquet(ROWS)))
    for row, read in zip(ROWS, table.to_pylist(), strict=True):
        assert {name: read[name] for name in NAMES} == {
            name: list(value) if isinstance(value := getattr(row, name), tuple) else value for name in NAMES
        }
    assert str(table.schema.field("start").type) == "date32[day]"
    assert str(table.schema.field("updated_at").type) == "timestamp[us, tz=UTC]"
    assert (table.schema.field("id").nullable, table.schema.field("killed").nullable) == (False, True)


def test_parquet_is_geoparquet() -> None:
    table = pq.read_table(io.BytesIO(parquet(ROWS)))
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"][geo["primary_column"]]["encoding"] == "WKB"
    point, nowhere = table.column("geometry").to_pylist()
    assert struct.unpack("<BIdd", point) == (1, 1, ROW.lon, ROW.lat)
    assert nowhere is None


def test_no_events_are_a_file_too() -> None:
    assert json.loads(geojson([])) == {"type": "FeatureCollection", "features": []}
    assert as_csv([]) == (",".join(NAMES) + "\n").encode()
    assert pq.read_table(io.BytesIO(parquet([]))).num_rows == 0


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LibraryMissingError, match=r"pip install 'conflict-stream\[parquet\]'"):
        parquet(ROWS)


def test_instants_are_utc() -> None:
    noon: Columns = replace(ROW, updated_at=datetime(2024, 5, 2, 12, tzinfo=UTC))
    assert json.loads(geojson([noon]))["features"][0]["properties"]["updated_at"] == "2024-05-02T12:00:00Z"
