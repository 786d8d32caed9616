"""Arroyo: a task, its record produced, its changelog record produced, then the offset may be committed.

It has no state, so the counter and its changelog record are written by hand, as in the bare loop.
"""

import sys
from collections.abc import Mapping

from arroyo.backends.kafka import KafkaConsumer, KafkaPayload, KafkaProducer
from arroyo.backends.kafka.configuration import (
    build_kafka_consumer_configuration,
    build_kafka_producer_configuration,
)
from arroyo.commit import CommitPolicy
from arroyo.processing import StreamProcessor
from arroyo.processing.strategies import CommitOffsets, ProcessingStrategyFactory, Produce, RunTask
from arroyo.processing.strategies.abstract import ProcessingStrategy
from arroyo.types import Commit, Message, Partition, Topic

from benchmarks.meter import COMMIT_SECONDS, PADDING, Job, Meter, job


class Finish(CommitOffsets):
    """The last step: whatever comes here is with the broker."""

    def __init__(self, commit: Commit, meter: Meter) -> None:
        super().__init__(commit)
        self._meter = meter
        self._left = meter.messages

    def submit(self, message: Message[KafkaPayload]) -> None:
        """Let its offset be committed; end the program with the last."""
        super().submit(message)
        self._left -= 1
        if not self._left:
            self._meter.end()


class Steps(ProcessingStrategyFactory[KafkaPayload]):
    """The steps in order."""

    def __init__(self, producer: KafkaProducer, events: str, changelog: str, meter: Meter) -> None:
        self._producer = producer
        self._events, self._changelog = Topic(events), Topic(changelog)
        self._meter = meter
        self._counts: dict[bytes, int] = {}

    def create_with_partitions(
        self,
        commit: Commit,
        partitions: Mapping[Partition, int],  # noqa: ARG002 - Arroyo's
    ) -> ProcessingStrategy[KafkaPayload]:
        """Build them anew for an assignment."""
        finish = Finish(commit, self._meter)
        kept = RunTask(self._shortened, Produce(self._producer, self._changelog, finish))
        return RunTask(self._count, Produce(self._producer, self._events, kept))

    def _count(self, message: Message[KafkaPayload]) -> KafkaPayload:
        self._meter.message()
        key = message.payload.key or b""
        self._counts[key] = self._counts.get(key, 0) + 1
        return KafkaPayload(key, str(self._counts[key]).encode() + PADDING, [])

    def _shortened(self, message: Message[KafkaPayload]) -> KafkaPayload:
        payload = message.payload
        return KafkaPayload(payload.key, payload.value.removesuffix(PADDING), [])


def main(given: Job) -> None:
    """Do the work."""
    meter = given.meter
    options = build_kafka_consumer_configuration(
        {},
        bootstrap_servers=[given.broker],
        group_id=given.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,  # that would be every five seconds
    )
    consumer = KafkaConsumer(options)
    producer = KafkaProducer(build_kafka_producer_configuration({}, bootstrap_servers=[given.broker]))
    policy = CommitPolicy(COMMIT_SECONDS, None)
    StreamProcessor(
        consumer, Topic(given.articles), Steps(producer, given.events, given.changelog, meter), policy
    ).run()


if __name__ == "__main__":
    main(job(sys.argv[1:]))
