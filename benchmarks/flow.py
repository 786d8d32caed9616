"""From article to event, with real reading and merging in real workers on Apache Kafka: ``make bench-flow``.

How many articles a second one worker does and two do, where the time goes, and how long an article takes at a part of
that rate.
"""

import argparse
import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson
from aiokafka import ConsumerRecord

from agents.metrics import Stage
from benchmarks.kafka import broker
from benchmarks.world import World, filled
from tests.chaos.articles import Message, messages
from tests.chaos.topics import records

SHARES: Final = (0.1, 0.5, 0.8)
"""Of one worker's capacity."""
LOADED_SECONDS: Final = 20
WARM: Final = 0.1
"""The part of the articles that is done before the clock starts."""


def main() -> None:
    """Measure all, and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=6000)
    parser.add_argument("--runs", type=int, default=3, help="of one worker and two in turn; the median counts")
    chosen = parser.parse_args()
    sent = [filled(message) for message in messages(chosen.articles, seed=1)]
    logging.disable(logging.CRITICAL)
    with broker() as running, tempfile.TemporaryDirectory(prefix="conflict-stream-bench-") as folder:
        asyncio.run(_all(running.address, Path(folder), sent, chosen.runs))


async def _all(address: str, folder: Path, sent: Sequence[Message], runs: int) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    for run in range(runs):
        for workers, found in rates.items():
            found.append(await _throughput(World(address, f"rate{workers}-{run}", folder), sent, workers))
            _say(f"{workers} worker(s): {found[-1]:.0f} articles/s")
    one, two = (statistics.median(found) for found in rates.values())
    _say(f"medians: {one:.0f} and {two:.0f} articles/s: 2 workers do {two / one:.2f} times what 1 does")
    for share in SHARES:
        latencies = await _latencies(World(address, f"share{share * 100:.0f}", folder), sent, share * one)
        median, high = statistics.median(latencies), statistics.quantiles(latencies, n=100)[98]
        _say(f"at {share:.0%}: p50 {median:.0f} ms, p99 {high:.0f} ms over {len(latencies)} records")


async def _throughput(world: World, sent: Sequence[Message], workers: int) -> float:
    """Articles a second over a full topic, until no message waits anywhere."""
    async with world.workers(workers):
        await world.send(sent)
        left = await world.left((1 - WARM) * len(sent))
        started, before = time.monotonic(), await _spent(world)
        await world.left()
        seconds = time.monotonic() - started
        if workers == 1:
            shares = {stage: (spent - before[stage]) / seconds for stage, spent in (await _spent(world)).items()}
            _say("of the time: " + ", ".join(f"{stage} {share:.1%}" for stage, share in shares.items()))
        return left / seconds


async def _spent(world: World) -> dict[str, float]:
    """Seconds in each stage, and of the process's CPU."""
    samples = (await world.figures()).samples
    spent = {stage.value: samples["conflict_stream_stage_seconds_sum", (stage.value,)] for stage in Stage}
    return spent | {"CPU": samples["process_cpu_seconds_total", ()]}


async def _latencies(world: World, sent: Sequence[Message], rate: float) -> list[float]:
    """Milliseconds from an article's record to the records of the events that it changed, at a steady rate."""
    async with world.workers(1):
        await world.send(sent[: int(rate * LOADED_SECONDS)], rate)
        await world.left()
        return [_latency(record) for record in await records(world.settings, world.topics.events) if record.value]


def _latency(record: ConsumerRecord) -> float:
    updated = datetime.fromisoformat(orjson.loads(record.value)["updated_at"])
    return float(record.timestamp) - updated.timestamp() * 1000


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
