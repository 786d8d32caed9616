"""An event as a flat row: docs/export.md says what each column means."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from agents.cli.terminal import plain
from agents.page.rows import best, row_of, total
from schemas.event import Event
from schemas.values import ActorRole, Range

Texts = tuple[str, ...]

_FIRST: Final = frozenset({ActorRole.INITIATOR, ActorRole.SIDE_A})
_SECOND: Final = frozenset({ActorRole.TARGET, ActorRole.SIDE_B})


@dataclass(frozen=True, slots=True)
class Columns:
    """One event. What nobody gave is null; counts without an ending are the best, or else the least that is sure."""

    id: str
    version: int
    type: str
    family: str
    kind: str
    outcome: str
    headline: str
    start: date
    end: date
    bounded: bool
    date_precision: str
    date_basis: str
    place: str
    precision: str
    place_basis: str
    admin1: str | None
    admin2: str | None
    country: str
    country_name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    plover: str | None
    cameo: str | None
    ucdp: int | None
    actors: str
    side_a: Texts
    side_b: Texts
    weapons: Texts
    targets: Texts
    killed: int | None
    killed_low: int | None
    killed_high: int | None
    killed_civilians: int | None
    wounded: int | None
    wounded_low: int | None
    wounded_high: int | None
    captured: int | None
    captured_low: int | None
    captured_high: int | None
    missing: int | None
    missing_low: int | None
    missing_high: int | None
    displaced: int | None
    displaced_low: int | None
    displaced_high: int | None
    articles: int
    independent: int
    confidence: float
    first_published_at: datetime
    last_published_at: datetime
    first_seen_at: datetime
    updated_at: datetime
    change: Texts
    corrected: Texts
    urls: Texts
    rules_version: str


NAMES: Final = tuple(field.name for field in fields(Columns))


def columns_of(event: Event) -> Columns:
    """Lay an event out flat. Its words come from articles: control characters are taken out."""
    row, place, codes = row_of(event), event.location, event.codes
    counts = {harm: total(event.casualties, harm) for harm in ("wounded", "captured", "missing", "displaced")}
    killed = event.casualties.killed
    return Columns(
        id=row.id,
        version=row.version,
        type=row.type,
        family=row.family,
        kind=row.kind,
        outcome=event.outcome,
        headline=row.headline,
        start=row.start,
        end=row.end,
        bounded=row.bounded,
        date_precision=event.date.precision,
        date_basis=event.date.basis,
        place=row.place,
        precision=row.precision,
        place_basis=place.basis,
        admin1=row.admin1,
        admin2=plain(place.admin2) if place.admin2 else None,
        country=row.country,
        country_name=row.country_name,
        geonames_id=place.geonames_id,
        lat=row.lat,
        lon=row.lon,
        radius_km=row.radius_km,
        acled_event_type=codes.acled_event_type,
        acled_sub_event_type=codes.acled_sub_event_type,
        plover=codes.plover,
        cameo=codes.cameo,
        ucdp=codes.ucdp,
        actors=row.actors,
        side_a=_distinct(actor.canonical for actor in event.actors if actor.role in _FIRST),
        side_b=_distinct(actor.canonical for actor in event.actors if actor.role in _SECOND),
        weapons=_distinct(weapon.weapon_class for weapon in event.weapons),
        targets=_distinct(target.target_class for target in event.targets),
        killed=row.killed,
        killed_low=row.killed_low,
        killed_high=row.killed_high,
        killed_civilians=best(killed.civilian or Range()) if killed else None,
        **{f"{harm}{ending}": value for harm, count in counts.items() for ending, value in _three(count)},
        articles=row.articles,
        independent=row.independent,
        confidence=row.confidence,
        first_published_at=event.sources.first_published_at,
        last_published_at=event.sources.last_published_at,
        first_seen_at=event.first_seen_at,
        updated_at=row.updated_at,
        change=tuple(change.value for change in row.change),
        corrected=_distinct(what for one in event.corrections for what in one.fields or (one.action,)),
        urls=_distinct(mention.url for mention in event.mentions if mention.url),
        rules_version=event.rules_version,
    )


def _three(count: Range) -> tuple[tuple[str, int | None], ...]:
    return ("", best(count)), ("_low", count.low), ("_high", count.high)


def _distinct(texts: Iterable[str]) -> Texts:
    return tuple(dict.fromkeys(plain(text) for text in texts))
