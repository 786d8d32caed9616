"""The topics of a worker on a broker: their names, and that they exist as the topology needs them."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from agents.connection import client_options
from agents.settings import Settings
from schemas.topics import ARTICLES, CORRECTIONS, EVENTS, MENTIONS, MIB, Cleanup, Topic

log = logging.getLogger(__name__)

STATE: Final = "state"
SETTLE_SECONDS: Final = 10.0


class TopicError(RuntimeError):
    """A topic is not what the topology needs. The message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Topology:
    """The topics of one deployment. Partition p of the changelog holds the state of partition p of the mentions."""

    source: str
    """Who publishes to them, as a URI: the ``ce_source`` of every message."""
    articles: Topic
    corrections: Topic
    mentions: Topic
    events: Topic
    changelog: Topic

    @property
    def all(self) -> tuple[Topic, ...]:
        """Every topic, dead letters included."""
        return (
            self.articles,
            self.articles.dead_letters,
            self.corrections,
            self.corrections.dead_letters,
            self.mentions,
            self.mentions.dead_letters,
            self.events,
            self.changelog,
        )


def topology(settings: Settings) -> Topology:
    """The topics that these settings name."""
    mentions = _prefixed(MENTIONS, settings)
    return Topology(
        source=f"urn:conflict-stream:worker:{settings.group_id}",
        articles=_prefixed(ARTICLES, settings),
        corrections=_prefixed(CORRECTIONS, settings),
        mentions=mentions,
        events=_prefixed(EVENTS, settings),
        changelog=Topic(
            name=f"{settings.group_id}-{STATE}-changelog",
            key="what is stored: an article's mentions, an event, an index entry",
            value="its state; null deletes",
            partitions=mentions.partitions,
            cleanup=Cleanup.COMPACT,
            retention=timedelta(days=1),
            max_message_bytes=4 * MIB,
        ),
    )


def _prefixed(topic: Topic, settings: Settings) -> Topic:
    return replace(topic, name=settings.topic_prefix + topic.name)


async def ensure_topics(settings: Settings) -> list[str]:
    """Create the topics that are missing, and verify the partition counts of the others.

    Returns:
        The names of those created.

    Raises:
        TopicError: a topic has another number of partitions, cannot be created, or does not show.
        KafkaError: the broker cannot be reached.
    """
    admin = AIOKafkaAdminClient(**client_options(settings))
    await admin.start()
    try:
        topics = topology(settings).all
        existing = await _partition_counts(admin, topics)
        missing = [topic for topic in topics if topic.name not in existing]
        for topic in topics:
            _verify(topic, existing.get(topic.name, topic.partitions))
        if missing:
            await _create(admin, missing, settings.replication_factor)
            await _settled(admin, topics)
        return [topic.name for topic in missing]
    finally:
        await admin.close()


async def _settled(admin: AIOKafkaAdminClient, topics: tuple[Topic, ...]) -> None:
    """Wait until the broker tells of all topics, and verify them: Kafka answers before all of it knows.

    One that seemed to be missing may have been there, made by somebody else a moment before.
    """
    wanted = {topic.name for topic in topics}
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            while not wanted <= (counts := await _partition_counts(admin, topics)).keys():  # noqa: ASYNC110 - no event
                await asyncio.sleep(SETTLE_SECONDS / 100)
    except TimeoutError:
        raise TopicError("the broker does not tell of the topics that it has created") from None
    for topic in topics:
        _verify(topic, counts[topic.name])


async def _partition_counts(admin: AIOKafkaAdminClient, topics: tuple[Topic, ...]) -> dict[str, int]:
    described = await admin.describe_topics()
    wanted = {topic.name for topic in topics}
    return {
        entry["topic"]: len(entry["partitions"])
        for entry in described
        if entry["topic"] in wanted and entry["partitions"]
    }


def _verify(topic: Topic, partitions: int) -> None:
    if partitions != topic.partitions:
        raise TopicError(
            f"topic {topic.name} has {partitions} partitions where the topology has {topic.partitions}: "
            "state is kept by partition, so create the topic anew or use another topic prefix and group id"
        )


async def _create(admin: AIOKafkaAdminClient, topics: list[Topic], replication_factor: int) -> None:
    response = await admin.create_topics(
        [NewTopic(topic.name, topic.partitions, replication_factor, topic_configs=topic.config) for topic in topics]
    )
    for name, code, *rest in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            detail = next((text for text in rest if text), error.__name__)
            raise TopicError(f"topic {name} cannot be created: {detail}")
        log.info("created topic %s", name)
