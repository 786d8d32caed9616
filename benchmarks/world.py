"""A deployment of real workers on Apache Kafka, and the articles that are poured into it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import orjson
from aiokafka import AIOKafkaProducer

from agents.brokers.process import LOOPBACK
from agents.cli.scrape import Scrape, scrape
from agents.settings import Settings, load_settings
from agents.topics import Topology, ensure_topics, topology
from tests.chaos.articles import FILLERS, Message
from tests.chaos.crew import Crew
from tests.chaos.topics import down_to

PATIENCE: Final = 3600.0
LENGTH: Final = 3_000
"""Characters of an article: generated ones are short, and are filled up with what tells of nothing."""


class World:
    """Topics and a group of their own, and up to three workers.

    Args:
        address: of the broker.
        name: of the group; the same name finds the same state again.
        folder: for logs.
        given: other settings.
    """

    def __init__(self, address: str, name: str, folder: Path, **given: object) -> None:
        self.settings: Settings = load_settings(
            **{"horizon_days": None, "session_timeout": 10, **given},
            broker=address,
            topic_prefix=f"{name}.",
            group_id=name,
        )
        self.topics: Topology = topology(self.settings)
        self.crew = Crew(self.settings, folder)

    @asynccontextmanager
    async def workers(self, count: int) -> AsyncIterator[Crew]:
        """So many workers; they are told to stop in the end."""
        await ensure_topics(self.settings)
        try:
            await self.crew.scale(count)
            await self.crew.ready()
            yield self.crew
        finally:
            await self.crew.scale(0)
            self.crew.end()

    async def send(self, sent: Sequence[Message], rate: float | None = None) -> None:
        """Articles into their topic, so many a second where a rate is given."""
        topic, started = self.topics.articles.name, time.monotonic()
        async with AIOKafkaProducer(bootstrap_servers=self.settings.broker, linger_ms=0 if rate else 20) as producer:
            for number, message in enumerate(sent):
                if rate and (early := started + number / rate - time.monotonic()) > 0:
                    await asyncio.sleep(early)
                await producer.send(topic, message.value, message.key)

    async def left(self, articles: float = 0) -> int:
        """Wait until no more articles wait, and no mentions where none may; gives how many do."""
        topics = (self.topics.articles,) if articles else (self.topics.articles, self.topics.mentions)
        return await down_to(articles, PATIENCE, self.settings, *topics)

    async def figures(self, worker: int = 0) -> Scrape:
        """A worker's metrics."""
        return await scrape(f"http://{LOOPBACK}:{self.crew.places[worker].port}/metrics")


def filled(message: Message) -> Message:
    """The same article, as long as articles are."""
    if message.value is None or message.is_bad:
        return message
    article = orjson.loads(message.value)
    short = LENGTH - len(article["text"])
    filler = " ".join(FILLERS * (1 + short // sum(map(len, FILLERS))))[: max(0, short)]
    return replace(message, value=orjson.dumps(article | {"text": f"{article['text']}\n\n{filler}"}))
