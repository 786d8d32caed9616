"""How likely a mention is right, from a few signs: of those given .8 about 80 % should be."""

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

_BASE: Final = 0.35
_DATED: Final = 0.22
_LEAD: Final = 0.1
_TOLD_AGAIN: Final = 0.05
_NAMED: Final = 0.06
_PLACED: Final = 0.4
_MOST: Final = 0.93


def confidence(  # noqa: PLR0913 - one argument a sign
    *, location: Location, date: EventDate, lead: bool, triggers: int, actors: bool, type_known: bool
) -> Confidence:
    """Confidence overall and per field."""
    place = _PLACE[location.basis] - (0.15 if location.precision is PlacePrecision.COUNTRY else 0)
    overall = (
        _BASE
        + (_DATED if date.basis is not DateBasis.BOUNDED else 0)
        + (_LEAD if lead else 0)
        + _TOLD_AGAIN * min(triggers - 1, 3)
        + (_NAMED if actors else 0)
        + _PLACED * (place - _PLACE[PlaceBasis.CONTEXT])
    )
    return Confidence(
        overall=round(min(_MOST, max(0.05, overall)), 2),
        type=0.85 if type_known else 0.65,
        date=_DATE[date.basis],
        location=round(place, 2),
        actors=0.7 if actors else None,
    )
