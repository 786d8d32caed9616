"""What speaks against the place that was found for an act, where letter case tells no names: then its country is said.

In capitals a village that the gazetteer lacks is not even seen to be a name. What is left is its namesake abroad, or
the city where the report was filed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Final

from msgspec import Struct

from pipeline.lexicon import common_words, uncommon_words
from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import Toponym
from pipeline.reading.page import LetterCase, Page
from pipeline.reading.place_instead import BEHIND, NEXT_MATTER, TOLD_IN, beside, divisions, told_next, wider
from schemas.values import Evidence, Location, PlaceBasis, PlacePrecision, Span

_POWER: Final = "USA"
"""Spoken of in news from everywhere: its names tell of no act in it."""
_LARGE_KM: Final = 10.0
"""A city as wide as this is in the news without its country's name."""
_OUTSIDE: Final = guarded(
    r"\b(?:(?<!fire )(?<!police )departments?|provinces?|municipalit\w+|jurisdiction|canton|regions?|towns?"
    r"|villages?|hamlets?|farm|ranch|jungle|river|highway|countryside|rural|mountains?|border|throughout the country"
    r"|parts? of the country)\b"
)
"""No words of a city: what they stand beside is elsewhere, and its name not known."""
_KIDNAPPED: Final = re.compile(r"kidnap|abduct|captured")
_DIVISION: Final = guarded(
    r"\b(?<!fire )(?<!police )(?<!administrative )(?:department|province|state|municipality|jurisdiction)\b"
)
"""A quarter of the city would not be told with one."""
_IN: Final = guarded(
    r"\b(?:in|near|at|outside) (?:the (?:(?:city|port) of )?)?(?:(?:el|la|los|las) )?([a-z]{4,})\b"
    r"(?!(?: \w+)? (?:neighbou?rhoods?|colony|street|avenue|boulevard|building|hotel|church|square|park|district"
    r"|sector)\b)"
)
_SET_FREE: Final = guarded(r"\b(?:released|freed|liberated|let go|set free|found|rescued)\b")
"""Between the word for an abduction and a place: that is where it ended."""
_IN_PARTS: Final = guarded(
    r"\b(?:parts|regions|areas|zones|sectors|points) of the country\b|\bthroughout the country\b"
)
_POLICE_HERE: Final = re.compile(r"\bPOLICE IN TH(?:E|IS) CAPITAL\Z")
_ARRESTED: Final = re.compile(r"arrest|detain|captur|round")
"""Whoever is arrested may well be a foreigner: the police that did it are of the dateline's country."""
_FIGHTING: Final = guarded(
    r"\b(?:clash(?:es|ed)?|fighting|combat|battles?|skirmish\w*|ambush\w*|garrison|troops|patrol)\b"
)
_URBAN: Final = guarded(
    r"\b(?:neighbou?rhoods?|street|avenue|boulevard|city|capital|downtown|suburbs?|outskirts|here|headquarters|building"
    r"|police|embassy|general staff)\b"
)
"""Without any of these, fighting is not in the city that reports it."""
_SPANISH: Final = re.compile(r"(?:san|santa|santo|los|las|el|la) ")
"""Cities of the United States that share their names with villages of Latin America."""
_ABBREVIATED: Final = re.compile(r"U\.? ?S\.?\Z")
"""So written the country only describes: ``AT U.S. EMBASSY FACILITIES``."""
_TOWN: Final = re.compile(
    r"\b(?:in|at|near|outside|attacked|captured|entered|hit|raided|recaptured|retook|seized|shelled|stormed|took) "
    r"(?:an? |the )?(?:[A-Za-z-]+ ){0,3}(?:city|port|settlement|town|village) of (?P<name>[A-Z])"
)
_VILLAGE: Final = re.compile(r"\b(?:in|at|near) (?P<name>[A-Z][^\W\d_]+)(?: [A-Z][^\W\d_]+)? village\b")
_VILLAGE_LOWER: Final = re.compile(
    r"\b(?:in|at|near) (?!(?:another|each|every|nearby|remote|same|small|some|their|this|that|tribal)\b)"
    r"(?P<name>[a-z]{4,}) village\b"
)
_DIRECTION: Final = guarded(r"\b(?:north|south|east|west)\w* of (?:the )?$")
"""Before a city, without a distance: so lies half of its country."""
_BEYOND_KM: Final = 100.0
"""What is farther from a city than this is not near it."""


