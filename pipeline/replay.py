"""Articles to events without a broker: the same reading and merging as in the stream, over one partition in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import tee

from pipeline.gazetteer import Gazetteer
from pipeline.merging.blocks import messages
from pipeline.merging.fold import Message, Tombstone, fold
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import sketch
from pipeline.merging.store import DictStore
from pipeline.reading import read_all
from schemas.article import Article
from schemas.correction import Correction
from schemas.event import Event, Status


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of some articles."""

    events: tuple[Event, ...]
    """The active ones, in their latest version, by date."""
    drops: Mapping[str, int]
    """How often something was refused, by reason: while reading, and while publishing."""
    articles: int
    sentences: int
    mentions: int
    late: int
    """Messages about articles that were published longer before the newest one than the rules' horizon."""


def replay(
    articles: Iterable[Article], gazetteer: Gazetteer, rules: Rules, corrections: Iterable[Correction] = ()
) -> Replayed:
    """Read and merge articles in the order given, under corrections, which wait for what they speak of.

    Nothing is received here, so the times of processing in the events are the articles' times of publication.
    """
    store = DictStore()
    events: dict[str, Event] = {}
    drops: Counter[str] = Counter()
    totals: Counter[str] = Counter()

    def merge(message: Message) -> None:
        outcome = fold(store, message, rules)
        totals["late"] += outcome.late
        drops.update(reason for reason, _ in outcome.drops)
        for event in outcome.events:
            if isinstance(event, Tombstone):
                events.pop(event.event_id, None)
            else:
                events[event.event_id] = event

    for correction in corrections:
        merge(correction)
    taken, coming = tee(articles)
    for reading, article in zip(read_all(coming, gazetteer), taken, strict=True):
        totals.update(articles=1, sentences=reading.sentences, mentions=len(reading.mentions))
        drops.update(drop.reason.value for drop in reading.drops)
        for message in messages(article, reading.mentions, sketch(article.text), None):
            merge(message)
    active = (event for event in events.values() if event.status is Status.ACTIVE)
    return Replayed(
        events=tuple(sorted(active, key=lambda event: (event.date.start, event.date.end, event.event_id))),
        drops=drops,
        articles=totals["articles"],
        sentences=totals["sentences"],
        mentions=totals["mentions"],
        late=totals["late"],
    )
