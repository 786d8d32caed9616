"""What of a mention is compared with other mentions: small, and made once, when the mention is consumed."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from msgspec import Struct

from pipeline.merging.countries import countries
from pipeline.merging.letters import plain
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Group,
    Kind,
    Metric,
    Person,
    PersonEffect,
    PersonRole,
    PlacePrecision,
)

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FINE_PLACES: Final = frozenset(
    {PlacePrecision.SITE, PlacePrecision.SETTLEMENT, PlacePrecision.NEAR, PlacePrecision.ADMIN2}
)
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
KEY_TERMS: Final = 8
"""The first of an article's telling words: by these others are found."""
UNUSUAL_TOLL: Final = 3
"""Least number of killed and wounded that few acts of a day share."""
_RARE_TOLL: Final = 4
"""Least number that few acts of a region's day share: by it a report is found whose town was misread."""
_HARM: Final = frozenset({Metric.KILLED, Metric.WOUNDED})
_LARGE: Final = 50
"""Least number of anything else that few acts of a place share."""
_STEM, _LONG, _WORDS = 6, 4, 16
_COMMON: Final = frozenset(
    """
    about after again also april arrest attack august author before been being charge city county dead death died early
    evenin fatal februa five four friday from have have injure into januar july june kill killed killin kills late least
    march monday more mornin murder near night novemb octobe offici over people police report said saturd says septem
    seven shoote shooti shot shots street sunday suspec than that their them there these they this those three thursd
    told tuesda under victim wednes were when where which while with woman women wounde
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Stems that tell no act from another."""


Order = tuple[bool, int, str]


class Profile(Struct, frozen=True, array_like=True, gc=False):
    """The comparable parts of a mention. Names and other strings are kept as CRC-32 of their normal form."""

    published: int
    """Microseconds since 1970."""
    id: str
    families: int
    """A bit for each."""
    type: int
    battle: bool
    shelling: bool
    summary: bool
    loose: bool
    """Place coarser than admin2, or date bounded or coarser than a day: joins an event, never links two."""
    coarse: bool
    """Place coarser than admin2, or a date that the text itself leaves open by more than a weekend."""
    bounded: bool
    start: int
    """Ordinals of days."""
    end: int
    slack: int
    fine: bool
    """The place is admin2 or finer, and has a point."""
    settlement: bool
    lat: float
    lon: float
    radius: float
    place: int
    admin1: int
    people: tuple[int, ...]
    """Victims and suspects: full names."""
    victims: tuple[int, ...]
    """Those of them who were harmed."""
    surnames: tuple[int, ...]
    ages: tuple[int, ...]
    addresses: tuple[int, ...]
    """The telling words of the address and the venue."""
    streets: tuple[int, ...]
    """Every two of those that stand together: these tell a place without its town."""
    killed: int
    """-1 where not told."""
    wounded: int
    marks: tuple[int, ...]
    """What few acts of a region's day share: a toll of four or more."""
    figures: tuple[int, ...]
    """Large numbers of anything else than killed and wounded: displaced, arrested, tanks lost."""
    weapons: tuple[int, ...]
    targets: tuple[int, ...]
    actors: tuple[int, ...]
    words: tuple[int, ...]
    """The telling words of the sentence with the trigger."""
    sketch: tuple[int, ...]
    terms: tuple[int, ...]
    """Telling words of the article, where this is all that it tells of the country; but for the name of the place."""
    several: bool
    """The article tells of more than one act in this country."""

    @property
    def article(self) -> str:
        """Whose mention this is."""
        return self.id.rpartition("#")[0]

    @property
    def order(self) -> Order:
        """Canonical order: publication, then mention id; loose mentions after all others."""
        return (self.loose, self.published, self.id)


def profile(mention: Mention, message: ArticleMentions) -> Profile:
    """What is compared of a mention that ``message`` brings."""
    location, when = mention.location, mention.date
    located = location.lat is not None and location.lon is not None
    fine = location.precision in FINE_PLACES and located
    bounded = when.basis is DateBasis.BOUNDED
    told = [person for person in mention.persons if person.role is not PersonRole.OFFICIAL]
    around = _words_of_place(location.name, location.admin1, location.admin2, location.country)
    names = [
        (words, person.role)
        for person in told
        # A place that was taken for a person has no part in the act.
        if person.name and len(words := _words_of_name(person.name)) > 1 and not around.issuperset(words)
    ]
    start, end = _days(when)
    address = _address_words(location.address, location.venue)
    killed = _toll(mention, Metric.KILLED, told, PersonEffect.KILLED)
    wounded = _toll(mention, Metric.WOUNDED, told, PersonEffect.WOUNDED)
    ages = _distinct(person.age for person in told if person.age is not None)
    return Profile(
        published=microseconds(message.published_at),
        id=mention.id,
        families=_FAMILIES.get(mention.type, _VIOLENCE),
        type=crc32(mention.type.value.encode()),
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
        settlement=location.precision in (PlacePrecision.SETTLEMENT, PlacePrecision.SITE),
        lat=location.lat or 0.0,
        lon=location.lon or 0.0,
        radius=location.radius_km or 0.0,
        place=location.geonames_id or crc32(location.name.lower().encode()),
        admin1=_crc(location.admin1),
        people=_distinct(_full(name) for name, _ in names),
        victims=_distinct(_full(name) for name, role in names if role is PersonRole.VICTIM),
        surnames=_distinct(crc32(name[-1].encode()) for name, _ in names),
        ages=ages,
        addresses=_distinct(crc32(word.encode()) for word in address),
        streets=_distinct(crc32(f"{first} {second}".encode()) for first, second in pairwise(address)),
        killed=killed,
        wounded=wounded,
        marks=_marks(killed, wounded),
        figures=_distinct(
            crc32(f"{claim.metric} {claim.item} {claim.low} {claim.high}".encode())
            for claim in mention.claims
            if claim.metric not in _HARM and (claim.low or claim.high or 0) >= _LARGE
        ),
        weapons=_distinct(crc32(weapon.weapon_class.encode()) for weapon in mention.weapons),
        targets=_distinct(crc32(target.target_class.encode()) for target in mention.targets),
        actors=_distinct(_crc(actor.canonical) for actor in mention.actors),
        words=_distinct(crc32(word.encode()) for word in _telling(mention.sentence)),
        sketch=message.sketch,
        terms=_terms_beyond(around, message),
        several=len(message.mentions) > 1,
    )


def _terms_beyond(around: frozenset[str], message: ArticleMentions) -> tuple[int, ...]:
    if len(message.mentions) > 1:
        return ()
    places = {crc32(word.encode()) for word in around}
    return (
        message.terms
        if places.isdisjoint(message.terms)
        else tuple(term for term in message.terms if term not in places)
    )


@lru_cache(maxsize=16_384)
def _words_of_place(*names: str | None) -> frozenset[str]:
    """Of a place, the areas around it, and its country, which is the last and given by its code."""
    country = countries().get(names[-1] or "", "")
    return frozenset(_NAME.findall(plain(" ".join([*filter(None, names[:-1]), country]))))


def microseconds(instant: datetime) -> int:
    """Since 1970: instants as the state keeps them."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(since_epoch: int) -> datetime:
    """What ``microseconds`` counted."""
    return EPOCH + timedelta(0, 0, since_epoch)


def _days(when: EventDate) -> tuple[int, int]:
    start, end = when.start, when.end
    return date.toordinal(start), max(start, end).toordinal()


def _distinct(values: Iterable[int]) -> tuple[int, ...]:
    found = set(values)
    return tuple(sorted(found)) if found else ()


@lru_cache(maxsize=16_384)
def _crc(text: str | None) -> int:
    return crc32(text.lower().encode()) if text else 0


def _words_of_name(name: str) -> list[str]:
    return [word for word in _NAME.findall(plain(name)) if len(word) > 1 and word not in _TITLES]


def _full(name: list[str]) -> int:
    return crc32(f"{name[0]} {name[-1]}".encode())


def _address_words(address: str | None, venue: str | None) -> list[str]:
    if address is None and venue is None:
        return []
    words = _WORD.findall(plain(f"{address or ''} {venue or ''}"))
    return [word for word in words if word not in _STREET_WORDS]


def _marks(killed: int, wounded: int) -> tuple[int, ...]:
    hurt = max(killed, 0) + max(wounded, 0)
    return (hurt,) if hurt >= _RARE_TOLL else ()


def _telling(sentence: str) -> list[str]:
    """Words by which a sentence may be known again: long ones, cut to their stems."""
    words = (word[:_STEM] for word in _WORD.findall(plain(sentence)) if len(word) >= _LONG)
    return [word for word in words if word not in _COMMON][:_WORDS]


def _toll(mention: Mention, metric: Metric, told: list[Person], effect: PersonEffect) -> int:
    figures = [
        claim.low
        for claim in mention.claims
        if claim.metric is metric
        and claim.group in (Group.TOTAL, Group.UNKNOWN, Group.CIVILIAN)
        and claim.low is not None
        and not claim.cumulative
    ]
    if figures:
        return max(figures)
    return sum(person.number for person in told if person.effect is effect) or -1
