"""Every metric of a worker, on a registry of the caller's.

Named as Prometheus asks: one prefix, base units, ``_total`` on counters, labels of few values. Series whose labels are
known beforehand are exported as zero from the start, so that the first error shows as a rise and not as a new series.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import Final, TypeVar, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.process_collector import ProcessCollector

from agents.metrics.health import WorkerState
from pipeline.merging.outcome import Standing
from pipeline.reading.findings import DropReason
from pipeline.stages import Stages
from schemas.correction import Action
from schemas.dead_letter import Reason
from schemas.event import Change, Event, Status
from schemas.topics import ARTICLES, CORRECTIONS, MENTIONS
from schemas.values import EventType

T = TypeVar("T")

PREFIX: Final = "conflict_stream"

WITHHELD: Final = ("type", "confidence")
"""Why merging keeps an event unpublished, besides ``historic`` and ``crime``: the settings want none of its kind."""

STAGE_BUCKETS: Final = (1e-5, 2.5e-5, 1e-4, 2.5e-4, 1e-3, 2.5e-3, 1e-2, 2.5e-2, 0.1, 0.25, 1.0, 10.0)
BATCH_BUCKETS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
RECEIPT_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
PUBLICATION_BUCKETS: Final = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 86400, 7 * 86400, 30 * 86400)


class ArticleOutcome(StrEnum):
    """What became of a consumed article: each is counted under exactly one."""

    MENTIONS = "mentions"
    NO_MENTIONS = "no_mentions"
    RETRACTED = "retracted"
    DEAD_LETTER = "dead_letter"


class Stage(StrEnum):
    """Where a worker spends its time, in the order that a message meets them."""

    DECODE = "decode"
    READ = "read"
    FOLD = "fold"
    SEND = "send"
    COMMIT = "commit"


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What is running."""

    version: str
    rules_version: str = ""
    lexicon_version: str = ""
    gazetteer_version: str = ""


