"""The consumer: from the broker to the channels in slices, from the settled work to committed offsets.

A slice is what one fetch brought of one partition. Backpressure is by channel: while one holds enough, its partitions
are not asked for more, and the others go on.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import uvloop
from aiokafka.errors import ConsumerStoppedError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode import ServiceT

from agents.stream.changelog import Read
from agents.stream.thread import ConsumerThread

SLICE_RECORDS: Final = 500
"""As many as one fetch hands over."""
QUEUED_SLICES: Final = 8
"""Slices that a channel may hold before its partitions are paused."""
IDLE_SECONDS: Final = 0.1
PAUSED_SECONDS: Final = 0.02
"""How long partitions that have nothing may keep those waiting whose channel has room again."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Records of one partition, in order, and the generation of the group that they were fetched in."""

    tp: TP
    generation: int
    records: list[Any]


class Consumer(driver.Consumer):
    """Faust's consumer, with another path for messages and acknowledgements."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's
        super().__init__(*arguments, **options)
        self._settled: dict[TP, int] = {}
        self._in_hand = 0
        self.revocations = 0
        """How often partitions were taken away. What was begun before the last time may not go on."""
        self.committing_took: Callable[[float], None] = lambda _: None
        """Told how many seconds each commit took."""
        self._hands_empty = asyncio.Event()
        self._hands_empty.set()
        self._taken = asyncio.Event()
        self._not_fetching = asyncio.Event()
        self._not_fetching.set()
        self._thread: ConsumerThread

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon, thread_loop=uvloop.new_event_loop())

    async def _drain_messages(self, fetcher: ServiceT) -> None:
        try:
            while not (self.should_stop or fetcher.should_stop):
                if not self.flow_active:
                    await self.wait(self.can_resume_flow.wait())
                    continue
                self._not_fetching.clear()
                try:
                    fetched = await self._fetch()
                finally:
                    self._not_fetching.set()
                if not fetched:
                    await asyncio.sleep(0)
        except (ConsumerStoppedError, asyncio.CancelledError):
            if not self.app.should_stop:
                raise

    async def _fetch(self) -> bool:
        generation = self.app.consumer_generation_id
        active = self._get_active_partitions()
        open_partitions = {tp for tp in active if self._has_room(tp)}
        if not open_partitions:
            self._taken.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._taken.wait()
            return False
        wait = IDLE_SECONDS if len(open_partitions) == len(active) else PAUSED_SECONDS
        records = await self._getmany(open_partitions, wait)
        # What is dropped here is fetched again: a stopped flow or a new generation always ends in perform_seek.
        if not self.flow_active or self.app.consumer_generation_id != generation:
            return False
        for tp, found in records.items():
            partition = TP(tp.topic, tp.partition)
            for channel in self._channels(partition):
                channel.queue.force_put_nowait(Slice(partition, generation, found))
        return bool(records)

    def _has_room(self, tp: TP) -> bool:
        return all(channel.queue.qsize() < QUEUED_SLICES for channel in self._channels(tp))

    def _channels(self, tp: TP) -> Iterable[Any]:
        index: Mapping[TP, Iterable[Any]] = self.app.topics._tp_index  # type: ignore[attr-defined] # noqa: SLF001 - the conductor's
        return index.get(tp, ())

    async def fetching_stopped(self) -> None:
        """Wait until no fetch is under way; call after ``stop_flow``."""
        self._taken.set()
        await self._not_fetching.wait()

    async def perform_seek(self) -> None:
        """Put every partition at its committed offset."""
        positions = await self._thread.seek_to_group()
        self._settled.clear()
        self._read_offset.update(positions)
        self._committed_offset.update(positions)

    async def open_changelogs(self, starts: Mapping[TP, int]) -> dict[TP, int]:
        """Go to these offsets of changelogs; gives their ends."""
        return await self._thread.open_changelogs(starts)

    async def read_changelogs(self, ends: Mapping[TP, int]) -> Read:
        """The next records of these changelogs."""
        return await self._thread.read_changelogs(ends)

    def take(self, count: int) -> None:
        """Count records as in hand: a rebalance and a stop wait for them."""
        self._in_hand += count
        self._taken.set()
        self._hands_empty.clear()

    def settle(self, offsets: Mapping[TP, int], count: int) -> None:
        """Count records as done: everything before these offsets may be committed."""
        self._settled.update(offsets)
        self._in_hand -= count
        if not self._in_hand:
            self._hands_empty.set()

    async def wait_empty(self) -> None:
        """Wait until no record is in hand, and commit.

        Raises:
            TimeoutError: the broker will not wait for this worker any longer, and gives its partitions to others.
        """
        if not self.should_stop:
            async with asyncio.timeout(self.app.conf.broker_rebalance_timeout / 2):
                await self.wait(self._hands_empty.wait())
        # One that was under way when the last work was settled does not have it.
        if not await self.commit():
            await self.commit()

    async def _commit_tps(self, tps: Iterable[TP], start_new_transaction: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002 - Faust's
        ours = self.assignment()
        offsets = {
            tp: offset for tp, offset in self._settled.items() if tp in ours and offset != self._committed_offset[tp]
        }
        started = time.perf_counter()
        if not offsets or not await self._commit(offsets):
            return False
        self.committing_took(time.perf_counter() - started)
        self._committed_offset.update(offsets)
        return True

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit what is settled, and only then forget it."""
        self.revocations += 1
        await super().on_partitions_revoked(revoked)
        for tp in revoked:
            self._settled.pop(tp, None)

    async def verify_all_partitions_active(self) -> None:
        """Leave it to the watchdog."""

    def lag(self) -> dict[tuple[str, int], int]:
        """Messages not yet committed, by partition of ours."""
        lag = {}
        for tp in self.assignment():
            # aiokafka's thread may be giving the partition away right now.
            with contextlib.suppress(AssertionError):
                end, committed = self.highwater(tp), self._committed_offset[tp]
                if end is not None and committed is not None and self.app.topics.acks_enabled_for(tp.topic):
                    lag[tp.topic, tp.partition] = max(0, end - committed)
        return lag

    @property
    def generation(self) -> int:
        """Which assignment of partitions holds now."""
        generation: int = self.app.consumer_generation_id
        return generation

    @property
    def fatal_error(self) -> BaseException | None:
        """Why the group will never be joined: aiokafka waits for somebody to ask, and Faust never does."""
        consumer = self._thread._consumer  # noqa: SLF001 - Faust's
        coordinator = getattr(consumer, "_coordinator", None)
        if coordinator is None:
            return None
        task, pending = coordinator._coordination_task, coordinator._pending_exception  # noqa: SLF001 - aiokafka's
        error: BaseException | None = task.exception() if task.done() and not task.cancelled() else pending
        return error

    @property
    def committed(self) -> dict[TP, int | None]:
        """The offsets that the group has committed."""
        return dict(self._committed_offset)


class Transport(driver.Transport):
    """Makes these consumers."""

    Consumer = Consumer
