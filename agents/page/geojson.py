"""The events as GeoJSON (RFC 7946), for QGIS and whatever else reads it by URL."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from agents.cli.events import Box, box
from agents.cli.failure import Failure
from agents.page.rows import COLUMNS, Row
from schemas.values import EventType

MEDIA_TYPE: Final = "application/geo+json"

_POSITION: Final = frozenset({"lat", "lon"})


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events are asked for; empty fields ask for everything."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    since: date | None = None
    """The first day that counts: of the events, not of their publication."""
    box: Box | None = None
    """An event without a point lies in none."""

    def holds(self, row: Row) -> bool:
        """Whether the event was asked for."""
        return (
            (not self.types or row.type in self.types)
            and (not self.countries or row.country in self.countries)
            and (self.since is None or row.end >= self.since)
            and (self.box is None or _lies_in(self.box, row))
        )


def selection(query: Mapping[str, str]) -> Selection:
    """Read ``type``, ``country``, ``since`` and ``bbox`` of a URL; the first two may name several, with commas between.

    Raises:
        ValueError: one of them makes no sense; the message is one line.
    """
    names = _words(query.get("type", ""))
    unknown = sorted(names - set(EventType))
    if unknown:
        raise ValueError(f"no such type: {', '.join(unknown)}")
    since = query.get("since")
    try:
        first = date.fromisoformat(since) if since else None
    except ValueError:
        raise ValueError("since is a day, such as 2024-08-06") from None
    try:
        area = box(query["bbox"]) if query.get("bbox") else None
    except Failure:
        raise ValueError("bbox is west,south,east,north in degrees, such as 22,44,40,52") from None
    countries = frozenset(word.upper() for word in _words(query.get("country", "")))
    return Selection(frozenset(EventType(name) for name in names), countries, first, area)


def collection(rows: Iterable[Row], selected: Selection) -> dict[str, Any]:
    """A feature for each event. One whose place has no point has no geometry."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows if selected.holds(row)]}


def _feature(row: Row) -> dict[str, Any]:
    is_placed = row.lat is not None and row.lon is not None
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if is_placed else None,
        "properties": {name: getattr(row, name) for name in COLUMNS if name not in _POSITION},
    }


def _lies_in(area: Box, row: Row) -> bool:
    return row.lat is not None and row.lon is not None and area.holds(row.lat, row.lon)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())
