"""The loop of an agent: records from its channel, through its work, to delivery.

Several records are worked on side by side. After them a batch ends once it has taken some milliseconds of work, or has
some number of records, so that a rebalance, a heartbeat or the other agent never waits long.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, Protocol

from faust.types import TP

from agents.stream.app import App
from agents.stream.consumer import Slice
from agents.stream.delivery import Batch, Delivery
from agents.stream.records import Changes, Output, Record, Work
from pipeline.stages import TOGETHER

TOGETHER_BYTES: Final = 64_000
"""No more records are worked on side by side once they are so long: long texts would hold up all else."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a batch may grow."""

    seconds: float
    messages: int


class Observer(Protocol):
    """Told of each batch."""

    def batch(self, topic: str, messages: int) -> None:
        """How many messages were handled together."""

    def lag_seconds(self, topic: str, seconds: float) -> None:
        """How old the message last handled is; 0 where no other waits."""


class Pump:
    """Feeds one agent's work from one channel.

    Args:
        app: the Faust application.
        work: what to do with records.
        delivery: takes the results.
        bounds: of a batch.
        observer: told of each batch.
    """

    def __init__(self, app: App, work: Work, delivery: Delivery, bounds: Bounds, observer: Observer) -> None:
        self._app = app
        self._do = work
        self._delivery = delivery
        self._bounds = bounds
        self._observer = observer
        self._handled = ("", 0.0)

    async def run(self, stream: Any) -> None:  # noqa: ANN401 - Faust has no types
        """Work until the stream ends."""
        await stream.maybe_start()
        # Faust ends a channel by throwing into its queue.
        with contextlib.suppress(StopAsyncIteration):
            await self._work_on(stream.channel.queue)

    async def _work_on(self, queue: "asyncio.Queue[Slice]") -> None:
        while True:
            pieces: list[Slice] = [await queue.get()]
            while not queue.empty() and sum(len(piece.records) for piece in pieces) < self._bounds.messages:
                pieces.append(queue.get_nowait())
            # Slices of an earlier generation come again, to whoever owns the partition now.
            current = [piece for piece in pieces if self._is_current(piece.generation)]
            for batch in self._batches(current, queue.empty):
                self._report_lag(batch)
                await self._delivery.put(batch)
                await asyncio.sleep(0)
                if not self._is_current(batch.generation):
                    break

    def _report_lag(self, batch: Batch) -> None:
        topic, produced = self._handled
        self._observer.lag_seconds(topic, max(0.0, time.time() - produced) if batch.more else 0.0)

    def _is_current(self, generation: int) -> bool:
        return bool(self._app.flow_control.is_active() and generation == self._app.consumer_generation_id)

    def _batches(self, pieces: list[Slice], is_last: Callable[[], bool]) -> Iterator[Batch]:
        """The batches of these slices; each is worked on when it is asked for."""
        records = ((piece, found) for piece in pieces for found in piece.records)
        left = sum(len(piece.records) for piece in pieces)
        while left:
            batch = self._work(records)
            left -= batch.count
            self._app.group.take(batch.count)
            yield replace(batch, more=bool(left) or not is_last())

    def _work(self, records: Iterator[tuple[Slice, Any]]) -> Batch:
        outputs: list[Output] = []
        changes: list[tuple[int, Changes]] = []
        offsets: dict[TP, int] = {}
        count = 0
        deadline = time.perf_counter() + self._bounds.seconds
        while some := _taken(records, self._bounds.messages - count):
            results = self._do([_record(piece, found) for piece, found in some])
            for (piece, found), result in zip(some, results, strict=True):
                outputs += result.outputs
                if result.changes:
                    changes.append((piece.tp.partition, result.changes))
                offsets[piece.tp] = found.offset + 1
            count += len(some)
            if time.perf_counter() >= deadline:
                break
        self._observer.batch(piece.tp.topic, count)
        self._handled = (piece.tp.topic, found.timestamp / 1000)
        return Batch(offsets, count, piece.generation, tuple(outputs), tuple(changes))


def _taken(records: Iterator[tuple[Slice, Any]], most: int) -> list[tuple[Slice, Any]]:
    """The next records that are worked on side by side; none where there are no more."""
    some: list[tuple[Slice, Any]] = []
    size = 0
    for piece, found in islice(records, min(most, TOGETHER)):
        some.append((piece, found))
        size += len(found.value or b"")
        if size >= TOGETHER_BYTES:
            break
    return some


def _record(piece: Slice, found: Any) -> Record:  # noqa: ANN401 - aiokafka has no types
    # Kafka allows headers without a value: none that means anything to us.
    headers = tuple((name, value) for name, value in found.headers if value is not None)
    return Record(*piece.tp, found.offset, found.key, found.value, found.timestamp, headers)
