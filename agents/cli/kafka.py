"""Talking to the broker for the length of one command, with failures told in one line."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.partitioner import DefaultPartitioner

from agents.cli.failure import USAGE, Failure
from agents.connection import client_options, diagnosis, leave
from agents.settings import Settings, SettingsError
from schemas.topics import MIB, Topic

TIMEOUT_MS: Final = 10_000
POLL_MS: Final = 250
QUIET_POLLS: Final = 2
"""Empty polls at the end of a topic before it counts as read: some brokers report an end that is a batch too low."""


@asynccontextmanager
async def failures(settings: Settings) -> AsyncIterator[None]:
    """Turn what goes wrong between us and the broker into one line.

    Raises:
        Failure: the broker is away, or refuses; with ``USAGE`` where a setting is to blame, and waiting does not help.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it logs, line upon line, what is raised anyway
    try:
        yield
    except KafkaConnectionError:
        raise await _unreachable(settings) from None
    except SettingsError as error:
        raise Failure(str(error), USAGE) from None
    except KafkaError as error:
        raise Failure(f"the broker at {settings.broker} refused: {error}") from None


@asynccontextmanager
async def administration(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Connect, to ask about topics."""
    async with failures(settings):
        admin = AIOKafkaAdminClient(**_options(settings))
        try:
            await admin.start()
            yield admin
        finally:
            await admin.close()


@asynccontextmanager
async def production(settings: Settings, topic: Topic) -> AsyncIterator[AIOKafkaProducer]:
    """Connect, to send to a topic. Every record is confirmed by all replicas in step."""
    await partitions(settings, topic)
    async with failures(settings):
        producer = AIOKafkaProducer(**_options(settings), acks="all", max_request_size=topic.max_message_bytes + MIB)
        try:
            await producer.start()
            yield producer
        finally:
            await producer.stop()


async def partitions(settings: Settings, topic: Topic) -> list[TopicPartition]:
    """List a topic's partitions.

    Raises:
        Failure: there is no such topic.
    """
    async with administration(settings) as admin:
        described = await admin.describe_topics()
    found = [one["partitions"] for one in described if one["topic"] == topic.name]
    if not found:
        raise Failure(f"no topic {topic.name} at {settings.broker}: 'conflict-stream topics ensure' creates it")
    return sorted(TopicPartition(topic.name, one["partition"]) for one in found[0])


async def records(  # noqa: PLR0913 - one keyword a choice
    settings: Settings,
    topic: Topic,
    *,
    keys: Collection[bytes] = (),
    since: datetime | None = None,
    from_start: bool = False,
    follow: bool = True,
    patience: float | None = None,
    on_away: Callable[[Failure | None], None] | None = None,
    on_connected: Callable[[], None] = lambda: None,
) -> AsyncGenerator[ConsumerRecord, None]:
    """Read a topic without joining a group, so that nobody else is disturbed.

    Args:
        settings: where the broker is.
        topic: which topic.
        keys: read only the partitions where these belong, as Kafka's own clients choose them; none: all of them.
        since: begin with the records that the broker received then.
        from_start: begin with the oldest record.
        follow: wait for more at the end, for ever.
        patience: seconds without a record after which the broker is asked whether it is there, and how long it may take
            to say so. The client alone waits for a broker that went away, and tells nobody.
        on_away: told of a broker that went away, and of its return by null; it is waited for then.
        on_connected: told once the broker has answered, before the first record.

    Raises:
        Failure: there is no such topic, or the broker does not answer; one that went away later only by ``patience``
            without ``on_away``.
    """
    assigned = _homes(keys, await partitions(settings, topic))
    async with failures(settings):
        consumer = AIOKafkaConsumer(
            **_options(settings),
            enable_auto_commit=False,
            auto_offset_reset="earliest" if from_start else "latest",
            max_partition_fetch_bytes=topic.max_message_bytes + MIB,
        )
        try:
            await consumer.start()
            consumer.assign(assigned)
            ends = await consumer.end_offsets(assigned)
            on_connected()
            if since is not None:
                await _seek(consumer, assigned, since)
            vigil = _Vigil(lambda: _missing(settings, consumer, assigned, patience), patience, on_away)
            quiet = 0
            while follow or quiet < QUIET_POLLS:
                found = await consumer.getmany(timeout_ms=POLL_MS)
                for batch in found.values():
                    for record in batch:
                        # Some brokers begin before the instant that they were asked for.
                        if since is None or record.timestamp >= since.timestamp() * 1000:
                            yield record
                await vigil.look(heard=bool(found))
                behind = [one for one in assigned if await consumer.position(one) < ends[one]]
                quiet = 0 if found or behind else quiet + 1
        finally:
            await leave(consumer)


def _homes(keys: Collection[bytes], every: list[TopicPartition]) -> list[TopicPartition]:
    if not keys:
        return every
    choose, numbers = DefaultPartitioner(), [one.partition for one in every]
    homes = {choose(key, numbers, numbers) for key in keys}
    return [one for one in every if one.partition in homes]


async def _seek(consumer: AIOKafkaConsumer, assigned: list[TopicPartition], since: datetime) -> None:
    milliseconds = int(since.timestamp() * 1000)
    for partition, offset in (await consumer.offsets_for_times(dict.fromkeys(assigned, milliseconds))).items():
        if offset is not None:
            consumer.seek(partition, offset.offset)


@dataclass(slots=True)
class _Vigil:
    """Over a broker that says nothing: once that has lasted ``patience`` seconds, it is asked whether it is there."""

    missing: Callable[[], Awaitable[Failure | None]]
    patience: float | None
    on_away: Callable[[Failure | None], None] | None
    heard_at: float = field(default_factory=time.monotonic)
    is_away: bool = False

    async def look(self, *, heard: bool) -> None:
        """Look after each poll.

        Raises:
            Failure: the broker is away, and nobody is to be told, or a setting is to blame.
        """
        if not heard and (self.patience is None or time.monotonic() - self.heard_at <= self.patience):
            return
        why = None if heard else await self.missing()
        self.heard_at = time.monotonic()
        if why is not None and (self.on_away is None or why.exit_code == USAGE):
            raise why
        if self.on_away is not None and (why is not None) is not self.is_away:
            self.is_away = not self.is_away
            self.on_away(why)


async def _missing(
    settings: Settings, consumer: AIOKafkaConsumer, assigned: list[TopicPartition], patience: float | None
) -> Failure | None:
    try:
        async with asyncio.timeout(patience):
            await consumer.end_offsets(assigned)
    except TimeoutError:
        return await _unreachable(settings)
    return None


async def _unreachable(settings: Settings) -> Failure:
    try:
        hint = await diagnosis(settings)
    except SettingsError as error:
        return Failure(str(error), USAGE)
    return Failure(hint or f"no broker answers at {settings.broker}: is it running? --broker names another")


def _options(settings: Settings) -> dict[str, Any]:
    return {**client_options(settings), "request_timeout_ms": TIMEOUT_MS}
