"""How likely a mention is right, from a few signs.

The weights are log-odds, fitted to some 340 published events of ordinary news that were judged by eye, half of them in
articles that no rule was mended on, and rounded by hand. The signs tell little: ``docs/quality.md`` has the curve.
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
_CONTAINED: Final = "contained"
"""The rule of a place whose division or country is named with it."""

_BASE: Final = 0.75
_TOLD_THERE: Final = 0.45
_IN_ITS_DIVISION: Final = 0.5
_COUNTRY: Final = -0.35
_LOOSE_TYPE: Final = -0.55
_NOBODY: Final = -0.25
_BOUNDED: Final = -0.3
_LEAST: Final = 0.05
_MOST: Final = 0.95


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a mention and against it."""

    location: Location
    place_rule: str
    told_there: bool
    """The act's own sentence puts it there: the place stands behind its word, and near it."""
    date: EventDate
    actors: bool
    type_known: bool
    type_loose: bool
    """Nothing but who was hit, or that there was a crowd, gave the type."""


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
    weighed = (
        (_TOLD_THERE, signs.told_there),
        (_IN_ITS_DIVISION, signs.place_rule == _CONTAINED),
        (_COUNTRY, signs.location.precision is PlacePrecision.COUNTRY),
        (_LOOSE_TYPE, signs.type_loose),
        (_NOBODY, not signs.actors),
        (_BOUNDED, signs.date.basis is DateBasis.BOUNDED),
    )
    return _BASE + sum(weight for weight, holds in weighed if holds)
