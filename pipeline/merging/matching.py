"""Where to look for mentions that may tell of the same act: by cell and day, by marks, by person, by address.

Whatever ``evidence.are_candidates`` lets pass is found here: each mention stands in all cells that its circle touches
and on all its days, and looks there a day further.
"""

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


def keys(block: str, profile: Profile) -> tuple[list[str], list[str]]:
    """The keys under which a mention is found, and those under which its candidates are found."""
    within = f"i/{block}/"
    marks = [f"{within}p{person:x}" for person in profile.people]
    marks += [f"{within}s{street:x}" for street in profile.streets]
    if profile.fine:
        marks += [f"{within}a{profile.place:x}.{age}" for age in profile.ages]
        marks += [f"{within}v{profile.place:x}.{word:x}" for word in profile.addresses]
        marks += [f"{within}w{profile.place:x}.{term:x}" for term in profile.terms[:KEY_TERMS]]
    index, search = marks, marks.copy()
    now = profile.published // _PERIOD
    for period in range((profile.published - SAME_NEWS) // _PERIOD, (profile.published + SAME_NEWS) // _PERIOD + 1):
        listed = [f"{within}t{term:x}.{period}" for term in profile.terms[:KEY_TERMS]]
        search += listed
        if period == now:
            index += listed
    if profile.end - profile.start <= WIDEST_DAYS:
        own, shared, others = _places(within, profile)
        first, last = profile.start - profile.slack, profile.end + profile.slack
        for day in range(first - 1, last + 2):
            listed = [f"{place}{day}" for place in shared]
            search += listed
            search += [f"{place}{day}" for place in others]
            if first <= day <= last:
                index += listed
                index += [f"{place}{day}" for place in own]
    return index, search


def _places(within: str, profile: Profile) -> tuple[list[str], list[str], list[str]]:
    """Where a mention is found by day, and not looked for; both; and where it only looks.

    Coarse mentions look among all of their region, fine ones among the coarse and those that share a mark.
    """
    places = [f"{within}m{profile.admin1:x}.{mark}." for mark in profile.marks] if profile.admin1 else []
    region = [f"{within}{kind}{profile.admin1:x}." for kind in "fc"] if profile.admin1 else []
    if not profile.fine:
        places.append(f"{within}r{profile.place:x}.")
        return [], places + region[1:], region[:1]
    reach = NEAR_KM / 2 + min(profile.radius, WIDEST_KM)
    north = reach / _KM_PER_DEGREE
    east = north / max(0.1, cos(radians(profile.lat)))
    columns = range(floor((profile.lon - east) / _CELL), floor((profile.lon + east) / _CELL) + 1)
    for row in range(floor((profile.lat - north) / _CELL), floor((profile.lat + north) / _CELL) + 1):
        places += [f"{within}d{row}.{column % _AROUND}." for column in columns]
    return region[:1], places, region[1:]
