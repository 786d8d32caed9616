"""Where an outlet reports from, as context for names that a text leaves open."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from pipeline.gazetteer import ROW, Gazetteer, Level, fold
from pipeline.reading.page import Page
from pipeline.reading.place_lexicon import row_of

_ARCHIVE: Final = re.compile(r"^https?://(?:web\.archive\.org|archive\.\w+)/(?:web/)?\w*/(?=https?://)")
_HOST: Final = re.compile(r"^(?:https?://)?(?:www\d?\.)?([^/:?#\s]+)")
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
    found: list[tuple[int, float]] = []
    host = host_of(page)
    if host:
        found.extend(_host_context(gazetteer, host))
    outlet = page.article.outlet
    if outlet and "." not in outlet:
        found.extend(_name_context(gazetteer, outlet))
    if page.title_suffix:
        found.extend(_name_context(gazetteer, page.title_suffix))
    return found


@lru_cache(maxsize=2048)
def _host_context(gazetteer: Gazetteer, host: str) -> tuple[tuple[int, float], ...]:
    outlets = _outlets()
    labels = [label for label in host.split(".") if label not in _GENERIC]
    tails = [".".join(host.split(".")[at:]) for at in range(host.count("."))]
    for key in (*tails, *labels):
        if key in outlets:
            row = row_of(gazetteer, outlets[key])
            return ((row, _LISTED if gazetteer.level[row] else _COUNTRY_ONLY),)
    for label in labels:
        found = _inside(gazetteer, label)
        if found is not None:
            return ((found, _NAMES),)
    return ()


def _inside(gazetteer: Gazetteer, label: str) -> int | None:
    """The division of the longest place name that begins a domain's label: "cleveland19", "kentuckynewera"."""
    squeezed = label.replace("-", "")
    for name, row in _large_american_names(gazetteer):
        if name in squeezed:
            return row
    return None


@lru_cache(maxsize=4)
def _large_american_names(gazetteer: Gazetteer) -> tuple[tuple[str, int], ...]:
    """Squeezed names of the states and of cities of over 100,000, with the state's row; longer names first."""
    country = gazetteer.row_of_country("USA")
    found: dict[str, tuple[int, int]] = {}
    for row in range(len(gazetteer)):
        if gazetteer.country[row] != country:
            continue
        level = gazetteer.level[row]
        if level == Level.ADMIN1 or (level == Level.SETTLEMENT and gazetteer.population[row] > 100_000):
            state = row if level == Level.ADMIN1 else gazetteer.admin1[row]
            name = fold(gazetteer.name(row)).replace(" ", "").replace(".", "")
            size = gazetteer.population[row]
            if len(name) > 4 and size > found.get(name, (0, 0))[0]:
                found[name] = size, state
    return tuple(sorted(((name, row) for name, (_, row) in found.items()), key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=2048)
def _name_context(gazetteer: Gazetteer, written: str) -> tuple[tuple[int, float], ...]:
    """What "KSLA News 12 Shreveport" or "The Tulsa World" speaks for: a listed outlet, or a large place in it."""
    outlets = _outlets()
    squeezed = fold(written).replace(" ", "").strip("-|")
    for key in (squeezed, squeezed.removeprefix("the"), *fold(written).replace("|", " ").split()):
        if key in outlets:
            row = row_of(gazetteer, outlets[key])
            return ((row, _LISTED if gazetteer.level[row] else _COUNTRY_ONLY),)
    for match in _WORD.finditer(written[:200]):
        words = match[0].split()
        for count in range(len(words), 0, -1):
            rows = [posting & ROW for posting in gazetteer.postings(fold(" ".join(words[:count])))]
            large = [row for row in rows if gazetteer.population[row] > 100_000]
            if large:
                row = max(large, key=lambda row: (gazetteer.population[row], -row))
                return ((gazetteer.admin1[row] or row, _NAMES),)
    return ()
