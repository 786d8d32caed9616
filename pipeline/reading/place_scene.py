"""The city or division that a page is about: what a name means that else would lie far from it.

"A man was shot in Englewood, Chicago police said" is about no other Englewood. A name that only namesakes elsewhere
bear, and that nothing else on the page speaks for, is a quarter of the page's city or a village of its division.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from pipeline.gazetteer import ALTERNATE, Gazetteer, Level, fold
from pipeline.reading.place_context import Meaning
from pipeline.reading.place_distance import is_told_by_distance
from pipeline.reading.place_name import Name
from schemas.values import Location

_LARGE_CITY: Final = 100_000
_NOTED: Final = 50_000
"""A larger place may be in the news without its country's name."""
_MANY: Final = 3
_SURE: Final = 0.8
_UNSUPPORTED: Final = 0.5
"""Under this much support nothing on the page speaks for a name's division."""
_SUPPORTED: Final = 0.7
"""From here on the page's other names speak for a name's division, beyond its country."""
_FOREIGN: Final = 0.3
"""Under this much nothing speaks for its country."""
_PARTS: Final = frozenset(
    ("park", "village", "heights", "gardens", "manor", "estates", "terrace", "town", "homes", "projects", "hills")
)
"""What a quarter's name ends in, behind a word that elsewhere is a town's."""
_FORCES: Final = frozenset(("police", "pd", "officers", "detectives"))
_SMALLER: Final = 10
"""A quarter has at most this share of its city's people."""
_MARKET: Final = 120.0
"""Kilometres: a city's outlets tell of the towns around it, over the border of its division too."""
_PER_KM: Final = 900
"""Hundred-thousandths of a degree."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page is about.

    ``policed``: the city's own police speak; ``filed``: it is written from there; ``local``: an outlet of the city's
    division tells it; ``named``: the text itself names the city.
    """

    city: int | None
    division: int | None
    forces: frozenset[str]
    """The names behind which a police force is named."""
    policed: bool
    filed: bool
    local: bool
    named: bool

    def of(self, name: Name, means: Meaning | None, gazetteer: Gazetteer) -> int | None:
        """The row of the city or division that a name is a part of, where what it seems to mean is out of place.

        A namesake in the page's own division is what is meant, and its row the answer.
        """
        chief = self.city if self.city is not None else self.division
        if chief is None or means is None or name.part_of is not None or name.is_outer or name.cue == "dateline":
            return None
        if is_told_by_distance(name.following):
            # What lies 14 km from a city is no quarter of it.
            return None
        row, population = means.row, gazetteer.population
        if not self.local and gazetteer.admin1[row] in name.postings:
            # A division's seat that bears its name: whichever is meant, no other division holds it.
            return None
        bare = gazetteer.level[row] == Level.ADMIN2 and name.level is None and name.key != fold(gazetteer.name(row))
        if not (bare or gazetteer.level[row] == Level.SETTLEMENT) or population[row] >= population[chief]:
            return None
        at_home = self.policed or self.filed
        inside = at_home and name.key not in self.forces and _is_inside(row, chief, gazetteer)
        far = self.local and self.city is not None and not _is_within(row, chief, _MARKET, gazetteer)
        part = name.after in _PARTS and (far or means.support < _UNSUPPORTED)
        if inside or part:
            return chief
        strays = name.key not in self.forces and self._strays(means, chief, gazetteer)
        return self._at_home(name, chief, gazetteer) if strays else None

    def _at_home(self, name: Name, chief: int, gazetteer: Gazetteer) -> int:
        """The town of a name in the page's division, else the chief place itself."""
        division = chief if self.city is None else gazetteer.admin1[chief]
        rows = (
            posting for posting in name.postings if not posting & ALTERNATE and gazetteer.admin1[posting] == division
        )
        towns = [row for row in rows if gazetteer.level[row] == Level.SETTLEMENT]
        return max(towns, key=lambda row: (gazetteer.population[row], -row), default=chief)

    def _strays(self, means: Meaning, chief: int, gazetteer: Gazetteer) -> bool:
        row = means.row
        if self.city is not None and _is_within(row, chief, _MARKET, gazetteer):
            return False
        if gazetteer.country[row] != gazetteer.country[chief]:
            unknown = means.sure < _SURE or gazetteer.population[row] < _NOTED
            return unknown and means.support < _FOREIGN
        division = chief if self.city is None else gazetteer.admin1[chief]
        # A wire story filed from one city tells of others: only a local one keeps to its own.
        alone = self.city is None or self.policed or self.local
        elsewhere = alone and gazetteer.admin1[row] != division
        unknown = means.sure < _SURE or gazetteer.population[row] < _NOTED
        return elsewhere and means.support < _SUPPORTED and unknown


