"""Whether a worker's memory stays flat: ``make bench-memory`` pours in an hour of the world's news, as fast as it can.

Generated articles pass a week in about a hundred messages, so that state comes and goes: events pass the horizon, and
what grows in spite of that is a leak. On Apache Kafka; the producer waits while many articles do.
"""

import argparse
import asyncio
import logging
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.kafka import broker
from benchmarks.world import World
from tests.chaos.articles import Message, messages

LOOKS: Final = 20
WAITING: Final = 2_000
"""Articles that may wait in the topic."""
MIB: Final = 1 << 20


def main() -> None:
    """Print memory and open events after each twentieth of the articles, and how much the second half added."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=90_000, help="25 a second for an hour")
    chosen = parser.parse_args()
    sent = messages(chosen.articles, seed=1)
    logging.disable(logging.CRITICAL)
    with broker() as running, tempfile.TemporaryDirectory(prefix="conflict-stream-bench-") as folder:
        asyncio.run(_pour(World(running.address, "memory", Path(folder), horizon_days=90), sent))


async def _pour(world: World, sent: Sequence[Message]) -> None:
    part = -(-len(sent) // LOOKS)
    found: list[float] = []
    print("| articles | seconds | open events | resident |\n|--:|--:|--:|--:|", flush=True)
    async with world.workers(1):
        started = time.monotonic()
        for begin in range(0, len(sent), part):
            await world.send(sent[begin : begin + part])
            await world.left(WAITING)
            figures = await world.figures()
            found.append(figures.samples["process_resident_memory_bytes", ()] / MIB)
            events = figures.total("conflict_stream_open_events")
            seconds = time.monotonic() - started
            print(f"| {begin + part:,} | {seconds:.0f} | {events:,} | {found[-1]:.0f} MiB |", flush=True)
    third = len(found) // 3
    middle, last = statistics.median(found[third : 2 * third]), statistics.median(found[-third:])
    print(f"median of the middle third {middle:.0f} MiB, of the last third {last:.0f} MiB: {last / middle:.2f} times")


if __name__ == "__main__":
    main()
