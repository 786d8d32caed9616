"""Toponyms in context, and the place of an act.

``find_places`` reads every place name of a page; ``place_of`` picks the one where the act of a trigger happened.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from pipeline.gazetteer import Gazetteer, Level
from pipeline.reading.findings import Toponym
from pipeline.reading.page import LetterCase, Page, Sentence
from pipeline.reading.place_act import place_of
from pipeline.reading.place_capital import capitals
from pipeline.reading.place_context import Meaning, resolve
from pipeline.reading.place_guards import is_aimed_at, is_doubtful, is_wide, kind_of, surnames_of
from pipeline.reading.place_name import Name
from pipeline.reading.place_names import Scanner
from pipeline.reading.place_outlets import outlet_city, outlet_context
from pipeline.reading.place_scene import Scene, scene_of, strays_of
from pipeline.reading.place_ties import contain
from pipeline.reading.place_unlisted import borderlands, inside, located_in, unlisted_places
from schemas.values import Location, PlaceBasis, PlacePrecision, Span

__all__ = ["filed_in", "find_places", "outlet_place", "place_of"]

_CACHED: Final = 4096
_MARKET_KM: Final = 60.0
"""Most of what a city's outlets tell as local is no farther from it."""
_PRECISION: Final = {
    Level.COUNTRY: PlacePrecision.COUNTRY,
    Level.ADMIN1: PlacePrecision.ADMIN1,
    Level.ADMIN2: PlacePrecision.ADMIN2,
    Level.SETTLEMENT: PlacePrecision.SETTLEMENT,
}


@lru_cache(maxsize=8)
def _scanner(gazetteer: Gazetteer) -> Scanner:
    return Scanner(gazetteer)


