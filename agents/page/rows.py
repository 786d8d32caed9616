"""One event as a row of the list and a point of the map: what can be shown and filtered without the whole record."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from agents.cli.terminal import plain
from pipeline.codes import ACLED
from pipeline.merging.countries import countries
from schemas.event import Change, Event
from schemas.values import Casualties, DateBasis, EventType, Kind, PlacePrecision, Range

FAMILIES: Final = {
    "Battles": "battles",
    "Explosions/Remote violence": "explosions",
    "Violence against civilians": "civilians",
    "Protests": "protests",
    "Riots": "riots",
    "Strategic developments": "strategic",
}
"""ACLED's event types, and the names that the page's colours go by."""
CRIME: Final = "crime"
"""ACLED has no type for violent crime."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event in brief. Counts that nobody gave are null."""

    id: str
    version: int
    type: EventType
    family: str
    kind: Kind
    headline: str
    start: date
    end: date
    bounded: bool
    """Publication is all that is known of the date."""
    place: str
    admin1: str | None
    country: str
    country_name: str
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    radius_km: float | None
    killed: int | None
    killed_low: int | None
    killed_high: int | None
    wounded: int | None
    captured: int | None
    missing: int | None
    displaced: int | None
    articles: int
    independent: int
    confidence: float
    actors: str
    change: tuple[Change, ...]
    updated_at: datetime


COLUMNS: Final = tuple(field.name for field in fields(Row))


def family(event_type: EventType) -> str:
    """The group of types that shares a colour."""
    return FAMILIES[ACLED[event_type][0]] if event_type in ACLED else CRIME


def country_name(code: str) -> str:
    """The name that headlines use; the code where there is none."""
    return countries().get(code, code)


def row_of(event: Event) -> Row:
    """Put an event in brief. Its words come from articles: control characters are taken out."""
    place = event.location
    killed = total(event.casualties, "killed")
    return Row(
        id=plain(event.event_id),
        version=event.version,
        type=event.type,
        family=family(event.type),
        kind=event.kind,
        headline=plain(event.headline),
        start=event.date.start,
        end=event.date.end,
        bounded=event.date.basis is DateBasis.BOUNDED,
        place=plain(place.name),
        admin1=plain(place.admin1) if place.admin1 else None,
        country=place.country,
        country_name=country_name(place.country),
        precision=place.precision,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        killed=best(killed),
        killed_low=killed.low,
        killed_high=killed.high,
        wounded=best(total(event.casualties, "wounded")),
        captured=best(total(event.casualties, "captured")),
        missing=best(total(event.casualties, "missing")),
        displaced=best(total(event.casualties, "displaced")),
        articles=event.sources.articles,
        independent=event.sources.independent,
        confidence=event.confidence.overall,
        actors=plain(", ".join(dict.fromkeys(actor.canonical for actor in event.actors))),
        change=event.change,
        updated_at=event.updated_at,
    )


def values(row: Row) -> list[object]:
    """The row's values, in the order of ``COLUMNS``."""
    return [getattr(row, name) for name in COLUMNS]


def total(casualties: Casualties, harm: str) -> Range:
    """The toll of everybody; all null where there is none."""
    toll = getattr(casualties, harm)
    return toll.total if toll is not None else Range()


def best(count: Range) -> int | None:
    """The one number to show of a count: the best, or else the least that is sure."""
    return count.best if count.best is not None else count.low
