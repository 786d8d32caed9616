"""Which of its namesakes a place name means: what the other names of the text have in common decides, then size."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.gazetteer import ALTERNATE, ROW, Gazetteer, Level
from pipeline.reading.place_lexicon import Region
from pipeline.reading.place_name import Name

_COUNTRY_WEIGHT: Final = 3.5
_ADMIN1_WEIGHT: Final = 3.5
_OWN_SHARE: Final = 2.0
"""A division counts in full from half of the votes of the country that most names speak for.

The departments of one country bear the names of towns that elsewhere lie in one division, and must not elect it.
"""
_KM_PER_DEGREE: Final = 111.2
_ALTERNATE: Final = -0.8
_LISTED: Final = 1.0
_CAPITAL: Final = 0.8
_LEVEL_PRIOR: Final = {Level.COUNTRY: 1.5, Level.ADMIN1: -0.4, Level.ADMIN2: -1.2, Level.SETTLEMENT: 0.0}
_LEVEL_MATCH: Final = 4.0
_LEVEL_NEAR: Final = 2.0
_WITHIN: Final = 8.0
_ROUNDS: Final = 2
_LEAST_POPULATION: Final = 100
_OUT_OF_REACH: Final = 2.0
_SOME: Final = 1e-6
_MOST_OPTIONS: Final = 16
_CACHED: Final = 4096
_DATELINE: Final = 1.0
_STREET: Final = re.compile(
    r"(?:(?: and)? [A-Z]\w+)? (?:[Ss]treets?|St\b|[Aa]venues?|Ave\b|[Rr]oads?|Rd\b|[Bb]oulevard|Blvd|[Dd]rive|Dr\b"
    r"|[Ll]ane|Ln\b|Parkway|Pike|Highway|Terrace|Circle|Trail|Turnpike)\b"
)
"""Behind a name: "Ohio Street" is in any city."""
_BEHIND_CITY: Final = 0.3
_TOWN: Final = 1000
_CHIEF_PLACE: Final = 0.05
"""The share of a division's people that makes a place of its name more than a village."""
_PART_OF_CITY: Final = 30_000
"""In hundred-thousandths of a degree."""


class Meaning(NamedTuple):
    """The place that a name means.

    ``sure`` compares it to its namesakes, ``support`` is what the other names say for it; both 0 to 1.
    """

    row: int
    sure: float
    support: float


class Options(NamedTuple):
    """The places that a name may mean, the likeliest first, with what speaks for each by size and kind alone.

    ``admin1s`` has a first-order division's own row where it is one; ``ballot`` is what the name votes for before
    anything else is known.
    """

    rows: tuple[int, ...]
    scores: tuple[float, ...]
    countries: tuple[int, ...]
    admin1s: tuple[int, ...]
    ballot: tuple[tuple[int, int, float], ...]


Group = tuple[str, Level | None, str]
"""Names that mean the same place: key, what a word beside it says it is, key of what contains it."""


@lru_cache(maxsize=_CACHED)
def options_of(
    gazetteer: Gazetteer, postings: tuple[int, ...], level: Level | None, outer: tuple[int, ...], *, listed: bool
) -> Options:
    """What a name may mean; what lies in ``outer``, the rows that the text puts it into, comes before all else."""
    found = []
    wide = {posting & ROW for posting in outer}
    for number, posting in enumerate(postings):
        row = posting & ROW
        score = _prior(gazetteer, posting, level) + _LISTED * (listed and number == 0)
        if wide and is_within(row, wide, gazetteer):
            score += _WITHIN
        found.append((-score, row))
    if level is None:
        own = frozenset(posting for posting in postings if not posting & ALTERNATE)
        found = [(_below_its_city(gazetteer, row, score, found, own), row) for score, row in found]
    found.sort()
    rows = tuple(row for _, row in found[:_MOST_OPTIONS])
    scores = tuple(-score for score, _ in found[:_MOST_OPTIONS])
    countries = tuple(gazetteer.country[row] for row in rows)
    admin1s = tuple(gazetteer.admin1[row] or (row if gazetteer.level[row] == Level.ADMIN1 else 0) for row in rows)
    return Options(rows, scores, countries, admin1s, _ballot(scores, countries, admin1s))


