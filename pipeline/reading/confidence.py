"""How likely a mention is right, from a few signs.

The weights are log-odds, fitted to mentions of ordinary news that were judged by eye and rounded by hand. On news that
they were not fitted on they promise too much at the top: ``docs/quality.md`` has the curve.
"""

from dataclasses import dataclass
from math import exp
from typing import Final

from schemas.values import Confidence, DateBasis, EventDate, Location, PlaceBasis, PlacePrecision

_PLACE: Final = {
    PlaceBasis.TEXT: 0.85,
    PlaceBasis.CONTEXT: 0.6,
    PlaceBasis.DATELINE: 0.6,
    PlaceBasis.OUTLET: 0.45,
}
_DATE: Final = {
    DateBasis.EXPLICIT: 0.9,
    DateBasis.WEEKDAY: 0.85,
    DateBasis.RELATIVE: 0.8,
    DateBasis.BOUNDED: 0.5,
}
_PLAIN_NAME: Final = "name"
"""The rule of a place that no preposition or comma marks as one."""

_BASE: Final = 1.0
_PLACED_ELSEWHERE: Final = -1.0
_DIVISION_ELSEWHERE: Final = -0.6
_UNMARKED: Final = -0.7
_COARSE: Final = {PlacePrecision.COUNTRY: -0.65, PlacePrecision.ADMIN1: -0.2}
_WEEKS: Final = -0.4
_BOUNDED: Final = -0.5
_NOBODY: Final = -0.45
_COUNTED: Final = 0.5
_TOLD_AGAIN: Final = 0.5
_LATE: Final = -0.25
_PROTEST: Final = -0.3
_LEAST: Final = 0.05
_MOST: Final = 0.95

AGAIN: Final = 3
"""So many words that tell of one act speak for it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a mention and against it."""

    location: Location
    place_rule: str
    date: EventDate
    lead: bool
    """Told in the first sentences."""
    triggers: int
    actors: bool
    counted: bool
    """Says how many people or places it touched."""
    vague_date: bool
    """Some week or month of the past, as "last week"; not the length of a campaign that goes on."""
    type_known: bool
    protest: bool


def confidence(signs: Signs) -> Confidence:
    """Confidence overall and per field."""
    coarse = signs.location.precision is PlacePrecision.COUNTRY
    return Confidence(
        overall=round(min(_MOST, max(_LEAST, 1 / (1 + exp(-_log_odds(signs))))), 2),
        type=0.85 if signs.type_known else 0.65,
        date=_DATE[signs.date.basis],
        location=round(_PLACE[signs.location.basis] - (0.15 if coarse else 0), 2),
        actors=0.7 if signs.actors else None,
    )


def _log_odds(signs: Signs) -> float:
    here = signs.location.basis is PlaceBasis.TEXT
    weighed = (
        (_PLACED_ELSEWHERE, not here),
        (_DIVISION_ELSEWHERE, signs.location.precision is PlacePrecision.ADMIN1 and not here),
        (_UNMARKED, signs.place_rule == _PLAIN_NAME),
        (_WEEKS, signs.vague_date),
        (_BOUNDED, signs.date.basis is DateBasis.BOUNDED),
        (_NOBODY, not signs.actors),
        (_COUNTED, signs.counted),
        (_TOLD_AGAIN, signs.triggers >= AGAIN),
        (_LATE, not signs.lead),
        (_PROTEST, signs.protest),
    )
    return _BASE + _COARSE.get(signs.location.precision, 0.0) + sum(weight for weight, holds in weighed if holds)
