"""What the stream layer costs, on Apache Kafka from Maven's jars: ``make bench-stream``.

Contenders take turns in one run, and what counts are their ratios: the broker, the loader and whatever else the machine
does take their share of all of them. Those of ``benchmarks/peers`` run in environments of their own; one that is not
installed is passed over.
"""

import argparse
import asyncio
import logging
import os
import statistics
import subprocess
import sys
import uuid
from typing import Final

from aiokafka import AIOKafkaProducer

from agents.settings import Settings, load_settings
from agents.topics import ensure_topics, topology
from benchmarks.contenders import CONTENDERS
from benchmarks.kafka import ROOT, broker

WORK: Final = {0.0: 30_000, 0.0002: 10_000, 0.001: 3_000}
"""Seconds of work a message, and how many messages."""
SLOW: Final = {"faust": 0.2}
"""Whose rate is so low that a part of the messages will do."""
PEERS: Final = ("quix", "faststream", "arroyo")
ENVIRONMENTS: Final = ROOT / ".cache" / "contenders"
KEYS: Final = 5_000
ARTICLE: Final = os.urandom(1300).hex().encode()
PATIENCE: Final = 120


def main() -> None:
    """Measure each contender at each amount of work, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of which the median counts")
    chosen = parser.parse_args()
    names = [*CONTENDERS, *filter(_is_installed, PEERS)]
    found: dict[tuple[float, str], list[tuple[float, float]]] = {}
    logging.disable(logging.CRITICAL)
    with broker() as running:
        for _ in range(chosen.runs):
            for work, messages in WORK.items():
                for name in names:
                    count = int(messages * SLOW.get(name, 1))
                    found.setdefault((work, name), []).append(_measure(running.address, name, count, work))
    print("load averages: {:.1f}, {:.1f}, {:.1f}".format(*os.getloadavg()))
    print("| work a message | layer | messages/s | of the bare loop's | CPU a message | of the bare loop's |")
    print("|---|---|--:|--:|--:|--:|")
    medians = {key: [statistics.median(values) for values in zip(*runs, strict=True)] for key, runs in found.items()}
    for (work, name), (rate, cpu) in medians.items():
        bare_rate, bare_cpu = medians[work, "bare"]
        ratios = f"{rate:,.0f} | {rate / bare_rate:.2f} | {cpu:.0f} us | {cpu / bare_cpu:.2f}"
        print(f"| {work * 1e6:.0f} us | {name} | {ratios} |")


def _measure(address: str, name: str, messages: int, work: float) -> tuple[float, float]:
    """Messages a second, and microseconds of CPU a message."""
    world = uuid.uuid4().hex[:8]
    asyncio.run(_load(address, world, messages))
    if name in CONTENDERS:
        command = [sys.executable, "-m", "benchmarks.contenders", name, address, world, str(messages), str(work)]
    else:
        topics = topology(_settings(address, world))
        command = [str(ENVIRONMENTS / name / "bin" / "python"), "-m", f"benchmarks.peers.{name}", address]
        command += [topics.articles.name, topics.events.name, topics.changelog.name, world, str(messages), str(work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT)  # noqa: S603 - our own
    rate, cpu = map(float, done.stdout.split())
    print(f"{name} {work * 1e6:.0f} us: {rate:.0f}/s, {cpu:.0f} us", file=sys.stderr, flush=True)
    return rate, cpu


def _is_installed(name: str) -> bool:
    found = (ENVIRONMENTS / name / "bin" / "python").exists()
    if not found:
        print(f"{name} is not installed: passed over; 'make bench-stream' installs it", file=sys.stderr)
    return found


def _settings(address: str, world: str) -> Settings:
    return load_settings(broker=address, topic_prefix=f"{world}.", group_id=world)


async def _load(address: str, world: str, messages: int) -> None:
    settings = _settings(address, world)
    await ensure_topics(settings)
    topic = topology(settings).articles.name
    async with AIOKafkaProducer(bootstrap_servers=address, linger_ms=20, max_batch_size=500_000) as producer:
        sent = [await producer.send(topic, ARTICLE, f"k{number % KEYS}".encode()) for number in range(messages)]
        for delivered in sent:
            await delivered


if __name__ == "__main__":
    main()
