"""What is said of an act's place instead of a doubtful one: another town, the division, the country."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import Toponym
from pipeline.reading.page import Page
from schemas.values import Evidence, Location, PlaceBasis, PlacePrecision, Span

_DIVISIONS: Final = frozenset({PlacePrecision.ADMIN1, PlacePrecision.ADMIN2})
_TOWNS: Final = frozenset({PlacePrecision.SETTLEMENT, PlacePrecision.NEAR})
BEHIND: Final = 90
"""Characters before a name that say what it is there for."""
NEXT_MATTER: Final = guarded(
    r"^\W*(?:meanwhile|in (?:another|a related|a similar|other) \w+|on another front|for (?:its|his|their) part)\b"
)
_OF_DIVISION: Final = re.compile(r" AND \w+(?: \w+)? (?:DEPARTMENTS?|PROVINCES?)\b|(?: OIL)? (?:ZONE|REGION|AREAS?)\b")
"""Behind a name: "SAN VICENTE AND MORAZAN DEPARTMENTS", "THE ARAUCA OIL ZONE"."""
_ALL_IN: Final = "ALL IN "
"""Before a name: "LA LAGUNA, LA PALMA, AND EL CHIQUE, ALL IN CHALATENANGO"."""
TOLD_IN: Final = guarded(
    r"\b(?:(?:reports?|sources?|officials|authorities|spokes\w+|(?<!were )(?<!was )(?<!also )reported|announced|learned"
    r"|issued|based|published|broadcast|press|media|newsmen|reporters|stationed|headquarter(?:s|ed))"
    r"(?: today| yesterday| tonight)? (?:in|at)|who arrived(?: \w+)? in|commander of"
    r"|(?:meeting|talks|dialogue|conference|summit)\b[^.;,]{0,60} in"
    r"|(?:regiment|battalion|brigade|detachment|bishop) (?:of|in|from))"
    r" (?:the )?(?:(?:port of the )?(?:\w+ )?city of )?$"
)
"""Before a name: where something was told, or whoever did it belongs."""


def wider(
    toponyms: Sequence[Toponym], filed: Location | None, country: str | None, trigger: Span, evidence: Evidence
) -> Iterator[tuple[Location, Evidence]]:
    """The one division of a country that the act's sentence names, else the country."""
    divisions = {
        one.location.name: one
        for one in toponyms
        if one.span.sentence == trigger.sentence
        and one.span != evidence.span
        and one.location.country == country
        and one.location.precision in _DIVISIONS
        and one.locative
        and one.rule != "dateline"
    }
    if len(divisions) == 1:
        (one,) = divisions.values()
        yield one.location, Evidence("location", one.span, one.rule)
    if filed is not None and filed.country == country:
        yield replace(filed, basis=PlaceBasis.DATELINE), Evidence("location", evidence.span, "dateline")
    for one in toponyms:
        if one.location.country == country and one.location.precision is PlacePrecision.COUNTRY:
            yield replace(one.location, basis=PlaceBasis.CONTEXT), Evidence("location", one.span, one.rule)


def beside(
    toponyms: Sequence[Toponym], evidence: Evidence, countries: Collection[str | None]
) -> Iterator[tuple[Location, Evidence]]:
    """The one town that is named behind a place where something was told: "reported in Lima that he died in Ica"."""
    towns = {
        one.location.name: (one.location, Evidence("location", one.span, one.rule))
        for one in toponyms
        if one.span.sentence == evidence.span.sentence
        and one.span.start > evidence.span.end
        and one.location.country in countries
        and one.location.precision is PlacePrecision.SETTLEMENT
        and one.locative
        and one.rule != "dateline"
    }
    if len(towns) == 1:
        yield from towns.values()


def told_next(
    page: Page, toponyms: Sequence[Toponym], city: Location, trigger: Span
) -> Iterator[tuple[Location, Evidence]]:
    """The one town of the dateline's country in which the sentence behind the act puts something."""
    towns = {
        one.location.name: one
        for one in toponyms
        if one.span.sentence == trigger.sentence + 1
        and one.locative
        and one.location.precision is PlacePrecision.SETTLEMENT
        and one.location.country == city.country
        and one.location.name != city.name
        and TOLD_IN.search(page.article.text[max(0, one.span.start - BEHIND) : one.span.start].lower()) is None
    }
    behind = page.sentences[trigger.sentence + 1 : trigger.sentence + 2]
    if len(towns) == 1 and not any(NEXT_MATTER.search(sentence.folded) for sentence in behind):
        (one,) = towns.values()
        yield replace(one.location, basis=PlaceBasis.CONTEXT), Evidence("location", one.span, one.rule)


def divisions(page: Page, toponyms: Sequence[Toponym], seat: Location, evidence: Evidence) -> Iterator[Location]:
    """The division that has its name from its seat, where the page means it elsewhere, and was not filed there."""
    if seat.precision not in _TOWNS or seat.name != seat.admin1:
        return
    named = [one for one in toponyms if one.location.name == seat.name and one.location.country == seat.country]
    if any(one.rule == "dateline" for one in named):
        return
    for one in named:
        if one.location.precision is PlacePrecision.ADMIN1:
            yield replace(one.location, basis=seat.basis)
    if _OF_DIVISION.match(page.article.text, evidence.span.end) or page.article.text.endswith(
        _ALL_IN, 0, evidence.span.start
    ):
        yield replace(seat, precision=PlacePrecision.ADMIN1, admin2=None, geonames_id=None)
