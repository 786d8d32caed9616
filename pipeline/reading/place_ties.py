"""Names told as in another: "Ramadi, Anbar" is one place, and its division."""

import re
from itertools import pairwise
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level
from pipeline.reading.page import Page
from pipeline.reading.place_context import is_in_region, is_within
from pipeline.reading.place_guards import is_wide
from pipeline.reading.place_name import Name

_POSSESSIVE: Final = frozenset(
    ("'s ", "’s ", "'s northern ", "'s southern ", "'s eastern ", "'s western ")  # noqa: RUF001
)
_DIVISION: Final = frozenset(
    ("department", "province", "state", "county", "region", "governorate", "oblast", "district")
)
_DIVISIONS: Final = (Level.ADMIN1, Level.ADMIN2)
_KNOWN_EVERYWHERE: Final = 200_000
_BETWEEN: Final = re.compile(
    r"(?: (?:district|county|region|province|city|town|village|area|municipality|sub-county|township"
    r"|neighbou?rhood)s?)?"
    r"(?:, (?:in )?(?:the )?| \(| in (?:the )?| of (?:the )?|,? )"
    r"(?:(?:northern|southern|eastern|western|central|north|south|east|west|north-?east(?:ern)?|north-?west(?:ern)?"
    r"|south-?east(?:ern)?|south-?west(?:ern)?) |(?:province|district|state|region|county)(?: of)? )*"
    r"(?:the )?"
)


def contain(names: list[Name], page: Page, gazetteer: Gazetteer) -> None:
    """Tie each name to the next where the text and the gazetteer both put it there: "Ramadi, Anbar"."""
    for inner, outer in pairwise(names):
        gap = outer.span.start - inner.span.end
        if inner.span.sentence != outer.span.sentence or gap > 40:
            continue
        part = page.article.text if inner.span.sentence else page.article.title
        between = part[inner.span.end : outer.span.start]
        if inner.caseless:
            between = between.lower()
        if between == " " and (is_wide(inner, gazetteer) or is_wide(outer, gazetteer)):
            inner.after_is_place = outer.before_is_place = True
        if between in _POSSESSIVE and inner.postings:
            _tie(outer, inner, gazetteer)
        if not _BETWEEN.fullmatch(between) or (outer.known is not None and outer.known.demonym):
            continue
        if inner.caseless and between == " ":
            # "WE HEARD U.S. OFFICIALS": in capitals a word is no name for standing before one.
            continue
        _tie(inner, outer, gazetteer)
        if inner.part_of is None and inner.locative and between == ", " and outer.next_word in _DIVISION:
            # A town that the gazetteer has only elsewhere: what is told as in it is in the division at least.
            outer.locative = True
        if inner.locative and between.startswith(", ") and _is_only_elsewhere(inner, outer, gazetteer):
            inner.postings, inner.part_of, outer.is_outer = (), outer, True


def _is_only_elsewhere(inner: Name, outer: Name, gazetteer: Gazetteer) -> bool:
    """Whether a small town is known in other countries only than that of the division that it is put into.

    In capitals other first-order divisions are enough: what nobody lists is there not seen to be a name by itself.
    """
    if inner.part_of is not None or inner.known is not None or not outer.postings:
        return False
    divisions = {posting & ROW for posting in outer.postings if gazetteer.level[posting & ROW] in _DIVISIONS}
    typed = outer.level in _DIVISIONS or outer.key.rpartition(" ")[2] in _DIVISION
    rows = [posting & ROW for posting in inner.postings]
    if not (typed and divisions and rows) or any(gazetteer.population[row] >= _KNOWN_EVERYWHERE for row in rows):
        return False
    if inner.caseless and inner.near_km is None and any(gazetteer.level[row] == Level.ADMIN1 for row in divisions):
        return True
    country = gazetteer.country
    return {country[row] for row in rows}.isdisjoint(country[row] for row in divisions)


def _tie(inner: Name, outer: Name, gazetteer: Gazetteer) -> None:
    if outer.known is not None and outer.known.region is not None:
        inside = tuple(posting for posting in inner.postings if is_in_region(posting, outer.known.region, gazetteer))
        if inside:
            inner.postings, inner.part_of = inside, outer
        return
    wide = {posting & ROW for posting in outer.postings}
    if any(is_within(posting & ROW, wide, gazetteer) for posting in inner.postings):
        inner.part_of = outer
        outer.is_outer = True
        inner.after_is_place = outer.before_is_place = True
