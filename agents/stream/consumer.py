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

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import ConsumerStoppedError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode import ServiceT

SLICE_RECORDS: Final = 500
"""As many as one fetch hands over."""
QUEUED_SLICES: Final = 8
"""Slices that a channel may hold before its partitions are paused."""
FETCH_WAIT_MS: Final = 50
"""A broker answers a fetch after this long though it has nothing; until then no other fetch can be sent to it."""
IDLE_SECONDS: Final = 0.1
PAUSED_SECONDS: Final = 0.02
"""How long partitions that have nothing may keep those waiting whose channel has room again."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Records of one partition, in order, and the generation of the group that they were fetched in."""

    tp: TP
    generation: int
    records: list[Any]


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's thread around aiokafka's consumer."""

    def _create_worker_consumer(self, transport: driver.Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust fixes it at 1500
        return consumer

    async def on_thread_stop(self) -> None:
        """Leave the group, static members too: what stops in order gives its partitions away at once."""
        coordinator = getattr(self._consumer, "_coordinator", None)
        if coordinator is not None:
            # aiokafka keeps static members in the group, and their partitions would wait for the session timeout.
            coordinator._group_instance_id = None  # noqa: SLF001 - aiokafka's
        await super().on_thread_stop()

    async def seek_to_group(self) -> dict[TP, int]:
        """Put every partition of work at its committed offset, or at the beginning where it has none; gives where."""
        return await self.call_thread(self._seek_to_group, self._ensure_consumer())  # type: ignore[no-any-return]

    async def _seek_to_group(self, consumer: AIOKafkaConsumer) -> dict[TP, int]:
        changelogs = {tp for tp in consumer.assignment() if tp.topic in self.app.tables.changelog_topics}
        # Faust's own pausing is not known to aiokafka, which would go on fetching what we write.
        consumer.pause(*changelogs)
        work = list(consumer.assignment() - changelogs)
        committed = await consumer._coordinator.fetch_committed_offsets(work)  # noqa: SLF001 - one request for all
        offsets = {tp: found.offset for tp, found in committed.items() if found.offset >= 0}
        for tp, offset in offsets.items():
            consumer.seek(tp, offset)
        if unread := [tp for tp in work if tp not in offsets]:
            await consumer.seek_to_beginning(*unread)
        return {TP(tp.topic, tp.partition): await consumer.position(tp) for tp in work}


class Consumer(driver.Consumer):
    """Faust's consumer, with another path for messages and acknowledgements."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's
        super().__init__(*arguments, **options)
        self._settled: dict[TP, int] = {}
        self._in_hand = 0
        self.committing_took: Callable[[float], None] = lambda _: None
        """Told how many seconds each commit took."""
        self._hands_empty = asyncio.Event()
        self._hands_empty.set()
        self._taken = asyncio.Event()
        self._not_fetching = asyncio.Event()
        self._not_fetching.set()
        self._thread: ConsumerThread

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

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
        """Wait until no record is in hand, and commit."""
        if not self.should_stop:
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
