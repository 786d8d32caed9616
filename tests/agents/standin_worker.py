"""A worker with a reading and a merging of a few lines: what is tested is what lies between them.

An article's text is ``place country`` lines, each a mention of the act at that place. An event lists the articles that
tell of it as its sources, and counts its versions.
"""

import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import orjson

from agents.app import create_app
from agents.metrics import Metrics
from agents.settings import Settings, load_settings
from agents.stream.app import App
from agents.worker import run_worker
from pipeline.merging.fold import Message, Outcome
from pipeline.merging.store import Store
from pipeline.reading.findings import Reading
from pipeline.stages import Stages
from schemas.article import Article
from schemas.event import Change, Codes, Event, MentionReference, Sources, Status
from schemas.mention import ArticleMentions, Mention
from schemas.values import (
    Confidence,
    DateBasis,
    DatePrecision,
    EventDate,
    EventType,
    Kind,
    Location,
    PlaceBasis,
    PlacePrecision,
)
from schemas.values import (
    Outcome as Accomplishment,
)

EPOCH = datetime(2024, 8, 1, tzinfo=UTC)
SURE = Confidence(overall=1.0)


def read(article: Article, seconds: float = 0.0) -> Stages[Reading]:
    """One mention a line; raises where a line says ``crash``."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
    yield
    if article.text == "crash":
        raise RuntimeError("told to")
    mentions = []
    for index, line in enumerate(article.text.splitlines()):
        place, _, country = line.partition(" ")
        if len(country) == 3:
            mentions.append(_mention(f"{article.id}#{index}", place, country, line))
    return Reading(tuple(mentions), (), 1)


def _mention(name: str, place: str, country: str, line: str) -> Mention:
    return Mention(
        id=name,
        kind=Kind.INCIDENT,
        type=EventType.ARMED_CLASH,
        date=EventDate(EPOCH.date(), EPOCH.date(), DatePrecision.DAY, DateBasis.EXPLICIT),
        location=Location(place, country, PlacePrecision.SETTLEMENT, PlaceBasis.TEXT),
        confidence=SURE,
        sentence=line,
        evidence=(),
    )


@dataclass
class Told:
    """What is kept of an event."""

    version: int = 0
    articles: list[str] = field(default_factory=list)


def fold(store: Store, message: Message) -> Outcome:
    """The same article again changes nothing; retractions and corrections are not known here."""
    assert isinstance(message, ArticleMentions)
    if store.get(f"a/{message.article_id}") is not None or message.retracted:
        return Outcome()
    events = []
    for mention in message.mentions:
        key = f"e/{mention.location.country}-{mention.location.name}"
        told = Told(**orjson.loads(store.get(key) or b"{}"))
        told = Told(told.version + 1, [*told.articles, message.article_id])
        store.put(key, orjson.dumps(told))
        events.append(_event(key, told, mention))
    # Last: were it stored without the events, the message would count as done.
    store.put(f"a/{message.article_id}", b"1")
    return Outcome(tuple(events))


def _event(name: str, told: Told, mention: Mention) -> Event:
    return Event(
        event_id=name,
        version=told.version,
        status=Status.ACTIVE,
        change=(Change.NEW_SOURCE,),
        kind=mention.kind,
        type=mention.type,
        outcome=Accomplishment.ACCOMPLISHED,
        headline=mention.location.name,
        date=mention.date,
        location=mention.location,
        codes=Codes(),
        confidence=SURE,
        sources=Sources(len(told.articles), len(told.articles), EPOCH, EPOCH),
        first_seen_at=EPOCH,
        updated_at=EPOCH,
        mentions=tuple(MentionReference(article, article, EPOCH) for article in told.articles),
    )


def app(settings: Settings, metrics: Metrics) -> App:
    """The worker's application; the first argument of the program is the seconds that an article takes to read."""
    return create_app(settings, metrics, read=partial(read, seconds=float(sys.argv[1])), fold=fold)


if __name__ == "__main__":
    sys.exit(run_worker(load_settings(), app=app))
