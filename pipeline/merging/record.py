"""An act's mentions into the record that subscribers read: a function of the set of mentions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import prod
from typing import Final, TypeVar

from msgspec import Struct, structs

from pipeline.codes import codes
from pipeline.merging.gathering import actors_of, claims_of, persons_of, targets_of, weapons_of
from pipeline.merging.headline import headline
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import COPY, resemblance
from pipeline.merging.telling import Told
from pipeline.merging.traits import BATTLES
from pipeline.tally import tally
from schemas.event import Change, Codes, Event, MentionReference, Sources, Status, Update
from schemas.mention import Mention
from schemas.values import (
    Actor,
    Casualties,
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Location,
    PlaceBasis,
    PlacePrecision,
    Weapon,
)

READ: Final = 50
"""Mentions of an act that a record is built from: the first 10 and the latest 40. All are counted."""
_FIRST: Final = 10
_FIRST_REFERENCES, _LAST_REFERENCES = 3, 7
"""An act's first reports, and the latest: where a new version comes from is seen in it."""
_DOUBT_LEFT: Final = 0.75
"""Judged by eye: of events with one source 66 % were right, of those with two 77 %, and no more with more."""
_SURE: Final = 0.99
_FINEST: Final = {precision: rank for rank, precision in enumerate(PlacePrecision)}
_NEAR: Final = _FINEST[PlacePrecision.NEAR]
_MOST_PRECISE: Final = {precision: rank for rank, precision in enumerate(DatePrecision)}
_NEWS: Final = timedelta(days=7)
"""Most acts are first reported within it."""
V = TypeVar("V")


def read_of(members: Sequence[int]) -> list[int]:
    """The members, in canonical order, that a record is built from."""
    return list(members) if len(members) <= READ else [*members[:_FIRST], *members[_FIRST - READ :]]


class Revision(Struct, frozen=True, gc=False):
    """What a record holds that its mentions do not tell."""

    event_id: str
    version: int
    first_seen_at: datetime
    updated_at: datetime
    updated_by: Update
    mentions: int
    """All of the act, read for the record or not."""
    articles: int


def build(told: Sequence[Told], revision: Revision, rules: Rules) -> Event:
    """The record of an act, as one that is created; its links are still open.

    ``told`` is in canonical order and not empty.
    """
    mentions = [each.mention for each in told]
    event_type = _type(mentions)
    outcome = _commonest([mention.outcome for mention in mentions])
    location = _location([mention.location for mention in mentions])
    claims = [claim for each in told for claim in each.claims]
    casualties = tally(claims)
    actors, weapons = actors_of(mentions), weapons_of(mentions)
    sources = _independent(told)
    published = [each.reference.published_at for each in told]
    first = min(published)
    return Event(
        event_id=revision.event_id,
        version=revision.version,
        status=Status.ACTIVE,
        change=(Change.CREATED,),
        kind=mentions[0].kind,
        type=event_type,
        outcome=outcome,
        headline=headline((event_type, outcome, mentions[0].kind), location, casualties),
        date=_date([mention.date for mention in mentions], first.date()),
        location=location,
        codes=codes_of(event_type, actors, weapons, casualties),
        confidence=_confidence(sources, event_type),
        sources=Sources(
            articles=revision.articles,
            independent=len(sources),
            first_published_at=first,
            last_published_at=max(published),
        ),
        first_seen_at=revision.first_seen_at,
        updated_at=revision.updated_at,
        updated_by=revision.updated_by,
        actors=actors,
        persons=persons_of(mentions, named=rules.names_published),
        casualties=casualties,
        weapons=weapons,
        targets=targets_of(mentions),
        claims=claims_of(claims),
        mentions=tuple([_reference(each, rules) for each in _referred(told)]),
        mention_count=revision.mentions,
        block=told[0].kept.block,
        rules_version=rules.rules_version,
    )


def codes_of(
    event_type: EventType, actors: Sequence[Actor], weapons: Sequence[Weapon], casualties: Casualties
) -> Codes:
    """The codes of a record that says this."""
    return codes(
        event_type,
        actors=actors,
        weapons=[weapon.weapon_class for weapon in weapons],
        killed=casualties.killed.total.low if casualties.killed is not None else None,
    )


