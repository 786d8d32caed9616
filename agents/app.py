"""The worker's application: three agents and one table on Faust, wired from settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, Final

from aiokafka import AIOKafkaProducer

from agents.corrector import corrector
from agents.deduplicator import Fold, deduplicator
from agents.metrics import ArticleOutcome, Metrics, Stage
from agents.reader import Admission, Read, reader
from agents.rules import rules
from agents.settings import Settings
from agents.stream.app import App, new_app
from agents.stream.brake import Brake, Tolerance
from agents.stream.delivery import Delivery
from agents.stream.guard import guarded
from agents.stream.pump import Bounds, Pump
from agents.stream.records import Step, side_by_side
from agents.stream.state import State, StateTable
from agents.stream.tracing import traced
from agents.topics import STATE, topology
from pipeline import gazetteer
from pipeline.merging.blocks import messages
from pipeline.merging.fold import Message, Outcome
from pipeline.merging.fold import fold as merge
from pipeline.merging.rules import Rules
from pipeline.merging.sketch import sketch
from pipeline.merging.store import DictStore, Store
from pipeline.reading.findings import Reading
from pipeline.reading.read import read as read_article
from pipeline.reading.read import read_in_stages
from pipeline.stages import Stages
from schemas.article import Article
from schemas.dead_letter import Reason
from schemas.topics import Topic

SAMPLE: Final = Article(
    id="sample",
    published_at=datetime(2024, 1, 2, tzinfo=UTC),
    title="Two killed by shelling near Kharkiv",
    text="KHARKIV, Jan 1 - Shelling killed two people near Kharkiv on Monday, the region's governor said.",
)
"""Touches every stage of reading and merging, each of which loads its words when it is first used."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The topology as functions: a record in, a result out, in stages. They never raise for a record's sake."""

    reader: Step
    corrector: Step
    deduplicator: Step


def create_app(settings: Settings, metrics: Metrics, *, read: Read | None = None, fold: Fold | None = None) -> App:
    """The application of one worker. Nothing connects before it is started.

    Args:
        settings: as read.
        metrics: what the agents count in.
        read: takes the place of reading, in tests.
        fold: takes the place of merging, in tests.
    """
    app = new_app(settings)
    topics = topology(settings)
    table = app.Table(STATE, key_type=bytes, value_type=bytes, partitions=topics.changelog.partitions)
    assert isinstance(table, StateTable)
    work = steps(settings, metrics, lambda: table.held, read=read, fold=fold)
    bounds = Bounds(settings.batch_seconds, settings.batch_messages)
    tolerance = Tolerance(settings.dead_letters_in_row, settings.dead_letter_share, settings.dead_letter_window)

    @cache
    def producer() -> AIOKafkaProducer:
        app.group.committing_took = partial(metrics.spent, Stage.COMMIT)
        return app.kafka_producer

    def agent(name: str, topic: Topic, step: Step) -> None:
        delivery = Delivery(producer, lambda: app.group, topics.changelog.name, partial(metrics.spent, Stage.SEND))
        pump = Pump(app, Brake(side_by_side(step), topic.dead_letters.name, tolerance), delivery, bounds, metrics)

        async def run(stream: Any) -> None:  # noqa: ANN401 - Faust has no types
            await pump.run(stream)

        app.agent(app.topic(topic.name), name=name)(run)
        app.task(delivery.run)

    agent("reader", topics.articles, work.reader)
    agent("corrector", topics.corrections, work.corrector)
    agent("deduplicator", topics.mentions, work.deduplicator)
    return app


def steps(
    settings: Settings,
    metrics: Metrics,
    state: Callable[[], State],
    *,
    read: Read | None = None,
    fold: Fold | None = None,
) -> Steps:
    """All steps, guarded."""
    topics = topology(settings)
    admission = Admission(settings.longest_article, settings.record_timestamp_stands_in)

    def dead(topic: str, reason: Reason) -> None:
        metrics.dead_letter(topic, reason)
        if topic == topics.articles.name:
            metrics.article(ArticleOutcome.DEAD_LETTER)

    reading = reader(topics, read or reading_of_places(), admission, metrics)
    merging = deduplicator(topics, fold or merging_by(rules(settings)), state, metrics, lambda: datetime.now(UTC))
    return Steps(
        traced(guarded(reading, topics.articles, dead)),
        traced(guarded(corrector(topics), topics.corrections, dead)),
        traced(guarded(merging, topics.mentions, dead)),
    )


@cache
def sample_reading() -> Reading:
    """What the sample says. Its first reading loads all that reading needs."""
    return read_article(SAMPLE, gazetteer.load())


def reading_of_places() -> Read:
    """Reading with its data loaded now, so that no article waits for it."""
    places = gazetteer.load()
    sample_reading()

    def read(article: Article) -> Stages[Reading]:
        return read_in_stages(article, places)

    return read


def merging_by(choice: Rules) -> Fold:
    """Merging by these rules, with what it needs made now: the first message would wait for it for 40 ms."""
    store, said = DictStore(), sample_reading().mentions
    for message in messages(SAMPLE, said, sketch(SAMPLE.text), None):
        merge(store, message, choice)

    def fold(store: Store, message: Message) -> Outcome:
        return merge(store, message, choice)

    return fold
