"""Parts of countries and areas: "eastern Ukraine" is neither Ukraine nor a point."""

import re
from dataclasses import replace
from math import cos, hypot, radians
from typing import Final

from schemas.values import Location, PlacePrecision

_DIRECTION: Final = re.compile(
    r"(?:^|[^\w-])(?P<ns>[Nn]orth|[Ss]outh)?-?(?P<ew>[Ee]ast|[Ww]est)?ern (?:(?:parts?|half) of )?(?:the )?$"
)
_WIDE: Final = frozenset((PlacePrecision.COUNTRY, PlacePrecision.ADMIN1, PlacePrecision.REGION))
_KM_PER_DEGREE: Final = 111.2
_OFFSET: Final = 0.5
"""How far from the middle of the whole the middle of a part lies, in radii of the whole."""
_SHARE: Final = 0.7
"""The radius of a part, in radii of the whole."""
_DEGREES: Final = {"north": 1, "south": -1, "east": 1, "west": -1}


def part_named(location: Location, before: str) -> Location:
    """The part of a place that the words before its name tell of, or the place itself.

    Its point is a guess at the middle of that part, and its radius says so.

    >>> from schemas.values import PlaceBasis
    >>> mali = Location("Mali", "MLI", PlacePrecision.COUNTRY, PlaceBasis.TEXT, lat=17.0, lon=-4.0, radius_km=600.0)
    >>> part_named(mali, "in northern ").name
    'northern Mali'
    """
    if location.precision not in _WIDE or location.name in before:
        return location
    match = _DIRECTION.search(before[-32:])
    if match is None or not (match["ns"] or match["ew"]):
        return location
    north, east = (_DEGREES.get((match[side] or "").lower(), 0) for side in ("ns", "ew"))
    name = f"{match['ns'] or ''}{match['ew'] or ''}ern".lower()
    part = replace(location, name=f"{name} {location.name}", precision=PlacePrecision.REGION, geonames_id=None)
    if location.lat is None or location.lon is None or location.radius_km is None:
        return part
    length = _OFFSET * location.radius_km / _KM_PER_DEGREE / (2**0.5 if north and east else 1)
    lat = max(-90.0, min(90.0, location.lat + north * length))
    lon = location.lon + east * length / max(0.1, cos(radians(location.lat)))
    return replace(
        part, lat=round(lat, 2), lon=round((lon + 180) % 360 - 180, 2), radius_km=round(_SHARE * location.radius_km)
    )


def lies_in(inner: Location, outer: Location) -> bool:
    """Whether a place is in a region; nothing is known to be in one without a point, or with an unlisted village."""
    if inner.lat is None or inner.lon is None or outer.lat is None or outer.lon is None or outer.radius_km is None:
        return False
    if outer.precision is not PlacePrecision.REGION:
        return False
    east = (inner.lon - outer.lon) * cos(radians(outer.lat))
    return hypot(inner.lat - outer.lat, east) * _KM_PER_DEGREE <= outer.radius_km
