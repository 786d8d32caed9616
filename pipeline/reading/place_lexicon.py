"""The word lists that reading places needs, as look-ups bound to a gazetteer."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from pipeline.gazetteer import ALTERNATE, ROW, Gazetteer, Level, fold

NOWHERE: Final = "ZZZ"
"""The country of a region that lies in several: a user-assigned code of ISO 3166-1."""
_SITE_RADIUS: Final = 2.0
LEVELS: Final = {
    "country": Level.COUNTRY,
    "admin1": Level.ADMIN1,
    "admin2": Level.ADMIN2,
    "settlement": Level.SETTLEMENT,
}


@dataclass(frozen=True, slots=True)
class Region:
    """An area that the gazetteer lacks."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    row: int | None = None
    """The settlement or division that a site stands at; null for regions."""


@dataclass(frozen=True, slots=True)
class Known:
    """A listed name: the row it means, or a region."""

    written: str
    row: int | None
    region: Region | None
    demonym: bool
    abbreviation: bool = False
    """Reads as a place only behind another: "Tulsa, OK"."""
    any_case: bool = False
    """Written here folded, and found so."""
    key: str = ""
    """Folded, for pages where letter case tells nothing."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Words around names, in small letters."""

    locative: frozenset[str]
    relational: frozenset[str]
    filler: frozenset[str]
    parts: frozenset[str]
    """Behind a filler and before "of" they say where in a place: "the eastern part of"."""
    followers: frozenset[str]
    near: dict[str, float]
    """Cues that put the act near the place and not in it, with a distance in kilometres that holds it."""
    types: dict[str, Level]
    organisations: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    common: frozenset[str]
    never: frozenset[str]
    surnames: frozenset[str]
    says: frozenset[str]
    directions: frozenset[str]
    function: frozenset[str]
    heads: frozenset[str]

    def passes(self, word: str, ahead: list[str]) -> bool:
        """Whether a word may stand between preposition and name: "northern", or "of" of "the northern part of".

        Of the words ``ahead`` the last goes too where it is such a part.
        """
        part = word == "of" and len(ahead) > 1 and ahead[-1] in self.parts and ahead[-2] in self.filler
        if part:
            ahead.pop()
        return part or word in self.filler or word.endswith(("'s", "\u2019s"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("pipeline.lexicon.en").joinpath(name).read_text("utf-8"))


@cache
def cues() -> Cues:
    """The words that tell how a name is used."""
    raw, words = _toml("places_cues.toml"), _toml("places_words.toml")
    return Cues(
        locative=frozenset(raw["locative"]),
        relational=frozenset(raw["relational"]),
        filler=frozenset(raw["filler"]),
        parts=frozenset(raw["parts"]),
        followers=frozenset(raw["followers"]),
        near=raw["near"],
        types={word: LEVELS[level] for word, level in raw["types"].items()},
        organisations=frozenset(word.lower() for word in raw["organisations"]["words"]),
        titles=frozenset(raw["persons"]["titles"]),
        given=frozenset(raw["persons"]["given"]),
        common=frozenset(words["common"]["words"]),
        never=frozenset(words["never"]["words"]),
        surnames=frozenset(words["surnames"]["words"]),
        says=frozenset(raw["guards"]["says"]),
        directions=frozenset(raw["guards"]["directions"]),
        function=frozenset(raw["guards"]["function"]),
        heads=frozenset(raw["guards"]["heads"]),
    )


@lru_cache(maxsize=8)
def known_names(gazetteer: Gazetteer) -> dict[str, tuple[Known, ...]]:
    """Listed names by their first folded word, the longest first."""
    raw = _toml("places.toml")
    found: defaultdict[str, list[Known]] = defaultdict(list)

    def add(written: str, known: Known) -> None:
        key = fold(written)
        found[first_word(key)].append(replace(known, key=key))

    for written, target in raw["aliases"].items():
        add(written, Known(written, row_of(gazetteer, target), None, demonym=False))
    for state, short in raw["states"].items():
        row = row_of(gazetteer, f"USA/{state}", Level.ADMIN1)
        for written in short:
            add(written, Known(written, row, None, demonym=False, abbreviation=written.count(".") < 2))
    for written, (country, lat, lon, radius) in raw["regions"].items():
        add(written, Known(written, None, Region(written, country, lat, lon, radius), demonym=False))
    for site in _toml("places_sites.toml")["site"]:
        row = row_of(gazetteer, site["at"])
        lat, lon = site["point"]
        region = Region(site["name"], gazetteer.code(gazetteer.country[row]), lat, lon, _SITE_RADIUS, row)
        for written in site["names"]:
            add(written, Known(written, None, region, demonym=False, any_case=True))
    for written, target in _toml("places_demonyms.toml")["demonyms"].items():
        add(written, Known(written, row_of(gazetteer, target), None, demonym=True))
    return {word: tuple(sorted(names, key=lambda known: -len(known.written))) for word, names in found.items()}


@lru_cache(maxsize=8)
def demonyms(gazetteer: Gazetteer) -> dict[int, str]:
    """The adjective of each country's row: "Russian"."""
    found: dict[int, str] = {}
    for written, target in _toml("places_demonyms.toml")["demonyms"].items():
        found.setdefault(row_of(gazetteer, target), written)
    return found


def first_word(folded: str) -> str:
    """The letters up to the first character that is none."""
    for at, character in enumerate(folded):
        if not character.isalnum():
            return folded[:at]
    return folded


def row_of(gazetteer: Gazetteer, target: str, level: Level | None = None) -> int:
    """The row of ``"RUS"``, ``"USA/Oklahoma"`` or ``"USA/Washington/settlement"``.

    Of several namesakes: those called so first, then the widest, then the most populous.

    Raises:
        LookupError: the gazetteer has no such place.
    """
    code, name, kind = (*target.split("/"), "", "")[:3]
    level = LEVELS[kind] if kind else level
    country = gazetteer.row_of_country(code)
    if country is not None and not name:
        return country
    rows = [
        (posting & ALTERNATE, gazetteer.level[row], -gazetteer.population[row], row)
        for posting in gazetteer.postings(fold(name))
        if gazetteer.country[row := posting & ROW] == country and level in (None, gazetteer.level[row])
    ]
    if not rows:
        raise LookupError(f"{target} is not in the gazetteer")
    return min(rows)[3]
