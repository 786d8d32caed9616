"""From article to event, with real reading and merging in real workers on Apache Kafka: ``make bench``.

How many articles a second one worker does and two do, how long an article takes at a part of that rate, how soon a
worker is ready over a large state, and how long the output pauses when one is killed.
"""

import argparse
import asyncio
import logging
import math
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import orjson
from aiokafka import AIOKafkaProducer, ConsumerRecord

from agents.settings import Settings, load_settings
from agents.topics import Topology, ensure_topics, topology
from benchmarks.kafka import broker
from tests.chaos.articles import FILLERS, Message, messages
from tests.chaos.crew import Crew
from tests.chaos.topics import down_to, records

PATIENCE: Final = 300.0
LENGTH: Final = 3_000
"""Characters of an article: generated ones are short, and are filled up with what tells of nothing."""
SHARES: Final = (0.1, 0.5, 0.8)
"""Of one worker's capacity."""
LOADED_SECONDS: Final = 12
WARM: Final = 0.1
"""The part of the articles that is done before the clock starts."""
KILLS: Final = 3


def main() -> None:
    """Measure all, and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=6000)
    chosen = parser.parse_args()
    sent = [_filled(message) for message in messages(chosen.articles, seed=1)]
    logging.disable(logging.CRITICAL)
    with broker() as running, tempfile.TemporaryDirectory(prefix="conflict-stream-bench-") as folder:
        asyncio.run(_all(running.address, Path(folder), sent))


async def _all(address: str, folder: Path, sent: Sequence[Message]) -> None:
    rates = {}
    for workers in (1, 2):
        world = World(address, f"rate{workers}", folder)
        rates[workers] = await world.throughput(sent, workers)
        print(f"{workers} worker(s): {rates[workers]:.0f} articles/s", flush=True)
    print(f"2 workers do {rates[2] / rates[1]:.2f} times what 1 does", flush=True)
    for share in SHARES:
        world = World(address, f"share{share * 100:.0f}", folder)
        latencies = await world.latencies(sent, share * rates[1])
        median, high = statistics.median(latencies), statistics.quantiles(latencies, n=100)[98]
        print(f"at {share:.0%}: p50 {median:.0f} ms, p99 {high:.0f} ms over {len(latencies)} records", flush=True)
    world = World(address, "rate1", folder)
    print(f"ready again over the state of {len(sent)} articles: {await world.ready():.2f} s", flush=True)
    world = World(address, "pause", folder)
    pauses = await world.pauses(sent, rates[1] / 3)
    print(f"pause in the output after SIGKILL: {', '.join(f'{pause:.1f} s' for pause in pauses)}", flush=True)


class World:
    """Topics and a group of their own, and up to three workers."""

    def __init__(self, address: str, name: str, folder: Path) -> None:
        self._settings: Settings = load_settings(
            broker=address, topic_prefix=f"{name}.", group_id=name, horizon_days=None, session_timeout=10
        )
        self._topics: Topology = topology(self._settings)
        self._crew = Crew(self._settings, folder)

    async def throughput(self, sent: Sequence[Message], workers: int) -> float:
        """Articles a second over a full topic, until no message waits anywhere."""
        await ensure_topics(self._settings)
        await self._send(sent)
        try:
            await self._crew.scale(workers)
            left = await down_to((1 - WARM) * len(sent), PATIENCE, self._settings, self._topics.articles)
            started = time.monotonic()
            await self._done()
            return left / (time.monotonic() - started)
        finally:
            await self._end()

    async def latencies(self, sent: Sequence[Message], rate: float) -> list[float]:
        """Milliseconds from an article's record to the records of the events that it changed, at a steady rate."""
        await ensure_topics(self._settings)
        try:
            await self._crew.scale(1)
            await self._crew.ready()
            await self._send(sent[: int(rate * LOADED_SECONDS)], rate)
            await self._done()
            return [_latency(record) for record in await records(self._settings, self._topics.events) if record.value]
        finally:
            await self._end()

    async def ready(self) -> float:
        """Seconds from the start of the process until it is ready."""
        started = time.monotonic()
        try:
            await self._crew.scale(1)
            await self._crew.ready()
            return time.monotonic() - started
        finally:
            await self._end()

    async def pauses(self, sent: Sequence[Message], rate: float) -> list[float]:
        """The longest gap between two event records after each kill of the only worker, which starts again at once."""
        await ensure_topics(self._settings)
        feed = asyncio.create_task(self._send(sent, rate))
        killed = []
        try:
            await self._crew.scale(1)
            for _ in range(KILLS):
                await self._crew.ready()
                await asyncio.sleep(2)
                killed.append(time.time())
                await self._crew.kill(self._crew.places[0])
            await self._crew.ready()
            await asyncio.sleep(2)
            times = sorted(record.timestamp / 1000 for record in await records(self._settings, self._topics.events))
        finally:
            feed.cancel()
            await self._end()
        gaps = list(pairwise(times))
        return [max((b - a for a, b in gaps if a <= at + 1 and b >= at), default=math.nan) for at in killed]

    async def _send(self, sent: Sequence[Message], rate: float | None = None) -> None:
        topic, started = self._topics.articles.name, time.monotonic()
        async with AIOKafkaProducer(bootstrap_servers=self._settings.broker, linger_ms=0 if rate else 20) as producer:
            for number, message in enumerate(sent):
                if rate and (early := started + number / rate - time.monotonic()) > 0:
                    await asyncio.sleep(early)
                await producer.send(topic, message.value, message.key)

    async def _done(self) -> None:
        await down_to(0, PATIENCE, self._settings, self._topics.articles, self._topics.mentions)

    async def _end(self) -> None:
        await self._crew.scale(0)
        self._crew.end()


def _filled(message: Message) -> Message:
    if message.value is None or message.is_bad:
        return message
    article = orjson.loads(message.value)
    short = LENGTH - len(article["text"])
    filler = " ".join(FILLERS * (1 + short // sum(map(len, FILLERS))))[: max(0, short)]
    return replace(message, value=orjson.dumps(article | {"text": f"{article['text']}\n\n{filler}"}))


def _latency(record: ConsumerRecord) -> float:
    updated = datetime.fromisoformat(orjson.loads(record.value)["updated_at"])
    return float(record.timestamp) - updated.timestamp() * 1000


if __name__ == "__main__":
    main()
