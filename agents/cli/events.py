"""Events as a person reads them: one line each, or a table; and which of them a user asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.table import Table
from rich.text import Text

from agents.cli.failure import USAGE, Failure
from agents.cli.terminal import plain
from schemas.event import Change, Event, Status
from schemas.values import DateBasis, EventDate, EventType, Kind

_DATE_WIDTH: Final = 21
_GREEN: Final = frozenset({EventType.PEACEFUL_PROTEST, EventType.AGREEMENT, EventType.TERRITORY_TRANSFERRED})
_YELLOW: Final = frozenset(
    {
        EventType.PROTEST_WITH_INTERVENTION,
        EventType.VIOLENT_DEMONSTRATION,
        EventType.ARRESTS,
        EventType.GROUP_CHANGE,
        EventType.DISRUPTED_WEAPONS_USE,
        EventType.BASE_ESTABLISHED,
        EventType.PROPERTY_DESTRUCTION,
        EventType.DISPLACEMENT,
        EventType.OTHER_STRATEGIC,
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the map, in degrees. One whose west lies east of its east crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies inside or on the edge."""
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events the user asked for; empty fields ask for everything."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[str] = frozenset()
    box: Box | None = None

    def matches(self, event: Event) -> bool:
        """Whether the event was asked for. An event without a point lies in no box."""
        place = event.location
        if self.types and event.type not in self.types:
            return False
        if self.countries and place.country not in self.countries:
            return False
        if self.box is None:
            return True
        return place.lat is not None and place.lon is not None and self.box.holds(place.lat, place.lon)


def asked_for(types: Iterable[EventType] | None, countries: Iterable[str] | None, bbox: str | None) -> Wanted:
    """Read the options that select events.

    Raises:
        Failure: one of them makes no sense.
    """
    return Wanted(
        types=frozenset(types or ()),
        countries=frozenset(_country(one) for one in countries or ()),
        box=box(bbox) if bbox else None,
    )


def box(text: str) -> Box:
    """Read ``west,south,east,north``, as GeoJSON orders it.

    Raises:
        Failure: it is no box.
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Failure(
            f"--bbox '{text}' is not four numbers: west,south,east,north, such as 22,44,40,52", USAGE
        ) from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise Failure(f"--bbox '{text}' does not lie on the map: west,south,east,north, in degrees", USAGE)
    return Box(west, south, east, north)


def days(when: EventDate) -> str:
    """Write a date as precisely as it is known.

    >>> from datetime import date
    >>> from schemas.values import DatePrecision
    >>> days(EventDate(date(2024, 8, 6), date(2024, 8, 13), DatePrecision.WEEK, DateBasis.RELATIVE))
    '2024-08-06/2024-08-13'
    """
    if when.basis is DateBasis.BOUNDED:
        return f"by {when.end}"
    return str(when.start) if when.start == when.end else f"{when.start}/{when.end}"


def line(event: Event, *, news: bool = True) -> Text:
    """Write one event as one line: when, what and where, how well known; as news, also what has changed."""
    return Text.assemble(
        (f"{_sign(event)} " if news else "", "bold"),
        (days(event.date).ljust(_DATE_WIDTH), "cyan"),
        " ",
        (plain(event.headline), colour(event.type)),
        (f"  {_standing(event, news=news)}", "dim"),
        (f"  {plain(event.event_id)} v{event.version}", "dim"),
    )


def gone(event_id: str) -> Text:
    """Write the line of a tombstone: the record of this event has been taken back."""
    return Text.assemble(
        ("x", "bold"), " ", ("withdrawn".ljust(_DATE_WIDTH), "cyan"), f" {plain(event_id)}", style="dim"
    )


def table(events: Iterable[Event]) -> Table:
    """Lay events out for comparison."""
    rows = Table("date", "type", "place", "killed", "wounded", "articles", "kind", box=None, pad_edge=False)
    for column in rows.columns:
        column.no_wrap = True
        column.min_width = len(str(column.header))
    for event in events:
        harm = event.casualties
        rows.add_row(
            days(event.date),
            Text(event.type, colour(event.type)),
            Text(f"{plain(event.location.name)}, {event.location.country}"),
            _count(harm.killed.total.best if harm.killed else None),
            _count(harm.wounded.total.best if harm.wounded else None),
            str(event.sources.articles),
            event.kind.value,
        )
    return rows


def colour(event_type: EventType) -> str:
    """Red is force, yellow disorder and movement, green neither."""
    if event_type in _GREEN:
        return "green"
    return "yellow" if event_type in _YELLOW else "red"


def _country(text: str) -> str:
    if re.fullmatch("[A-Za-z]{3}", text) is None:
        raise Failure(f"--country '{text}' is no ISO 3166-1 alpha-3 code, such as UKR", USAGE)
    return text.upper()


def _sign(event: Event) -> str:
    if event.status is not Status.ACTIVE:
        return "x"
    return "+" if Change.CREATED in event.change else "~"


def _standing(event: Event, *, news: bool) -> str:
    if event.status is Status.MERGED:
        return f"merged into {plain(event.merged_into or '?')}"
    if event.status is Status.WITHDRAWN:
        return "withdrawn"
    changes = [change.value for change in event.change if news and change is not Change.CREATED]
    sources = event.sources.articles
    known = f"{sources} article" if sources == 1 else f"{sources} articles, {event.sources.independent} independent"
    if event.kind is Kind.SUMMARY:
        known = f"summary, {known}"
    return f"({known}{': ' + ', '.join(changes) if changes else ''})"


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
