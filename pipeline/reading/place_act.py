"""The place of an act: that of the words around its trigger, not the nearest name."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from msgspec import structs

from pipeline.lexicon.screen import guarded
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import Page
from pipeline.reading.place_lexicon import NOWHERE
from pipeline.reading.place_parts import lies_in, part_named
from pipeline.reading.place_sites import address_in, venue_in
from schemas.values import Evidence, Location, PlaceBasis, PlacePrecision, Span

_FINENESS: Final = {
    PlacePrecision.SITE: 0.8,
    PlacePrecision.SETTLEMENT: 0.7,
    PlacePrecision.NEAR: 0.7,
    PlacePrecision.ADMIN2: 0.5,
    PlacePrecision.ADMIN1: 0.25,
    PlacePrecision.REGION: 0.1,
    PlacePrecision.COUNTRY: 0.0,
}
_SAYING: Final = guarded(
    r"(?:said|told|says|speaking|spoke|reporters|statement|conference|meeting|talks|summit|interview|officials|reported"
    r"|authorities|court|tribunal|hospitali[sz]ed|hospital|embassy|arrested|extradited|buried|funeral)"
    r"(?: (?!the |a |an |that )[\w-]+)? (?:in|at|from)(?: the)?(?: \w+){0,3} $"
)
_DESK: Final = guarded(
    r"(?:\b(?:office|sources?|bureau|cent(?:re|er)|spokes\w+|headquarters|correspondent|ministry) (?:in|at) (?:the )?)$"
)
_TELLS: Final = re.compile(r" (?:told|said)\b")
"""Behind a name whose office or source it was: "an official of the press office in Tikrit told reporters"."""
_ORIGIN: Final = guarded(
    r"(?:\b(?:native|resident|citizen|born|man|woman|men|women|boy|girl|student|teenager|professor|member|tourist"
    r"|family) (?:of|in|from)|\bfrom) (?:the )?$"
)
_POLICE: Final = re.compile(r" (?:Police|police|PD|Fire|firefighters|Sheriff)")
_LEFT: Final = re.compile(
    r"\b(?:evacuat|fle[de]|displac|relocat|resettl|driven|forced|moved|left)\w*(?: \w+){0,3} from (?:the )?$",
    re.IGNORECASE,
)
"""People are displaced where they leave, not where they arrive."""
_STREET: Final = re.compile(
    r"(?: [A-Z]\w+)? (?:Avenue|Ave|Boulevard|Blvd|Circle|Drive|Dr\.|Highway|Lane|Parkway|Pike|Road|Rd|Street|St\."
    r"|Terrace|Trail|Turnpike|High School|Apartments)\b"
)
"""Behind a name these make a street or a house of it: "Cleveland Avenue" need not be in Cleveland."""
_BEHIND: Final = 60
_CERTAINTY: Final = 3.0
_LOCATIVE: Final = 1.5
_CONTAINED: Final = 0.5
_AFTER: Final = 0.4
_SAID_THERE: Final = -3.0
_FROM_THERE: Final = -1.6
_STANDS_FOR_PEOPLE: Final = -1.0
_LOCAL_POLICE: Final = -0.2
"""Where a city's police speak, the city is the likeliest place."""
_FAR_KM: Final = 35.0
_FAR_OFF: Final = -0.8
"""What is "40 miles north of" a city is told better by any nearer place."""
_BEYOND_KM: Final = 100.0
"""What is farther from a city than this is not near it: its country is all that is known."""
_PER_CHARACTER: Final = 1 / 150
_PER_MENTION: Final = 0.2
_MOST_FOR_MENTIONS: Final = 0.7
_TITLE: Final = 0.3
_SENTENCE_BEFORE: Final = 0.3
_SENTENCE_AFTER: Final = 0.45
_FARTHEST: Final = 12
_MOST_REST: Final = 4
_SAME_SENTENCE: Final = 1.2
_FILED: Final = 3.2
_NEIGHBOURS: Final = 2


