"""Where an outlet reports from, as context for names that a text leaves open."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level, fold
from pipeline.reading.page import Page
from pipeline.reading.place_lexicon import row_of

_ARCHIVE: Final = re.compile(r"^https?://(?:web\.archive\.org|archive\.\w+)/(?:web/)?\w*/(?=https?://)")
_HOST: Final = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^/:?#\s]+)")
_STATION: Final = re.compile(r"^(?:the|my)?(?:abc|cbs|fox|nbc)?\d*")
"""What a domain may have before its city: "myfoxdetroit"."""
_WORD: Final = re.compile(r"[A-Z][\w']+(?: [A-Z][\w']+){0,2}")
_GENERIC: Final = frozenset(
    (
        "www",
        "com",
        "co",
        "net",
        "org",
        "uk",
        "tv",
        "news",
        "usnews",
        "blog",
        "blogs",
        "mobile",
        "local",
        "articles",
        "go",
    )
)
_NAMES: Final = 2.5
_LISTED: Final = 2.5
_COUNTRY_ONLY: Final = 1.0
_LARGE: Final = 100_000


@cache
def _outlets() -> dict[str, str]:
    raw = tomllib.loads(resources.files("pipeline.lexicon").joinpath("outlets.toml").read_text("utf-8"))
    return {outlet: place for place, outlets in raw["outlets"].items() for outlet in outlets}


def host_of(page: Page) -> str | None:
    """The domain of an article's address, or of its outlet where that is a domain; archives are looked through."""
    for written in (page.article.url, page.article.outlet):
        match = _HOST.match(_ARCHIVE.sub("", written)) if written else None
        if match and "." in match[1]:
            return match[1].lower()
    return None


def outlet_context(page: Page, gazetteer: Gazetteer) -> list[tuple[int, float]]:
    """Rows of countries and divisions that the outlet and the title's suffix speak for, with weights."""
    return [(_division(gazetteer, row), weight) for row, weight in _homes(page, gazetteer)]


def outlet_city(page: Page, gazetteer: Gazetteer) -> int | None:
    """The row of the city whose news the outlet tells, where it is known."""
    rows = (row for row, _ in _homes(page, gazetteer) if gazetteer.level[row] == Level.SETTLEMENT)
    return next(rows, None)


def _division(gazetteer: Gazetteer, row: int) -> int:
    """The division of a city; of what is wider, itself."""
    return gazetteer.admin1[row] or row if gazetteer.level[row] == Level.SETTLEMENT else row


def _homes(page: Page, gazetteer: Gazetteer) -> list[tuple[int, float]]:
    """Rows of countries, divisions and cities that the outlet and the title's suffix name or are listed for."""
    found: list[tuple[int, float]] = []
    host = host_of(page)
    if host:
        found.extend(_of_host(gazetteer, host))
    outlet = page.article.outlet
    if outlet and "." not in outlet:
        found.extend(_of_name(gazetteer, outlet))
    if page.title_suffix:
        found.extend(_of_name(gazetteer, page.title_suffix))
    return found


def home_of(gazetteer: Gazetteer, listed: str) -> int:
    """The row of ``"IND"``, ``"USA/Ohio"`` or ``"USA/Ohio/Lima"``.

    Raises:
        LookupError: the gazetteer has no such place.
    """
    country, division, city = (*listed.split("/"), "", "")[:3]
    row = row_of(gazetteer, f"{country}/{division}" if division else country)
    if not city:
        return row
    towns = [
        town
        for posting in gazetteer.postings(fold(city))
        if gazetteer.admin1[town := posting & ROW] == row and gazetteer.level[town] == Level.SETTLEMENT
    ]
    if not towns:
        raise LookupError(f"{listed} is not in the gazetteer")
    return max(towns, key=lambda town: (gazetteer.population[town], -town))


@lru_cache(maxsize=2048)
def _of_host(gazetteer: Gazetteer, host: str) -> tuple[tuple[int, float], ...]:
    labels = [label for label in host.split(".") if label not in _GENERIC]
    tails = [".".join(host.split(".")[at:]) for at in range(host.count("."))]
    listed = _listed(gazetteer, (*tails, *labels))
    if listed:
        return listed
    for label in labels:
        found = _inside(gazetteer, label)
        if found is not None:
            return ((found, _NAMES),)
    return ()


def _listed(gazetteer: Gazetteer, keys: Iterable[str]) -> tuple[tuple[int, float], ...]:
    """The home of the first key that the list of outlets has."""
    outlets = _outlets()
    listed = next((outlets[key] for key in keys if key in outlets), None)
    if listed is None:
        return ()
    row = home_of(gazetteer, listed)
    return ((row, _LISTED if gazetteer.level[row] else _COUNTRY_ONLY),)


def _inside(gazetteer: Gazetteer, label: str) -> int | None:
    """The state that a domain's label holds, or the city it begins with: "kentuckynewera", "cleveland19"."""
    squeezed = label.replace("-", "")
    body = _STATION.sub("", squeezed)
    for name, row in _large_american_names(gazetteer):
        if body.startswith(name) or (gazetteer.level[row] == Level.ADMIN1 and name in squeezed):
            return row
    return None


@lru_cache(maxsize=4)
def _large_american_names(gazetteer: Gazetteer) -> tuple[tuple[str, int], ...]:
    """Squeezed names of the states and of cities of over 100,000, with their rows; longer names first."""
    country = gazetteer.row_of_country("USA")
    found: dict[str, tuple[int, int]] = {}
    for row in range(len(gazetteer)):
        if gazetteer.country[row] != country:
            continue
        level = gazetteer.level[row]
        if level == Level.ADMIN1 or (level == Level.SETTLEMENT and gazetteer.population[row] > _LARGE):
            name = fold(gazetteer.name(row)).replace(" ", "").replace(".", "")
            size = gazetteer.population[row]
            if len(name) > 4 and size > found.get(name, (0, 0))[0]:
                found[name] = size, row
    return tuple(sorted(((name, row) for name, (_, row) in found.items()), key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=2048)
def _of_name(gazetteer: Gazetteer, written: str) -> tuple[tuple[int, float], ...]:
    """What "KSLA News 12 Shreveport" or "The Tulsa World" speaks for: a listed outlet, or a large place in it."""
    squeezed = fold(written).replace(" ", "").strip("-|")
    listed = _listed(gazetteer, (squeezed, squeezed.removeprefix("the"), *fold(written).replace("|", " ").split()))
    if listed:
        return listed
    for match in _WORD.finditer(written[:200]):
        words = match[0].split()
        for count in range(len(words), 0, -1):
            rows = [posting & ROW for posting in gazetteer.postings(fold(" ".join(words[:count])))]
            large = [row for row in rows if gazetteer.population[row] > _LARGE]
            if large:
                return ((max(large, key=lambda row: (gazetteer.population[row], -row)), _NAMES),)
    return ()
