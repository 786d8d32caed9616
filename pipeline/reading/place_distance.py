"""How far from a place something is said to lie: "190 km north of" it."""

import re
from typing import Final

_KM_PER_MILE: Final = 1.61
_TENS: Final = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_DISTANCE: Final = re.compile(
    r"\b(\d[\d,.]{0,5}\d|\d|" + "|".join(_TENS) + r")[ -](km|kilomet(?:er|re)s?|miles?)(?: \([^()]*\))?"
    r"(?: (?:to the )?(?:(?:north|south|east|west)[a-z-]{0,8}))?"
    r" (?:of|from|away from|outside) (?:the )?(?:[a-z]+ )?(?:[a-z]+ of )?$"
)
_AWAY: Final = re.compile(
    r",? \(?(?:(?:about|some|around|approximately|roughly|nearly|just|only|over) )?"
    r"\d[\d,.]*[ -](?:km|kilomet(?:er|re)s?|miles?)\b",
    re.IGNORECASE,
)


def distance_told(behind: str) -> float | None:
    """Kilometres that the text right before a name says, in small letters; null where it says none.

    >>> distance_told("in a village 20 miles from ")
    32.2
    """
    told = _DISTANCE.search(behind)
    if told is None:
        return None
    number = _TENS.get(told[1]) or float(told[1].replace(",", ""))
    return number * (_KM_PER_MILE if told[2].startswith("mi") else 1.0)


def is_told_by_distance(following: str) -> bool:
    """Whether what follows a name says how far off it lies, as is said of where something happened.

    >>> is_told_by_distance(", 15 km south of Bogota")
    True
    """
    return _AWAY.match(following) is not None
