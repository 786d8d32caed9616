"""How likely a mention is right: the signs that it shows, each with its weight in ``confidence.toml``.

The weights are those of a logistic regression over published events that were judged by eye and over the places of
American shootings that a registry gives (``evaluation.signs``). ``docs/quality.md`` has the curve.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Final

from msgspec import Struct

from pipeline.lexicon import table
from pipeline.reading.signs import Sign
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
_LEAST: Final = 0.05
_MOST: Final = 0.95


class Weight(Struct, frozen=True, forbid_unknown_fields=True):
    """What a sign adds to the log-odds, what it says, and a sentence that shows it."""

    weight: float
    means: str
    example: str


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The file: the log-odds without any sign, and each sign's weight."""

    base: float
    signs: dict[Sign, Weight]


@dataclass(frozen=True, slots=True)
class Fields:
    """What the confidence of single fields rests on."""

    location: Location
    date: EventDate
    actors: bool
    type_known: bool


@cache
def weights() -> Weights:
    """The table as the lexicon has it."""
    known: Weights = table("confidence", Weights)
    return known


def confidence(fields: Fields, signs: Collection[Sign]) -> Confidence:
    """Confidence overall, from the signs, and per field."""
    coarse = fields.location.precision is PlacePrecision.COUNTRY
    known = weights()
    odds = known.base + sum(known.signs[sign].weight for sign in sorted(signs))
    return Confidence(
        overall=round(min(_MOST, max(_LEAST, 1 / (1 + exp(-odds)))), 2),
        type=0.85 if fields.type_known else 0.65,
        date=_DATE[fields.date.basis],
        location=round(_PLACE[fields.location.basis] - (0.15 if coarse else 0), 2),
        actors=0.7 if fields.actors else None,
    )