def scene_of(
    names: list[Name],
    meaning: list[Meaning | None],
    home: int | None,
    context: list[tuple[int, float]],
    gazetteer: Gazetteer,
) -> Scene:
    """The large city that the page names most, and the first-order division that it and its outlet name most.

    ``home`` is the outlet's city: it counts as one that the page names, and stands where it names none of its country.
    """
    cities: Counter[int] = Counter({home: 1} if home is not None else {})
    divisions = Counter(row for row, _ in context if gazetteer.level[row] == Level.ADMIN1)
    country = gazetteer.country[home] if home is not None else None
    for means in meaning:
        if means is None:
            continue
        row = means.row
        match gazetteer.level[row]:
            case Level.SETTLEMENT if gazetteer.population[row] >= _LARGE_CITY:
                cities[row] += country in (None, gazetteer.country[row])
            case Level.ADMIN1:
                divisions[row] += 1
            case Level.ADMIN2 if gazetteer.admin1[row]:
                divisions[gazetteer.admin1[row]] += 1
            case _:
                pass
    city, division = (
        max(count, key=lambda row: (count[row], gazetteer.population[row]), default=None)
        for count in (cities, divisions)
    )
    forces = frozenset(name.key for name in names if name.next_word in _FORCES)
    own = [name for name, means in zip(names, meaning, strict=True) if means is not None and means.row == city]
    return Scene(
        city=city,
        division=division,
        forces=forces,
        named=bool(own),
        policed=any(name.key in forces for name in own),
        filed=any(name.cue == "dateline" for name in own),
        local=city is not None and any(row == gazetteer.admin1[city] for row, _ in context),
    )


def strays_of(
    names: list[Name], meaning: list[Meaning | None], locations: list[Location], gazetteer: Gazetteer
) -> frozenset[str]:
    """The keys of small places in a country that no other name speaks of, where most speak of one other country."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    times = Counter(location.country for location in locations)
    for name, location in zip(names, locations, strict=True):
        told[location.country].add(name.key)
    chief, often = max(times.items(), key=lambda item: item[1], default=("", 0))
    if often < _MANY:
        return frozenset()
    return frozenset(
        name.key
        for name, means, location in zip(names, meaning, locations, strict=True)
        if means is not None
        and name.part_of is None
        and name.cue != "dateline"
        and gazetteer.level[means.row] == Level.SETTLEMENT
        and gazetteer.population[means.row] < _NOTED
        and location.country != chief
        and told[location.country] == {name.key}
    )


def _is_inside(row: int, city: int, gazetteer: Gazetteer) -> bool:
    """Whether a small place lies in the built-up area of a city."""
    if gazetteer.population[row] * _SMALLER > gazetteer.population[city]:
        return False
    if gazetteer.admin2[row] != gazetteer.admin2[city]:
        return False
    return _is_within(row, city, gazetteer.place(city).radius_km, gazetteer)


def _is_within(row: int, city: int, km: float, gazetteer: Gazetteer) -> bool:
    reach = _PER_KM * km
    north = gazetteer.latitude[row] - gazetteer.latitude[city]
    east = gazetteer.longitude[row] - gazetteer.longitude[city]
    return abs(north) < reach and abs(east) * 0.8 < reach
