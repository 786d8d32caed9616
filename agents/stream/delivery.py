"""Delivery: outputs first, then state, then the acknowledgement, each confirmed by the broker before the next.

While batches are on their way the next ones are worked on, and travel together.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder
from faust.types import TP

from agents.stream.records import Changes, Output
from schemas.topics import MIB

STATE_BYTES: Final = 800_000
"""Of one changelog batch: it is stored whole or not at all, so a kill never leaves half a message's changes."""
GREATEST_BATCH: Final = 4 * MIB - 1024
"""For a message that alone changes more: as much as the changelog takes at once."""
RECORD_OVERHEAD: Final = 70
LONGEST_QUEUE: Final = 8
GATHER_SECONDS: Final = 0.1
GATHER_MESSAGES: Final = 500
"""Under load, batches of so many milliseconds or messages share their requests: at a request for each, the broker and
the sockets take a tenth of the time. Without load nothing waits."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run of records led to, in the order of the records."""

    offsets: Mapping[TP, int]
    """By partition, the offset after the last record."""
    count: int
    generation: int
    outputs: tuple[Output, ...]
    changes: tuple[tuple[int, Changes], ...]
    """The partition of each record that changed its state, and how."""
    more: bool = False
    """Whether another batch follows at once."""


class Group(Protocol):
    """The consumer's side: where finished work is reported."""

    @property
    def generation(self) -> int:
        """Which assignment of partitions holds now."""

    def settle(self, offsets: Mapping[TP, int], count: int) -> None:
        """Everything before these offsets is done."""


class StaleBatchError(RuntimeError):
    """The group took partitions away while work on them was in hand: what they lead to may not be sent any more."""


class Delivery:
    """One queue of batches to the broker.

    Args:
        producer: gives the producer, which must have been started by the time of ``run``.
        group: gives the consumer; there is none before the worker has started.
        changelog: the topic of the state.
        took: told how many seconds each delivery took.
    """

    def __init__(
        self,
        producer: Callable[[], AIOKafkaProducer],
        group: Callable[[], Group],
        changelog: str,
        took: Callable[[float], None],
    ) -> None:
        self._connect = producer
        self._connect_group = group
        self._changelog = changelog
        self._took = took
        self._queue: asyncio.Queue[Batch] = asyncio.Queue(LONGEST_QUEUE)

    async def put(self, batch: Batch) -> None:
        """Hand over a batch; waits while others are queued."""
        await self._queue.put(batch)

    async def run(self) -> None:
        """Deliver until cancelled.

        Raises:
            StaleBatchError: partitions were lost in the middle of work.
            KafkaError: the broker refused a message, or was away for longer than the request timeout.
        """
        self._producer, group = self._connect(), self._connect_group()
        while True:
            batches = await self._gather()
            if any(batch.generation != group.generation for batch in batches):
                raise StaleBatchError
            started = time.perf_counter()
            await self._send(output for batch in batches for output in batch.outputs)
            await self._store(change for batch in batches for change in batch.changes)
            self._took(time.perf_counter() - started)
            for batch in batches:
                group.settle(batch.offsets, batch.count)

    async def _gather(self) -> list[Batch]:
        batches = [await self._queue.get()]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                while batches[-1].more and sum(batch.count for batch in batches) < GATHER_MESSAGES:
                    batches.append(await self._queue.get())
        return batches

    async def _send(self, outputs: Iterable[Output]) -> None:
        send = self._producer.send
        sent = [await send(o.topic, o.value, o.key, o.partition, headers=list(o.headers)) for o in outputs]
        for delivered in sent:
            await delivered

    async def _store(self, changes: Iterable[tuple[int, Changes]]) -> None:
        by_partition: dict[int, list[Changes]] = {}
        for partition, change in changes:
            by_partition.setdefault(partition, []).append(change)
        sent = []
        for partition, parts in by_partition.items():
            for group in grouped(parts):
                batch = BatchBuilder(GREATEST_BATCH, 0)
                for key, value in group.items():
                    while batch.append(timestamp=None, key=key.encode(), value=value) is None:
                        sent.append(await self._submit(batch, partition))
                        batch = BatchBuilder(GREATEST_BATCH, 0)
                sent.append(await self._submit(batch, partition))
        for stored in sent:
            await stored

    async def _submit(self, batch: Any, partition: int) -> Any:  # noqa: ANN401 - aiokafka has no types
        batch.close()
        return await self._producer.send_batch(batch, self._changelog, partition=partition)


def grouped(parts: Iterable[Changes], limit: int = STATE_BYTES) -> list[dict[str, bytes | None]]:
    """Join the changes of consecutive messages, the later value of a key only, into groups of bounded size.

    A message's changes are never divided; one message alone may be over the limit.
    """
    groups: list[dict[str, bytes | None]] = [{}]
    size = 0
    for part in parts:
        added = sum(len(key) + len(value or b"") + RECORD_OVERHEAD for key, value in part.items())
        if groups[-1] and size + added > limit:
            groups.append({})
            size = 0
        groups[-1].update(part)
        size += added
    return [group for group in groups if group]
