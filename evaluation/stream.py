"""Articles through a worker of their own on a Kafka, and what it published of them."""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from agents.brokers.process import free_port, start
from agents.cli.kafka import records
from agents.cli.produce import Outgoing, send
from agents.connection import client_options
from agents.settings import PREFIX, Settings
from agents.topics import Topology, ensure_topics, topology
from pipeline.merging.fold import Tombstone
from schemas.article import Article
from schemas.codec import decode, encode
from schemas.event import Event
from schemas.topics import Topic
from schemas.values import EventType

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 10.0
READ_SECONDS: Final = 3600.0
POLL_SECONDS: Final = 0.5


def through_kafka(bootstrap: str, articles: Sequence[Article]) -> list[Event | Tombstone]:
    """All that a worker published of some articles, in the order in which it did.

    Topics and group are made for the run, and deleted after it.

    Raises:
        TimeoutError: the worker does not come to the end of them.
    """
    name = f"evaluation-{uuid4().hex[:12]}"
    ours = {
        "broker": bootstrap,
        "group_id": name,
        "topic_prefix": f"{name}.",
        "horizon_days": None,
        "min_confidence": 0.0,
        "published_types": ",".join(EventType),
        # An event is published once a batch, and names ten of its mentions: where a batch brings more, some never show.
        "batch_messages": 1,
        "metrics_port": free_port(),
    }
    settings = Settings(**ours)  # type: ignore[arg-type]
    others = {key: value for key, value in os.environ.items() if not key.upper().startswith(PREFIX)}
    told = {PREFIX + key.upper(): "none" if value is None else str(value) for key, value in ours.items()}
    asyncio.run(ensure_topics(settings))
    command = [sys.executable, "-m", "agents.cli", "worker"]
    with (
        tempfile.TemporaryDirectory(prefix="conflict-stream-evaluation-") as folder,
        start(
            command,
            settings.metrics_port,
            Path(folder) / "worker.log",
            environment=others | told,
            timeout=START_SECONDS,
            grace=STOP_SECONDS,
        ),
    ):
        return asyncio.run(_stream(settings, articles))


async def _stream(settings: Settings, articles: Sequence[Article]) -> list[Event | Tombstone]:
    topics = topology(settings)
    outgoing = ((one.id.encode(), encode(one)) for one in articles)
    await send(settings, topics.articles, [Outgoing(key, value, len(value)) for key, value in outgoing])
    admin = AIOKafkaAdminClient(**client_options(settings))
    await admin.start()
    try:
        # Output is acknowledged before offsets are committed: once all articles count as read, all mentions are there.
        for topic in (topics.articles, topics.mentions):
            await _read_to_the_end(settings, admin, topic)
        return await _published(settings, topics)
    finally:
        await admin.delete_topics([topic.name for topic in topics.all])
        await admin.close()


async def _read_to_the_end(settings: Settings, admin: AIOKafkaAdminClient, topic: Topic) -> None:
    partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    consumer = AIOKafkaConsumer(**client_options(settings))
    await consumer.start()
    try:
        ends = await consumer.end_offsets(partitions)
    finally:
        await consumer.stop()
    deadline = time.monotonic() + READ_SECONDS
    while time.monotonic() < deadline:
        # A group that has just been named has no coordinator yet.
        with contextlib.suppress(GroupCoordinatorNotAvailableError):
            committed = await admin.list_consumer_group_offsets(settings.group_id, partitions=partitions)
            if all(not end or committed[partition].offset >= end for partition, end in ends.items()):
                return
        await asyncio.sleep(POLL_SECONDS)
    raise TimeoutError(topic.name)


async def _published(settings: Settings, topics: Topology) -> list[Event | Tombstone]:
    found = [one async for one in records(settings, topics.events, from_start=True, follow=False)]
    found.sort(key=lambda record: record.timestamp)
    return [_heard(record) for record in found]


def _heard(record: ConsumerRecord) -> Event | Tombstone:
    if record.value is not None:
        return decode(record.value, Event)
    return Tombstone((record.key or b"").decode(), 0, datetime.fromtimestamp(record.timestamp / 1000, UTC))
