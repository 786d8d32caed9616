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


def confidence(  # noqa: PLR0913 - one argument a sign
    *, location: Location, date: EventDate, lead: bool, triggers: int, actors: bool, type_known: bool
) -> Confidence:
    """Confidence overall and per field."""
    place = _PLACE[location.basis] - (0.15 if location.precision is PlacePrecision.COUNTRY else 0)
    type_ = 0.85 if type_known else 0.65
    overall = (
        0.45
        + 0.2 * lead
        + 0.05 * min(triggers, 4)
        + 0.1 * actors
        + 0.3 * (place - 0.6)
        + 0.2 * (_DATE[date.basis] - 0.7)
    )
    return Confidence(
        overall=round(min(0.97, max(0.05, overall)), 2),
        type=type_,
        date=_DATE[date.basis],
        location=round(place, 2),
        actors=0.7 if actors else None,
    )