def place_of(
    page: Page, toponyms: tuple[Toponym, ...], trigger: Span, rest: tuple[Span, ...] = ()
) -> tuple[Location, Evidence] | None:
    """Where the act of a trigger happened, and the words that tell it.

    The words of the trigger's own sentence count most; then those of ``rest`` (other sentences of the same act) and of
    the sentences around; a dateline counts where nothing else is named well. A country or division is narrowed down to
    a place in it that the text names nearby. Null where the text names no place at all, or where the best is a namesake
    abroad: the village that is meant is then one that the gazetteer lacks.
    """
    mentions = Counter(toponym.location.geonames_id for toponym in toponyms)

    def value(toponym: Toponym) -> float:
        if toponym.rule == "dateline":
            return _FILED
        fitness = _fitness(page, toponym, mentions[toponym.location.geonames_id])
        return fitness + _nearness(toponym, trigger) - _distance_cost(toponym, trigger, rest)

    usable = [
        toponym if toponym.quarter is None else structs.replace(toponym, location=toponym.quarter)
        for number, toponym in enumerate(toponyms)
        if toponym.kind is not ToponymKind.DEMONYM
        and not _STREET.match(_part_of(page, toponym), toponym.span.end)
        and toponym.location.country != NOWHERE
        and not (toponym.rule == "dateline" and number and toponyms[number - 1].rule == "dateline")
    ]
    best = _best(usable, value)
    if best is None or (best.stray and best.quarter is None):
        return None
    if (best.location.radius_km or 0.0) > _BEYOND_KM and best.location.precision is PlacePrecision.NEAR:
        country = next((one for one in usable if _is_its_country(one.location, best.location)), None)
        return None if country is None else _answer(page, country, toponyms, trigger, rest)
    finer = _best((toponym for toponym in usable if _narrows(toponym, best, trigger, rest)), value)
    if finer is None and best.location.precision in (PlacePrecision.ADMIN1, PlacePrecision.REGION):
        finer = next((toponym for toponym in usable if _serves(page, toponym, best.location, mentions)), None)
    return _answer(page, finer or best, toponyms, trigger, rest)


def _is_its_country(outer: Location, inner: Location) -> bool:
    return outer.precision is PlacePrecision.COUNTRY and outer.country == inner.country


def _part_of(page: Page, toponym: Toponym) -> str:
    return page.article.text if toponym.span.sentence else page.article.title


def _best(toponyms: Iterable[Toponym], value: Callable[[Toponym], float]) -> Toponym | None:
    valued = [(value(toponym), -number, toponym) for number, toponym in enumerate(toponyms)]
    best = max(valued, default=None, key=lambda entry: entry[:2])
    return best[2] if best is not None and best[0] > 0 else None


def _narrows(toponym: Toponym, coarse: Toponym, trigger: Span, rest: tuple[Span, ...]) -> bool:
    """Whether a name says more exactly where in a country or division it was: near the trigger, or in its district."""
    inner, outer = toponym.location, coarse.location
    if _FINENESS[outer.precision] > _FINENESS[PlacePrecision.ADMIN2] or inner.country != outer.country:
        return False
    district = outer.precision is PlacePrecision.ADMIN2 and inner.admin2 == outer.admin2
    if toponym.rule == "dateline":
        return district and inner.name != outer.name
    if _FINENESS[inner.precision] <= max(_FINENESS[outer.precision], 0.25) or not _contains(outer, inner):
        return False
    sentence = toponym.span.sentence
    near = sentence == 0 or abs(sentence - trigger.sentence) <= _NEIGHBOURS or _tells(rest, sentence)
    placed = toponym.locative or toponym.part_of is not None or sentence == trigger.sentence
    return (district and inner.admin1 == outer.admin1) or (
        near and placed and toponym.kind is not ToponymKind.ORGANISATION
    )


def _contains(outer: Location, inner: Location) -> bool:
    """Whether a country, division or region holds a place in it; of what only the text places, nothing is known."""
    if outer.geonames_id is None:
        return lies_in(inner, outer)
    match outer.precision:
        case PlacePrecision.ADMIN1:
            return inner.admin1 == outer.admin1
        case PlacePrecision.ADMIN2:
            return (inner.admin2 or inner.admin1) in (outer.admin2, outer.admin1)
        case _:
            return True


def _serves(page: Page, toponym: Toponym, outer: Location, mentions: Counter[int | None]) -> bool:
    """Whether a report on a division was filed in a town of it that it goes on to name, or cites that town's police."""
    inner = toponym.location
    if inner.admin1 is None or inner.admin1 != outer.admin1 or inner.precision is not PlacePrecision.SETTLEMENT:
        return False
    part = _part_of(page, toponym)
    filed = toponym.rule == "dateline" and mentions[inner.geonames_id] > 1
    return filed or _POLICE.match(part, toponym.span.end) is not None


