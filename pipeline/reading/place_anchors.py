"""Places told by how far they lie from a city: in "Baiji, 200 km north of Baghdad" Baghdad is no place of acts."""

import re
from itertools import pairwise
from typing import Final

from pipeline.reading.compatible import distance_km
from pipeline.reading.findings import Toponym
from pipeline.reading.page import Page
from pipeline.reading.place_fitness import part_of
from schemas.values import Location

_FAR_FROM: Final = re.compile(
    r"(?:,| \(|, (?:a \w+ )?(?:village|town) |, which is )? ?"
    r"(?:(?:about|some|around|approximately|roughly|nearly|only|just|over) )?"
    r"[\d,.]+[ -](?:km|kilomet(?:er|re)s?|miles?)(?: \([^()]{1,25}\)[a-z]*)? (?:(?:to the |due )?"
    r"(?:north|south|east|west)[a-z-]{0,8} )?(?:of|from|away from|outside) (?:the )?(?:[\w-]+ ){0,3}"
)
_BESIDE: Final = re.compile(
    r"(?: village| town)?, (?:just |lying |located |situated )?(?:to the )?(?:north|south|east|west)[a-z-]{0,8} of"
    r" (?:the )?(?:[\w-]+ ){0,3}"
)
"""As ``_FAR_FROM``, without a distance: "Kfar Azza, east of Gaza"."""
_SLACK: Final = 2.0
"""Roads wind, and figures are rounded."""
_LEAST_KM: Final = 40.0


def anchors(page: Page, toponyms: tuple[Toponym, ...]) -> dict[int, int]:
    """The toponyms that only tell where another is, each with the one that it tells of, by their indices.

    A namesake that lies too far away is not the place that is told of.
    """
    return {
        number + 1: number
        for number, (inner, outer) in enumerate(pairwise(toponyms))
        if _is_told_by(page, inner, outer) and _in_reach(inner.location, outer.location)
    }


def namesakes(page: Page, toponyms: tuple[Toponym, ...]) -> frozenset[int]:
    """The indices of toponyms that lie far from where the text says, beside a surer name: other places of the name."""
    return frozenset(
        number
        for number, (inner, outer) in enumerate(pairwise(toponyms))
        if inner.score < outer.score
        and _is_told_by(page, inner, outer)
        and not _in_reach(inner.location, outer.location)
    )


def _is_told_by(page: Page, inner: Toponym, outer: Toponym) -> bool:
    """Whether the words between two names say how far the first lies from the second."""
    if inner.span.sentence != outer.span.sentence or inner.span.end >= outer.span.start:
        return False
    between = part_of(page, inner.span)[inner.span.end : outer.span.start].lower()
    return _FAR_FROM.fullmatch(between) is not None or _BESIDE.fullmatch(between) is not None


def _in_reach(inner: Location, outer: Location) -> bool:
    """Whether two places lie about as far apart as the text says, which is in the outer one's radius."""
    if inner.lat is None or inner.lon is None or outer.lat is None or outer.lon is None:
        return False
    return distance_km(inner, outer) <= max(_LEAST_KM, _SLACK * (outer.radius_km or 0.0))
