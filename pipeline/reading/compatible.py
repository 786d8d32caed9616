"""Whether two tellings may be of one act: by their own places and days."""

from collections.abc import Sequence
from datetime import timedelta
from math import cos, hypot, radians
from typing import Final

from pipeline.reading.findings import TimeExpression
from schemas.values import DatePrecision, Location, PlacePrecision

NEAR_KM: Final = 30.0
"""Two places of one act lie this near each other."""

COARSE: Final = frozenset({PlacePrecision.ADMIN1, PlacePrecision.REGION, PlacePrecision.COUNTRY})
KM_PER_DEGREE: Final = 111.2


def same_place(ours: Sequence[Location], theirs: Sequence[Location]) -> bool:
    """Whether no named place speaks against it."""
    return not ours or not theirs or any(_compatible(one, other) for one in ours for other in theirs)


def _compatible(one: Location, other: Location) -> bool:
    if one.country != other.country or PlacePrecision.COUNTRY in (one.precision, other.precision):
        return one.country == other.country
    if one.precision in COARSE or other.precision in COARSE:
        return one.admin1 == other.admin1 or None in (one.admin1, other.admin1)
    reach = NEAR_KM + (one.radius_km or 0) + (other.radius_km or 0)
    return one.name == other.name or distance_km(one, other) <= reach


def distance_km(one: Location, other: Location) -> float:
    """Flat-earth distance, exact enough at tens of kilometres; 0 where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    east = (other.lon - one.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(other.lat - one.lat, east) * KM_PER_DEGREE


def same_time(ours: Sequence[TimeExpression], theirs: Sequence[TimeExpression]) -> bool:
    """Whether no named day speaks against it."""
    return not ours or not theirs or any(_overlap(one, other) for one in ours for other in theirs)


def _overlap(one: TimeExpression, other: TimeExpression) -> bool:
    """A night or a time zone may lie between two tellings of one day."""
    if one.days is None or other.days is None:
        return True
    slack = timedelta(days=1 if DatePrecision.DAY in (one.days.precision, other.days.precision) else 0)
    return one.days.start <= other.days.end + slack and other.days.start <= one.days.end + slack