class _Told(Struct, frozen=True):
    """How often the names of a page speak of each country, and the country of the dateline."""

    often: Counter[str]
    named: Counter[str]
    """By the country's own name, or its people's."""
    filed: str | None

    @property
    def home(self) -> str | None:
        """The country where a page was filed, or that it is about."""
        return self.filed or max(self.often, key=self._weight, default=None)

    def _weight(self, country: str) -> tuple[float, int, str]:
        return self.often[country] / (2 if country == _POWER else 1), self.named[country], country


def believed(
    page: Page,
    toponyms: Sequence[Toponym],
    filed: Location | None,
    trigger: Span,
    placed: tuple[Location, Evidence],
) -> tuple[Location, Evidence] | None:
    """The place, or the country where the place is doubtful; null where that is not named either.

    Doubtful is what capitals tell, and a dateline's city where the act was in a town that the gazetteer lacks.
    """
    location, evidence = placed
    if page.letter_case is not LetterCase.UPPER and location.basis is PlaceBasis.DATELINE:
        lacking = _is_in_unlisted_town(page, toponyms, trigger)
        return next(wider(toponyms, filed, location.country, trigger, evidence), None) if lacking else placed
    written = page.article.text[evidence.span.start : evidence.span.end]
    described = location.country == _POWER and _ABBREVIATED.match(written) is not None
    if page.letter_case is not LetterCase.UPPER or (location.precision is PlacePrecision.COUNTRY and not described):
        return placed
    told = _told(toponyms, filed)
    abroad = None if _ARRESTED.match(page.article.text[trigger.start : trigger.end].lower()) else _abroad(told, filed)
    country: str | None = location.country
    if location.basis is PlaceBasis.DATELINE:
        doubtful = (
            abroad is not None
            or _is_elsewhere(page, toponyms, trigger)
            or _is_only_told_there(page, toponyms, location, trigger)
        )
        country = abroad or country
    elif _is_namesake(told, toponyms, location, evidence, trigger):
        doubtful, country = True, abroad or told.home
    else:
        doubtful = _is_of_another_matter(page, location, evidence, trigger)
        if doubtful and _is_told_in(page, evidence):
            towns = beside(toponyms, evidence, {country, told.home})
            country = country if country == told.home else None
            return next(chain(towns, wider(toponyms, filed, country, trigger, evidence)), None)
    if not doubtful:
        if location.basis is PlaceBasis.DATELINE:
            return next(told_next(page, toponyms, location, trigger), placed)
        return next(divisions(page, toponyms, location, evidence), location), evidence
    return next(wider(toponyms, filed, country, trigger, evidence), None)


def _is_in_unlisted_town(page: Page, toponyms: Sequence[Toponym], trigger: Span) -> bool:
    """``captured the oil port of Zorvat``: named as a town, and no name of the gazetteer's."""
    sentence = page.sentences[trigger.sentence]
    known = {one.span.start - sentence.start for one in toponyms if one.span.sentence == trigger.sentence}
    villages = _VILLAGE_LOWER if page.letter_case is LetterCase.LOWER else _VILLAGE
    told = chain(_TOWN.finditer(sentence.text), villages.finditer(sentence.text))
    return any(found.start("name") not in known for found in told)


def _told(toponyms: Sequence[Toponym], filed: Location | None) -> _Told:
    inside = [one for one in toponyms if one.rule != "dateline"]
    return _Told(
        Counter(one.location.country for one in inside if one.location.country),
        Counter(one.location.country for one in inside if one.location.precision is PlacePrecision.COUNTRY),
        None if filed is None else filed.country,
    )


def _abroad(told: _Told, filed: Location | None) -> str | None:
    """The country that a report is about which was filed in another: ``MANAGUA -- ... in El Salvador``."""
    if filed is None:
        return None
    others = {country: often for country, often in told.often.items() if country not in (filed.country, _POWER)}
    country = max(others, key=lambda one: (others[one], one), default=None)
    if country is None or not told.named[country]:
        return None
    return country if others[country] > max(1, told.often[filed.country]) else None


