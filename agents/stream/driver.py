"""The topology without a broker, for tests: feed messages, read outputs, state and offsets, and crash at any step.

Like Kafka Streams' TopologyTestDriver. Time is the timestamps of the messages fed. What is durable (logs, changelog,
committed offsets) changes in the order in which a worker changes it, one action at a time, so that a test can stop
after any of them:

    driver = Driver(settings, metrics)
    driver.feed("articles.raw.v1", b'{"id": ...}', timestamp=published)
    while driver.advance():
        driver.crash()  # a worker killed after each single action
    driver.messages("conflict.events.v1")
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from aiokafka.partitioner import DefaultPartitioner

from agents.app import Steps, steps
from agents.deduplicator import Fold
from agents.metrics import Metrics
from agents.reader import Read
from agents.settings import Settings
from agents.stream.delivery import grouped
from agents.stream.records import Changes, Output, Record, Work, side_by_side
from agents.stream.state import State
from agents.topics import topology

Place = tuple[str, int]
"""A topic and a partition."""


class Driver:
    """One worker that has all partitions of a broker that is a dictionary.

    Args:
        settings: as a worker's.
        metrics: what the steps count in.
        read: takes the place of reading.
        fold: takes the place of merging.
        batch: how many records are worked on before anything is delivered.
    """

    def __init__(
        self,
        settings: Settings,
        metrics: Metrics,
        *,
        read: Read | None = None,
        fold: Fold | None = None,
        batch: int = 1,
    ) -> None:
        topics = topology(settings)
        self._partitions = {topic.name: topic.partitions for topic in topics.all}
        self._choose = DefaultPartitioner()
        self._log: dict[Place, list[Record]] = defaultdict(list)
        self._changelog: dict[int, list[Changes]] = defaultdict(list)
        self._batch = batch
        self.committed: dict[Place, int] = defaultdict(int)
        self.state = State()
        work: Steps = steps(settings, metrics, lambda: self.state, read=read, fold=fold)
        self._steps: dict[str, Work] = {
            topics.articles.name: side_by_side(work.reader),
            topics.corrections.name: side_by_side(work.corrector),
            topics.mentions.name: side_by_side(work.deduplicator),
        }
        self._actions = self._work()

    def feed(  # noqa: PLR0913 - what a message has
        self,
        topic: str,
        value: bytes | None,
        *,
        timestamp: datetime,
        key: bytes | None = None,
        partition: int | None = None,
        headers: tuple[tuple[str, bytes], ...] = (),
    ) -> Record:
        """Put a message into a topic; without ``partition`` its key decides."""
        return self._append(Output(topic, key, value, partition, headers), int(timestamp.timestamp() * 1000))

    def advance(self, actions: int = 1) -> int:
        """Do so many durable actions; gives how many there were to do."""
        done = sum(1 for _ in islice(self._actions, actions))
        if done < actions:
            self._actions = self._work()
        return done

    def run(self) -> None:
        """Work until every message is done."""
        for _ in self._actions:
            pass
        self._actions = self._work()

    def crash(self) -> None:
        """Kill the worker and start another: memory is gone, logs and committed offsets stay."""
        self.state = State()
        for partition, writes in self._changelog.items():
            for changes in writes:
                self.state.apply(partition, changes.items())
        self._actions = self._work()

    def messages(self, topic: str) -> list[Record]:
        """All that a topic holds, partition by partition."""
        return [record for place in sorted(self._log) if place[0] == topic for record in self._log[place]]

    def newest(self, topic: str) -> dict[bytes | None, bytes]:
        """What a compacted topic comes down to: the last value of each key that was not deleted."""
        last = {record.key: record.value for record in self.messages(topic)}
        return {key: value for key, value in last.items() if value is not None}

    def lag(self) -> int:
        """Messages not yet committed."""
        return sum(len(log) - self.committed[place] for place, log in self._log.items() if place[0] in self._steps)

    def _work(self) -> Iterator[None]:
        position = dict(self.committed)
        while place := next((p for p in sorted(self._log) if self._is_behind(p, position)), None):
            start = position.get(place, 0)
            records = self._log[place][start : start + self._batch]
            position[place] = start + len(records)
            results = self._steps[place[0]](records)
            for record, result in zip(records, results, strict=True):
                for output in result.outputs:
                    self._append(output, record.timestamp_ms)
                    yield
            for group in grouped(result.changes for result in results):
                self._changelog[place[1]].append(group)
                yield
            self.committed[place] = position[place]
            yield

    def _is_behind(self, place: Place, position: dict[Place, int]) -> bool:
        return place[0] in self._steps and position.get(place, 0) < len(self._log[place])

    def _append(self, output: Output, timestamp_ms: int) -> Record:
        partition = output.partition
        if partition is None:
            partitions = list(range(self._partitions[output.topic]))
            partition = self._choose(output.key or b"", partitions, partitions)
        log = self._log[output.topic, partition]
        record = Record(output.topic, partition, len(log), output.key, output.value, timestamp_ms, output.headers)
        log.append(record)
        return record
