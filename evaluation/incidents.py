"""Deduplication: a stream of dated articles, and for each the events that stood in its place once all were read.

    python -m evaluation.incidents ARTICLES.jsonl > SYSTEM.jsonl

Without a horizon, and with ``violent_crime`` published. ``clusters`` holds the id of the article's main
event: the one that most articles tell of, and of equals the one in the title.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from pipeline.gazetteer import Gazetteer, load
from pipeline.merging.blocks import messages
from pipeline.merging.fold import Tombstone, fold
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import sketch
from pipeline.merging.store import DictStore
from pipeline.reading.read import read
from schemas.article import Article
from schemas.event import Event, Status
from schemas.mention import Mention
from schemas.values import EventType, Toll

RULES: Final = Rules(horizon=None, published_types=frozenset(EventType))
_NOON: Final = "T12:00:00+00:00"


class World:
    """What a subscriber of the events topic knows who keeps the greatest version of each event."""

    def __init__(self) -> None:
        self._events: dict[str, Event] = {}
        self._told_as: dict[str, str] = {}

    def hear(self, heard: Event | Tombstone) -> None:
        """Take in one record of the topic."""
        if isinstance(heard, Tombstone):
            self._events.pop(heard.event_id, None)
            return
        self._events[heard.event_id] = heard
        if heard.status is Status.ACTIVE:
            # Long lists of mentions are cut in later versions: a mention stays where it was seen last.
            self._told_as |= dict.fromkeys((one.mention_id for one in heard.mentions), heard.event_id)

    def event_of(self, mention_id: str) -> Event | None:
        """The event that a mention is told as, followed through ``merged_into``."""
        event = self._events.get(self._told_as.get(mention_id, ""))
        while event is not None and event.merged_into is not None:
            event = self._events.get(event.merged_into)
        return event


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


def main_first(mentions: tuple[Mention, ...]) -> list[str]:
    """The ids of an article's mentions, that of the act which the title tells of first."""
    titled = [mention.id for mention in mentions if any(one.span.sentence == 0 for one in mention.evidence)]
    return [*titled, *(mention.id for mention in mentions if mention.id not in titled)]


def run(lines: Iterable[bytes], gazetteer: Gazetteer) -> Iterator[dict[str, object]]:
    """Every article's events, once the last line has been read."""
    store, world = DictStore(), World()
    said: dict[str, list[str]] = {}
    for line in lines:
        one = article(line)
        mentions = read(one, gazetteer).mentions
        said[one.id] = main_first(mentions)
        for message in messages(one, mentions, sketch(one.text), one.published_at):
            for heard in fold(store, message, RULES).events:
                world.hear(heard)
    for article_id, mention_ids in said.items():
        events = [event for mention_id in mention_ids if (event := world.event_of(mention_id)) is not None]
        yield {
            "id": article_id,
            "events": [flat(event) for event in {event.event_id: event for event in events}.values()],
            "clusters": [max(events, key=lambda event: event.mention_count).event_id] if events else [],
        }


def flat(event: Event) -> dict[str, object]:
    """An event as the scorers read it: a casualty figure left out is 0 where another is given."""
    killed, wounded = _best(event.casualties.killed), _best(event.casualties.wounded)
    if killed is not None or wounded is not None:
        killed, wounded = killed or 0, wounded or 0
    return {
        "key": event.event_id,
        "date": event.date.start.isoformat(),
        "state": event.location.admin1,
        "city": event.location.name,
        "killed": killed,
        "injured": wounded,
    }


def _best(toll: Toll | None) -> int | None:
    if toll is None:
        return None
    return toll.total.best if toll.total.best is not None else toll.total.low


def main(path: Path) -> None:
    """Write one line out for one line in."""
    with path.open("rb") as lines:
        for line in run(lines, load()):
            sys.stdout.buffer.write(orjson.dumps(line) + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
