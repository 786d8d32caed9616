"""Recovery of the tables from their changelog, and the hand-over from recovery to work.

Stock Faust resumes the flow, and then clears queues that the fetcher has begun to fill: what was in them is lost until
the next restart, or for good. Here recovery reads for itself while the flow stands still.
"""

from typing import Any

from aiokafka.errors import IllegalStateError
from faust.tables.manager import TableManager as FaustTableManager
from faust.tables.recovery import RebalanceAgain, ServiceStopped
from faust.tables.recovery import Recovery as FaustRecovery
from faust.types import TP
from mode import Service

from agents.stream.changelog import Restoration
from agents.stream.consumer import Consumer
from agents.stream.state import StateTable


class Recovery(FaustRecovery):
    """Faust's recovery, with another way of reading and a safe end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Faust's
        super().__init__(*arguments, **options)
        self._restoration = Restoration()
        self._revocations = 0

    @property
    def progress(self) -> str:
        """How far the recovery is, in words."""
        return self._restoration.progress

    async def on_rebalance(
        self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0
    ) -> None:
        """Start a new recovery in the place of one that is under way."""
        self._revocations = self._consumer.revocations
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

    @Service.task
    async def _restart_recovery(self) -> None:
        while not await self.wait_for_stopped(self.signal_recovery_start):  # type: ignore[arg-type] # mode's own event
            self.signal_recovery_start.clear()
            try:
                await self._wait(self._recover(self._generation_id, self._revocations))
            except (RebalanceAgain, IllegalStateError):
                self.log.info("another rebalance has begun: recovering again")
            except ServiceStopped:
                break

    async def _recover(self, generation: int, revocations: int) -> None:
        consumer = self._consumer
        self._set_recovery_started()
        consumer.stop_flow()
        self.app.flow_control.suspend()
        await consumer.fetching_stopped()
        known = self._restoration.keep(self.active_tps)
        for table in self.tables.values():
            assert isinstance(table, StateTable)
            table.held.keep({tp.partition for tp in known if self.tp_to_table[tp] is table})
        await self._restoration.run(consumer, self.active_tps, self._take)
        for table in self.tables.values():
            assert isinstance(table, StateTable)
            table.held.verify()
        await consumer.perform_seek()
        if generation == self.app.consumer_generation_id and revocations == consumer.revocations:
            await self._hand_over()

    def _take(self, tp: TP, records: list[Any]) -> None:
        table = self.tp_to_table[tp]
        assert isinstance(table, StateTable)
        table.held.apply(tp.partition, ((record.key.decode(), record.value) for record in records))

    async def _hand_over(self) -> None:
        app, consumer = self.app, self._consumer
        # Nothing is awaited up to here from the look at the generation: what is revoked must not be worked on.
        self._set_recovery_ended()
        consumer.resume_partitions({tp for tp in consumer.assignment() if not self._is_changelog_tp(tp)})
        app.flow_control.resume()
        consumer.resume_flow()
        self.completed.set()
        self.tables.on_actives_ready()
        self.tables.on_standbys_ready()
        app.on_rebalance_end()
        await app.on_rebalance_complete.send()
        await app._fetcher.maybe_start()  # type: ignore[attr-defined] # noqa: SLF001 - Faust has no public name

    @Service.task
    async def _slurp_changelogs(self) -> None:
        """Nothing: recovery reads for itself."""

    @Service.task
    async def _publish_stats(self) -> None:
        """Nothing: there is nothing in Faust's counters."""

    @property
    def _consumer(self) -> Consumer:
        assert isinstance(self.app.consumer, Consumer)
        return self.app.consumer


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
