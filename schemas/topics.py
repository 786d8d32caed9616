"""The topics, as data. ``conflict-stream topics ensure`` creates them so and ``topics describe`` shows them."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

MIB: Final = 1024 * 1024


class Cleanup(StrEnum):
    """What the broker does with old records."""

    DELETE = "delete"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's contract. ``key`` and ``value`` say what they hold, in words."""

    name: str
    key: str
    value: str
    partitions: int = 12
    cleanup: Cleanup = Cleanup.DELETE
    retention: timedelta = timedelta(days=7)
    max_message_bytes: int = MIB
    is_stamped_by_broker: bool = False
    """Whether a record's time is that of its arrival, whatever the producer says."""

    @property
    def config(self) -> dict[str, str]:
        """The broker's settings for this topic."""
        milliseconds = str(int(self.retention.total_seconds() * 1000))
        age = "retention.ms" if self.cleanup is Cleanup.DELETE else "delete.retention.ms"
        arrival = {"message.timestamp.type": "LogAppendTime"} if self.is_stamped_by_broker else {}
        return {
            "cleanup.policy": self.cleanup.value,
            age: milliseconds,
            "max.message.bytes": str(self.max_message_bytes),
            **arrival,
        }

    @property
    def dead_letters(self) -> "Topic":
        """Where this topic's unusable messages go: room for the original and its headers."""
        return Topic(
            name=f"{self.name}.dlq",
            key="the original key",
            value="the original bytes, with the error in the headers",
            partitions=self.partitions,
            retention=timedelta(days=14),
            max_message_bytes=self.max_message_bytes + MIB,
        )


ARTICLES: Final = Topic(
    name="articles.raw.v1",
    key="article id (advisory: the id in the value counts)",
    value="Article; null retracts the article of that key",
    max_message_bytes=2 * MIB,
    # What is published after its arrival lies in the future, and what is old is not thrown away as it comes.
    is_stamped_by_broker=True,
)
CORRECTIONS: Final = Topic(
    name="conflict.corrections.v1",
    key="correction id (advisory: the id in the value counts)",
    value="Correction",
    cleanup=Cleanup.COMPACT,
    is_stamped_by_broker=True,
)
MENTIONS: Final = Topic(
    name="conflict.mentions.v1",
    key="block: the country where mentions may meet",
    value="ArticleMentions, or a Correction on its way to the mentions that it speaks of",
    max_message_bytes=2 * MIB,
)
EVENTS: Final = Topic(
    name="conflict.events.v1",
    key="event id",
    value="Event, a full snapshot; null is a tombstone of a withdrawn event",
    cleanup=Cleanup.COMPACT,
)
TOPICS: Final = (
    ARTICLES,
    ARTICLES.dead_letters,
    CORRECTIONS,
    CORRECTIONS.dead_letters,
    MENTIONS,
    MENTIONS.dead_letters,
    EVENTS,
)
