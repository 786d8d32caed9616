"""Fields of an event as an analyst types them: ``killed=4``, ``date=2024-04-30``, ``type=armed_clash``."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from agents.cli.failure import USAGE, Failure
from pipeline.gazetteer.gazetteer import Gazetteer, Level
from schemas.codec import RejectedError, convert, parse
from schemas.correction import Fields
from schemas.values import (
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Location,
    Outcome,
    PlaceBasis,
    PlacePrecision,
    Range,
    Toll,
)

NAMES: Final = tuple(field.name for field in fields(Fields))
UNKNOWN: Final = "unknown"
FORMS: Final[Mapping[str, str]] = {
    "type": ", ".join(EventType),
    "outcome": ", ".join(Outcome),
    "date": "2024-04-30, 2024-04-30/2024-05-02, 2024-04 or 2024",
    "location": "the name of a place in the event's country",
    "actors": "JSON, as in the record",
}
_TOLL: Final = "4, 3-5 (low and high), 3-4-5 (with the best), 3+ (at least) or unknown"
_COUNTS: Final = re.compile(r"(\d+)(?:-(\d+))?(?:-(\d+))?")
_AT_LEAST: Final = re.compile(r"(\d+)\+")
_DAY, _MONTH, _YEAR = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"(\d{4})-(\d\d)"), re.compile(r"\d{4}")
_PRECISIONS: Final = {
    Level.COUNTRY: PlacePrecision.COUNTRY,
    Level.ADMIN1: PlacePrecision.ADMIN1,
    Level.ADMIN2: PlacePrecision.ADMIN2,
    Level.SETTLEMENT: PlacePrecision.SETTLEMENT,
}


def read_fields(assignments: Iterable[str], country: str, places: Callable[[], Gazetteer]) -> Fields:
    """Read ``field=value``; a value that begins with ``{`` or ``[`` is JSON, as in the record.

    Args:
        assignments: as typed.
        country: of the event, ISO 3166-1 alpha-3: places are looked for there.
        places: loads the gazetteer, where a place is named.

    Raises:
        Failure: there is no such field, or the value is not of its type.
    """
    given: dict[str, Any] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or name not in NAMES:
            raise Failure(f"'{assignment}' sets no field: write one of {', '.join(NAMES)}, '=', and its value", USAGE)
        if name in given:
            raise Failure(f"{name} is set twice", USAGE)
        try:
            given[name] = _value(name, value, country, places)
        except (RejectedError, ValueError) as error:
            raise Failure(f"{name}='{value}': {_why(error)}; write {FORMS.get(name, _TOLL)}", USAGE) from None
    return Fields(**given)


def _why(error: ValueError) -> str:
    if isinstance(error, RejectedError):
        return error.detail if error.field in (None, "$") else f"{error.field}: {error.detail}"
    return str(error)


def _value(name: str, text: str, country: str, places: Callable[[], Gazetteer]) -> object:
    if text.startswith(("{", "[")):
        return getattr(convert({name: parse(text.encode())}, Fields), name)
    match name:
        case "type" | "outcome":
            return getattr(convert({name: text}, Fields), name)
        case "date":
            return _date(text)
        case "location":
            return _location(text, country, places())
        case "actors":
            raise ValueError("no JSON array")
        case _:
            return Toll(_counts(text))


def _counts(text: str) -> Range:
    if text == UNKNOWN:
        return Range()
    if found := _AT_LEAST.fullmatch(text):
        return Range(int(found[1]), None, None)
    found = _COUNTS.fullmatch(text)
    if found is None:
        raise ValueError("no count")
    first, *others = [int(count) for count in found.groups() if count is not None]
    if not others:
        return Range(first, first, first)
    return Range(first, others[0] if len(others) > 1 else None, others[-1])


def _date(text: str) -> EventDate:
    start, slash, end = text.partition("/")
    if slash:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        return EventDate(first, last, DatePrecision.DAYS, DateBasis.CORRECTION)
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return EventDate(day, day, DatePrecision.DAY, DateBasis.CORRECTION)
    if found := _MONTH.fullmatch(text):
        first = date(int(found[1]), int(found[2]), 1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return EventDate(first, last, DatePrecision.MONTH, DateBasis.CORRECTION)
    if _YEAR.fullmatch(text):
        return EventDate(date(int(text), 1, 1), date(int(text), 12, 31), DatePrecision.YEAR, DateBasis.CORRECTION)
    raise ValueError("no date")


def _location(name: str, country: str, places: Gazetteer) -> Location:
    """The most populous town of that name in the country, or else what else has it: divisions bear names of towns."""
    named = [place for place in places.find(name) if place.country == country]
    found = next((place for place in named if place.level is Level.SETTLEMENT), named[0] if named else None)
    if found is None:
        raise ValueError(f"no place of that name is known in {country}; JSON, as in the record, names any")
    return Location(
        name=found.name,
        country=found.country,
        precision=_PRECISIONS[found.level],
        basis=PlaceBasis.CORRECTION,
        admin1=found.admin1,
        admin2=found.admin2,
        geonames_id=found.geonames_id,
        lat=found.lat,
        lon=found.lon,
        radius_km=found.radius_km,
    )