def _below_its_city(
    gazetteer: Gazetteer, row: int, score: float, found: list[tuple[float, int]], own: frozenset[int]
) -> float:
    """A division's score, put behind that of a town of its name: "Kherson" and "Marion, Ind." alone are the towns."""
    level = gazetteer.level[row]
    if level not in (Level.ADMIN1, Level.ADMIN2):
        return score
    first_order = row if level == Level.ADMIN1 else gazetteer.admin1[row]
    least = max(_TOWN, _CHIEF_PLACE * gazetteer.population[row] if level == Level.ADMIN1 else 0)
    towns = (
        other
        for other, place in found
        if place in own
        and gazetteer.level[place] == Level.SETTLEMENT
        and gazetteer.admin1[place] == first_order
        and gazetteer.population[place] >= least
    )
    return max([score, *(other + _BEHIND_CITY for other in towns)])


def _prior(gazetteer: Gazetteer, posting: int, level: Level | None) -> float:
    """How likely a place is meant by its name alone: by its size, its kind, and whether the name is its own."""
    row = posting & ROW
    of = Level(gazetteer.level[row])
    score = math.log10(gazetteer.population[row] + _LEAST_POPULATION) + _LEVEL_PRIOR[of]
    if posting & ALTERNATE:
        score += _ALTERNATE
    if row in gazetteer.capitals:
        score += _CAPITAL
    if level is of:
        score += _LEVEL_MATCH
    elif {level, of} == {Level.ADMIN1, Level.ADMIN2}:
        score += _LEVEL_NEAR
    return score


def _ballot(
    scores: Sequence[float], countries: tuple[int, ...], admin1s: tuple[int, ...]
) -> tuple[tuple[int, int, float], ...]:
    """One vote, shared between the places a name may mean."""
    most = max(scores)
    raw = [
        (country, admin1, 10 ** (score - most))
        for score, country, admin1 in zip(scores, countries, admin1s, strict=True)
        if score > most - _OUT_OF_REACH
    ]
    total = sum([weight for _, _, weight in raw])
    return tuple((country, admin1, weight / total) for country, admin1, weight in raw)


