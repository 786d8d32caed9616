"""What a group has still to do, and what a topic holds, asked from outside."""

import asyncio
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from agents.settings import Settings
from schemas.topics import Topic

POLL: Final = 0.1


async def waiting(settings: Settings, *topics: Topic) -> int:
    """Messages of these topics that the group has not committed."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.broker)
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.broker)
    await admin.start()
    await consumer.start()
    try:
        committed = await admin.list_consumer_group_offsets(settings.group_id)
        ends = await consumer.end_offsets([each for topic in topics for each in _partitions(topic)])
        return sum(end - (committed[each].offset if each in committed else 0) for each, end in ends.items())
    finally:
        await consumer.stop()
        await admin.close()


async def down_to(left: float, seconds: float, settings: Settings, *topics: Topic) -> int:
    """Wait until no more than so many wait; gives how many. A broker that is away is waited for.

    Raises:
        TimeoutError: there are more after so many seconds.
    """
    async with asyncio.timeout(seconds):
        while True:
            try:
                if (count := await waiting(settings, *topics)) <= left:
                    return count
            except KafkaError:
                pass
            await asyncio.sleep(POLL)


async def records(settings: Settings, topic: Topic) -> list[ConsumerRecord]:
    """All that a topic holds, each partition in its order."""
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.broker)
    await consumer.start()
    try:
        partitions = _partitions(topic)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[ConsumerRecord] = []
        while any([await consumer.position(each) < end for each, end in ends.items()]):
            for of_partition in (await consumer.getmany(timeout_ms=200)).values():
                found += of_partition
        return found
    finally:
        await consumer.stop()


def _partitions(topic: Topic) -> list[TopicPartition]:
    return [TopicPartition(topic.name, number) for number in range(topic.partitions)]
