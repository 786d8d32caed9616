"""A mention's profile, taken from what the article says."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from pipeline.merging.countries import countries
from pipeline.merging.letters import plain
from pipeline.merging.profile import Profile, microseconds
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Claim,
    DateBasis,
    DatePrecision,
    EventType,
    Group,
    Kind,
    Metric,
    Person,
    PersonEffect,
    PersonRole,
    PlacePrecision,
)

FINE_PLACES: Final = frozenset(
    {PlacePrecision.SITE, PlacePrecision.SETTLEMENT, PlacePrecision.NEAR, PlacePrecision.ADMIN2}
)
_SETTLED: Final = frozenset({PlacePrecision.SITE, PlacePrecision.SETTLEMENT})
_SLACK: Final = {
    DatePrecision.DAY: 0,
    DatePrecision.DAYS: 1,
    DatePrecision.WEEK: 3,
    DatePrecision.MONTH: 0,
    DatePrecision.YEAR: 0,
}
"""Days by which an interval of each precision may be off at either end."""
_VIOLENCE, _PROTEST, _AGREEMENT, _ARRESTS, _GROUP, _TRANSFER, _DISPLACEMENT, _OTHER = (1 << bit for bit in range(8))
_FAMILIES: Final = {
    EventType.PEACEFUL_PROTEST: _PROTEST,
    EventType.PROTEST_WITH_INTERVENTION: _PROTEST,
    EventType.VIOLENT_DEMONSTRATION: _PROTEST,
    EventType.EXCESSIVE_FORCE: _PROTEST | _VIOLENCE,
    EventType.MOB_VIOLENCE: _PROTEST | _VIOLENCE,
    EventType.AGREEMENT: _AGREEMENT,
    EventType.ARRESTS: _ARRESTS,
    EventType.GROUP_CHANGE: _GROUP,
    EventType.BASE_ESTABLISHED: _GROUP,
    EventType.TERRITORY_TRANSFERRED: _TRANSFER,
    EventType.DISPLACEMENT: _DISPLACEMENT,
    EventType.OTHER_STRATEGIC: _OTHER,
}
"""The families of types that reports of one act may be read as; all types that are not named are violence."""
BATTLES: Final = frozenset({EventType.ARMED_CLASH, EventType.TERRITORY_SEIZED, EventType.TERRITORY_REGAINED})
_NAME: Final = re.compile(r"[a-z]+")
_WORD: Final = re.compile(r"[a-z0-9]+")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "dr", "jr", "sr", "ii", "iii", "iv"})
_STREET_WORDS: Final = frozenset(
    """
    the of block in on at near and street st avenue ave road rd drive dr boulevard blvd lane ln court ct place pl
    highway hwy north south east west n s e w apartments apartment complex hundred
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_LONG_WHILE: Final = 3
_RARE_TOLL: Final = 4
"""Least number that few acts of a region's day share: by it a report is found whose town was misread."""
_HARM: Final = frozenset({Metric.KILLED, Metric.WOUNDED})
_COUNTED: Final = frozenset({Group.TOTAL, Group.UNKNOWN, Group.CIVILIAN})
_LARGE: Final = 50
"""Least number of anything else that few acts of a place share."""
_SPACED: Final = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))
_STEM, _LONG, _WORDS = 6, 4, 16
_COMMON: Final = frozenset(
    b"""
    about after again also april arrest attack august author before been being charge city county dead death died early
    evenin fatal februa five four friday from have have injure into januar july june kill killed killin kills late least
    march monday more mornin murder near night novemb octobe offici over people police report said saturd says septem
    seven shoote shooti shot shots street sunday suspec than that their them there these they this those three thursd
    told tuesda under victim wednes were when where which while with woman women wounde
    """.split()
)
"""Stems that tell no act from another."""