def _is_of_another_matter(page: Page, location: Location, evidence: Evidence, trigger: Span) -> bool:
    """Whether a place is far from what it is near to, that of the next item, or where a hostage was set free."""
    if location.precision is PlacePrecision.NEAR and (location.radius_km or 0.0) > _BEYOND_KM:
        return True
    place, act = evidence.span, trigger
    behind = page.article.text[max(0, place.start - BEHIND) : place.start].lower()
    if location.precision is PlacePrecision.NEAR and _DIRECTION.search(behind) and " km " not in behind:
        return True
    if _is_told_in(page, evidence):
        return True
    if location.venue is not None and location.precision is PlacePrecision.SETTLEMENT:
        around = page.sentences[max(1, act.sentence - 1) : act.sentence + 2]
        if any(_DIVISION.search(sentence.folded) is not None for sentence in around):
            return True
    sentence = page.sentences[act.sentence]
    kidnapped = _KIDNAPPED.match(sentence.folded, act.start - sentence.start) is not None
    if place.sentence == act.sentence:
        gap = sentence.folded[act.end - sentence.start : max(act.end, place.start) - sentence.start]
        return kidnapped and _SET_FREE.search(gap) is not None
    between = page.sentences[min(place.sentence, act.sentence) + 1 : max(place.sentence, act.sentence) + 1]
    apart = _IN_PARTS.search(sentence.folded) is not None and _URBAN.search(sentence.folded) is None
    wide = apart or (kidnapped and _SET_FREE.search(behind) is not None)
    return wide or any(NEXT_MATTER.search(one.folded) is not None for one in between)


def _is_told_in(page: Page, evidence: Evidence) -> bool:
    """Whether a name only says where something was told or was to be talked about, or where whoever did it belongs."""
    text, span = page.article.text, evidence.span
    behind = text[max(0, span.start - BEHIND) : span.start].lower()
    return (
        TOLD_IN.search(behind) is not None
        or _POLICE_HERE.search(text, span.start - len("POLICE IN THIS "), span.end) is not None
    )


def _is_elsewhere(page: Page, toponyms: Sequence[Toponym], trigger: Span) -> bool:
    """Whether the act's sentence or the two behind tell of a place not the dateline's that has not been found."""
    seen = {(one.span.sentence, one.span.start) for one in toponyms}
    for sentence in page.sentences[trigger.sentence : trigger.sentence + 3]:
        if _OUTSIDE.search(sentence.folded):
            return True
        for match in _IN.finditer(sentence.folded):
            if match[1] not in _vocabulary() and (sentence.index, sentence.start + match.start(1)) not in seen:
                return True
    return False


def _is_only_told_there(page: Page, toponyms: Sequence[Toponym], city: Location, trigger: Span) -> bool:
    """Whether fighting has nothing of a city, or the act's sentence says of the dateline's that it was told there."""
    told = page.sentences[trigger.sentence : trigger.sentence + 3]
    if _FIGHTING.search(told[0].folded) and not any(_URBAN.search(sentence.folded) for sentence in told):
        return True
    return any(
        one.location.name == city.name
        and TOLD_IN.search(page.article.text[max(0, one.span.start - BEHIND) : one.span.start].lower())
        for one in toponyms
        if one.span.sentence == trigger.sentence and one.rule != "dateline"
    )


def _is_namesake(
    told: _Told, toponyms: Sequence[Toponym], location: Location, evidence: Evidence, trigger: Span
) -> bool:
    """Whether a place lies in a country that its sentence does not name, and the page less often than its own."""
    country, home = location.country, told.home
    if home is None or home == country or _is_told_inside(toponyms, evidence, country):
        return False
    near = any(
        one.location.country == country
        and one.location.precision is PlacePrecision.COUNTRY
        and one.span.sentence in (evidence.span.sentence, trigger.sentence)
        for one in toponyms
    )
    if location.precision is PlacePrecision.COUNTRY:
        return True
    known = (location.radius_km or 0.0) >= _LARGE_KM and location.precision is PlacePrecision.SETTLEMENT
    if country == _POWER:
        return not known or not told.named[_POWER] or _SPANISH.match(location.name.lower()) is not None
    spoken = told.named[country] > (told.named[home] if told.filed is not None else 0)
    return not (near or known or spoken)


def _is_told_inside(toponyms: Sequence[Toponym], evidence: Evidence, country: str) -> bool:
    """Whether a place is told as in another one that, for all the page says, lies in its country."""
    inner = next((one for one in toponyms if one.span == evidence.span and one.part_of is not None), None)
    return inner is not None and inner.part_of is not None and toponyms[inner.part_of].location.country == country


@cache
def _vocabulary() -> frozenset[str]:
    return common_words() | uncommon_words()
