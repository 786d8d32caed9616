"""Where to look for mentions that may tell of the same act: by cell and day, by marks, by person, by address.

Whatever ``evidence.are_candidates`` lets pass is found here: each mention stands in all cells that its circle touches
and on all its days, and looks there a day further.
"""

from collections.abc import Iterator
from math import cos, floor, radians
from typing import Final

from pipeline.merging.evidence import NEAR_KM, SAME_NEWS, WIDEST_DAYS, WIDEST_KM
from pipeline.merging.profile import KEY_TERMS, Profile

_CELL: Final = 0.5
"""Degrees. Half a degree of latitude is 56 km."""
_AROUND: Final = round(360 / _CELL)
_KM_PER_DEGREE: Final = 111.2
_PERIOD: Final = 4 * SAME_NEWS
"""Telling words are listed by it: mostly one list, and never more than two, hold what was published a week around."""


def index_keys(block: str, profile: Profile) -> list[str]:
    """The keys under which a mention is found."""
    days = _days(profile, 0)
    kind = "f" if profile.fine else "c"
    return [
        *_marks(block, profile),
        *_terms(block, profile, 0),
        *_region(block, profile, days, kind),
        *_cells(block, profile, days),
    ]


def search_keys(block: str, profile: Profile) -> list[str]:
    """The keys under which a mention's candidates are found."""
    days = _days(profile, 1)
    kinds = "c" if profile.fine else "cf"
    return [
        *_marks(block, profile),
        *_terms(block, profile, SAME_NEWS),
        *_region(block, profile, days, kinds),
        *_cells(block, profile, days),
    ]


def _marks(block: str, profile: Profile) -> Iterator[str]:
    for person in profile.people:
        yield f"i/{block}/p{person:x}"
    for street in profile.streets:
        yield f"i/{block}/s{street:x}"
    if profile.fine:
        for age in profile.ages:
            yield f"i/{block}/a{profile.place:x}.{age}"
        for word in profile.addresses:
            yield f"i/{block}/v{profile.place:x}.{word:x}"


def _terms(block: str, profile: Profile, further: int) -> Iterator[str]:
    first = (profile.published - further) // _PERIOD
    last = (profile.published + further) // _PERIOD
    for term in profile.terms[:KEY_TERMS]:
        for period in range(first, last + 1):
            yield f"i/{block}/t{term:x}.{period}"


def _days(profile: Profile, further: int) -> range:
    if profile.end - profile.start > WIDEST_DAYS:
        return range(0)
    return range(profile.start - profile.slack - further, profile.end + profile.slack + further + 1)


def _region(block: str, profile: Profile, days: range, kinds: str) -> Iterator[str]:
    """Coarse mentions look among all of their region's day, fine ones among the coarse and those that share a mark."""
    if not profile.fine:
        for day in days:
            yield f"i/{block}/r{profile.place:x}.{day}"
    if not profile.admin1:
        return
    for day in days:
        for kind in kinds:
            yield f"i/{block}/{kind}{profile.admin1:x}.{day}"
        for mark in profile.marks:
            yield f"i/{block}/m{profile.admin1:x}.{mark}.{day}"


def _cells(block: str, profile: Profile, days: range) -> Iterator[str]:
    if not profile.fine:
        return
    reach = NEAR_KM / 2 + min(profile.radius, WIDEST_KM)
    north = reach / _KM_PER_DEGREE
    east = north / max(0.1, cos(radians(profile.lat)))
    rows = range(floor((profile.lat - north) / _CELL), floor((profile.lat + north) / _CELL) + 1)
    columns = range(floor((profile.lon - east) / _CELL), floor((profile.lon + east) / _CELL) + 1)
    for row in rows:
        for column in columns:
            for day in days:
                yield f"i/{block}/d{row}.{column % _AROUND}.{day}"
