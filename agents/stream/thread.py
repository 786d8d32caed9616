"""What runs in the consumer's own thread: aiokafka's consumer, and whatever must not be torn apart by a rebalance."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from agents.connection import leave
from agents.stream.changelog import Read

FETCH_WAIT_MS: Final = 50
"""A broker answers a fetch after this long though it has nothing; until then no other fetch can be sent to it."""
CHANGELOG_RECORDS: Final = 2_000
"""As many as one reading of changelogs hands over."""
QUIET_SECONDS: Final = 1.0
"""How long a reading waits for records."""


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's thread around aiokafka's consumer."""

    _opened: Any = None
    """The assignment of partitions whose changelogs are being read."""

    def _create_worker_consumer(self, transport: driver.Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS  # noqa: SLF001 - Faust fixes it at 1500
        return consumer

    async def on_start(self) -> None:
        """Connect, and have the fence learn from the heartbeats."""
        await super().on_start()
        self.app.fence.watch(self._ensure_consumer()._coordinator)  # type: ignore[attr-defined] # noqa: SLF001 - aiokafka's

    async def on_thread_stop(self) -> None:
        """Leave the group, static members too: what stops in order gives its partitions away at once."""
        coordinator = getattr(self._consumer, "_coordinator", None)
        if coordinator is not None:
            # aiokafka keeps static members in the group, and their partitions would wait for the session timeout.
            coordinator._group_instance_id = None  # noqa: SLF001 - aiokafka's
        if self._consumer is None:
            await super().on_thread_stop()
        else:
            await leave(self._consumer, super().on_thread_stop)

    async def seek_to_group(self) -> dict[TP, int]:
        """Put every partition of work at its committed offset, or at the beginning where it has none; gives where."""
        return await self.call_thread(self._seek_to_group, self._ensure_consumer())  # type: ignore[no-any-return]

    async def _seek_to_group(self, consumer: AIOKafkaConsumer) -> dict[TP, int]:
        changelogs = {tp for tp in consumer.assignment() if tp.topic in self.app.tables.changelog_topics}
        work = list(consumer.assignment() - changelogs)
        # Faust's own pausing is not known to aiokafka, which would go on fetching what we write.
        consumer.pause(*changelogs)
        consumer.resume(*work)
        assignment = consumer._subscription.subscription.assignment  # noqa: SLF001
        committed = await consumer._coordinator.fetch_committed_offsets(work)  # noqa: SLF001 - one request for all
        if not assignment.active:
            raise IllegalStateError("the partitions are being given away")
        offsets = {tp: found.offset for tp, found in committed.items() if found.offset >= 0}
        for tp, offset in offsets.items():
            consumer.seek(tp, offset)
        if unread := [tp for tp in work if tp not in offsets]:
            await consumer.seek_to_beginning(*unread)
        return {TP(tp.topic, tp.partition): await consumer.position(tp) for tp in work}

    async def open_changelogs(self, starts: Mapping[TP, int]) -> dict[TP, int]:
        """Go to these offsets, and fetch nothing but these partitions; gives their ends."""
        return await self.call_thread(self._open_changelogs, self._ensure_consumer(), starts)  # type: ignore[no-any-return]

    async def _open_changelogs(self, consumer: AIOKafkaConsumer, starts: Mapping[TP, int]) -> dict[TP, int]:
        self._opened = consumer._subscription.subscription.assignment  # noqa: SLF001 - aiokafka's
        changelogs = {tp for tp in consumer.assignment() if tp in starts}
        consumer.pause(*(consumer.assignment() - changelogs))
        consumer.resume(*changelogs)
        for tp, offset in starts.items():
            consumer.seek(tp, offset)
        ends = await consumer.end_offsets(changelogs)
        return {TP(tp.topic, tp.partition): end for tp, end in ends.items()}

    async def read_changelogs(self, ends: Mapping[TP, int]) -> Read:
        """The next records of these partitions; waits for them for a while.

        Raises:
            IllegalStateError: a rebalance has begun since they were opened.
        """
        return await self.call_thread(self._read_changelogs, self._ensure_consumer()._fetcher, ends)  # type: ignore[no-any-return] # noqa: SLF001

    async def _read_changelogs(self, fetcher: Any, ends: Mapping[TP, int]) -> Read:  # noqa: ANN401 - aiokafka's
        opened, asked_at, is_quiet = self._opened, time.time() * 1000, False
        with fetcher._subscriptions.fetch_context():  # noqa: SLF001
            if not (found := await self._buffered(fetcher, ends, opened)):
                waiter = fetcher._create_fetch_waiter()  # noqa: SLF001
                is_quiet = not (await asyncio.wait([waiter], timeout=QUIET_SECONDS))[0]
                waiter.cancel()
                found = await self._buffered(fetcher, ends, opened)
        # Nothing was awaited between records and positions: they belong together.
        states = {tp: opened.state_value(tp) for tp in ends}
        return Read(
            records={TP(tp.topic, tp.partition): records for tp, records in found.items()},
            positions={tp: state.position for tp, state in states.items() if state.has_valid_position},
            is_over=is_quiet and not found and all(_has_ended(states[tp], end, asked_at) for tp, end in ends.items()),
        )

    async def _buffered(self, fetcher: Any, ends: Mapping[TP, int], opened: Any) -> dict[Any, list[Any]]:  # noqa: ANN401 - aiokafka's
        """What has arrived, without waiting: a reading that is given up must not take what the next one is to have."""
        if self._opened is not opened or not opened.active or fetcher._subscriptions.reassignment_in_progress:  # noqa: SLF001
            raise IllegalStateError("the partitions are being given away")
        return await fetcher.fetched_records(ends, 0, max_records=CHANGELOG_RECORDS)  # type: ignore[no-any-return]


def _has_ended(state: Any, end: int, asked_at: float) -> bool:  # noqa: ANN401 - aiokafka's
    """Whether the broker has answered since then that it has nothing more up to this end."""
    return (state.timestamp or 0) > asked_at and (state.highwater or 0) >= end
