"""GeoJSON for QGIS."""

from collections.abc import Callable
from datetime import date

import orjson
import pytest

from agents.page.geojson import Selection, collection, selection
from agents.page.rows import Row, row_of
from schemas.event import Event
from schemas.values import EventType

Make = Callable[..., Event]


@pytest.fixture
def rows(make: Make) -> list[Row]:
    clash = make("a", type=EventType.ARMED_CLASH)
    return [row_of(clash), row_of(make("b", country="SDN", lat=None, lon=None)), row_of(make("c"))]


def test_a_feature_has_longitude_first_and_its_precision_beside(rows: list[Row]) -> None:
    made = orjson.loads(orjson.dumps(collection(rows, Selection())))
    first = made["features"][0]
    assert made["type"] == "FeatureCollection"
    assert {one["type"] for one in made["features"]} == {"Feature"}
    assert first["geometry"] == {"type": "Point", "coordinates": [36.25272, 49.98081]}
    assert (first["id"], first["properties"]["radius_km"], first["properties"]["precision"]) == (
        "a",
        10.0,
        "settlement",
    )
    assert "lat" not in first["properties"]


def test_an_event_without_a_point_has_no_geometry(rows: list[Row]) -> None:
    assert [one["geometry"] is None for one in collection(rows, Selection())["features"]] == [False, True, False]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "abc"),
        ({"type": "armed_clash"}, "a"),
        ({"type": "armed_clash, shelling_or_missile"}, "abc"),
        ({"country": "sdn"}, "b"),
        ({"country": "SDN,UKR", "type": "armed_clash"}, "a"),
        ({"since": "2024-05-01"}, "abc"),
        ({"since": "2024-05-02"}, ""),
        ({"bbox": "22,44,40,52"}, "ac"),
        ({"bbox": "40,44,22,52"}, ""),
        ({"bbox": ""}, "abc"),
    ],
)
def test_events_are_selected_by_type_country_day_and_box(rows: list[Row], query: dict[str, str], found: str) -> None:
    assert "".join(one["id"] for one in collection(rows, selection(query))["features"]) == found


@pytest.mark.parametrize("query", [{"type": "war"}, {"since": "yesterday"}, {"bbox": "22,44"}, {"bbox": "22,95,40,99"}])
def test_a_selection_that_makes_no_sense_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^(no such type: war|since is a day|bbox is west)"):
        selection(query)


def test_since_is_a_day_of_the_event() -> None:
    assert selection({"since": "2024-08-06"}).since == date(2024, 8, 6)
