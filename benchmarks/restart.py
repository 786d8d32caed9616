"""How soon a worker is ready over a large state, and how long a kill stops the output: ``make bench-restart``.

On Apache Kafka, with a static id, which a worker that is started again at once has again.
"""

import argparse
import asyncio
import logging
import math
import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.kafka import broker
from benchmarks.world import World
from tests.chaos.articles import Message, messages
from tests.chaos.topics import records

RUNS: Final = 5
RATE: Final = 50.0
"""Articles a second while workers are killed: as much as all the world's news."""
ALIVE_SECONDS: Final = 2.0
RECOVERED: Final = re.compile(r"read (\d+) records of the state back in ([\d.]+) s")


def main() -> None:
    """Measure both, and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=32_000, help="that the state is made of: three to an event")
    chosen = parser.parse_args()
    sent = messages(chosen.articles, seed=1)
    logging.disable(logging.CRITICAL)
    with broker() as running, tempfile.TemporaryDirectory(prefix="conflict-stream-bench-") as folder:
        asyncio.run(_all(running.address, Path(folder), sent))


async def _all(address: str, folder: Path, sent: Sequence[Message]) -> None:
    world = World(address, "state", folder)
    async with world.workers(1):
        await world.send(sent)
        await world.left()
        events = (await world.figures()).total("conflict_stream_open_events")
    starts = [await _start(world) for _ in range(RUNS)]
    recovered = RECOVERED.findall(world.crew.places[0].log.read_text())[-RUNS:]
    rate = statistics.median(int(count) / float(seconds) for count, seconds in recovered)
    print(f"{events} open events, {recovered[-1][0]} records of state, read back at {rate:,.0f} a second", flush=True)
    print(f"start to ready: median {statistics.median(starts):.2f} s of {_listed(starts)}", flush=True)
    empty = [await _start(World(address, f"empty{run}", folder)) for run in range(RUNS)]
    print(f"start to ready without state: median {statistics.median(empty):.2f} s of {_listed(empty)}", flush=True)
    pauses = await _pauses(World(address, "pause", folder), sent)
    print(
        f"pause in the output after SIGKILL: median {statistics.median(pauses):.2f} s of {_listed(pauses)}", flush=True
    )


async def _start(world: World) -> float:
    """Seconds from the start of the process until it is ready."""
    started = time.monotonic()
    async with world.workers(1):
        return time.monotonic() - started


async def _pauses(world: World, sent: Sequence[Message]) -> list[float]:
    """The longest gap between two event records after each kill of the only worker, which starts again at once."""
    killed = []
    async with world.workers(1) as crew:
        feed = asyncio.create_task(world.send(sent, RATE))
        for _ in range(RUNS):
            await crew.ready()
            await asyncio.sleep(ALIVE_SECONDS)
            killed.append(time.time())
            await crew.kill(crew.places[0])
        await crew.ready()
        await asyncio.sleep(ALIVE_SECONDS)
        feed.cancel()
        times = sorted(record.timestamp / 1000 for record in await records(world.settings, world.topics.events))
    gaps = list(pairwise(times))
    return [max((b - a for a, b in gaps if a <= at + 1 and b >= at), default=math.nan) for at in killed]


def _listed(seconds: Sequence[float]) -> str:
    return ", ".join(f"{each:.2f}" for each in seconds)


if __name__ == "__main__":
    main()
