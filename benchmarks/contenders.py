"""The same work on three stream layers, each a program of its own: a bare loop, stock Faust, and ours.

The work: an article of 2.6 KB in, some microseconds of CPU, a counter of its key in the state with a changelog record,
one record out, and every quarter of a second the offsets committed of what is with the broker. The time ends when the
last record is acknowledged; stock Faust, which does not tell, is done when the last message is. Other libraries do it
in ``benchmarks/peers``.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

import faust
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from faust.types import TP

from agents.settings import Settings, load_settings
from agents.stream.app import new_app
from agents.stream.consumer import Consumer
from agents.stream.delivery import Delivery
from agents.stream.pump import Bounds, Pump
from agents.stream.records import Output, Record, Result
from agents.stream.state import StateTable
from agents.topics import topology
from benchmarks.meter import COMMIT_SECONDS, PADDING, Meter

POLL_SECONDS: Final = 0.02


async def bare(settings: Settings, meter: Meter) -> None:
    """A loop over ``getmany`` with the same guarantees, as one would write it by hand."""
    topics = topology(settings)
    counts: dict[bytes, int] = {}
    consumer = AIOKafkaConsumer(
        topics.articles.name,
        bootstrap_servers=settings.broker,
        group_id=settings.group_id,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4 << 20,
        fetch_max_wait_ms=50,
    )
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker, acks=-1, max_batch_size=200_000)
    await consumer.start()
    await producer.start()
    committed = time.perf_counter()
    while True:
        sent = []
        for partition, records in (await consumer.getmany(timeout_ms=100, max_records=500)).items():
            for record in records:
                meter.message()
                counts[record.key] = counts.get(record.key, 0) + 1
                value = str(counts[record.key]).encode()
                sent.append(await producer.send(topics.events.name, value + PADDING, record.key))
                sent.append(await producer.send(topics.changelog.name, value, record.key, partition.partition))
        for delivered in sent:
            await delivered
        if meter.is_done:
            meter.end()
        if time.perf_counter() - committed > COMMIT_SECONDS:
            await consumer.commit()
            committed = time.perf_counter()


async def stock(settings: Settings, meter: Meter) -> None:
    """Faust with its own defaults, but for its log and its web pages."""
    topics = topology(settings)
    app = faust.App(
        settings.group_id,
        broker=f"kafka://{settings.broker}",
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        topic_partitions=topics.articles.partitions,
        web_enabled=False,
    )
    counts = app.Table("stock", key_type=bytes, value_type=bytes, partitions=topics.articles.partitions)
    events = app.topic(topics.events.name)

    async def count(stream: Any) -> None:  # noqa: ANN401 - Faust has no types
        async for key, _ in stream.items():  # noqa: PERF102 - a stream, not a dictionary
            meter.message()
            value = str(int(counts.get(key, b"0")) + 1).encode()
            counts[key] = value
            await events.send(key=key, value=value + PADDING)

    app.agent(app.topic(topics.articles.name), name="count")(count)
    await app.start()
    while not meter.is_done:  # noqa: ASYNC110 - nothing is slept through that is measured
        await asyncio.sleep(POLL_SECONDS)
    meter.end()


class Silent:
    """An observer that is told and does nothing."""

    def batch(self, topic: str, messages: int) -> None:
        """Nothing."""

    def lag_seconds(self, topic: str, seconds: float) -> None:
        """Nothing."""


class Finish:
    """The group, as delivery sees it; ends the program when all is delivered."""

    def __init__(self, group: Consumer, meter: Meter) -> None:
        self._group = group
        self._meter = meter
        self._left = meter.messages

    @property
    def generation(self) -> int:
        """The group's."""
        return self._group.generation

    def settle(self, offsets: Mapping[TP, int], count: int) -> None:
        """Everything before these offsets is done."""
        self._group.settle(offsets, count)
        self._left -= count
        if not self._left:
            self._meter.end()


async def ours(settings: Settings, meter: Meter) -> None:
    """This project's layer over Faust."""
    topics = topology(settings)
    app = new_app(settings)
    table = app.Table("state", key_type=bytes, value_type=bytes, partitions=topics.changelog.partitions)
    assert isinstance(table, StateTable)

    def count(record: Record) -> Result:
        meter.message()
        key = (record.key or b"").decode()
        with table.held.transaction(record.partition) as transaction:
            value = str(int(transaction.get(key) or b"0") + 1).encode()
            transaction.put(key, value)
        return Result((Output(topics.events.name, record.key, value + PADDING),), transaction.changes)

    delivery = Delivery(
        lambda: app.kafka_producer, lambda: Finish(app.group, meter), topics.changelog.name, lambda _: None
    )
    bounds = Bounds(settings.batch_seconds, settings.batch_messages)
    pump = Pump(app, lambda records: [count(record) for record in records], delivery, bounds, Silent())

    async def run(stream: Any) -> None:  # noqa: ANN401 - Faust has no types
        await pump.run(stream)

    app.agent(app.topic(topics.articles.name), name="count")(run)
    app.task(delivery.run)
    await app.start()
    await asyncio.Event().wait()


CONTENDERS: Final[dict[str, Callable[[Settings, Meter], Coroutine[Any, Any, None]]]] = {
    "bare": bare,
    "faust": stock,
    "conflict-stream": ours,
}


def main(name: str, broker: str, world: str, messages: str, work: str) -> None:
    """Run one contender over a world of its own."""
    logging.disable(logging.CRITICAL)
    settings = load_settings(broker=broker, topic_prefix=f"{world}.", group_id=world)
    uvloop.run(CONTENDERS[name](settings, Meter(int(messages), float(work))))


if __name__ == "__main__":
    main(*sys.argv[1:])