class Metrics:
    """The collectors of one worker.

    Args:
        registry: where they are registered; a worker has one, a test its own.
        build: what is running.
        topics: the topics that the worker consumes, as configured.
    """

    def __init__(
        self,
        registry: CollectorRegistry,
        build: BuildInfo,
        topics: Iterable[str] = (ARTICLES.name, CORRECTIONS.name, MENTIONS.name),
    ) -> None:
        self.registry = registry
        self._articles = self._counter("articles", "Articles consumed, by what became of them.", "outcome")
        self._sentences = self._counter("sentences", "Sentences of the articles read, titles included.")
        self._mentions = self._counter("mentions", "Mentions of events found in articles, by event type.", "type")
        self._drops = self._counter("drops", "What looked like an event and is none, by why.", "reason")
        self._corrections = self._counter(
            "corrections", "Corrections by analysts, by what became of them.", "action", "outcome"
        )
        self._changes = self._counter("events", "Changes published in event records, by kind of change.", "change")
        self._revisions = self._counter("event_revisions", "Event records published, by their status.", "status")
        self._dead_letters = self._counter("dead_letters", "Messages set aside, by why.", "topic", "reason")
        self._rebalances = self._counter("rebalances", "Times that partitions were assigned anew.")
        self._stages = self._histogram("stage_seconds", "Time spent in a stage, for each call.", STAGE_BUCKETS, "stage")
        self._batches = self._histogram("batch_messages", "Messages handled together.", BATCH_BUCKETS, "topic")
        self._receipt = self._histogram(
            "event_receipt_latency_seconds",
            "From the broker's receipt of an article to the publication of the event record it changed.",
            RECEIPT_BUCKETS,
        )
        self._publication = self._histogram(
            "event_publication_latency_seconds",
            "From the publication of an event's newest article to the publication of the event record.",
            PUBLICATION_BUCKETS,
        )
        self._lag = self._gauge("lag_messages", "Messages in the assigned partitions, not yet committed.", "topic")
        self._partition_lag = self._gauge(
            "partition_lag_messages", "Messages of an assigned partition, not yet committed.", "topic", "partition"
        )
        self._lag_seconds = self._gauge(
            "lag_seconds", "Age of the message last handled while others wait; 0 where none does.", "topic"
        )
        self._open_events = self._gauge("open_events", "Events in the state, which later articles may still change.")
        self._worker_state = self._gauge("worker_state", "1 for the state the worker is in, else 0.", "state")
        info = Info("build", "What is running.", namespace=PREFIX, registry=registry)
        info.info({name: getattr(build, name) for name in build.__slots__})
        ProcessCollector(registry=registry)
        self._topics = tuple(topics)
        self._lagging: set[tuple[str, int]] = set()
        self._export_zeros()

    def article(self, outcome: ArticleOutcome, count: int = 1) -> None:
        """Count consumed articles."""
        self._articles.labels(outcome).inc(count)

    def reading(self, sentences: int, mentions: Iterable[EventType], drops: Iterable[str]) -> None:
        """Count what was read in one article: its sentences, its mentions' types, and why others were dropped.

        Merging drops too: an event that is kept unpublished is counted with the reason that ``fold`` gives.
        """
        self._sentences.inc(sentences)
        for event_type in mentions:
            self._mentions.labels(event_type).inc()
        for reason in drops:
            self._drops.labels(reason).inc()

    def dead_letter(self, topic: str, reason: Reason) -> None:
        """Count a message set aside; ``topic`` is the one it came from."""
        self._dead_letters.labels(topic, reason).inc()

    def correction(self, action: Action, outcome: Standing) -> None:
        """Count a correction that has reached its block."""
        self._corrections.labels(action, outcome).inc()

    def event(self, event: Event, now: datetime, *, is_news: bool = True) -> None:
        """Count one published event record, and how long it took. A clock that is behind counts as no time.

        What an analyst changed is no news: it tells nothing of how long the news took.
        """
        for change in event.change:
            self._changes.labels(change).inc()
        self._revisions.labels(event.status).inc()
        self._receipt.observe(max(0.0, (now - event.updated_at).total_seconds()))
        if is_news:
            self._publication.observe(max(0.0, (now - event.sources.last_published_at).total_seconds()))

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Time one call of a stage, failed ones too."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.spent(stage, time.perf_counter() - started)

    def in_stages(self, stage: Stage, work: Stages[T]) -> Stages[T]:
        """Time one call whose work goes on in stages, failed ones too; what others do in between is not counted."""
        spent = 0.0
        try:
            while True:
                started = time.perf_counter()
                try:
                    next(work)
                except StopIteration as end:
                    return cast("T", end.value)
                finally:
                    spent += time.perf_counter() - started
                yield
        finally:
            self.spent(stage, spent)

    def spent(self, stage: Stage, seconds: float) -> None:
        """Record one call of a stage that the caller has timed."""
        self._stages.labels(stage).observe(seconds)

    def batch(self, topic: str, messages: int) -> None:
        """Record the size of a batch of messages handled together."""
        self._batches.labels(topic).observe(messages)

    def lag(self, partitions: Mapping[tuple[str, int], int]) -> None:
        """Publish the lag of all assigned partitions; those that are not given are no longer ours, and disappear."""
        for topic in self._topics:
            waiting = sum(lag for (name, _), lag in partitions.items() if name == topic)
            self._lag.labels(topic).set(waiting)
            if not waiting:  # the partitions of what was handled last may be another's now
                self._lag_seconds.labels(topic).set(0.0)
        for topic, partition in self._lagging - partitions.keys():
            self._partition_lag.remove(topic, str(partition))
        for (topic, partition), lag in partitions.items():
            self._partition_lag.labels(topic, str(partition)).set(lag)
        self._lagging = set(partitions)

    def lag_seconds(self, topic: str, seconds: float) -> None:
        """Publish how old the message last handled is; 0 where none waits."""
        self._lag_seconds.labels(topic).set(seconds)

    def open_events(self, count: int) -> None:
        """Publish how many events the state holds."""
        self._open_events.set(count)

    def rebalanced(self) -> None:
        """Count an assignment of partitions."""
        self._rebalances.inc()

    def worker_state(self, state: WorkerState) -> None:
        """Publish the worker's state."""
        for other in WorkerState:
            self._worker_state.labels(other).set(other is state)

    def _export_zeros(self) -> None:
        known: tuple[tuple[Counter | Gauge | Histogram, Iterable[str]], ...] = (
            (self._articles, ArticleOutcome),
            (self._mentions, EventType),
            (self._drops, (*DropReason, *WITHHELD)),
            (self._changes, Change),
            (self._revisions, Status),
            (self._stages, Stage),
            (self._worker_state, WorkerState),
            (self._batches, self._topics),
            (self._lag, self._topics),
            (self._lag_seconds, self._topics),
        )
        for collector, values in known:
            for value in values:
                collector.labels(value)
        for action, standing in product(Action, Standing):
            self._corrections.labels(action, standing)
        for topic in self._topics:
            for reason in Reason:
                self._dead_letters.labels(topic, reason)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, namespace=PREFIX, registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, namespace=PREFIX, registry=self.registry)

    def _histogram(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, text, labels, namespace=PREFIX, registry=self.registry, buckets=buckets)
