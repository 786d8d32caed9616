"""The place of an act: that of the words around its trigger, not the nearest name."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from msgspec import structs

from pipeline.lexicon.screen import guarded
from pipeline.reading.compatible import distance_km
from pipeline.reading.findings import Toponym, ToponymKind
from pipeline.reading.page import LetterCase, Page
from pipeline.reading.place_anchors import anchors, namesakes
from pipeline.reading.place_asides import is_of_opinion, is_street, is_whose, senders, tells_of_a_town
from pipeline.reading.place_fitness import BEHIND, FINENESS, POLICE, fitness, part_of
from pipeline.reading.place_here import heres
from pipeline.reading.place_lexicon import NOWHERE
from pipeline.reading.place_matter import OTHER_MATTER, is_of_another
from pipeline.reading.place_parts import lies_in, part_named
from pipeline.reading.place_sites import address_in, venue_in
from schemas.values import Evidence, Location, PlaceBasis, PlacePrecision, Span

_POSSESSIVE: Final = re.compile(r"['\u2019]s\b")
_EVERYWHERE: Final = guarded(
    r"\b(?:nationwide|countrywide|(?:across|throughout|around|all over) (?:the )?(?:whole |entire )?(?:country|nation)"
    r"|general strikes?|national strikes?)\b"
)
"""What took place in a whole country was in none of its cities alone."""
_AFTER: Final = 0.4
_HERE: Final = 4.0
"""What "here" is worth: as much as the name of a town that a locative marks."""
_OF_ANOTHER_MATTER: Final = -1.0
_OF_OPINION: Final = -1.5
_BEYOND_KM: Final = 100.0
"""What is farther from a city than this is not near it: its country is all that is known."""
_QUARTER_KM: Final = 15.0
_PER_CHARACTER: Final = 1 / 150
_TITLE: Final = 0.3
_SENTENCE_BEFORE: Final = 0.3
_SENTENCE_AFTER: Final = 0.45
_FARTHEST: Final = 12
_MOST_REST: Final = 4
_SAME_SENTENCE: Final = 1.2
_FILED: Final = 3.2
_FITTING: Final = 3.0
"""What a name is worth whose own words make it no other place: where somebody spoke, or came from."""
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
        worth = fitness(page, toponym, trigger, mentions[toponym.location.geonames_id])
        worth += _OF_OPINION if is_of_opinion(page, toponym, trigger) else 0.0
        return worth + _nearness(page, toponym.span, trigger) - _distance_cost(toponym.span, trigger, rest)

    anchored = anchors(page, toponyms)
    elsewhere = namesakes(page, toponyms)
    abroad = senders(page, toponyms, trigger)
    usable = [
        toponym if toponym.quarter is None else structs.replace(toponym, location=toponym.quarter)
        for number, toponym in enumerate(toponyms)
        if toponym.kind is not ToponymKind.DEMONYM
        and number not in anchored
        and number not in elsewhere
        and not is_street(page, toponym)
        and not is_whose(page, toponym)
        and not tells_of_a_town(page, toponym, next(iter(toponyms[number + 1 : number + 2]), None))
        and toponym.location.country != NOWHERE
        and toponym.location.country not in abroad
        and not (toponym.rule == "dateline" and number and toponyms[number - 1].rule == "dateline")
    ]
    best = _best(usable, value)
    if best is not None and best.span.sentence not in (0, trigger.sentence):
        best = _own_place(page, best, usable, trigger, value)
    if best is not None and best.span.sentence and best.rule != "dateline" and value(best) < _here(page, trigger, rest):
        best = next((toponym for toponym in usable if toponym.rule == "dateline"), None)
    if best is None or (best.stray and best.quarter is None) or is_of_another(page, best, toponyms, trigger):
        return None
    if best.location.precision is PlacePrecision.NEAR:
        best = _told_exactly(best, toponyms, anchored, trigger)
    if _is_far_off(best.location):
        country = next((one for one in usable if _is_its_country(one.location, best.location)), None)
        return None if country is None else _answer(page, country, toponyms, trigger, rest)
    if best.location.precision is PlacePrecision.COUNTRY and _EVERYWHERE.search(
        page.sentences[trigger.sentence].folded
    ):
        return _answer(page, best, toponyms, trigger, rest)
    finer = _best((toponym for toponym in usable if _narrows(toponym, best, trigger, rest)), value)
    if finer is None and best.location.precision in (PlacePrecision.ADMIN1, PlacePrecision.REGION):
        finer = next((toponym for toponym in usable if _serves(page, toponym, best.location, mentions)), None)
    return _answer(page, finer or best, toponyms, trigger, rest)


def _own_place(
    page: Page, other: Toponym, usable: list[Toponym], trigger: Span, value: Callable[[Toponym], float]
) -> Toponym:
    """The place of the act's own sentence, where that puts it in another country than the best of the others.

    In capitals it is that place always: there a name that case cannot mark is worth less than "the capital".
    """
    best = _best(
        (
            one
            for one in usable
            if one.span.sentence == trigger.sentence
            and one.locative
            and one.rule != "dateline"
            and not _POSSESSIVE.match(part_of(page, one.span), one.span.end)
            and value(one) > _FITTING
        ),
        value,
    )
    capitals = page.letter_case is LetterCase.UPPER
    return other if best is None or not (capitals or best.location.country != other.location.country) else best


def _told_exactly(near: Toponym, toponyms: tuple[Toponym, ...], anchored: dict[int, int], trigger: Span) -> Toponym:
    """What "north of Baghdad" means where another sentence says "in Baiji, 200 km north of Baghdad"."""
    city = near.location.geonames_id
    told = (toponyms[inner] for outer, inner in anchored.items() if toponyms[outer].location.geonames_id == city)
    return next((one for one in told if abs(one.span.sentence - trigger.sentence) <= _NEIGHBOURS), near)


def _here(page: Page, trigger: Span, rest: tuple[Span, ...]) -> float:
    """What speaks for an act told as "here", as for a name."""
    first = max(1, trigger.sentence - _NEIGHBOURS)
    told = {*range(first, trigger.sentence + 1), *(span.sentence for span in rest[:_MOST_REST])} - {0}
    return max(
        (
            _HERE + _nearness(page, span, trigger) - _distance_cost(span, trigger, rest)
            for span in heres(page, sorted(told))
        ),
        default=0.0,
    )


def _is_far_off(location: Location) -> bool:
    """Whether all that is known is a city hundreds of kilometres away."""
    return location.precision is PlacePrecision.NEAR and (location.radius_km or 0.0) > _BEYOND_KM


def _is_its_country(outer: Location, inner: Location) -> bool:
    return outer.precision is PlacePrecision.COUNTRY and outer.country == inner.country


def _best(toponyms: Iterable[Toponym], value: Callable[[Toponym], float]) -> Toponym | None:
    valued = [(value(toponym), -number, toponym) for number, toponym in enumerate(toponyms)]
    best = max(valued, default=None, key=lambda entry: entry[:2])
    return best[2] if best is not None and best[0] > 0 else None


def _narrows(toponym: Toponym, coarse: Toponym, trigger: Span, rest: tuple[Span, ...]) -> bool:
    """Whether a name says more exactly where in a country or division it was: near the trigger, or in its district."""
    inner, outer = toponym.location, coarse.location
    if FINENESS[outer.precision] > FINENESS[PlacePrecision.ADMIN2] or inner.country != outer.country:
        return False
    district = outer.precision is PlacePrecision.ADMIN2 and inner.admin2 == outer.admin2
    if toponym.rule == "dateline":
        return district and inner.name != outer.name
    if (
        _is_far_off(inner)
        or FINENESS[inner.precision] <= max(FINENESS[outer.precision], 0.25)
        or not _contains(outer, inner)
    ):
        return False
    sentence = toponym.span.sentence
    if outer.precision is PlacePrecision.REGION and sentence != trigger.sentence:
        return False
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
    part = part_of(page, toponym.span)
    filed = toponym.rule == "dateline" and mentions[inner.geonames_id] > 1
    return filed or POLICE.match(part, toponym.span.end) is not None


def _tells(rest: tuple[Span, ...], sentence: int) -> bool:
    return any(span.sentence == sentence for span in rest)


def _nearness(page: Page, span: Span, trigger: Span) -> float:
    if span.sentence != trigger.sentence:
        return 0.0
    after = span.start >= trigger.end
    start, end = (trigger.end, span.start) if after else (span.end, trigger.start)
    apart = OTHER_MATTER.search(part_of(page, span)[start:end].lower()) is not None
    near = _SAME_SENTENCE + (_AFTER if after else 0.0) - min(1.5, max(0, end - start) * _PER_CHARACTER)
    return near + (_OF_ANOTHER_MATTER if apart else 0.0)


def _distance_cost(span: Span, trigger: Span, rest: tuple[Span, ...]) -> float:
    """What it costs to carry a place over from another sentence; later ones cost more than earlier ones."""
    sentence = span.sentence
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
    part = part_of(page, toponym.span)
    location = part_named(toponym.location, part[max(0, toponym.span.start - BEHIND) : toponym.span.start])
    outer = toponyms[toponym.part_of].location if toponym.part_of is not None else None
    if outer is not None and _is_quarter(location, outer):
        location = replace(outer, lat=location.lat, lon=location.lon, radius_km=location.radius_km, venue=toponym.text)
    if toponym.rule == "dateline":
        basis = PlaceBasis.DATELINE
    else:
        basis = PlaceBasis.TEXT if toponym.span.sentence == trigger.sentence else PlaceBasis.CONTEXT
    address, venue = location.address, location.venue
    if FINENESS[location.precision] >= FINENESS[PlacePrecision.ADMIN2]:
        told = [page.sentences[number].text for number in _told_in(page, trigger, rest)]
        address = next((found for text in told if (found := address_in(text))), None)
        venue = venue or venue_in(told[0])
    if (location.basis, location.address, location.venue) != (basis, address, venue):
        location = replace(location, basis=basis, address=address, venue=venue)
    return location, Evidence("location", toponym.span, toponym.rule)


def _is_quarter(inner: Location, outer: Location) -> bool:
    """Whether a name told as in a city is a part of it, and no town of the division that is called as the city is."""
    towns = inner.precision is PlacePrecision.SETTLEMENT is outer.precision
    return towns and distance_km(inner, outer) <= max(_QUARTER_KM, outer.radius_km or 0.0)


def _told_in(page: Page, trigger: Span, rest: tuple[Span, ...]) -> list[int]:
    """The sentences whose address is the act's: its own, those of ``rest``, the one behind it."""
    behind = (trigger.sentence + 1,) if 0 < trigger.sentence < len(page.sentences) - 1 else ()
    numbers = (trigger.sentence, *(span.sentence for span in rest[:_MOST_REST]), *behind)
    return [number for number in numbers if number < len(page.sentences)]