def _type(mentions: Sequence[Mention]) -> EventType:
    """The type told most often; shelling that a report tells of as part of a battle is that battle."""
    commonest = _commonest([mention.type for mention in mentions])
    if commonest is not EventType.SHELLING_OR_MISSILE:
        return commonest
    battles = [mention.type for mention in mentions if mention.type in BATTLES and len(mention.actors) > 1]
    return _commonest(battles) if battles else commonest


def _commonest(values: Sequence[V]) -> V:
    """The commonest value, the earliest of equals."""
    first = values[0]
    return first if values.count(first) == len(values) else Counter(values).most_common(1)[0][0]


def _location(places: Sequence[Location]) -> Location:
    """The finest place that most reports support, with the address and venue of any that names the same place."""
    if len(places) == 1:
        return places[0]
    told = [place for place in places if place.basis is not PlaceBasis.OUTLET] or list(places)
    fine = [place for place in told if _FINEST[place.precision] <= _NEAR] or told
    best = min([_FINEST[place.precision] for place in fine])
    if best > _NEAR:
        fine = [place for place in fine if _FINEST[place.precision] == best]
    name = _commonest([(place.geonames_id, place.name) for place in fine])
    same = [place for place in fine if (place.geonames_id, place.name) == name]
    finest = min(same, key=lambda place: _FINEST[place.precision])
    address = next((place.address for place in same if place.address), None)
    venue = next((place.venue for place in same if place.venue), None)
    if (finest.address, finest.venue) == (address, venue):
        return finest
    return replace(finest, address=address, venue=venue)


def _date(dates: Sequence[EventDate], first_told: date) -> EventDate:
    """The date that most reports support, among the most precise that are not after the day of the first report.

    Of equals it is the earliest of the week before that: what is mistaken for the day of an act (a death, an arrest, a
    hearing) comes later, and another act that a report recalls lies far back.
    """
    if len(dates) == 1:
        return dates[0]
    known = [day for day in dates if day.basis is not DateBasis.BOUNDED] or list(dates)
    known = [day for day in known if day.start <= first_told] or known
    best = min([_MOST_PRECISE[day.precision] for day in known])
    precise = [day for day in known if _MOST_PRECISE[day.precision] == best]
    told = Counter((day.start, day.end) for day in precise)
    often = max(told.values())
    days = min(
        (days for days, times in told.items() if times == often), key=lambda days: (first_told - days[1] > _NEWS, days)
    )
    return next(day for day in precise if (day.start, day.end) == days)


def _independent(told: Sequence[Told]) -> list[Told]:
    """The first report of each text: copies of it, and other mentions of its article, are no further source."""
    found: list[Told] = []
    articles: set[str] = set()
    for each in told:
        sketch, article = each.kept.profile.sketch, each.kept.article_id
        if article in articles or any(resemblance(sketch, other.kept.profile.sketch) >= COPY for other in found):
            continue
        articles.add(article)
        found.append(each)
    return found


def _confidence(sources: Sequence[Told], event_type: EventType) -> Confidence:
    """The chance that not all sources err in a field, 0.99 at most, as if they erred independently.

    Whole records that several sources tell of are hardly surer than the best of their reports: they err alike.
    """
    given = [each.mention.confidence for each in sources]
    if len(given) == 1:
        return given[0]

    return Confidence(
        overall=round(1 - _DOUBT_LEFT * (1 - max(one.overall for one in given)), 3),
        type=_either([each.mention.confidence.type for each in sources if each.mention.type is event_type]),
        date=_either([one.date for one in given]),
        location=_either([one.location for one in given]),
        actors=_either([one.actors for one in given]),
        casualties=_either([one.casualties for one in given]),
    )


def _either(shares: Iterable[float | None]) -> float | None:
    known = [1 - share for share in shares if share is not None]
    return min(_SURE, round(1 - prod(known), 3)) if known else None


def _referred(told: Sequence[Told]) -> Sequence[Told]:
    """By publication, not in canonical order: a precise report must not vanish before a crowd of loose ones."""
    if len(told) <= _FIRST_REFERENCES + _LAST_REFERENCES:
        return told
    published = sorted(told, key=lambda each: (each.kept.profile.published, each.mention.id))
    return [*published[:_FIRST_REFERENCES], *published[-_LAST_REFERENCES:]]


def _reference(each: Told, rules: Rules) -> MentionReference:
    if rules.sentences_published:
        return each.reference
    return structs.replace(each.reference, sentence=None, sentence_start=None)