def find_places(page: Page, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Every place name of the page, in order, each with the place it means here.

    A dateline's places come before those of sentence 1, with the rule ``dateline``, and stand before its start.
    """
    scanner = _scanner(gazetteer)
    caseless = page.letter_case is not LetterCase.MIXED
    names = scanner.scan(page.article.title, page.sentences[:1], caseless=caseless)
    names += _dateline(page, scanner, gazetteer, caseless=caseless)
    names += scanner.scan(page.article.text, page.sentences[1:], caseless=caseless)
    contain(names, page, gazetteer)
    names += [
        *unlisted_places(names, page),
        *borderlands(names, page, gazetteer),
        *capitals(names, page, gazetteer),
    ]
    names.sort(key=lambda name: (name.span.sentence, name.span.start))
    surnames = surnames_of(names)
    placed = frozenset(
        name.key for name in names if name.part_of is not None or (name.locative and not is_aimed_at(name, surnames))
    )
    kinds = {id(name): kind for name in names if (kind := kind_of(name, gazetteer, surnames, placed)) is not None}
    kept = [name for name in names if id(name) in kinds and (not name.is_unlisted or id(name.part_of) in kinds)]
    context = outlet_context(page, gazetteer)
    meaning = resolve(kept, gazetteer, context)
    number_of = {id(name): number for number, name in enumerate(kept)}
    outer = [number_of.get(id(name.part_of)) if name.part_of is not None else None for name in kept]
    scene = scene_of(kept, meaning, outlet_city(page, gazetteer), context, gazetteer)
    locations = _locations(kept, meaning, outer, scene.city, gazetteer)
    strays = strays_of(kept, meaning, locations, gazetteer)
    return tuple(
        Toponym(
            span=name.span,
            text=name.text,
            kind=kinds[id(name)],
            location=location,
            score=_score(name, means),
            rule=_rule(name),
            locative=name.locative,
            part_of=within,
            stray=name.key in strays,
            quarter=_at_home(name, means, scene, gazetteer),
        )
        for name, means, within, location in zip(kept, meaning, outer, locations, strict=True)
    )


def outlet_place(page: Page, gazetteer: Gazetteer) -> Location | None:
    """Where a text that names no place has its crime: about the outlet's city, else in its first-order division."""
    city = outlet_city(page, gazetteer)
    if city is not None:
        return replace(_market(_location(gazetteer, city)), basis=PlaceBasis.OUTLET)
    rows = (row for row, _ in outlet_context(page, gazetteer) if gazetteer.level[row] == Level.ADMIN1)
    row = next(rows, None)
    return None if row is None else replace(_location(gazetteer, row), basis=PlaceBasis.OUTLET)


def filed_in(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> Location | None:
    """The country of the dateline."""
    code = next((one.location.country for one in toponyms if one.rule == "dateline"), None)
    row = gazetteer.row_of_country(code) if code else None
    return None if row is None else _location(gazetteer, row)


def _locations(
    names: list[Name],
    meaning: list[Meaning | None],
    outer: list[int | None],
    city: int | None,
    gazetteer: Gazetteer,
) -> list[Location]:
    """The place of each name; of unlisted ones, as far as their container tells it."""
    quarters: dict[str, Location] = {}
    found = []
    for name, means, within in zip(names, meaning, outer, strict=True):
        if name.is_unlisted and within is not None:
            means = meaning[within]  # noqa: PLW2901
            container = names[within]
            listed = _region(container, gazetteer) if means is None else _location(gazetteer, means.row)
            found.append(located_in(listed, name.text))
            continue
        location = _region(name, gazetteer) if means is None else _location(gazetteer, means.row)
        if name.near_km is not None and location.precision is PlacePrecision.SETTLEMENT:
            location = replace(
                location, precision=PlacePrecision.NEAR, radius_km=(location.radius_km or 0.0) + name.near_km
            )
        if city is not None and within is None and name.next_word in _NEIGHBOURHOOD:
            location = quarters[name.key] = located_in(_location(gazetteer, city), name.text)
        found.append(location)
    return [
        quarters.get(name.key, location) if within is None else location
        for name, within, location in zip(names, outer, found, strict=True)
    ]


def _at_home(name: Name, means: Meaning | None, scene: Scene, gazetteer: Gazetteer) -> Location | None:
    """Where the page's own city or division has a name that elsewhere is another place's."""
    row = scene.of(name, means, gazetteer)
    if row is None:
        return None
    if row in name.postings:
        return _location(gazetteer, row)
    whole = _location(gazetteer, row)
    if row == scene.city and not scene.named:
        return replace(_market(whole), venue=name.text)
    return located_in(whole, name.text)


def _market(city: Location) -> Location:
    return replace(city, precision=PlacePrecision.NEAR, radius_km=_MARKET_KM)


def _dateline(page: Page, scanner: Scanner, gazetteer: Gazetteer, *, caseless: bool) -> list[Name]:
    """The names in the dateline, as of the first sentence, before which it stands."""
    dateline = page.dateline
    if dateline is None or dateline.place is None or len(page.sentences) < 2:
        return []
    start = page.article.text.find(dateline.place, dateline.start, dateline.end)
    end = start + len(dateline.place)
    if start < 0:
        return []
    names = scanner.scan(page.article.text, (Sentence(1, start, end, dateline.place),), caseless=caseless)
    if names and is_wide(names[0], gazetteer):
        # "TOONE, Tenn.": a town that the gazetteer lacks.
        town = dateline.place[: names[0].span.start - start].rstrip(", ")
        if town and names[0].span.start - start - len(town) == len(", "):
            names.insert(0, inside(names[0], Span(1, start, start + len(town)), town))
    for name in names:
        name.cue, name.locative, name.in_title_case = "dateline", True, False
    return names


def _score(name: Name, means: Meaning | None) -> float:
    base = 0.95 if name.part_of is not None else 0.9 if name.locative else 0.6
    if name.caseless:
        base *= _CASELESS
    if means is None:
        return base
    score = base * (0.3 + 0.2 * means.sure + 0.5 * means.support)
    if name.part_of is None and means.support < _UNSUPPORTED and is_doubtful(name):
        score *= 0.5
    return score


def _rule(name: Name) -> str:
    if name.cue == "dateline":
        return "dateline"
    return "contained" if name.part_of is not None else "locative" if name.locative else "name"


_UNSUPPORTED: Final = 0.3
_CASELESS: Final = 0.8
_NEIGHBOURHOOD: Final = frozenset(("neighborhood", "neighbourhood", "neighborhoods", "neighbourhoods", "section"))


@lru_cache(maxsize=_CACHED)
def _location(gazetteer: Gazetteer, row: int) -> Location:
    place = gazetteer.place(row)
    return Location(
        name=place.name,
        country=place.country,
        precision=_PRECISION[place.level],
        basis=PlaceBasis.TEXT,
        admin1=place.name if place.level is Level.ADMIN1 else place.admin1,
        admin2=place.name if place.level is Level.ADMIN2 else place.admin2,
        geonames_id=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
    )


def _region(name: Name, gazetteer: Gazetteer) -> Location:
    """A listed region, or a listed site with the divisions and the settlement it stands in."""
    assert name.known is not None
    region = name.known.region
    assert region is not None
    at = gazetteer.place(region.row) if region.row is not None else None
    return Location(
        name=at.name if at is not None and at.level is Level.SETTLEMENT else region.name,
        country=region.country,
        precision=PlacePrecision.REGION if at is None else PlacePrecision.SITE,
        basis=PlaceBasis.TEXT,
        admin1=None if at is None else at.name if at.level is Level.ADMIN1 else at.admin1,
        admin2=None if at is None else at.admin2,
        geonames_id=None if at is None else at.geonames_id,
        lat=region.lat,
        lon=region.lon,
        radius_km=region.radius_km,
        venue=name.text if at is not None else None,
    )
