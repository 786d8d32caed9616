"""Recovery of the tables from their changelog, and the hand-over from recovery to work.

Stock Faust resumes the flow, and then clears queues that the fetcher has begun to fill: what was in them is lost until
the next restart, or for good.
"""

import asyncio
from typing import Final

from faust.tables.manager import TableManager as FaustTableManager
from faust.tables.recovery import Recovery as FaustRecovery
from faust.types import TP
from mode import Service

from agents.stream.consumer import Consumer, Slice

QUIET_SECONDS: Final = 1.0
"""After this long without a record, the consumer's position tells whether any are still to come."""


class Recovery(FaustRecovery):
    """Faust's recovery, fed by slices, with a safe end."""

    @property
    def progress(self) -> str:
        """How far the recovery is, in words."""
        partitions, left = len(self.active_tps), len(self.active_remaining())
        return f"{partitions - left} of {partitions} partitions recovered"

    async def on_rebalance(
        self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0
    ) -> None:
        """Start a new recovery; the end of an earlier one does not count, nor does a fetch that it began.

        Such a fetch may end after the new recovery's seek: what it brings is dropped, and would be missing.
        """
        consumer = self.app.consumer
        assert isinstance(consumer, Consumer)
        consumer.stop_flow()
        await consumer.fetching_stopped()
        self.signal_recovery_end.clear()
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Go from recovery to work."""
        await self.app.on_rebalance_complete.send()
        self._set_recovery_ended()
        for table in self.tables.values():
            await table.on_recovery_completed(self.actives_for_table[table], self.standbys_for_table[table])
        await self._hand_over(generation_id)

    async def _resume_streams(self, generation_id: int = 0) -> None:
        await self.app.on_rebalance_complete.send()
        await self._hand_over(generation_id)

    async def _hand_over(self, generation_id: int) -> None:
        app, consumer = self.app, self.app.consumer
        assert isinstance(consumer, Consumer)
        consumer.stop_flow()
        app.flow_control.suspend()
        await consumer.fetching_stopped()
        app.flow_control.clear()
        assignment = consumer.assignment()
        if assignment:
            await self._wait(consumer.perform_seek(), timeout=app.conf.broker_request_timeout)
        if app.consumer_generation_id != generation_id:
            self.log.info("another rebalance has begun: recovering again")
            return
        consumer.resume_partitions({tp for tp in assignment if not self._is_changelog_tp(tp)})
        app.flow_control.resume()
        self.completed.set()
        consumer.resume_flow()
        await app._fetcher.maybe_start()  # type: ignore[attr-defined] # noqa: SLF001 - Faust has no public name
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()

    @Service.task
    async def _slurp_changelogs(self) -> None:
        while not self.should_stop:
            try:
                async with asyncio.timeout(QUIET_SECONDS):
                    self._take_over(await self.tables.changelog_queue.get())
            except TimeoutError:
                if self.in_recovery:
                    await self._skip_to_position()
            if self.in_recovery and not self.need_recovery():
                self._set_recovery_ended()
                self.signal_recovery_end.set()

    def _take_over(self, piece: Slice) -> None:
        if piece.generation == self.app.consumer_generation_id and piece.tp in self.active_tps:
            self.tp_to_table[piece.tp].apply_changelog_batch(piece.records)
            self.active_offsets[piece.tp] = piece.records[-1].offset

    async def _skip_to_position(self) -> None:
        """Compaction may have taken the records before the end, which then never arrive."""
        for tp in self.active_remaining():
            position = await self.app.consumer.position(tp)
            if position is not None:
                self.active_offsets[tp] = max(self.active_offsets[tp], position - 1)


class TableManager(FaustTableManager):
    """Faust's table manager with this recovery, and without its fixed sleep."""

    @property
    def recovery(self) -> Recovery:
        """The recovery service of all tables."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        assert isinstance(self._recovery, Recovery)
        return self._recovery

    async def on_start(self) -> None:
        """Start at once: Faust waits for a second here."""
        if not self.should_stop:
            await self._update_channels()
            await self.recovery.start()
