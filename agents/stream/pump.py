"""The loop of an agent: records from its channel, through the step, to delivery.

A batch ends after some milliseconds of work or some number of records, whichever comes first, so that a rebalance, a
heartbeat or the other agent never waits long.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from faust.types import TP

from agents.stream.app import App
from agents.stream.consumer import Slice
from agents.stream.delivery import Batch, Delivery
from agents.stream.records import Changes, Output, Record, Step


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
    """Feeds one step from one channel.

    Args:
        app: the Faust application.
        step: what to do with a record; never raises.
        delivery: takes the results.
        bounds: of a batch.
        observer: told of each batch.
    """

    def __init__(self, app: App, step: Step, delivery: Delivery, bounds: Bounds, observer: Observer) -> None:
        self._app = app
        self._step = step
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
        for piece, found in records:
            topic, partition = piece.tp
            # Kafka allows headers without a value: none that means anything to us.
            headers = tuple((name, value) for name, value in found.headers if value is not None)
            result = self._step(
                Record(topic, partition, found.offset, found.key, found.value, found.timestamp, headers)
            )
            outputs += result.outputs
            if result.changes:
                changes.append((partition, result.changes))
            offsets[piece.tp] = found.offset + 1
            count += 1
            if count >= self._bounds.messages or time.perf_counter() >= deadline:
                break
        self._observer.batch(topic, count)
        self._handled = (topic, found.timestamp / 1000)
        return Batch(offsets, count, piece.generation, tuple(outputs), tuple(changes))