def _tells(rest: tuple[Span, ...], sentence: int) -> bool:
    return any(span.sentence == sentence for span in rest)


def _fitness(page: Page, toponym: Toponym, mentions: int) -> float:
    """How well a name's own words make it a place of acts."""
    part = _part_of(page, toponym)
    behind = part[max(0, toponym.span.start - _BEHIND) : toponym.span.start].lower()
    score = _CERTAINTY * toponym.score + _FINENESS[toponym.location.precision]
    if toponym.location.precision is PlacePrecision.NEAR and (toponym.location.radius_km or 0.0) > _FAR_KM:
        score += _FAR_OFF
    score += min(_MOST_FOR_MENTIONS, _PER_MENTION * (mentions - 1))
    if toponym.locative:
        score += _LOCATIVE
    if toponym.part_of is not None:
        score += _CONTAINED
    if toponym.kind is ToponymKind.ORGANISATION:
        score += _LOCAL_POLICE if _POLICE.match(part, toponym.span.end) else _STANDS_FOR_PEOPLE
    if _SAYING.search(behind) or (_DESK.search(behind) and _TELLS.match(part, toponym.span.end)):
        score += _SAID_THERE
    elif _ORIGIN.search(behind):
        score += _LOCATIVE if _LEFT.search(behind) else _FROM_THERE
    return score


def _nearness(toponym: Toponym, trigger: Span) -> float:
    if toponym.span.sentence != trigger.sentence:
        return 0.0
    after = toponym.span.start >= trigger.end
    gap = toponym.span.start - trigger.end if after else trigger.start - toponym.span.end
    return _SAME_SENTENCE + (_AFTER if after else 0.0) - min(1.5, max(0, gap) * _PER_CHARACTER)


def _distance_cost(toponym: Toponym, trigger: Span, rest: tuple[Span, ...]) -> float:
    """What it costs to carry a place over from another sentence; later ones cost more than earlier ones."""
    sentence = toponym.span.sentence
    if sentence == 0:
        return _TITLE
    distance = trigger.sentence - sentence
    if abs(distance) > _FARTHEST:
        return float("inf")
    cost = _SENTENCE_BEFORE * distance if distance > 0 else -_SENTENCE_AFTER * distance
    return cost / 2 if _tells(rest, sentence) else cost


def _answer(
    page: Page, toponym: Toponym, toponyms: tuple[Toponym, ...], trigger: Span, rest: tuple[Span, ...]
) -> tuple[Location, Evidence]:
    """The place with address and venue; as the city, where the name is a part of one ("East Flatbush, Brooklyn")."""
    part = _part_of(page, toponym)
    location = part_named(toponym.location, part[max(0, toponym.span.start - _BEHIND) : toponym.span.start])
    outer = toponyms[toponym.part_of].location if toponym.part_of is not None else None
    if outer is not None and location.precision is PlacePrecision.SETTLEMENT is outer.precision:
        location = replace(outer, lat=location.lat, lon=location.lon, radius_km=location.radius_km, venue=toponym.text)
    if toponym.rule == "dateline":
        basis = PlaceBasis.DATELINE
    else:
        basis = PlaceBasis.TEXT if toponym.span.sentence == trigger.sentence else PlaceBasis.CONTEXT
    location = replace(location, basis=basis)
    if _FINENESS[location.precision] >= _FINENESS[PlacePrecision.ADMIN2]:
        told = [page.sentences[number].text for number in _told_in(page, trigger, rest)]
        address = next((found for text in told if (found := address_in(text))), None)
        venue = location.venue or venue_in(told[0])
        location = replace(location, address=address, venue=venue)
    return location, Evidence("location", toponym.span, toponym.rule)


def _told_in(page: Page, trigger: Span, rest: tuple[Span, ...]) -> list[int]:
    """The sentences whose address is the act's: its own, those of ``rest``, the one behind it."""
    behind = (trigger.sentence + 1,) if 0 < trigger.sentence < len(page.sentences) - 1 else ()
    numbers = (trigger.sentence, *(span.sentence for span in rest[:_MOST_REST]), *behind)
    return [number for number in numbers if number < len(page.sentences)]
