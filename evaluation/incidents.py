"""Deduplication: a stream of dated articles, and for each the events that stood in its place once all were read.

    python -m evaluation.incidents ARTICLES.jsonl [--bootstrap HOST:PORT] > SYSTEM.jsonl

Without a horizon, and with ``violent_crime`` published; with ``--bootstrap`` through a worker on that Kafka.
``clusters`` holds the id of the article's main event: the one that most articles tell of, and of equals the one in the
title. (On either half of the set this is better than the title's event first.)
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import orjson

from evaluation.stream import through_kafka
from pipeline.gazetteer import load
from pipeline.merging.blocks import messages
from pipeline.merging.fold import Tombstone, fold
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import sketch
from pipeline.merging.store import DictStore
from pipeline.reading.read import read
from schemas.article import Article
from schemas.event import Event, Status
from schemas.values import DateBasis, EventDate, EventType, Location, PlacePrecision, Toll

RULES: Final = Rules(horizon=None, published_types=frozenset(EventType), min_confidence=0.0)
_REGISTERED: Final = {"New York City": "New York", "The Bronx": "Bronx"}
_NOON: Final = "T12:00:00+00:00"


class World:
    """What a subscriber of the events topic knows who keeps the greatest version of each event.

    Records of two events may be heard in another order than they were said in: they lie in different partitions.
    """

    def __init__(self) -> None:
        self._events: dict[str, Event] = {}
        self._named_by: dict[str, dict[str, None]] = {}
        """Of each mention the events that ever named it, the last one last."""
        self._said: dict[str, dict[str, bool]] = {}
        """Of each article the mentions that any event ever named, and whether one is in its title."""

    def hear(self, heard: Event | Tombstone) -> None:
        """Take in one record of the topic."""
        if isinstance(heard, Tombstone):
            self._events.pop(heard.event_id, None)
            return
        self._events[heard.event_id] = heard
        for article_id, mention_id, in_title in _named(heard) if heard.status is Status.ACTIVE else ():
            named_by = self._named_by.setdefault(mention_id, {})
            named_by.pop(heard.event_id, None)
            named_by[heard.event_id] = None
            said = self._said.setdefault(article_id, {})
            said[mention_id] = in_title or said.get(mention_id, False)

    def events_of(self, article_id: str) -> list[Event]:
        """The events that an article is told as, the one in its title first, followed through ``merged_into``."""
        said = sorted(self._said.get(article_id, {}).items(), key=_place)
        found = [event for mention_id, _ in said if (event := self._event_of(mention_id)) is not None]
        return list({event.event_id: event for event in found}.values())

    def _event_of(self, mention_id: str) -> Event | None:
        """The event that names a mention, or the last that did and whose list is cut by now."""
        found = [event for name in reversed(self._named_by[mention_id]) if (event := self._active(name)) is not None]
        naming = (event for event in found if any(one.mention_id == mention_id for one in event.mentions))
        cut = (event for event in found if event.mention_count > len(event.mentions))
        return next(naming, None) or next(cut, None)

    def _active(self, event_id: str) -> Event | None:
        event = self._events.get(event_id)
        while event is not None and event.merged_into is not None:
            event = self._events.get(event.merged_into)
        return event


def _named(event: Event) -> Iterator[tuple[str, str, bool]]:
    """The mentions that a record names, each with its article and whether it is known to be in the title."""
    for one in event.mentions:
        yield one.article_id, one.mention_id, any(each.span.sentence == 0 for each in one.evidence)
    by = event.updated_by
    if by is not None and by.article_id is not None:
        for mention_id in by.mention_ids:
            yield by.article_id, mention_id, False


def _place(said: tuple[str, bool]) -> tuple[bool, int]:
    mention_id, in_title = said
    return not in_title, int(mention_id.rpartition("#")[2])


def article(line: bytes) -> Article:
    """One line of the set; a publication date without a time means noon, UTC."""
    raw = orjson.loads(line)
    published = raw["published"]
    when = datetime.fromisoformat(published if len(published) > len("2024-05-01") else published + _NOON)
    return Article(
        id=raw["id"],
        published_at=when if when.tzinfo else when.replace(tzinfo=UTC),
        text=raw["text"] or "",
        title=raw["title"] or "",
        url=raw.get("url"),
    )


def in_memory(articles: Iterable[Article]) -> Iterator[Event | Tombstone]:
    """All that is published of some articles."""
    store, gazetteer = DictStore(), load()
    for one in articles:
        mentions = read(one, gazetteer).mentions
        for message in messages(one, mentions, sketch(one.text), one.published_at):
            yield from fold(store, message, RULES).events


def told(articles: Iterable[Article], published: Iterable[Event | Tombstone]) -> Iterator[dict[str, object]]:
    """Every article's events, once all has been published."""
    world = World()
    for heard in published:
        world.hear(heard)
    for one in articles:
        events = world.events_of(one.id)
        yield {
            "id": one.id,
            "events": [flat(event) for event in events],
            "clusters": [max(events, key=lambda event: event.mention_count).event_id] if events else [],
        }


def flat(event: Event) -> dict[str, object]:
    """An event as the scorers read it: a casualty figure left out is 0 where another is given."""
    killed, wounded = _best(event.casualties.killed), _best(event.casualties.wounded)
    if killed is not None or wounded is not None:
        killed, wounded = killed or 0, wounded or 0
    return {
        "key": event.event_id,
        "date": _day(event.date).isoformat(),
        "state": event.location.admin1,
        "city": _as_registered(event.location),
        "killed": killed,
        "injured": wounded,
    }


def _day(when: EventDate) -> date:
    """One day for a stretch of them: the first, but the last where publication alone bounds it, as its likeliest."""
    return when.end if when.basis is DateBasis.BOUNDED else when.start


def _as_registered(location: Location) -> str:
    """A place's name as the registry writes it: counties without their type, and no abbreviations."""
    name = location.name
    if location.precision is PlacePrecision.ADMIN2:
        name = name.removesuffix(" County").removesuffix(" Parish")
    return _REGISTERED.get(name, name.replace("St. ", "Saint "))


def _best(toll: Toll | None) -> int | None:
    if toll is None:
        return None
    return toll.total.best if toll.total.best is not None else toll.total.low


def main(path: Path, bootstrap: str | None) -> None:
    """Write one line out for one line in."""
    articles = [article(line) for line in path.read_bytes().splitlines()]
    published = through_kafka(bootstrap, articles) if bootstrap else in_memory(articles)
    for line in told(articles, published):
        sys.stdout.buffer.write(orjson.dumps(line) + b"\n")


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("--bootstrap", metavar="HOST:PORT")
    given = parser.parse_args()
    main(given.articles, given.bootstrap)