def profile(mention: Mention, message: ArticleMentions) -> Profile:
    """What is compared of a mention that ``message`` brings."""
    location, when = mention.location, mention.date
    fine = location.precision in FINE_PLACES and location.lat is not None and location.lon is not None
    bounded = when.basis is DateBasis.BOUNDED
    start = when.start.toordinal()
    end = max(start, when.end.toordinal())
    around, places = _words_of_place(location.name, location.admin1, location.admin2, location.country)
    several = len(message.mentions) > 1
    told = [person for person in mention.persons if person.role is not PersonRole.OFFICIAL]
    people, victims, surnames = set(), set(), set()
    for person in told:
        words = _words_of_name(person.name) if person.name else []
        # A place that was taken for a person has no part in the act.
        if len(words) > 1 and not around.issuperset(words):
            name = crc32(f"{words[0]} {words[-1]}".encode())
            people.add(name)
            surnames.add(crc32(words[-1].encode()))
            if person.role is PersonRole.VICTIM:
                victims.add(name)
    address = _address_words(location.address, location.venue)
    killed = _toll(mention.claims, Metric.KILLED, told, PersonEffect.KILLED)
    wounded = _toll(mention.claims, Metric.WOUNDED, told, PersonEffect.WOUNDED)
    return Profile(
        published=microseconds(message.published_at),
        id=mention.id,
        families=_FAMILIES.get(mention.type, _VIOLENCE),
        type=_crc(mention.type),
        battle=mention.type in BATTLES,
        shelling=mention.type is EventType.SHELLING_OR_MISSILE,
        summary=mention.kind is Kind.SUMMARY,
        loose=not fine or bounded or when.precision is not DatePrecision.DAY,
        coarse=not fine or (end - start >= _LONG_WHILE and not bounded),
        bounded=bounded,
        start=start,
        end=end,
        slack=_SLACK[when.precision],
        fine=fine,
        settlement=location.precision in _SETTLED,
        lat=location.lat or 0.0,
        lon=location.lon or 0.0,
        radius=location.radius_km or 0.0,
        place=location.geonames_id or _crc(location.name),
        admin1=_crc(location.admin1),
        people=_ascending(people),
        victims=_ascending(victims),
        surnames=_ascending(surnames),
        ages=_ascending({person.age for person in told if person.age is not None}),
        addresses=_ascending({crc32(word.encode()) for word in address}),
        streets=_ascending({crc32(f"{first} {second}".encode()) for first, second in pairwise(address)}),
        killed=killed,
        wounded=wounded,
        marks=_marks(killed, wounded),
        figures=_ascending(
            {
                crc32(f"{claim.metric} {claim.item} {claim.low} {claim.high}".encode())
                for claim in mention.claims
                if claim.metric not in _HARM and (claim.low or claim.high or 0) >= _LARGE
            }
        ),
        weapons=_ascending({_crc(weapon.weapon_class) for weapon in mention.weapons}),
        targets=_ascending({_crc(target.target_class) for target in mention.targets}),
        actors=_ascending({_crc(actor.canonical) for actor in mention.actors}),
        words=_telling(mention.sentence),
        sketch=message.sketch,
        terms=tuple([term for term in message.terms if term not in places]) if _leads(mention, message) else (),
        several=several,
    )


def _leads(mention: Mention, message: ArticleMentions) -> bool:
    """Whether this is what the article is mainly about: the act in its title, else the first."""
    in_title = (one for one in message.mentions if any(said.span.sentence == 0 for said in one.evidence))
    return mention.id == next(in_title, message.mentions[0]).id


@lru_cache(maxsize=16_384)
def _words_of_place(*names: str | None) -> tuple[frozenset[str], frozenset[int]]:
    """Of a place, the areas around it, and its country, which is the last and given by its code; and as terms."""
    country = countries().get(names[-1] or "", "")
    words = frozenset(_NAME.findall(plain(" ".join([*filter(None, names[:-1]), country]))))
    return words, frozenset(crc32(word.encode()) for word in words)


def _ascending(values: set[int]) -> tuple[int, ...]:
    return tuple(sorted(values)) if values else ()


@lru_cache(maxsize=16_384)
def _crc(text: str | None) -> int:
    return crc32(text.lower().encode()) if text else 0


def _words_of_name(name: str) -> list[str]:
    return [word for word in _NAME.findall(plain(name)) if len(word) > 1 and word not in _TITLES]


def _address_words(address: str | None, venue: str | None) -> list[str]:
    if address is None and venue is None:
        return []
    words = _WORD.findall(plain(f"{address or ''} {venue or ''}"))
    return [word for word in words if word not in _STREET_WORDS]


def _marks(killed: int, wounded: int) -> tuple[int, ...]:
    hurt = max(killed, 0) + max(wounded, 0)
    return (hurt,) if hurt >= _RARE_TOLL else ()


def _telling(sentence: str) -> tuple[int, ...]:
    """Words by which a sentence may be known again: long ones, cut to their stems."""
    # Bytes and no expression, which would take three times as long.
    words = [word[:_STEM] for word in plain(sentence).encode().translate(_SPACED).split() if len(word) >= _LONG]
    telling = [word for word in words if word not in _COMMON]
    return _ascending(set(map(crc32, telling[:_WORDS])))


def _toll(claims: tuple[Claim, ...], metric: Metric, told: list[Person], effect: PersonEffect) -> int:
    figures = [
        claim.low
        for claim in claims
        if claim.metric is metric and claim.low is not None and not claim.cumulative and claim.group in _COUNTED
    ]
    if figures:
        return max(figures)
    return sum([person.number for person in told if person.effect is effect]) or -1