def resolve(names: list[Name], gazetteer: Gazetteer, context: Iterable[tuple[int, float]] = ()) -> list[Meaning | None]:
    """The place that each name means; null for listed regions.

    ``context`` gives rows of countries or divisions, with weights, that the outlet votes for.
    """
    groups: defaultdict[Group, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        if name.postings:
            groups[name.key, name.level, name.part_of.key if name.part_of else ""].append(number)
    options: dict[Group, Options] = {}
    for group, members in groups.items():
        name = names[members[0]]
        outer = name.part_of.postings if name.part_of else ()
        options[group] = options_of(gazetteer, name.postings, name.level, outer, listed=name.known is not None)
    _inherit_division(groups, options)
    weights = {group: _weight(names, members) for group, members in groups.items()}
    ballots = {group: found.ballot for group, found in options.items()}
    scores = _rescore(options, ballots, weights, gazetteer, context)
    for _ in range(_ROUNDS - 1):
        ballots = {group: _ballot(scores[group], found.countries, found.admin1s) for group, found in options.items()}
        scores = _rescore(options, ballots, weights, gazetteer, context)
    meaning: list[Meaning | None] = [None] * len(names)
    for group, members in groups.items():
        means = _choose(options[group], scores[group])
        for number in members:
            meaning[number] = means
    return meaning


def _choose(options: Options, scores: list[float]) -> Meaning:
    best = max(scores)
    at = scores.index(best)
    sure = 1 / sum([10 ** (score - best) for score in scores])
    return Meaning(options.rows[at], sure, min(1.0, (best - options.scores[at]) / (_COUNTRY_WEIGHT + _ADMIN1_WEIGHT)))


def _weight(names: list[Name], members: list[int]) -> float:
    """What a name's vote counts: more where it is said often, and where it tells where the report was filed."""
    votes = sum([not _STREET.match(names[number].following) for number in members])
    filed = "dateline" in [names[number].cue for number in members]
    return 0.7 + 0.3 * math.log2(votes + 1) + _DATELINE * filed if votes else 0.0


def _inherit_division(groups: dict[Group, list[int]], options: dict[Group, Options]) -> None:
    """After "the Kursk region", a bare "Kursk" means the region."""
    divisions = {key: options[key, level, outer] for key, level, outer in groups if level is Level.ADMIN1}
    for group in groups:
        if group[1] is None and group[0] in divisions:
            options[group] = divisions[group[0]]


def is_within(row: int, wide: set[int], gazetteer: Gazetteer) -> bool:
    """Whether one of the rows is a country or division that holds this one, or the city that it is a part of."""
    if row in wide:
        return False
    if gazetteer.country[row] in wide or gazetteer.admin1[row] in wide or gazetteer.admin2[row] in wide:
        return True
    if gazetteer.level[row] != Level.SETTLEMENT:
        return False
    latitude, longitude, population = gazetteer.latitude, gazetteer.longitude, gazetteer.population
    return any(
        abs(latitude[outer] - latitude[row]) < _PART_OF_CITY
        and abs(longitude[outer] - longitude[row]) < _PART_OF_CITY
        and population[outer] > population[row]
        and gazetteer.level[outer] == Level.SETTLEMENT
        for outer in wide
    )


def is_in_region(posting: int, region: Region, gazetteer: Gazetteer) -> bool:
    """Whether a row is in a listed region: in its country, and within its radius."""
    row = posting & ROW
    if region.lat is None or region.lon is None or region.radius_km is None or not gazetteer.level[row]:
        return False
    if gazetteer.code(gazetteer.country[row]) != region.country:
        return False
    north = gazetteer.latitude[row] / 1e5 - region.lat
    east = (gazetteer.longitude[row] / 1e5 - region.lon) * math.cos(math.radians(region.lat))
    return math.hypot(north, east) * _KM_PER_DEGREE <= region.radius_km


def _rescore(
    options: dict[Group, Options],
    ballots: dict[Group, tuple[tuple[int, int, float], ...]],
    weights: dict[Group, float],
    gazetteer: Gazetteer,
    context: Iterable[tuple[int, float]],
) -> dict[Group, list[float]]:
    """The first scores, and on top what the other names, as far as understood, and the context vote for.

    A name does not vote for itself, nor where a word beside it makes another kind of it ("the town of Shelby").
    """
    countries, admin1s = _votes(ballots, ballots, weights)
    for row, weight in context:
        countries[gazetteer.country[row]] += weight
        if gazetteer.level[row] == Level.ADMIN1:
            admin1s[row] += weight
    chief = max(countries.values(), default=0.0)
    after: dict[Group, list[float]] = {}
    alike: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in options:
        alike[group[0], group[2]].append(group)
    for group, found in options.items():
        own_countries, own_admin1s = _votes(alike[group[0], group[2]], ballots, weights)
        own_admin1s[0] = admin1s[0]
        rescored: list[float] = []
        after[group] = rescored
        for score, country, admin1 in zip(found.scores, found.countries, found.admin1s, strict=True):
            of_country = countries.get(country, 0.0) - own_countries.get(country, 0.0)
            of_admin1 = admin1s.get(admin1, 0.0) - own_admin1s.get(admin1, 0.0) if admin1 else 0.0
            if of_country > _SOME:
                score += _COUNTRY_WEIGHT * of_country / (of_country + 1)  # noqa: PLW2901
            if of_admin1 > _SOME:
                share = min(1.0, _OWN_SHARE * of_country / chief)
                score += _ADMIN1_WEIGHT * share * of_admin1 / (of_admin1 + 1)  # noqa: PLW2901
            rescored.append(score)
    return after


def _votes(
    groups: Iterable[Group], ballots: dict[Group, tuple[tuple[int, int, float], ...]], weights: dict[Group, float]
) -> tuple[dict[int, float], dict[int, float]]:
    """What some names vote for: countries, and first-order divisions."""
    countries: defaultdict[int, float] = defaultdict(float)
    admin1s: defaultdict[int, float] = defaultdict(float)
    for group in groups:
        weight = weights[group]
        for country, admin1, share in ballots[group]:
            countries[country] += weight * share
            admin1s[admin1] += weight * share
    return countries, admin1s
